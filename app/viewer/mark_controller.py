"""Add, change, delete and export the measurements and notes of the open image.

The window shows a change at once. A separate thread saves the change to the disk. If this fails, a notice gives the
reason, and the change stays in memory until the image is closed.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from app.session.store import Store
from app.session.values import Ruler
from app.session.written_text import written_notice
from app.ui.jobs import JobRunner
from app.ui.messages import explain, log_error
from app.viewer.tasks import once
from model.base.errors import HistocastError
from model.base.geometry import PointL0
from model.result.mark_files import MarkExport, write_marks
from model.result.marks import (
    LONGEST_TEXT,
    Mark,
    MarkKind,
    Marks,
    change_marks,
    checked_area,
    with_mark,
    with_marks,
    without_marks,
)


class MarkController(QObject):
    """Manages the marks (measurements and notes) of the open image."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._saver = JobRunner("marks")

    def shutdown(self) -> None:
        """Wait until all measurements and notes are saved."""
        self._saver.finish()

    def measured(self, ruler: Ruler | None) -> None:
        """Save the length that the user has drawn. Until the image is fully opened, only show the length."""
        if ruler is None or self._store.session.image.opened is None:
            self._store.change(lambda s: s.with_ruler(True, ruler))
            return
        self._store.change(lambda s: s.with_ruler(True))
        self._add("length", (ruler.start, ruler.end))

    def outlined(self, outline: tuple[PointL0, ...]) -> None:
        """Save the area that the user has outlined. Show a notice if the outline crosses itself."""
        self._add("area", outline)

    def note(self, point: PointL0, text: str) -> None:
        """Add a note at `point`. An empty text adds nothing."""
        if text.strip():
            self._add("note", (point,), text.strip()[:LONGEST_TEXT])

    def take(self, found: Marks) -> None:
        """Add measurements and notes that another program has exported. Each is added only once."""
        if found:
            self._change(lambda marks: with_marks(marks, found))

    def rename(self, key: str, text: str) -> None:
        """Change the name of a measurement or the text of a note. A note with an empty text is not changed."""
        mark, text = self._store.session.mark(key), text.strip()[:LONGEST_TEXT]
        if mark is not None and text != mark.text and (text or mark.kind != "note"):
            named = replace(mark, text=text)
            self._change(lambda marks: with_mark(marks, named))

    def delete(self, *keys: str) -> None:
        """Delete the measurements and notes with these keys."""
        self._change(lambda marks: without_marks(marks, frozenset(keys)))

    def to_export(self, folder: Path) -> MarkExport | None:
        """Return what an export to `folder` would write; None if there is nothing to write. Write no files."""
        image = self._store.session.image
        if image.opened is None or not image.marks:
            return None
        return MarkExport(image.marks, image.opened.record, folder)

    def export(self, asked: MarkExport) -> None:
        """Write the files of the export `asked`, and overwrite existing files."""

        def written(paths: tuple[Path, ...]) -> None:
            self._store.change(lambda s: s.noticed(written_notice(asked.folder, paths)))

        self._saver.run(once("writing the measurements", lambda: write_marks(asked)), written, self._tell)

    def _add(self, kind: MarkKind, points: tuple[PointL0, ...], text: str = "") -> None:
        mark = Mark(uuid.uuid4().hex, kind, points, text, date.today().isoformat())
        try:
            checked_area(mark)
        except HistocastError as error:
            self._tell(error)
            return
        # A mark that is drawn while all marks are hidden would seem to be lost.
        self._store.change(lambda s: s.viewed(marks=True))
        self._change(lambda marks: with_mark(marks, mark))

    def _change(self, change: Callable[[Marks], Marks]) -> None:
        """Show the changed measurements and notes, then apply the same change to the saved ones in the background."""
        image = self._store.session.image.opened
        if image is None:
            return
        record = image.record
        self._store.change(lambda s: s.with_marks(record.sha256, change(s.image.marks)))
        self._saver.run(once("saving the measurements", lambda: change_marks(record, change)), None, self._tell)

    def _tell(self, error: BaseException) -> None:
        log_error(error)
        self._store.change(lambda s: s.noticed(explain(error)))
