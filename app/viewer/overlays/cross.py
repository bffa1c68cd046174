"""The cross with which arrow keys draw a length, an area or an occlusion."""

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter

from app.session.session import Session
from app.ui.theme import theme
from app.viewer.overlays.base import Overlay, screen_pen
from app.viewer.overlays.label import PLATE
from model.base.geometry import PointL0, RegionL0

ARM_PX, GAP_PX = 14.0, 3.0
"""Length of each arm of the cross from its centre, and the gap around the centre, in screen px."""


class CrossOverlay(Overlay):
    """Draws four arms around the place of the cross. The place itself stays visible."""

    def __init__(self) -> None:
        super().__init__()
        self.at: PointL0 | None = None
        self._accent = QColor()

    def update_from(self, session: Session) -> None:
        cross = session.image.cross if session.image.seen and session.draws else None
        self._accent = QColor(theme(session.view.theme).accent)
        self.at = cross.at if cross is not None else None
        self.cover(None if self.at is None else RegionL0(self.at.x - 1, self.at.y - 1, 2, 2))

    def draw(self, painter: QPainter, scale: float) -> None:
        if self.at is None:
            return
        x, y, arm, gap = self.at.x, self.at.y, ARM_PX / scale, GAP_PX / scale
        lines = [
            QLineF(x + dx * gap, y + dy * gap, x + dx * arm, y + dy * arm)
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((PLATE, 5.0), (self._accent, 2.0)):
            painter.setPen(screen_pen(painter, colour, width))
            painter.drawLines(lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
