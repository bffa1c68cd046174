"""The view as a figure for a paper: a canvas and a path come in; a PNG, SVG or PDF goes out, with its line of words.

Tissue is drawn at `FIGURE_DPI`; in SVG and PDF all that lies over it stays lines and letters.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QMarginsF, QPoint, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from app.canvas.canvas import Canvas
from app.canvas.picture import FOOT_PX, draw_foot
from app.session import Session
from model.files import replacing

FIGURE_DPI = 300
SCREEN_DPI = 96
"""A figure is as large on paper as the view is on a screen of the usual density."""
INCH_MM, INCH_M = 25.4, 0.0254
FORMATS = (".png", ".svg", ".pdf")


def write_figure(canvas: Canvas, session: Session, path: Path) -> None:
    """Write the view to `path`, in the format of its suffix. Raises OSError where that cannot be."""
    tissue = _tissue(canvas)
    size = QSize(canvas.width(), canvas.height() + FOOT_PX)
    with replacing(path) as beside:
        if path.suffix.lower() == ".png":
            image = _blank(size)
            _paint(image, canvas, session, tissue)
            if not QImageWriter(str(beside), QByteArray(b"png")).write(image):
                raise OSError(f"{path.name} could not be written")
        elif path.suffix.lower() == ".svg":
            generator = QSvgGenerator()
            generator.setFileName(str(beside))
            generator.setSize(size)
            generator.setViewBox(QRect(QPoint(0, 0), size))
            generator.setResolution(SCREEN_DPI)
            generator.setTitle("Histocast. Research use only.")
            _paint(generator, canvas, session, tissue)
        else:
            writer = QPdfWriter(str(beside))
            writer.setResolution(SCREEN_DPI)
            on_paper = QSizeF(size) * (INCH_MM / SCREEN_DPI)
            writer.setPageSize(QPageSize(on_paper, QPageSize.Unit.Millimeter))
            writer.setPageMargins(QMarginsF())
            writer.setTitle("Histocast. Research use only.")
            _paint(writer, canvas, session, tissue)


def _blank(size: QSize) -> QImage:
    ratio = FIGURE_DPI / SCREEN_DPI
    image = QImage(round(size.width() * ratio), round(size.height() * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.setDotsPerMeterX(round(FIGURE_DPI / INCH_M))
    image.setDotsPerMeterY(round(FIGURE_DPI / INCH_M))
    image.fill(Qt.GlobalColor.white)
    return image


def _tissue(canvas: Canvas) -> QImage:
    """What lies under all else, complete and at the figure's resolution."""
    image = _blank(canvas.view.size())
    with canvas.showing(tissue=True, overlays=False):
        for _ in range(2):  # the first painting finds out which tiles are lacking
            painter = QPainter(image)
            canvas.view.render(painter, QRectF(canvas.view.rect()))
            painter.end()
            canvas.settle()
    return image


def _paint(device: QPaintDevice, canvas: Canvas, session: Session, tissue: QImage) -> None:
    painter = QPainter(device)
    if not painter.isActive():
        raise OSError("the file could not be opened for writing")
    area = QRectF(0, 0, canvas.width(), canvas.height())
    painter.drawImage(area, tissue)
    with canvas.showing(tissue=False, overlays=True):
        painter.save()
        canvas.view.render(painter, area)
        painter.restore()
    for widget in (canvas.scale_bar, canvas.colour_bar):
        if widget.isVisible():
            painter.save()
            painter.translate(widget.pos())
            widget.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
            painter.restore()
    draw_foot(painter, session, canvas.width(), canvas.height())
    painter.end()


def with_suffix(path: Path) -> Path:
    """`path` itself if its suffix names a format of figures, else with that of a PNG."""
    return path if path.suffix.lower() in FORMATS else path.with_name(path.name + ".png")
