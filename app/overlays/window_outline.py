"""The analysis window: its outline, and the handle by which it is dragged where it may be."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.overlays.base import Overlay, rect, screen_pen
from app.session import Session
from app.theme import theme
from model.geometry import PointL0, RegionL0

GRIP_PX = 5.0
"""Screen px to either side of the border within which it is taken hold of."""
HANDLE_PX = (44.0, 14.0)
"""Width and height of the handle in screen px; it hangs from the middle of the top border."""
UNDERLAY = QColor(10, 11, 13, 190)

Part = Literal["border", "handle"]


def movable(session: Session) -> bool:
    """Whether the user may drag the window: not over an image that is one spot, or smaller than the window."""
    if session.image is None or session.placement is None:
        return False
    return session.placement.kind in ("centred", "placed")


def handle_size(region: RegionL0, scale: float) -> tuple[float, float]:
    """Width and height of the handle in level-0 px: never more than a third of the window."""
    shrink = min(1.0, region.width * scale / 3 / HANDLE_PX[0])
    return HANDLE_PX[0] * shrink / scale, HANDLE_PX[1] * shrink / scale


def part_at(region: RegionL0, point: PointL0, scale: float) -> Part | None:
    """What of the window's outline lies under `point`; None inside and outside, where the view is panned as usual."""
    width, height = handle_size(region, scale)
    if abs(point.x - region.centre.x) <= width / 2 and 0 <= point.y - region.y <= height:
        return "handle"
    grip = min(GRIP_PX / scale, region.width / 4)
    outer = RegionL0(region.x - grip, region.y - grip, region.width + 2 * grip, region.height + 2 * grip)
    inner = RegionL0(region.x + grip, region.y + grip, region.width - 2 * grip, region.height - 2 * grip)
    return "border" if outer.contains(point) and not inner.contains(point) else None


class WindowOverlay(Overlay):
    """Always drawn while there is a placement; while it is dragged, where it would come to lie."""

    def __init__(self) -> None:
        super().__init__()
        self._movable = False
        self._accent = QColor()
        self._shift = (0.0, 0.0)

    @property
    def region(self) -> RegionL0 | None:
        """Where the outline is drawn, in level-0 px."""
        return None if self._extent is None else self._extent.moved(*self._shift)

    def update_from(self, session: Session) -> None:
        self._movable = movable(session)
        self._accent = QColor(theme(session.view.theme).accent)
        self._shift = (0.0, 0.0)
        self.cover(session.placement.region if session.image and session.placement else None)

    def part_at(self, point: PointL0, scale: float) -> Part | None:
        """What could be taken hold of at `point`."""
        return part_at(self.region, point, scale) if self.region is not None and self._movable else None

    def shift(self, dx: float, dy: float) -> None:
        """Draw the outline `dx`, `dy` level-0 px from where the session has it: the user is dragging it."""
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
        for colour, width in ((UNDERLAY, 4), (self._accent, 2)):
            painter.setPen(screen_pen(colour, width))
            painter.drawRect(rect(region))
        if self._movable:
            self._draw_handle(painter, region, scale)

    def _draw_handle(self, painter: QPainter, region: RegionL0, scale: float) -> None:
        width, height = handle_size(region, scale)
        plate = QRectF(region.centre.x - width / 2, region.y, width, height)
        painter.setPen(screen_pen(UNDERLAY, 1))
        painter.setBrush(self._accent)
        painter.drawRect(plate)
        painter.setPen(screen_pen(UNDERLAY, 1))
        for share in (0.35, 0.65):
            y = plate.y() + plate.height() * share
            painter.drawLine(QPointF(plate.x() + width * 0.3, y), QPointF(plate.x() + width * 0.7, y))
