"""Draw the tissue of a `Snapshot` of the view, on any thread, and write the picture as PNG, SVG or PDF.

Tissue in figures is drawn at `FIGURE_DPI`. In SVG and PDF everything over the tissue stays vector graphics and text.
"""

import base64
import errno
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QPointF,
    QRectF,
    QSizeF,
)
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from app.viewer.canvas.snapshot import Snapshot, scaled
from app.viewer.canvas.tissue import Drawn, draw_steps
from model.base.files import replacing
from model.base.progress import Progress

FIGURE_DPI = 300
SCREEN_DPI = 96
"""Assumed pixel density of a screen in dpi. It gives a figure the same size on paper as the view has on the screen."""
FIGURE_RATIO = FIGURE_DPI / SCREEN_DPI
INCH_MM, INCH_M = 25.4, 0.0254
FORMATS = (".png", ".svg", ".pdf")
LINE_FORMATS = (".svg", ".pdf")
STRIP_ROWS = 64
DATA = "data:image/png;base64,"
TITLE = "Histocast. Research use only."
WRITING = "writing the file"

Steps = Generator[Progress, None, Drawn]
Paint = Callable[[QSvgGenerator | QPdfWriter, QImage], None]
"""A function that draws a page, with the picture of the tissue, on a device."""


def picture_steps(still: Snapshot) -> Steps:
    """Draw the tissue and everything over it as one picture. Yield a report for each tile that must be read."""
    drawn = yield from draw_steps(still.tissue, still.ratio)
    image = QImage(scaled(still.size, still.ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(still.ratio)
    image.fill(still.tissue.ground)
    _paint(image, still, drawn.image)
    return Drawn(image, drawn.lost)


def file_steps(still: Snapshot, path: Path, dpi: int | None = None) -> Steps:
    """Write the picture in the format of the suffix of `path`. Raise OSError if writing fails.

    If `dpi` is given, a PNG file records this value as its pixel density.
    """
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
    with in_its_folder(path) as beside:
        write_lines(beside, QSizeF(still.size), drawn.image, lambda device, tissue: _paint(device, still, tissue))
    return drawn


def png_steps(image: QImage, path: Path) -> Steps:
    """Write an existing picture as PNG."""
    yield Progress(WRITING)
    write_png(image, path)
    return Drawn(image, 0)


def write_png(image: QImage, path: Path) -> None:
    """Write `image` as PNG to `path`. Raise OSError if the file cannot be written."""
    with in_its_folder(path) as beside:
        if not QImageWriter(str(beside), QByteArray(b"png")).write(image):
            raise OSError(f"{path.name} could not be written")


def with_suffix(path: Path) -> Path:
    """Return `path` if its suffix names a format of figures, else `path` with ".png" appended."""
    return path if path.suffix.lower() in FORMATS else path.with_name(path.name + ".png")


@contextmanager
def in_its_folder(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`, and rename it to `path` afterwards, as `replacing` does.

    Raise FileNotFoundError if the folder is missing, for example because its disk was removed.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(path.parent)
    with replacing(path) as beside:
        yield beside


def write_lines(beside: Path, size: QSizeF, tissue: QImage, paint: Paint) -> None:
    """Write a page as SVG or PDF, depending on the suffix of `beside`. Text and lines stay vector graphics.

    `size` is the size of the page in px of 1/96 inch. `paint` draws the page with the picture `tissue`, and must draw
    no other picture before it. Raise OSError if the file cannot be written completely.
    """
    if beside.suffix.lower() == ".svg":
        _write_svg(beside, size, tissue, paint)
        return
    writer = QPdfWriter(str(beside))
    writer.setResolution(SCREEN_DPI)
    writer.setPageSize(QPageSize(size * (INCH_MM / SCREEN_DPI), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF())
    writer.setTitle(TITLE)
    paint(writer, tissue)
    _refuse_truncated(beside, b"%%EOF")


def _refuse_truncated(beside: Path, end: bytes) -> None:
    """Raise OSError if the file does not end with `end`. Qt reports no error if the disk is full."""
    with beside.open("rb") as file:
        file.seek(max(0, beside.stat().st_size - 64))
        if end not in file.read():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _write_svg(beside: Path, size: QSizeF, tissue: QImage, paint: Paint) -> None:
    """Write the page as SVG with a placeholder, then replace the placeholder with the tissue.

    If Qt wrote the tissue into the SVG, it would hold Python's lock while it compresses the tissue. The window would
    not respond for seconds.
    """
    generator = QSvgGenerator()
    generator.setFileName(str(beside))
    generator.setSize(size.toSize())
    generator.setViewBox(QRectF(QPointF(0, 0), size))
    generator.setResolution(SCREEN_DPI)
    generator.setTitle(TITLE)
    paint(generator, QImage(1, 1, QImage.Format.Format_RGB32))
    _refuse_truncated(beside, b"</svg>")
    pressed = QBuffer()
    pressed.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(pressed, QByteArray(b"png")).write(tissue):
        raise MemoryError
    before, start, after = beside.read_text(encoding="utf-8").partition(DATA)
    picture = base64.b64encode(pressed.data().data()).decode("ascii")
    beside.write_text(before + start + picture + after[after.index('"') :], encoding="utf-8")


def _paint(device: QPaintDevice, still: Snapshot, tissue: QImage) -> None:
    painter = QPainter(device)
    if not painter.isActive():
        raise OSError("the file could not be opened for writing")
    _draw_in_strips(painter, tissue, still.tissue.width, still.tissue.height)
    if isinstance(still.over, QImage):
        painter.drawImage(QPointF(0, 0), still.over)
    else:
        # Qt scales a recording by the ratio of the densities of screen and device. The recording is already in screen
        # px, so undo this scaling.
        back = still.over.logicalDpiX() / device.logicalDpiX()
        painter.scale(back, back)
        still.over.play(painter)
    painter.end()


def _draw_in_strips(painter: QPainter, image: QImage, width: int, height: int) -> None:
    """Draw the image in strips onto an area of `width` x `height`.

    Each call of Qt holds Python's lock. Between two calls, the window can use the lock. Strips overlap by one row, so
    that no seam is visible between them.
    """
    rows = image.height()
    for top in range(0, rows, STRIP_ROWS):
        some = min(STRIP_ROWS + 1, rows - top)
        strip = image.copy(0, top, image.width(), some)
        strip.setDevicePixelRatio(1.0)
        painter.drawImage(QRectF(0, top * height / rows, width, some * height / rows), strip)
