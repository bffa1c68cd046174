"""The cores of a tissue microarray: circles with names, dashed for missing cores, coloured for analysed cores.

The colour shows the survival probability that the current model gives, from orange (death) to teal (survival). The
probability is not drawn as a number, because there is no room for its qualifier.
"""

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPicture, QPolygonF, QTransform

from app.session.session import Session
from app.ui.theme import theme
from app.viewer.overlays.base import Overlay, on_screen, screen_pen
from app.viewer.overlays.label import INK, PLATE, Room, tag_colours, tag_font
from model.base.colours import SIGNED, colour_table
from model.base.geometry import PointL0, RegionL0, united
from model.result.saved_regions import SavedResult

if TYPE_CHECKING:
    from model.tma.array import Core

SMALLEST_NAMED_PX = 13.0
"""Minimum radius of a core, in screen px, at which its name is drawn. The name would hide a smaller core."""
FILL_OPACITY = 0.6
RING_PX, PLATE_PX, SELECTED_PX = 1.5, 3.5, 4.0
"""Widths in screen px: the circle, the dark line below it, and the circle of the selected core."""
NEUTRAL = "#aab1bb"
"""Colour of the circles of cores that were not analysed or are missing. It differs from the colours of all reliability
levels."""
MARKS = {"caution": "▲", "do not use": "■"}
"""Signs after the name of a core whose result is not reliable. They have the shapes of the reliability icons."""
SIGN_PX = 4.0
"""Half the side, in screen px, of the sign beside a core that is too small for its name."""
BESIDE_PX = 3.0
"""Gap between the outline of the analysis region and the name of the selected core above it, in screen px."""
GRIP_PX = 6.0
"""Distance from the selected core's circle, in screen px, up to which the circle can be grabbed."""


def colour_of(result: SavedResult) -> QColor | None:
    """Return the colour of an analysed core; None if its probability must not be used."""
    if result.probability is None:
        return None
    red, green, blue, _ = colour_table(SIGNED)[round(255 * result.probability)].tolist()
    return QColor(red, green, blue)


def has_colours(session: Session) -> bool:
    """Return whether a core is filled with the colour of its probability.

    The selected core is never filled, because its map is drawn there.
    """
    if session.image.opened is None:
        return False
    here = session.core_here.label if session.core_here is not None else ""
    return any(result.probability is not None for label, result in session.core_results().items() if label != here)


class CoresOverlay(Overlay):
    """Draws circles and names of the cores. While the selected core is dragged, its circle follows the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self._cores: tuple[Core, ...] = ()
        self._rings, self._dashed, self._refused = QPainterPath(), QPainterPath(), QPainterPath()
        self._doubtful, self._unread = QPainterPath(), QPainterPath()
        self._fills: tuple[tuple[Core, QColor], ...] = ()
        self._marks: dict[str, str] = {}
        """The sign of each core whose result is not reliable, by core label."""
        self._usual = 0.0
        """The usual radius of the cores in level-0 px. It determines whether the names of all cores are drawn."""
        self._here: Core | None = None
        self._region: RegionL0 | None = None
        """The analysis region over the selected core."""
        self._shift = (0.0, 0.0)
        self._look = theme("dark")

    def update_from(self, session: Session) -> None:
        self._look = theme(session.view.theme)
        self._cores = session.cores.array.cores if session.cores.array and session.image.opened else ()
        self._here = session.core_here if self._cores else None
        self._region = session.region.placement.region if self._here and session.region.placement else None
        self._usual = session.cores.array.usual_radius() if self._cores and session.cores.array else 0.0
        self._shift = (0.0, 0.0)
        results = session.core_results() if self._cores else {}
        self._rings, self._dashed, self._refused = QPainterPath(), QPainterPath(), QPainterPath()
        self._doubtful, self._unread, fills = QPainterPath(), QPainterPath(), []
        self._marks = {label: MARKS[result.level] for label, result in results.items() if result.level in MARKS}
        for core in self._cores:
            result = results.get(core.label)
            path = self._dashed if core.status == "missing" else self._rings if result else self._unread
            if result is not None and result.level in MARKS:
                path = self._doubtful if result.level == "caution" else self._refused
            path.addEllipse(circle(core))
            colour = colour_of(result) if result else None
            if colour is not None and core is not self._here:
                fills.append((core, colour))
        self._fills = tuple(fills)
        self.cover(_extent(self._cores) if self._cores else None)

    def ring_at(self, point: PointL0, scale: float) -> "Core | None":
        """Return the selected core if its circle is visible and `point` is on it."""
        core = self._here
        if core is None or not self.isVisible():
            return None
        away = abs(math.dist((point.x, point.y), (core.centre.x, core.centre.y)) - core.radius)
        return core if away <= min(GRIP_PX / scale, core.radius / 4) else None

    def shift(self, dx: float, dy: float) -> None:
        """Draw the selected core's circle shifted by `dx`, `dy` level-0 px. This is used during a drag."""
        self._shift = (dx, dy)
        if self._here is not None:
            # The user can drag the circle beyond the area of the cores, so the overlay must cover the new place too.
            self.cover(united(_extent(self._cores), _extent((self._moved(self._here),))))

    def draw(self, painter: QPainter, scale: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setOpacity(FILL_OPACITY)
        for core, colour in self._fills:
            painter.setBrush(colour)
            painter.drawEllipse(circle(core))
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for path, colour, dashed in (
            (self._unread, QColor(NEUTRAL), False),
            (self._rings, QColor(INK), False),
            (self._doubtful, QColor(self._look.caution), False),
            (self._refused, QColor(self._look.refused), False),
            (self._dashed, QColor(NEUTRAL), True),
        ):
            for ink, width in ((PLATE, PLATE_PX), (colour, RING_PX)):
                painter.setPen(_pen(painter, ink, width, dashed))
                painter.drawPath(path)
        if self._here is not None:
            for ink, width in ((PLATE, SELECTED_PX + 3), (INK, SELECTED_PX)):
                painter.setPen(_pen(painter, ink, width, self._here.status == "missing"))
                painter.drawEllipse(circle(self._moved(self._here)))
        self._name(painter, scale)

    def _moved(self, core: "Core") -> "Core":
        dx, dy = self._shift
        return replace(core, centre=PointL0(core.centre.x + dx, core.centre.y + dy))

    def _name(self, painter: QPainter, scale: float) -> None:
        """Draw the names of the visible cores in screen px. All plates are drawn with one call."""
        to_screen = painter.worldTransform()
        # A recording (QPicture) has no size yet. Draw all names into it.
        recorded, seen = isinstance(painter.device(), QPicture), QRectF(painter.viewport())
        metrics = QFontMetricsF(tag_font())
        tags, named_cores, room = [], set(), Room()
        # The name of the selected core is drawn at any size.
        named = self._usual * scale >= SMALLEST_NAMED_PX
        cores = self._cores if named else tuple(core for core in self._cores if core is self._here)
        # Names that matter more come first, because a name that would cover an earlier one is left out.
        for core in sorted(cores, key=lambda core: (core is not self._here, core.label not in self._marks)):
            middle = to_screen.map(QPointF(core.centre.x, core.centre.y))
            top = QPointF(middle.x(), middle.y() - core.radius * scale)
            name = f"{core.label} {self._marks.get(core.label, '')}".rstrip()
            width = metrics.horizontalAdvance(name) + 4
            plate = QRectF(round(top.x() - width / 2), round(top.y() - metrics.height() / 2), width, metrics.height())
            if core is self._here and self._region is not None:
                # On its circle, the name would be below the handle of the region.
                plate.moveBottom(round(min(plate.bottom(), on_screen(painter, self._region).top() - BESIDE_PX)))
            if (recorded or plate.intersects(seen)) and not room.taken(plate):
                tags.append((plate, name))
                named_cores.add(core.label)
        painter.save()
        painter.resetTransform()
        self._sign(painter, to_screen, scale, named_cores)
        painter.setFont(tag_font())
        painter.setPen(Qt.PenStyle.NoPen)
        ground, ink = tag_colours()
        painter.setBrush(ground)
        painter.drawRects([plate for plate, _ in tags])
        painter.setPen(ink)
        for plate, label in tags:
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, label)
        painter.restore()


    def _sign(self, painter: QPainter, to_screen: QTransform, scale: float, named: set[str]) -> None:
        """Draw the sign of each core that has one, but no name, in screen px at the upper right of its circle.

        The colours of the circles alone would not tell them apart for everybody.
        """
        for core in self._cores:
            mark = self._marks.get(core.label)
            if mark is None or core.label in named:
                continue
            beside = math.sqrt(0.5) * core.radius * scale
            centre = to_screen.map(QPointF(core.centre.x, core.centre.y)) + QPointF(beside, -beside)
            painter.setPen(QPen(PLATE, RING_PX))
            painter.setBrush(QColor(self._look.caution if mark == MARKS["caution"] else self._look.refused))
            painter.drawPolygon(sign_shape(mark, centre))


def sign_shape(mark: str, centre: QPointF) -> QPolygonF:
    """Return the outline of a sign around `centre`, in screen px: a triangle for ▲, a square for ■."""
    corners = ((-1, 1), (0, -1), (1, 1)) if mark == MARKS["caution"] else ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return QPolygonF([centre + QPointF(x * SIGN_PX, y * SIGN_PX) for x, y in corners])


def circle(core: "Core") -> QRectF:
    """Return the bounding square of the circle of `core`, in level-0 px."""
    return QRectF(core.centre.x - core.radius, core.centre.y - core.radius, 2 * core.radius, 2 * core.radius)


def _pen(painter: QPainter, colour: QColor, width: float, dashed: bool) -> QPen:
    pen = screen_pen(painter, colour, width)
    if dashed:
        # Qt expects dashes in pen widths. These are dashes of 6 px and gaps of 5 px at any width.
        pen.setDashPattern([6 / width, 5 / width])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _extent(cores: "tuple[Core, ...]") -> RegionL0:
    """Return the area of all cores, with space for the names above them."""
    left = min(core.centre.x - 2 * core.radius for core in cores)
    top = min(core.centre.y - 2 * core.radius for core in cores)
    right = max(core.centre.x + 2 * core.radius for core in cores)
    bottom = max(core.centre.y + 2 * core.radius for core in cores)
    return RegionL0(left, top, right - left, bottom - top)
