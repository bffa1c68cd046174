"""The outline of the analysis region, with a handle to drag it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPicture

from app.language.text import tr
from app.session.core_steps import CORES
from app.session.session import Session
from app.ui.theme import theme
from app.viewer.overlays.base import Overlay, rect, screen_pen
from app.viewer.overlays.label import draw_plate, inside_picture, tag_area
from model.base.geometry import PointL0, RegionL0

if TYPE_CHECKING:
    from model.tma.array import Core

GRIP_PX = 5.0
"""Distance from the border, in screen px, up to which the user can grab the border."""
SELECTED_PX, OTHER_PX = 3.0, 2.0
"""Width of the outline in screen px: while the region is selected for moving, and otherwise."""
HANDLE_PX = (44.0, 14.0)
"""Width and height of the handle in screen px; it is at the middle of the top border."""
UNDERLAY = QColor(10, 11, 13, 190)

Part = Literal["border", "handle"]


def movable(session: Session) -> bool:
    """Return whether the user may drag the region. A region on a single spot or on a smaller image is fixed."""
    if session.image.opened is None or session.region.placement is None:
        return False
    return session.region.placement.kind in ("centred", "placed")


def handle_size(region: RegionL0, scale: float) -> tuple[float, float]:
    """Return width and height of the handle in level-0 px. The width is at most a third of the region's width."""
    shrink = min(1.0, region.width * scale / 3 / HANDLE_PX[0])
    return HANDLE_PX[0] * shrink / scale, HANDLE_PX[1] * shrink / scale


def part_at(region: RegionL0, point: PointL0, scale: float) -> Part | None:
    """Return the part of the outline at `point`; None elsewhere, where a drag pans the view."""
    width, height = handle_size(region, scale)
    if abs(point.x - region.centre.x) <= width / 2 and 0 <= point.y - region.y <= height:
        return "handle"
    grip = min(GRIP_PX / scale, region.width / 4)
    outer = RegionL0(region.x - grip, region.y - grip, region.width + 2 * grip, region.height + 2 * grip)
    inner = RegionL0(region.x + grip, region.y + grip, region.width - 2 * grip, region.height - 2 * grip)
    return "border" if outer.contains(point) and not inner.contains(point) else None


def _with_name(middle: QPointF, radius: float) -> QRectF:
    """Return the area of a core and of its name, which is drawn on the upper end of the circle, in screen px."""
    name = tag_area("", QPointF(), hangs=True).height() / 2
    return QRectF(middle.x() - radius, middle.y() - radius - name, 2 * radius, 2 * radius + name)


def size_text(region: RegionL0, mpp: float | None) -> str:
    """Return the size of the region in um, or in px if the pixel size is unknown."""
    if mpp is None:
        return tr("{width:.0f} × {height:.0f} px, pixel size unknown", width=region.width, height=region.height)
    return tr("{width:.0f} × {height:.0f} µm", width=region.width * mpp, height=region.height * mpp)


class RegionOverlay(Overlay):
    """Draws the outline of the placed region. During a drag, it draws the outline at the new place."""

    def __init__(self) -> None:
        super().__init__()
        self._movable = False
        self._accent = QColor()
        self._shift = (0.0, 0.0)
        self._selected = False
        self.printed = False
        """Whether only the outline is drawn, as on a page: without size, handle, and sign of a selection."""
        self._words = ""
        """The text beside the outline."""
        self._is_on_core = False
        """Whether the region lies on a core, whose name is above the outline."""
        self._cores: tuple[Core, ...] = ()
        """The other cores of the microarray, which the label must not cover."""

    @property
    def region(self) -> RegionL0 | None:
        """Return the area of the drawn outline in level-0 px."""
        return None if self._extent is None else self._extent.moved(*self._shift)

    def label_area(
        self, to_screen: Callable[[QPointF], QPointF], scale: float, picture: QRectF | None
    ) -> QRectF | None:
        """Return the area of the text in screen px: below the outline or, without room there, above it.

        Return None if the `picture` has no room on either side, if the outline is outside the picture, or if the text
        would cover a core or its name. A recording has no size: its `picture` is None.
        """
        region = self.region
        if region is None:
            return None
        corners = (QPointF(region.x, region.y), QPointF(region.right, region.bottom))
        outline = QRectF(*map(to_screen, corners)).normalized()
        if picture is None:
            area = tag_area(self._words, outline.bottomLeft(), hangs=True)
            return area if self._is_free(area, region, to_screen, scale) else None
        if not picture.intersects(outline):
            return None
        outline.setLeft(max(outline.left(), picture.left()))  # the text stands beside the visible part
        below, above = (outline.bottomLeft(), True), (outline.topLeft(), False)
        for place, hangs in (below,) if self._is_on_core else (below, above):
            area = inside_picture(tag_area(self._words, place, hangs), picture.width())
            if picture.contains(area) and self._is_free(area, region, to_screen, scale):
                return area
        return None

    def _is_free(
        self, area: QRectF, region: RegionL0, to_screen: Callable[[QPointF], QPointF], scale: float
    ) -> bool:
        """Return whether the area has no part of another core or of its name."""
        # Cores far away are left out: a microarray has hundreds, and the label is placed at each movement of the view.
        near = region.width + (area.width() + area.height()) / scale
        for core in self._cores:
            if max(abs(core.centre.x - region.centre.x), abs(core.centre.y - region.centre.y)) > near + core.radius:
                continue
            middle = to_screen(QPointF(core.centre.x, core.centre.y))
            if area.intersects(_with_name(middle, core.radius * scale)):
                return False
        return True

    def update_from(self, session: Session) -> None:
        self._movable = movable(session)
        self._accent = QColor(theme(session.view.theme).accent)
        self._shift = (0.0, 0.0)
        self._selected = session.region.selected_for_moving
        placement = session.region.placement if session.image.opened else None
        # The tiles of a feature file have no analysis region, so no outline is drawn around them.
        region = placement.region if placement is not None and placement.kind != "tiles" else None
        if session.image.opened is not None and region is not None:
            self._words = size_text(region, session.image.opened.record.mpp)
        array = session.cores.array if CORES in session.view.shown else None
        self._is_on_core = array is not None and session.core_here is not None
        self._cores = tuple(core for core in array.cores if core is not session.core_here) if array else ()
        self.cover(region)

    def part_at(self, point: PointL0, scale: float) -> Part | None:
        """Return the part of the outline that a drag at `point` would grab; None elsewhere."""
        return part_at(self.region, point, scale) if self.region is not None and self._movable else None

    def shift(self, dx: float, dy: float) -> None:
        """Draw the outline shifted by `dx`, `dy` level-0 px. This is used during a drag."""
        self.prepareGeometryChange()
        self._shift = (dx, dy)
        self.update()

    def boundingRect(self) -> QRectF:
        region = self.region
        return QRectF() if region is None else rect(region)

    def draw(self, painter: QPainter, scale: float) -> None:
        region = self.region
        if region is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = SELECTED_PX if self._selected and not self.printed else OTHER_PX
        for colour, width in ((UNDERLAY, line + 2), (self._accent, line)):
            painter.setPen(screen_pen(painter, colour, width))
            painter.drawRect(rect(region))
        if self.printed:
            return
        recorded = isinstance(painter.device(), QPicture)
        picture = None if recorded else QRectF(painter.viewport())
        area = self.label_area(painter.worldTransform().map, scale, picture)
        if area is not None:
            draw_plate(painter, self._words, area)
        if self._movable:
            self._draw_handle(painter, region, scale)

    def _draw_handle(self, painter: QPainter, region: RegionL0, scale: float) -> None:
        width, height = handle_size(region, scale)
        plate = QRectF(region.centre.x - width / 2, region.y, width, height)
        painter.setPen(screen_pen(painter, UNDERLAY, 1))
        painter.setBrush(self._accent)
        painter.drawRect(plate)
        painter.setPen(screen_pen(painter, UNDERLAY, 1))
        for share in (0.35, 0.65):
            y = plate.y() + plate.height() * share
            painter.drawLine(QPointF(plate.x() + width * 0.3, y), QPointF(plate.x() + width * 0.7, y))
