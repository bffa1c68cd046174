"""Capture the visible content of a canvas and its session as a `Snapshot`.

The overlays are drawn here, in the GUI thread. This takes milliseconds and reads no files. They are drawn as a picture,
or, for SVG and PDF, recorded as lines and text. The tissue is drawn later, on any thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPaintDevice, QPainter, QPicture
from PySide6.QtWidgets import QWidget

from app.session.session import Session
from app.viewer.canvas.canvas import Canvas
from app.viewer.canvas.footer import FOOT_PX, draw_foot
from app.viewer.canvas.tissue import Tissue


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The content of a picture of the view: the tissue, the overlays with a line of text below, and the size."""

    tissue: Tissue
    over: QImage | QPicture
    size: QSize
    """Size of the picture in screen px, including the line of text below it."""
    ratio: float
    """Number of px of the picture per screen px."""


def view_still(canvas: Canvas, session: Session) -> Snapshot | None:
    """Return a snapshot of the canvas as the user sees it, with the pixel density of the screen."""
    plates = (canvas.scale_bar, canvas.minimap, canvas.display)
    return _still(canvas, session, canvas.devicePixelRatioF(), plates, lines=False)


def figure_still(canvas: Canvas, session: Session, ratio: float, lines: bool) -> Snapshot | None:
    """Return a snapshot of the canvas for a figure, with scale bar and colour bars but without the minimap.

    If `lines` is true, the overlays are recorded as vector graphics.
    """
    return _still(canvas, session, ratio, (canvas.scale_bar, canvas.display), lines)


def _still(canvas: Canvas, session: Session, ratio: float, plates: Sequence[QWidget], lines: bool) -> Snapshot | None:
    tissue = canvas.tissue_seen()
    if tissue is None:
        return None
    size = QSize(canvas.width(), _height(canvas) + FOOT_PX)
    over: QImage | QPicture = QPicture() if lines else _clear(size, ratio)
    _paint(over, canvas, session, plates)
    return Snapshot(tissue, over, size, ratio)


def _height(canvas: Canvas) -> int:
    """Return the height of tissue and colour bars. The empty strip of what is switched off is left out."""
    return canvas.view.height() + sum(bar.height() for bar in _bars(canvas))


def _bars(canvas: Canvas) -> tuple[QWidget, ...]:
    return tuple(bar for bar in (canvas.core_bar, canvas.colour_bar) if bar.isVisible())


def scaled(size: QSize, ratio: float) -> QSize:
    """Convert `size` from screen px to px of a picture that has `ratio` px per screen px."""
    return QSize(round(size.width() * ratio), round(size.height() * ratio))


def _clear(size: QSize, ratio: float) -> QImage:
    image = QImage(scaled(size, ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _paint(device: QPaintDevice, canvas: Canvas, session: Session, plates: Sequence[QWidget]) -> None:
    painter = QPainter(device)
    with canvas.without_tissue():
        painter.save()
        canvas.view.render(painter, QRectF(0, 0, canvas.view.width(), canvas.view.height()))
        painter.restore()
    places = [(plate, plate.mapTo(canvas, QPoint())) for plate in plates if plate.isVisible()]
    top = canvas.view.height()
    for bar in _bars(canvas):
        places.append((bar, QPoint(0, top)))
        top += bar.height()
    for plate, place in places:
        painter.save()
        painter.translate(place)
        plate.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
        painter.restore()
    draw_foot(painter, session, canvas.width(), _height(canvas))
    painter.end()
