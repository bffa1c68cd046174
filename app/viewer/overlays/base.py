"""The base class of overlays. An overlay is an item in level-0 coordinates that draws values of the session."""

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPicture
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from app.session.session import Session
from model.base.geometry import RegionL0

_EVERYTHING = 1e12


class Overlay(QGraphicsObject):
    """Draws over the tissue, but only within `extent`, in level-0 px. If `extent` is None, nothing is drawn."""

    def __init__(self, owner: QGraphicsItem | None = None) -> None:
        super().__init__(owner)
        self._extent: RegionL0 | None = None

    def update_from(self, session: Session) -> None:
        raise NotImplementedError

    def draw(self, painter: QPainter, scale: float) -> None:
        """Draw in level-0 px. `scale` is in screen px per level-0 px. This is called only if there is an extent."""
        raise NotImplementedError

    def cover(self, extent: RegionL0 | None) -> None:
        """Set the extent and request a repaint."""
        self.prepareGeometryChange()
        self._extent = extent
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF() if self._extent is None else rect(self._extent)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._extent is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            transform = painter.worldTransform()
            # A view that is turned by a quarter turn has zeros on the diagonal.
            self.draw(painter, math.hypot(transform.m11(), transform.m12()))


def rect(region: RegionL0) -> QRectF:
    """Return `region` as a Qt rectangle."""
    return QRectF(region.x, region.y, region.width, region.height)


def on_screen(painter: QPainter, region: RegionL0) -> QRectF:
    """Return the upright rectangle on the screen that `region` covers, in screen px, also in a turned view."""
    return painter.worldTransform().mapRect(rect(region))


def painted(painter: QPainter) -> RegionL0:
    """Return the area that the device of `painter` shows, in level-0 px.

    If the painter records vector graphics, the area is unlimited.
    """
    if isinstance(painter.device(), QPicture):
        return RegionL0(-_EVERYTHING, -_EVERYTHING, 2 * _EVERYTHING, 2 * _EVERYTHING)
    seen = painter.worldTransform().inverted()[0].mapRect(QRectF(painter.viewport()))
    return RegionL0(seen.x(), seen.y(), seen.width(), seen.height())


def screen_pen(painter: QPainter, colour: QColor | str, width: float) -> QPen:
    """Return a pen with square corners that is `width` screen px wide at any zoom.

    Qt measures the width of such a pen in device px. Without the correction here, lines would be too thin on a screen
    or in a picture with several device px per screen px.
    """
    pen = QPen(QColor(colour), width * painter.device().devicePixelRatio())
    pen.setCosmetic(True)
    pen.setJoinStyle(pen.joinStyle().MiterJoin)
    return pen
