"""Run the self-test in the background: process one tile, once per program version and model, and report a failure."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.language.text import mark, tr
from app.session.session import Session
from app.ui.crash import log, log_file
from app.ui.messages import explain, log_error
from app.viewer.controller import ViewerController
from model.base.build_info import program_version
from model.base.files import replacing
from model.base.json_file import read_json
from model.base.places import data_folder
from model.predict.selftest import SelfTest

TITLE = mark("The self-test failed")


def record_file() -> Path:
    """Return the file that records that the self-test passed."""
    return data_folder() / "self-test.json"


def passed_on(stamp: str) -> str:
    """Return the date on which the self-test with this `stamp` passed on this computer, or "" if it never passed."""
    try:
        record = read_json(record_file())
    except (OSError, ValueError):
        return ""
    return str(record.get("day", "")) if isinstance(record, dict) and record.get("stamp") == stamp else ""


def stamp_of(bundle_sha256: str) -> str:
    """Return the text that identifies a self-test: the program version and the SHA-256 of the model's bundle."""
    return f"{program_version()} | {bundle_sha256}"


class FirstStart(QObject):
    """Runs the self-test when the model is known, unless the test passed before.

    `show(title, text)` displays a failure.
    """

    def __init__(self, controller: ViewerController, show: Callable[[str, str], None]) -> None:
        super().__init__(controller)
        self._controller, self._show, self._begun = controller, show, False
        controller.store.changed.connect(self._follow)

    def begin(self) -> None:
        """Wait for the model and then run the self-test. Call this when the window is visible and idle."""
        self._begun = True
        self._test(self._controller.session)

    def _follow(self, old: Session, new: Session) -> None:
        if self._begun and old.bundle is not new.bundle:
            self._test(new)

    def _test(self, session: Session) -> None:
        bundle = session.bundle
        if bundle is None or passed_on(stamp_of(bundle.sha256)):
            return
        self._begun = False  # test only once per run of the program
        stamp = stamp_of(bundle.sha256)
        self._controller.self_test(bundle, lambda found: self._passed(stamp, found), self._failed)

    def _passed(self, stamp: str, found: SelfTest) -> None:
        if not found.passed:
            self._report(
                tr(
                    "The self-test of the model gave the log odds {logit:.5f} instead of {reference} for a test tile.",
                    logit=found.logit,
                    reference=found.reference,
                ),
                tr("Do not trust results of this computer. Choose another device, or install the program again."),
            )
            return
        log.info("self-test passed: %s, logit %.5f, %.2f s", stamp, found.logit, found.seconds)
        try:
            with replacing(record_file()) as beside:
                record = {"stamp": stamp, "day": time.strftime("%Y-%m-%d"), "logit": found.logit}
                beside.write_text(json.dumps(record), encoding="utf-8")
        except OSError as error:
            log_error(error)  # without a record, the test simply runs again at the next start

    def _failed(self, error: BaseException) -> None:
        log_error(error)
        notice = explain(error)
        self._report(notice.title, notice.remedy)

    def _report(self, what: str, remedy: str) -> None:
        log.error("self-test failed: %s", what)
        self._show(
            tr(TITLE), tr("{what}\n\n{remedy}\n\nDetails: {log_file}", what=what, remedy=remedy, log_file=log_file())
        )
