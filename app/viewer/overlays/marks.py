"""The measurements and notes of the image: lines, outlines and pins with their values and texts.

Annotations from another program are drawn as dashed white lines, so that they are not taken for the user's own.
"""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPicture, QPolygonF

from app.language.model_text import of_model
from app.session.session import Session
from app.ui.theme import theme
from app.viewer.overlays.base import Overlay, on_screen, painted, screen_pen
from app.viewer.overlays.label import INK, PLATE, Room, draw_tag_at, tag_area
from app.viewer.overlays.lattice import around, within
from model.base.geometry import PointL0, RegionL0
from model.result.marks import Mark, Marks, value_text

LONGEST_TAG = 40
"""Maximum number of characters of a label over the tissue. The list of measurements and notes shows the whole text."""
TAG_ROOM_PX = 400.0
"""Distance from a measurement or note within which its label lies, in screen px."""
PIN_PX = 5.0
"""Radius of the dot at the place of a note, in screen px."""
DASH_PX, DASH_GAP_PX = 7.0, 5.0
"""Lengths of the dashes of annotations from another program and of the gaps between them, in screen px."""


def tag_text(mark: Mark, mpp: float | None) -> str:
    """Return the text of a label on the tissue: name and value of a measurement, or the first line of a note."""
    first = mark.text.split("\n", 1)[0]
    if len(first) > LONGEST_TAG or first != mark.text:
        first = first[: LONGEST_TAG - 1].rstrip() + "…"
    return ": ".join(part for part in (first, of_model(value_text(mark, mpp))) if part)


class MarksOverlay(Overlay):
    """Draws all measurements and notes of the image. Their labels do not cover one another."""

    def __init__(self) -> None:
        super().__init__()
        self._marks: Marks = ()
        self._areas = np.empty((0, 4))
        """The extents of the marks in level-0 px, float64 [marks, 4]: x, y, width and height."""
        self._mpp: float | None = None
        self._accent = QColor()

    def update_from(self, session: Session) -> None:
        image = session.image.opened
        self._marks = session.image.marks if image is not None else ()
        self._mpp = image.record.mpp if image is not None else None
        self._accent = QColor(theme(session.view.theme).accent)
        # The extent must have a width and a height. Otherwise Qt would not draw a horizontal line or a pin.
        bounds = [mark.bounds for mark in self._marks]
        areas = [(area.x - 1, area.y - 1, area.width + 2, area.height + 2) for area in bounds]
        self._areas = np.array(areas, np.float64).reshape(-1, 4)
        self.cover(around(self._areas) if areas else None)

    def draw(self, painter: QPainter, scale: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        marks = self._within(painted(painter), scale)
        for mark in marks:
            for colour, width in ((PLATE, 4.0), (INK if mark.imported else self._accent, 2.0)):
                pen = _round(screen_pen(painter, colour, width))
                painter.setPen(_dashed(pen) if mark.imported and colour is INK else pen)
                self._draw_shape(painter, mark, scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        room = Room()
        for mark in marks:
            text = tag_text(mark, self._mpp)
            place = _kept_inside(painter, text, _tag_place(painter, mark))
            if text and not room.taken(tag_area(text, place, hangs=True)):
                draw_tag_at(painter, text, place, hangs=True)

    def _within(self, seen: RegionL0, scale: float) -> Marks:
        """Return the measurements and notes in the visible area `seen`, and those near it, whose labels may be visible.

        All others are left out, because drawing thousands of them would make each movement of the view slow.
        """
        near = TAG_ROOM_PX / scale
        around_it = RegionL0(seen.x - near, seen.y - near, seen.width + 2 * near, seen.height + 2 * near)
        return tuple(self._marks[at] for at in np.flatnonzero(within(self._areas, around_it)))

    def _draw_shape(self, painter: QPainter, mark: Mark, scale: float) -> None:
        points = _polygon(mark.points)
        if mark.kind == "note":
            painter.drawEllipse(points.at(0), PIN_PX / scale, PIN_PX / scale)
        elif mark.kind != "length":
            for ring in (points, *map(_polygon, mark.holes)):
                painter.drawPolygon(ring)
        else:
            painter.drawPolyline(points)


def _polygon(points: tuple[PointL0, ...]) -> QPolygonF:
    return QPolygonF([QPointF(point.x, point.y) for point in points])


def _tag_place(painter: QPainter, mark: Mark) -> QPointF:
    """Return the place of a mark's label on the screen: the end of a line, else below the shape."""
    end = mark.points[-1]
    if mark.kind == "length":
        return painter.worldTransform().map(QPointF(end.x, end.y))
    below = on_screen(painter, mark.bounds).bottomLeft()
    return below + QPointF(0, PIN_PX if mark.kind == "note" else 0)


def _kept_inside(painter: QPainter, text: str, place: QPointF) -> QPointF:
    """Return the place of a label, moved to the left where the right edge of the picture would cut the label."""
    edge, width = painter.viewport().right(), tag_area(text, place, hangs=True).width()
    # A recording has no edges. A label whose place is outside the picture stays there.
    if isinstance(painter.device(), QPicture) or not 0 <= place.x() <= edge:
        return place
    return QPointF(max(0.0, min(place.x(), edge - width)), place.y())


def _round(pen: QPen) -> QPen:
    """Return the pen with round joins. Pointed joins of a freehand outline would look like thorns."""
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _dashed(pen: QPen) -> QPen:
    """Return the pen with dashes."""
    # Qt expects dashes in pen widths, and the pen is wider on a screen with several device px per px.
    pen.setDashPattern([DASH_PX / 2, DASH_GAP_PX / 2])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
