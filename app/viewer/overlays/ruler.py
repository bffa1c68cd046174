"""The ruler: a line that the user draws over the tissue, with its true length as text beside its end."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from app.language.model_text import of_model
from app.session.session import Session
from app.session.values import Ruler
from app.ui.theme import theme
from app.viewer.overlays.base import Overlay, screen_pen
from app.viewer.overlays.label import PLATE, draw_tag
from model.base.geometry import PointL0, RegionL0
from model.result import marks

END_PX = 5.0
"""Length in screen px of the strokes at the ends, to either side of the line."""


def length_text(ruler: Ruler, mpp: float | None) -> str:
    """Return the length in um, in mm from 1 mm on, or in px if the pixel size is unknown."""
    return of_model(marks.length_text(ruler.length, mpp))


class RulerOverlay(Overlay):
    """Draws the ruler. During a drag, the ruler ends at the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self._ruler: Ruler | None = None
        self._mpp: float | None = None
        self._accent = QColor()

    @property
    def ruler(self) -> Ruler | None:
        return self._ruler

    def update_from(self, session: Session) -> None:
        self._accent = QColor(theme(session.view.theme).accent)
        self._mpp = session.image.seen.record.mpp if session.image.seen else None
        self.show_ruler((_drawn_by_keys(session) or session.image.ruler) if session.image.seen else None)

    def show_ruler(self, ruler: Ruler | None) -> None:
        self._ruler = ruler
        if ruler is None:
            self.cover(None)
            return
        x, y = min(ruler.start.x, ruler.end.x), min(ruler.start.y, ruler.end.y)
        # The extent must have a width and a height. Otherwise Qt would not draw a vertical or horizontal line.
        width, height = abs(ruler.end.x - ruler.start.x), abs(ruler.end.y - ruler.start.y)
        self.cover(RegionL0(x - 1, y - 1, width + 2, height + 2))

    def draw(self, painter: QPainter, scale: float) -> None:
        ruler = self._ruler
        if ruler is None or ruler.length == 0:
            return
        start, end = QPointF(ruler.start.x, ruler.start.y), QPointF(ruler.end.x, ruler.end.y)
        along = (end - start) / ruler.length
        across = QPointF(-along.y(), along.x()) * (END_PX / scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((PLATE, 4.0), (self._accent, 2.0)):
            painter.setPen(screen_pen(painter, colour, width))
            painter.drawLine(start, end)
            painter.drawLine(start - across, start + across)
            painter.drawLine(end - across, end + across)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        draw_tag(painter, length_text(ruler, self._mpp), PointL0(ruler.end.x, ruler.end.y), hangs=True)


def _drawn_by_keys(session: Session) -> Ruler | None:
    """Return the ruler from the point that Enter has set to the cross; None if there is none."""
    cross = session.image.cross
    return straight(cross.points[0], cross.at) if session.image.ruling and cross is not None and cross.points else None


def straight(start: PointL0, end: PointL0) -> Ruler:
    """Return the straight ruler from `start` to `end`."""
    return Ruler(start, end, math.hypot(end.x - start.x, end.y - start.y))
