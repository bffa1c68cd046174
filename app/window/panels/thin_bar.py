"""A thin progress bar.

QProgressBar is not used, because each change of its value repaints the whole window at once, before the other widgets
are updated.
"""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.viewer.canvas.progress_line import HEIGHT, paint_share


class ThinBar(QWidget):
    """A progress bar. If the total is unknown (0), the whole bar has a pale colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.done, self.total = 0, 0

    def show_share(self, done: int, total: int) -> None:
        if (done, total) != (self.done, self.total):
            self.done, self.total = done, total
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        share = self.done / self.total if self.total else None
        paint_share(self, share, self.palette().mid().color(), self.palette().highlight().color())
