"""The frame that is shown around the canvas while the user drags files over the canvas."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from app.viewer.canvas.plate import Plate

FRAME_PX = 2


class DropFrame(Plate):
    """A frame in the accent colour around the canvas."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self.look.accent), FRAME_PX))
        painter.drawRect(self.rect().adjusted(1, 1, -FRAME_PX, -FRAME_PX))
        painter.end()
