"""Detect at the start that the program ended unexpectedly the last time, and offer to open the image again.

Each running window keeps a small file that names its image, and deletes the file when the window is closed. If the
process of such a file no longer exists, its window crashed or was killed.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.language.text import tr
from app.session.session import Session
from app.session.store import Store
from app.ui.crash import log, native_crash_file
from model.base.files import replacing
from model.base.json_file import read_json
from model.base.places import data_folder

_SAME_S = 1.0
"""Maximum difference in seconds between two reported start times of the same process."""


@dataclass(frozen=True)
class LastRun:
    """A window that ended unexpectedly."""

    image: Path | None
    """The image or study that the window showed last; None if it showed none."""

    @property
    def question(self) -> str:
        name = self.image.name if self.image is not None else ""
        return tr("Histocast ended unexpectedly the last time. Open {name} again?", name=name)

    @property
    def detail(self) -> str:
        """Return a text that says which data are safe and where the crash report is."""
        crash = native_crash_file()
        report = tr(" The report for the support is in {parent}.", parent=crash.parent) if crash.parent.exists() else ""
        return tr(
            "Reads, studies and saved results are complete up to the last change; a running analysis "
            "starts again.{report}",
            report=report,
        )


class RunMark:
    """The file that names the image of this running window.

    The file is written when another image is opened. `remove` deletes it when the window is closed.
    """

    def __init__(self, store: Store) -> None:
        self._file = marks_folder() / f"{os.getpid()}.json"
        store.changed.connect(self._follow)
        self._write(None)

    def remove(self) -> None:
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _follow(self, old: Session, new: Session) -> None:
        if old.image.opened is not new.image.opened and new.image.opened is not None:
            self._write(Path(new.image.opened.record.path))

    def _write(self, image: Path | None) -> None:
        mark = {"started": psutil.Process().create_time(), "image": None if image is None else str(image)}
        try:
            with replacing(self._file) as beside:
                beside.write_text(json.dumps(mark), encoding="utf-8")
        except OSError as error:
            log.warning("The file that marks the running window cannot be written: %s", error.strerror)


def marks_folder() -> Path:
    """Return the folder with one file for each running window; it may not exist."""
    return data_folder() / "windows"


def last_run() -> LastRun | None:
    """Return the window that ended unexpectedly, and delete its file; None if there is none."""
    found: list[tuple[float, LastRun]] = []
    for file in sorted(marks_folder().glob("*.json")):
        with suppress(OSError, ValueError, KeyError, TypeError):  # a damaged file is ignored
            mark = read_json(file)
            if _runs(int(file.stem), float(mark["started"])):
                continue
            image = Path(mark["image"]) if isinstance(mark["image"], str) else None
            found.append((file.stat().st_mtime, LastRun(image)))
        with suppress(OSError):
            file.unlink()
    return max(found, key=lambda one: one[0])[1] if found else None


def _runs(pid: int, started: float) -> bool:
    """Return whether the process `pid` that started at `started` still runs.

    Systems reuse the ids of ended processes.
    """
    try:
        return abs(psutil.Process(pid).create_time() - started) <= _SAME_S
    except psutil.Error:
        return False
