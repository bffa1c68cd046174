"""The outline of an area while the user draws it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF

from app.session.session import Session
from app.ui.theme import theme
from app.viewer.overlays.base import Overlay, screen_pen
from app.viewer.overlays.label import PLATE
from model.base.geometry import PointL0, RegionL0

CLOSEST_PX = 2.0
"""Minimum distance between two corners of an outline, in screen px. Closer corners only show how the hand trembles."""


def closed_outline(points: tuple[PointL0, ...]) -> tuple[PointL0, ...]:
    """Return the outline of the area that the drawn line encloses; () if it encloses nothing.

    A line that crosses itself near its start, because the hand went a little too far, is joined there. An outline that
    encloses several areas, such as an eight, is returned unchanged, and is then refused where its area is computed.
    """
    if len(points) < 3:
        return ()
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addPolygon(QPolygonF([QPointF(point.x, point.y) for point in points]))
    path.closeSubpath()
    found = [_corners(polygon) for polygon in path.simplified().toSubpathPolygons()]
    found = [corners for corners in found if len(corners) >= 3]
    return found[0] if len(found) == 1 else points if found else ()


def _corners(polygon: QPolygonF) -> tuple[PointL0, ...]:
    corners = [PointL0(point.x(), point.y()) for point in polygon.toList()]
    return tuple(corners[:-1] if len(corners) > 1 and corners[0] == corners[-1] else corners)


class OutlineOverlay(Overlay):
    """Draws the line that the user draws around an area."""

    def __init__(self) -> None:
        super().__init__()
        self._points: list[PointL0] = []
        self._accent = QColor()

    @property
    def points(self) -> tuple[PointL0, ...]:
        """Return the corners drawn so far, in level-0 px."""
        return tuple(self._points)

    def update_from(self, session: Session) -> None:
        self._accent = QColor(theme(session.view.theme).accent)
        cross = session.image.cross
        if not session.image.outlining:
            self.clear()
        elif cross is not None:
            self._set([*cross.points, cross.at] if cross.points else [])

    def clear(self) -> None:
        self._set([])

    def add(self, point: PointL0, scale: float) -> None:
        """Add a corner, unless it is too close to the last one. `scale` is in screen px per level-0 px."""
        if self._points:
            last = self._points[-1]
            if max(abs(point.x - last.x), abs(point.y - last.y)) * scale < CLOSEST_PX:
                return
        self._set([*self._points, point])

    def _set(self, points: list[PointL0]) -> None:
        self._points = points
        if not points:
            self.cover(None)
            return
        xs, ys = [corner.x for corner in self._points], [corner.y for corner in self._points]
        self.cover(RegionL0(min(xs) - 1, min(ys) - 1, max(xs) - min(xs) + 2, max(ys) - min(ys) + 2))

    def draw(self, painter: QPainter, scale: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = QPolygonF([QPointF(point.x, point.y) for point in self._points])
        for colour, width in ((PLATE, 4.0), (self._accent, 2.0)):
            pen = screen_pen(painter, colour, width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
