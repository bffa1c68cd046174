"""The thin line along the top edge of the canvas that shows the progress."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.language.text import percent_text, tr
from app.session.session import Session
from app.viewer.canvas.plate import Plate

HEIGHT = 3
UNCOUNTED_OPACITY = 0.4


class ProgressLine(Plate):
    """A line that is visible while work runs. If the steps cannot be counted, it is pale and spans the whole canvas."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setFixedHeight(HEIGHT)
        self._share: float | None = None

    @property
    def share(self) -> float | None:
        """Return the share of the work that is done, 0 to 1; None if it cannot be counted."""
        return self._share

    def show_session(self, session: Session) -> None:
        saving = session.work.saving
        self.setVisible(session.work.activity != "idle" or saving is not None)
        progress = saving.progress if saving is not None and session.work.activity == "idle" else session.work.progress
        self._share = progress.done / progress.total if progress and progress.total else None
        stage = tr(progress.stage if progress else "waiting" if saving is not None else session.work.activity)
        counted = "" if self._share is None else f", {percent_text(self._share)}"
        self.setAccessibleName(tr("Progress: {stage}{counted}", stage=stage, counted=counted))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_share(self, self._share, QColor(self.look.line), QColor(self.look.accent))


def paint_share(line: QWidget, share: float | None, rest: QColor, done: QColor) -> None:
    """Paint `line` up to `share` (0 to 1) in the colour `done`, and the remainder in the colour `rest`.

    If `share` is None, paint the whole line in a pale `done`.
    """
    painter = QPainter(line)
    painter.fillRect(line.rect(), rest)
    if share is None:
        painter.setOpacity(UNCOUNTED_OPACITY)
    width = round(line.width() * (1.0 if share is None else share))
    painter.fillRect(0, 0, width, line.height(), done)
    painter.end()
