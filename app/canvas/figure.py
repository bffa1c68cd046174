"""The view as a picture and as a file: a `Still` comes in, is finished on any thread, and goes out as PNG, SVG or PDF.

Tissue in figures is drawn at `FIGURE_DPI`; in SVG and PDF all that lies over it stays lines and letters.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QByteArray, QMarginsF, QPoint, QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from app.canvas.still import Still, scaled
from app.canvas.tissue import Drawn, draw_steps
from model.files import replacing
from model.progress import Progress

FIGURE_DPI = 300
SCREEN_DPI = 96
"""A figure is as large on paper as the view is on a screen of the usual density."""
FIGURE_RATIO = FIGURE_DPI / SCREEN_DPI
INCH_MM, INCH_M = 25.4, 0.0254
FORMATS = (".png", ".svg", ".pdf")
LINE_FORMATS = (".svg", ".pdf")
TITLE = "Histocast. Research use only."
WRITING = "writing the file"

Steps = Generator[Progress, None, Drawn]


def picture_steps(still: Still) -> Steps:
    """The whole as one picture."""
    drawn = yield from draw_steps(still.tissue, still.ratio)
    image = QImage(scaled(still.size, still.ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(still.ratio)
    image.fill(still.tissue.ground)
    _paint(image, still, drawn.image)
    return Drawn(image, drawn.lost)


def file_steps(still: Still, path: Path, dpi: int | None = None) -> Steps:
    """The whole in a file of the suffix's kind; a PNG says `dpi`. Raises OSError where it cannot be written."""
    if path.suffix.lower() not in LINE_FORMATS:
        drawn = yield from picture_steps(still)
        if dpi is not None:
            drawn.image.setDotsPerMeterX(round(dpi / INCH_M))
            drawn.image.setDotsPerMeterY(round(dpi / INCH_M))
        yield Progress(WRITING)
        write_png(drawn.image, path)
        return drawn
    drawn = yield from draw_steps(still.tissue, still.ratio)
    yield Progress(WRITING)
    with _in_its_folder(path) as beside:
        _write_lines(beside, still, drawn.image)
    return drawn


def png_steps(image: QImage, path: Path) -> Steps:
    """A picture that is there already, as PNG."""
    yield Progress(WRITING)
    write_png(image, path)
    return Drawn(image, 0)


def write_png(image: QImage, path: Path) -> None:
    with _in_its_folder(path) as beside:
        if not QImageWriter(str(beside), QByteArray(b"png")).write(image):
            raise OSError(f"{path.name} could not be written")


def with_suffix(path: Path) -> Path:
    """`path` itself if its suffix names a format of figures, else with that of a PNG."""
    return path if path.suffix.lower() in FORMATS else path.with_name(path.name + ".png")


@contextmanager
def _in_its_folder(path: Path) -> Iterator[Path]:
    """As `replacing`, but a folder that is not there (a disk that was taken out) is not made."""
    if not path.parent.is_dir():
        raise FileNotFoundError(path.parent)
    with replacing(path) as beside:
        yield beside


def _write_lines(beside: Path, still: Still, tissue: QImage) -> None:
    """As SVG or PDF, whichever `beside` is called."""
    size = still.size
    if beside.suffix.lower() == ".svg":
        generator = QSvgGenerator()
        generator.setFileName(str(beside))
        generator.setSize(size)
        generator.setViewBox(QRect(QPoint(0, 0), size))
        generator.setResolution(SCREEN_DPI)
        generator.setTitle(TITLE)
        _paint(generator, still, tissue)
    else:
        writer = QPdfWriter(str(beside))
        writer.setResolution(SCREEN_DPI)
        on_paper = QSizeF(size) * (INCH_MM / SCREEN_DPI)
        writer.setPageSize(QPageSize(on_paper, QPageSize.Unit.Millimeter))
        writer.setPageMargins(QMarginsF())
        writer.setTitle(TITLE)
        _paint(writer, still, tissue)


def _paint(device: QPaintDevice, still: Still, tissue: QImage) -> None:
    painter = QPainter(device)
    if not painter.isActive():
        raise OSError("the file could not be opened for writing")
    painter.drawImage(QRectF(0, 0, still.tissue.width, still.tissue.height), tissue)
    if isinstance(still.over, QImage):
        painter.drawImage(QPointF(0, 0), still.over)
    else:
        # A record is played as large as the two devices' densities would have it; it is in screen px already.
        back = still.over.logicalDpiX() / device.logicalDpiX()
        painter.scale(back, back)
        still.over.play(painter)
    painter.end()
