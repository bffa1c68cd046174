"""Figures for publications: size and density as stated, every part on the page, and the words that must stand there."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage

from app.language.text import translates
from app.session.display import Adjustment
from app.ui.theme import theme
from app.viewer.canvas.camera import Camera
from app.viewer.canvas.figure import LINE_FORMATS
from app.viewer.canvas.page_drawing import paint_page
from app.viewer.canvas.page_parts import MARGIN, PageWish
from app.viewer.canvas.publication import page_steps, page_still
from app.viewer.canvas.tissue import draw_steps
from app.viewer.overlays.label import tag_colours
from model.base.errors import ExportError
from model.base.geometry import PointL0
from model.base.progress import result_of

WISH = PageWish(width_mm=60, dpi=150, inset=True, caption="Figure 1: the front")


@pytest.fixture
def shown(canvas, made):
    """A slide with a map on a small canvas; its upper left is outside the image, and therefore white on the page."""
    canvas.resize(480, 320)
    session = made.make_session(made.PlaceSlide(6000, 6000), read=np.arange(256), shown=frozenset({"heatmap"}))
    canvas.show_difference(None, session)
    canvas.view.look_from(Camera(0.05, -1000.0, -1000.0))
    return session


def test_a_map_of_an_unfinished_analysis_is_called_so(canvas, made):
    session = made.make_session(made.PlaceSlide(6000, 6000), read=np.arange(100), shown=frozenset({"heatmap"}))
    canvas.show_difference(None, session)
    assert "Analysis not finished: 100 of 256 tiles." in page_still(canvas, session, WISH).caption


def written(canvas, session, path, wish=WISH):
    page = page_still(canvas, session, wish, path.suffix in LINE_FORMATS)
    result_of(page_steps(page, path))
    return page


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_a_picture_has_the_width_and_density_it_says(canvas, shown, tmp_path, suffix):
    path = tmp_path / f"figure{suffix}"
    page = written(canvas, shown, path)
    with Image.open(path) as picture:
        assert picture.width == pytest.approx(60 / 25.4 * 150, abs=1)
        assert picture.height == pytest.approx(page.size.height() * 150 / 96, abs=1)
        assert tuple(float(part) for part in picture.info["dpi"]) == pytest.approx((150, 150), abs=0.1)
        corner = np.asarray(picture.convert("RGB"))[2, 2]
    assert corner.tolist() == [255, 255, 255], "beside the image the page is white, not dark as the screen"


def test_each_part_is_on_the_page_where_it_belongs(canvas, shown, tmp_path):
    path = tmp_path / "figure.png"
    page = written(canvas, shown, path)
    ratio, picture = 150 / 96, QImage(str(path))
    place = page.picture

    def inked(left, top, right, bottom, darkest=200):
        xs, ys = range(round(left * ratio), round(right * ratio)), range(round(top * ratio), round(bottom * ratio))
        return sum(picture.pixelColor(x, y).lightness() < darkest for x in xs for y in ys)

    assert inked(place.right() + 8, 0, page.wish.width - 1, 60) > 20, "the legend beside the picture"
    assert inked(0, place.bottom() + 8, page.wish.width - 1, page.size.height()) > 100, "the caption below"
    assert inked(place.right() - 64, place.bottom() - 5, place.right() - 8, place.bottom() - 1, 40) > 20, "scale bar"
    assert inked(place.right() + 2, 0, place.right() + 6, place.height()) == 0, "a free gap"
    bare = page_still(canvas, shown, PageWish(width_mm=60, dpi=150, legend=False, scale_bar=False))
    assert bare.picture.width() == bare.wish.width - 2 * MARGIN
    assert (bare.bar, bare.legend, bare.inset) == (None, None, None)


def test_the_page_shows_the_image_and_not_the_empty_canvas(canvas, shown):
    """6000 px at 0.05 are 300 px on the screen, from 50 px on; beside visible edges, 24 px of the page are free."""
    page = page_still(canvas, shown, WISH)
    tissue = page.tissue
    room = (tissue.width - 300) / 2
    assert 24 <= room * page.shrink < 25
    assert tissue.height == canvas.view.height() - 50 + room, "the lower edge is not visible"
    assert (tissue.camera.x_l0, tissue.camera.y_l0) == pytest.approx((-room / 0.05, -room / 0.05))
    canvas.view.look_from(Camera(1.0, 2000.0, 2000.0))
    tissue = page_still(canvas, shown, WISH).tissue
    assert (tissue.width, tissue.height) == (480, canvas.view.height())


def test_the_scale_bar_is_true(canvas, shown):
    """0.286 um per px: the scale of the picture follows from its widths on the screen and on the page."""
    page = page_still(canvas, shown, WISH)
    per_px = page.tissue.width / 0.05 / page.picture.width() * 0.286
    assert page.bar.length_px * per_px == pytest.approx(float(page.bar.label.split()[0]), rel=1e-6)
    assert page.bar.label.endswith("µm")


def test_the_caption_says_what_must_be_said(canvas, shown):
    caption = page_still(canvas, shown, WISH).caption
    assert caption.startswith("Figure 1: the front. spot A-12.png (0.286 µm per pixel). Analysis region 1001 × ")
    assert "1001 µm. Map: " in caption
    assert caption.endswith("Research use only.")
    changed = shown.turned(1).adjusted(Adjustment(10, 100))
    canvas.show_difference(shown, changed)
    caption = page_still(canvas, changed, WISH).caption
    assert "View rotated 90°. Display adjusted: brightness +10, contrast 100 %." in caption


@pytest.mark.parametrize("suffix", [".svg", ".pdf"])
def test_vector_formats_keep_text(canvas, shown, tmp_path, suffix):
    path = tmp_path / f"figure{suffix}"
    written(canvas, shown, path)
    data = path.read_bytes()
    assert data.startswith(b"%PDF" if suffix == ".pdf" else b"<?xml")
    if suffix == ".svg":
        assert b"Research use only" in data
        assert b'width="60' in data, "the width in mm"
    assert list(tmp_path.iterdir()) == [path]


def test_a_figure_that_cannot_be_drawn_is_refused(canvas, shown):
    for wish in (PageWish(width_mm=39), PageWish(width_mm=401), PageWish(dpi=71), PageWish(dpi=1201)):
        with pytest.raises(ExportError, match="cannot be drawn"):
            page_still(canvas, shown, wish)
    with pytest.raises(ExportError, match="too many pixels"):
        page_still(canvas, shown, PageWish(width_mm=400, dpi=1200))


def test_without_an_image_there_is_no_figure(canvas, shown):
    canvas.show_difference(shown, shown.closed())
    assert page_still(canvas, shown.closed(), WISH) is None


@pytest.mark.parametrize("wish", [PageWish(width_mm=56, inset=True), PageWish(width_mm=85, inset=True), PageWish()])
@pytest.mark.parametrize("height", [180, 900])
def test_nothing_on_the_page_covers_another_part(canvas, shown, wish, height):
    """A low picture is lower than the legend beside it: then the caption stands below the legend."""
    canvas.resize(480, height)
    page = page_still(canvas, shown, wish)
    assert page.caption_top >= max(page.picture.bottom(), page.colours.bottom(), page.overview.bottom())
    assert not page.colours.intersects(page.overview)
    for part in (page.picture, page.colours, page.overview):
        assert QRectF(QPointF(0, 0), page.size).contains(part) or part.isEmpty()
    assert not page.picture.intersects(page.colours)


def test_a_page_without_room_for_the_picture_is_refused(canvas, shown):
    with pytest.raises(ExportError, match="no room for the picture") as caught:
        page_still(canvas, shown, PageWish(width_mm=40))
    assert caught.value.remedy.startswith("Choose a width of at least 56 mm")
    bare = PageWish(width_mm=40, legend=False)
    assert page_still(canvas, shown, bare).picture.width() == pytest.approx(40 / 25.4 * 96 - 2 * MARGIN)


@pytest.mark.parametrize("suffix", [".png", ".tif", ".svg", ".pdf"])
def test_a_full_disk_leaves_the_old_figure(canvas, shown, tmp_path, suffix):
    """Files of this process are limited to 200 bytes, as if the disk were full then. Qt reports no error for PDF."""
    resource = pytest.importorskip("resource")
    path = tmp_path / f"figure{suffix}"
    path.write_text("the old figure")
    page = page_still(canvas, shown, WISH, suffix in LINE_FORMATS)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, before[1]))
    try:
        with pytest.raises(OSError, match=r"writ|space|large"):
            result_of(page_steps(page, path))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_text() == "the old figure"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("turned", [0, 1])
def test_the_outline_is_as_thick_on_every_page_and_lies_over_the_tissue(canvas, made, lines, turned):
    """The window's size must not decide how a figure looks: the outline of the region is 2 px of the page wide."""
    session = made.make_session(made.PlainSlide(3500, 3500), shown=frozenset()).turned(turned)
    wish = PageWish(width_mm=85, dpi=96, legend=False, scale_bar=False)
    for width, height in ((480, 320), (1200, 800)):
        canvas.resize(width, height)
        canvas.show_difference(None, session)
        canvas.fit()
        page = page_still(canvas, session, wish, lines)
        picture = result_of(draw_page(page))
        left, _ = page.camera.to_screen(PointL0(0, 3500 if turned else 0))
        row = round(page.picture.center().y()) + 9
        accent = theme("dark").accent
        found = [x for x in range(picture.width() // 2) if picture.pixelColor(x, row).name() == accent]
        assert 1 <= len(found) <= 2, (width, found)
        assert found[0] == pytest.approx(MARGIN + left, abs=1.5)


def draw_page(page):
    drawn = yield from draw_steps(page.tissue, page.shrink * page.ratio)
    image = QImage(page.size.toSize(), QImage.Format.Format_RGB32)
    paint_page(image, page, drawn.image)
    return image


def pixels(image):
    """The lightness of the picture, 0 to 255, by row and column."""
    rows, columns = range(image.height()), range(image.width())
    return np.array([[image.pixelColor(x, y).lightness() for x in columns] for y in rows])


@pytest.mark.parametrize("lines", [False, True])
def test_nothing_touches_the_edge_of_the_page(canvas, shown, lines):
    """A long caption once began and ended at the very edge, and the map of a recording ran over the whole page."""
    canvas.view.look_from(Camera(1.0, 2000.0, 2000.0))
    wish = PageWish(width_mm=85, dpi=96, inset=True, caption="A long caption that needs several lines. " * 4)
    page = page_still(canvas, shown, wish, lines)
    image = pixels(result_of(draw_page(page)))
    edge = 6
    for strip in (image[:edge], image[-edge:], image[:, :edge], image[:, -edge:]):
        assert strip.min() == 255
    beside = image[: int(page.picture.bottom()), round(page.picture.right()) + 1 : round(page.picture.right()) + 7]
    assert beside.min() == 255, "the map ends with the picture"


@pytest.mark.parametrize("lines", [False, True])
def test_what_only_guides_the_user_is_not_printed(canvas, made, lines):
    """The frame of the selected tile, the dark plate with the size of the region, and the handle that moves it."""
    session = made.make_session(made.PlainSlide(6000, 6000), shown=frozenset())
    wish = PageWish(width_mm=85, dpi=96, legend=False, scale_bar=False)
    images = []
    for one in (session, session.selecting(100)):
        canvas.show_difference(None, one)
        canvas.fit()
        page = page_still(canvas, one, wish, lines)
        images.append(pixels(result_of(draw_page(page))))
    assert (images[0] == images[1]).all()
    top, bottom = (MARGIN + page.camera.to_screen(PointL0(0, y))[1] for y in (1250, 4750))
    below = images[0][round(bottom) + 4 : int(page.picture.bottom())]
    assert below.min() >= 200, "no plate below the outline"
    middle = round(page.picture.center().x())
    handle = images[0][round(top) + 4 : round(top) + 12, middle - 30 : middle + 30]
    assert handle.min() >= 190, "no handle at its upper edge"
    assert canvas._selection.isVisible(), "the screen shows it as before"


def test_the_overview_is_as_sharp_as_the_page(canvas, made, tmp_path):
    """Of squares of 8 px, black and white. Reduced to the 160 px of the overview on the screen, they are grey."""

    class Chequered(made.PlaceSlide):
        def colour(self, x, y):
            return (np.where((x // 8 + y // 8) % 2, 255, 0),) * 3

    session = made.make_session(Chequered(800, 800), shown=frozenset())
    canvas.show_difference(None, session)
    canvas.view.look_from(Camera(2.0, 300.0, 300.0))
    path = tmp_path / "figure.png"
    wish = PageWish(width_mm=85, dpi=600, legend=False, scale_bar=False, inset=True)
    page = written(canvas, session, path, wish)
    picture, place, ratio = QImage(str(path)), page.overview, page.ratio
    row = round((place.top() + place.height() * 0.1) * ratio)
    across = range(round((place.left() + 4) * ratio), round((place.right() - 4) * ratio))
    found = [picture.pixelColor(x, row).lightness() for x in across]
    assert (min(found), max(found)) == (pytest.approx(0, abs=40), pytest.approx(255, abs=40))


@pytest.mark.usefixtures("german")
def test_a_german_window_writes_an_english_figure(canvas, shown):
    page = page_still(canvas, shown, WISH)
    assert "(0.286 µm per pixel)" in page.caption
    assert page.caption.endswith("Research use only.")
    assert page.legend.title.endswith("range of this spot")
    with canvas.for_a_page(shown):
        assert not translates(), "labels over the tissue are drawn here"
        assert tag_colours()[0].lightness() > 200, "on light plates"
    assert translates()
    assert tag_colours()[0].lightness() < 50
    with pytest.raises(ExportError, match="zu viele Pixel"):
        page_still(canvas, shown, PageWish(width_mm=400, dpi=1200))
