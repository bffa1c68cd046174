"""Draw the page of a figure for a publication: picture, scale bar, legend, inset and caption."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPdfWriter, QPen
from PySide6.QtSvg import QSvgGenerator

from app.viewer.canvas.page_parts import BAR_WIDTH, GAP, LEGEND, Inset, Legend, Page
from app.viewer.canvas.scale_bar import Bar

BAR_PX = 3.0
"""Thickness of the scale bar in px of the page."""
INK, QUIET, WHITE = QColor("#101214"), QColor("#5a6068"), QColor("#ffffff")

Device = QImage | QSvgGenerator | QPdfWriter


def paint_page(device: Device, page: Page, tissue: QImage, overview: QImage | None = None) -> None:
    """Draw the page with the picture `tissue`, and `overview` in its inset.

    Raise OSError if the device cannot be drawn on.
    """
    painter = QPainter(device)
    if not painter.isActive():
        raise OSError("the file could not be opened for writing")
    place = page.picture
    painter.fillRect(QRectF(QPointF(0, 0), page.size), WHITE)
    plain = QImage(tissue)
    plain.setDevicePixelRatio(1.0)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, plain)
    _paint_over(painter, device, page)
    painter.setFont(page.font)
    if page.bar is not None:
        _draw_bar(painter, page.bar, place)
    for legend, bar in zip(page.legends, page.bars, strict=True):
        _draw_legend(painter, legend, bar, page.title_height(legend))
    if page.inset is not None:
        _draw_inset(painter, page.inset, overview or QImage(), page.overview)
    painter.setPen(INK)
    painter.drawText(page.caption_area, int(Qt.TextFlag.TextWordWrap), page.caption)
    painter.end()


def _paint_over(painter: QPainter, device: Device, page: Page) -> None:
    """Paint the overlays over the tissue."""
    if isinstance(page.over, QImage):
        plain = QImage(page.over)
        plain.setDevicePixelRatio(1.0)
        painter.drawImage(page.picture, plain)
        return
    painter.save()
    painter.translate(page.picture.topLeft())
    # Qt scales a recording by the ratio of the densities of screen and device; undo this.
    scale = page.over.logicalDpiX() / device.logicalDpiX()
    painter.scale(scale, scale)
    page.over.play(painter)
    painter.restore()
    _clear_around(painter, page)


def _clear_around(painter: QPainter, page: Page) -> None:
    """Paint everything beside the picture white. A recording of the overlays ignores a clip."""
    place, size = page.picture, page.size
    below = QRectF(0, place.bottom(), size.width(), size.height() - place.bottom())
    right = QRectF(place.right(), 0, size.width() - place.right(), size.height())
    for area in (QRectF(0, 0, size.width(), place.top()), below, QRectF(0, 0, place.left(), size.height()), right):
        painter.fillRect(area, WHITE)


def _draw_bar(painter: QPainter, bar: Bar, place: QRectF) -> None:
    """Draw the scale bar on a white plate at the bottom right.

    The plate fits into the space below the region, so that it does not cover the outline of the region.
    """
    metrics = QFontMetricsF(painter.font())
    width = max(bar.length_px, metrics.horizontalAdvance(bar.label)) + 2 * GAP
    height = metrics.height() + BAR_PX + 1.5 * BAR_PX
    plate = QRectF(place.right() - GAP - width, place.bottom() - height, width, height)
    painter.fillRect(plate, QColor(255, 255, 255, 225))
    painter.setPen(INK)
    words = QRectF(plate.left(), plate.top(), width, metrics.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter, bar.label)
    line = QRectF(plate.center().x() - bar.length_px / 2, plate.bottom() - 1.5 * BAR_PX, bar.length_px, BAR_PX)
    painter.fillRect(line, INK)


def _draw_legend(painter: QPainter, legend: Legend, bar: QRectF, above: float) -> None:
    """Draw the legend: its title, `above` px high, and below it the upright colour bar, the low end at the bottom."""
    words, wrap = legend.words, int(Qt.TextFlag.TextWordWrap)
    painter.setPen(INK)
    painter.drawText(QRectF(bar.left(), bar.top() - GAP - above, LEGEND, above + GAP), wrap, legend.title)
    steps = len(legend.table)
    for step, (red, green, blue, _) in enumerate(legend.table[::-1].tolist()):
        painter.fillRect(
            QRectF(bar.left(), bar.top() + step * bar.height() / steps, bar.width(), bar.height() / steps + 0.5),
            QColor(red, green, blue),
        )
    painter.setPen(QPen(QUIET, 0.5))
    painter.drawRect(bar)
    painter.setPen(INK)
    beside = QRectF(bar.right() + GAP / 2, bar.top(), LEGEND - BAR_WIDTH - GAP / 2, bar.height())
    for words_at, where in (
        (words.high, Qt.AlignmentFlag.AlignTop),
        (words.middle, Qt.AlignmentFlag.AlignVCenter),
        (words.low, Qt.AlignmentFlag.AlignBottom),
    ):
        painter.drawText(beside, int(where | Qt.AlignmentFlag.AlignLeft) | wrap, words_at)


def _draw_inset(painter: QPainter, inset: Inset, overview: QImage, place: QRectF) -> None:
    """Draw the overview at `place`, with the part that the picture shows outlined."""
    plain = QImage(overview)
    plain.setDevicePixelRatio(1.0)
    painter.drawImage(place, plain)
    painter.setPen(QPen(QUIET, 0.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place)
    mark = QRectF(
        place.left() + inset.mark.x() * place.width(), place.top() + inset.mark.y() * place.height(),
        inset.mark.width() * place.width(), inset.mark.height() * place.height(),
    )  # fmt: skip
    for colour, width in ((WHITE, 2.5), (INK, 1.0)):
        painter.setPen(QPen(colour, width))
        painter.drawRect(mark & place)

