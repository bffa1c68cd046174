"""Draw the view as a figure for a publication: a white page of stated size with legend, scale bar, inset and caption.

`page_still` captures what belongs to the page in the GUI thread. `page_steps` draws and writes it on any thread. The
tissue is drawn at the stated density. Texts on the page are English, as in all files.
"""

from collections.abc import Generator
from dataclasses import replace
from math import ceil
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPicture, QTransform

from app.language.text import in_english, tr
from app.session.core_steps import CORES
from app.session.session import Session
from app.ui.theme import font
from app.viewer.canvas.camera import Camera, turned_size
from app.viewer.canvas.canvas import Canvas
from app.viewer.canvas.colour_bar import bar_text, core_bar_text
from app.viewer.canvas.figure import INCH_M, LINE_FORMATS, TITLE, WRITING, in_its_folder, write_lines, write_png
from app.viewer.canvas.page_caption import caption_of
from app.viewer.canvas.page_drawing import WHITE, paint_page
from app.viewer.canvas.page_parts import GAP, LEGEND, MARGIN, Inset, Legend, Page, PageWish, page_mm
from app.viewer.canvas.scale_bar import bar_for
from app.viewer.canvas.tissue import Drawn, Tissue, draw_steps
from app.viewer.overlays.cores import has_colours
from app.viewer.overlays.heat import heat
from model.base.colours import SIGNED, colour_table
from model.base.errors import ExportError
from model.base.geometry import PointL0, RegionL0
from model.base.progress import Progress

PAGE_FORMATS = (".png", ".tif", ".tiff", ".svg", ".pdf")
MOST_PX = 200_000_000
"""Maximum number of px of a page. Qt refuses pictures of more than 256 MB when they are read again."""
TEXT_PX = 10
LABEL_PX = 24
"""Room around the image for the scale bar and for labels of measurements, in px of the page."""
OVERVIEW_PX = 1000
"""Length of the overview's longer side, in px of its camera. Rounding its sides to whole px changes nothing visible."""
MOST_BAR = 0.25
"""Maximum length of the scale bar, as a share of the width of the picture."""


def page_still(canvas: Canvas, session: Session, wish: PageWish, lines: bool = False) -> Page | None:
    """Return the page that shows what the canvas shows now; None without an image.

    If `lines` is true, the overlays are recorded as vector graphics. Raise ExportError if the size or resolution in
    `wish` cannot be drawn, or if the page has too many px.
    """
    tissue, image = canvas.tissue_seen(), session.image.opened
    if tissue is None or image is None:
        return None
    core, coloured = session.core_here, CORES in session.view.shown and has_colours(session)
    wish.checked()
    with in_english():
        drawn = heat(session) if "heatmap" in session.view.shown else None
        words = bar_text(drawn, core.label if core else "") if drawn is not None else None
        page = Page(
            wish,
            replace(tissue, ground=WHITE),
            QPicture(),
            None,
            Legend(words, drawn.table) if wish.legend and words is not None and drawn is not None else None,
            _inset(canvas, replace(tissue, ground=WHITE)) if wish.inset else None,
            caption_of(session, wish.caption, drawn, coloured),
            _font(),
            Legend(core_bar_text(), colour_table(SIGNED)) if wish.legend and coloured else None,
        )
    if page.picture.width() < LEGEND:
        raise ExportError(
            tr(
                "A figure of {width} mm has no room for the picture beside the legend or the overview.",
                width=f"{wish.width_mm:g}",
            ),
            tr(
                "Choose a width of at least {width} mm, or leave out the legend and the overview.",
                width=ceil(page_mm(2 * LEGEND + GAP + 2 * MARGIN)),
            ),
        )
    page = _with_room(page, canvas, session)
    if page.size.width() * page.size.height() * page.ratio**2 > MOST_PX:
        raise ExportError(tr("The figure has too many pixels."), tr("Choose fewer dpi or a smaller width."))
    page = replace(page, over=_overlays(canvas, session, page, lines))
    if not wish.scale_bar:
        return page
    with in_english():
        return replace(page, bar=bar_for(page.camera.scale, image.record.mpp, page.picture.width() * MOST_BAR))


def _with_room(page: Page, canvas: Canvas, session: Session) -> Page:
    """Return the page with the visible part of the image and of the analysis region, and with room for labels.

    Room is added at each side where the view shows an edge of the image or region. The width of this room on the page
    does not depend on the size of the window.
    """
    view, image, placement = canvas.view, session.image.seen, session.region.placement
    areas = [] if image is None else [RegionL0(0, 0, image.slide.size.width, image.slide.size.height)]
    areas += [] if placement is None else [placement.region]
    whole = QRectF()
    for area in areas:
        corners = (PointL0(area.x, area.y), PointL0(area.right, area.bottom))
        one, other = (QPointF(*view.camera.to_screen(corner)) for corner in corners)
        whole = whole.united(QRectF(one, other).normalized())
    seen = QRectF(view.rect())
    found = whole & seen
    if found.isEmpty():
        return page
    room = ceil(LABEL_PX * found.width() / (page.picture.width() - 2 * LABEL_PX))
    part = found.toAlignedRect().adjusted(
        -room * (whole.left() >= 0), -room * (whole.top() >= 0),
        room * (whole.right() <= seen.right()), room * (whole.bottom() <= seen.bottom()),
    )  # fmt: skip
    camera = page.tissue.camera.panned(-part.left(), -part.top())
    return replace(page, tissue=replace(page.tissue, camera=camera, width=part.width(), height=part.height()))


def _overlays(canvas: Canvas, session: Session, page: Page, lines: bool) -> QImage | QPicture:
    """Draw everything over the tissue. Lines and labels have the same size on every page, whatever the window is."""
    over: QImage | QPicture = QPicture()
    place = QRectF(QPointF(0, 0), page.picture.size())
    if not lines:
        over = QImage(
            round(place.width() * page.ratio), round(place.height() * page.ratio),
            QImage.Format.Format_ARGB32_Premultiplied,
        )  # fmt: skip
        over.setDevicePixelRatio(page.ratio)
        over.fill(Qt.GlobalColor.transparent)
    world = canvas.view.world
    on_screen = world.transform()
    painter = QPainter(over)
    with canvas.for_a_page(session):
        world.setTransform(QTransform(*page.camera.matrix))
        canvas.view.scene().render(painter, place, place)
        world.setTransform(on_screen)
    painter.end()
    return over


def _font() -> QFont:
    found = font("small")
    found.setPixelSize(TEXT_PX)
    return found


def _inset(canvas: Canvas, tissue: Tissue) -> Inset:
    """Return the inset. Its overview is drawn from the slide at the resolution of the page, like the picture."""
    picture, mark, size, turned = canvas.minimap.picture, canvas.minimap.mark(), tissue.slide.size, tissue.camera.turned
    scale = OVERVIEW_PX / max(size.width, size.height)
    width, height = (ceil(side) for side in turned_size(size.width * scale, size.height * scale, turned))
    camera = Camera(scale, 0.0, 0.0, turned).centred(PointL0(size.width / 2, size.height / 2), width, height)
    return Inset(
        replace(tissue, camera=camera, width=width, height=height),
        QRectF(
            (mark.x() - 1) / picture.width(), (mark.y() - 1) / picture.height(),
            mark.width() / picture.width(), mark.height() / picture.height(),
        ),
    )  # fmt: skip


def page_steps(page: Page, path: Path) -> Generator[Progress, None, Drawn]:
    """Draw the page and write it in the format of the suffix of `path`.

    Yield a report for each tile that must be read. Raise OSError if writing fails.
    """
    ratio, size = page.ratio, page.size
    drawn = yield from draw_steps(page.tissue, page.shrink * ratio)
    overview = Drawn(QImage(), 0)
    if page.inset is not None:
        overview = yield from draw_steps(page.inset.tissue, page.overview.width() / page.inset.tissue.width * ratio)
    lost = drawn.lost + overview.lost
    yield Progress(WRITING)
    suffix = path.suffix.lower()
    if suffix in LINE_FORMATS:
        with in_its_folder(path) as beside:
            inside = overview.image
            write_lines(beside, size, drawn.image, lambda device, tissue: paint_page(device, page, tissue, inside))
        return Drawn(drawn.image, lost)
    image = QImage(round(size.width() * ratio), round(size.height() * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(WHITE)
    paint_page(image, page, drawn.image, overview.image)
    image.setDotsPerMeterX(round(page.wish.dpi / INCH_M))
    image.setDotsPerMeterY(round(page.wish.dpi / INCH_M))
    if suffix == ".png":
        write_png(image, path)
    else:
        _write_tiff(image, path, page.wish.dpi)
    return Drawn(image, lost)


def _write_tiff(image: QImage, path: Path, dpi: int) -> None:
    """Write a TIFF file that records `dpi`. Pillow writes the file, because not every Qt can write TIFF."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    pixels = lines[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3)
    with in_its_folder(path) as beside:
        picture = Image.fromarray(np.ascontiguousarray(pixels))
        picture.save(beside, "TIFF", dpi=(dpi, dpi), compression="tiff_lzw", description=TITLE)
