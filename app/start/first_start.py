"""The self-test of a first start: the desk comes in; a tile is encoded once a version and model, failures are told."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.session.session import Session
from app.ui.crash import log, log_file
from app.ui.messages import explain, log_error
from app.viewer.controller import ViewerController
from model.base.build_info import program_version
from model.base.files import replacing
from model.base.places import data_folder
from model.predict.selftest import SelfTest

TITLE = "The self-test failed"


def record_file() -> Path:
    return data_folder() / "self-test.json"


def passed_on(stamp: str) -> str:
    """The day on which the self-test of `stamp` passed on this computer; empty where it never did."""
    try:
        kept = json.loads(record_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(kept.get("day", "")) if isinstance(kept, dict) and kept.get("stamp") == stamp else ""


def stamp_of(bundle_sha256: str) -> str:
    """What a passed test is good for: this program with this model."""
    return f"{program_version()} | {bundle_sha256}"


class FirstStart(QObject):
    """Waits until the model is known, and tests unless that was done; `tell(title, text)` shows what failed."""

    def __init__(self, controller: ViewerController, tell: Callable[[str, str], None]) -> None:
        super().__init__(controller)
        self._controller, self._tell, self._begun = controller, tell, False
        controller.store.changed.connect(self._follow)

    def begin(self) -> None:
        """To be called once the window is on the screen and idle."""
        self._begun = True
        self._test(self._controller.session)

    def _follow(self, old: Session, new: Session) -> None:
        if self._begun and old.bundle is not new.bundle:
            self._test(new)

    def _test(self, session: Session) -> None:
        bundle = session.bundle
        if bundle is None or passed_on(stamp_of(bundle.sha256)):
            return
        self._begun = False  # once a sitting
        stamp = stamp_of(bundle.sha256)
        self._controller.self_test(bundle, lambda found: self._passed(stamp, found), self._failed)

    def _passed(self, stamp: str, found: SelfTest) -> None:
        if not found.passed:
            self._say(
                f"One tile gave {found.logit:.5f} instead of {found.reference}.",
                "Do not trust results of this computer: choose another device, or have the program installed again.",
            )
            return
        log.info("self-test passed: %s, logit %.5f, %.2f s", stamp, found.logit, found.seconds)
        try:
            with replacing(record_file()) as beside:
                kept = {"stamp": stamp, "day": time.strftime("%Y-%m-%d"), "logit": found.logit}
                beside.write_text(json.dumps(kept), encoding="utf-8")
        except OSError as error:
            log_error(error)  # it will be tested again: no more than that

    def _failed(self, error: BaseException) -> None:
        log_error(error)
        notice = explain(error)
        self._say(notice.title, notice.remedy)

    def _say(self, what: str, remedy: str) -> None:
        log.error("self-test failed: %s", what)
        self._tell(TITLE, f"{what}\n\n{remedy}\n\nDetails: {log_file()}")
