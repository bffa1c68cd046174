"""Overlays lie on their true pixels: rendered at a known zoom and probed, at all four corners of the window."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from app.session.session import Session
from app.ui.theme import theme
from app.viewer.canvas.camera import Camera
from app.viewer.overlays.heatmap import HeatmapOverlay
from app.viewer.overlays.overlay_table import OVERLAYS
from model.base.geometry import PointL0, RegionL0
from model.region.grid import GridSpec
from model.result.saved_regions import SavedRegion

GREY = (200, 200, 200)
# Edges of the corner tiles' blocks in window px, see test_lattice: tile 0 up to 221, tile 15 from 3279.
CORNERS = {0: (0, 0), 15: (3279, 0), 240: (0, 3279), 255: (3279, 3279)}


def rgb(picture, x, y):
    return picture.pixelColor(x, y).getRgb()[:3]


@pytest.fixture
def look(canvas):
    """The canvas at 1 : 1 with the level-0 px (x, y) at (400, 300) of the picture."""

    def picture(session, x, y, scale=1.0):
        canvas.show_difference(None, session)
        canvas.legend.hide()  # so that the tissue has all 600 px of the canvas
        canvas.layout().activate()
        canvas.view.look_from(Camera(scale, x - 400 / scale, y - 300 / scale))
        # No waiting for finer tiles: on a slide of one grey they look the same.
        return canvas.view.grab().toImage()

    return picture


@pytest.mark.parametrize("side", [3500, 6000])
@pytest.mark.parametrize("tile", CORNERS)
def test_a_heat_block_covers_its_tile_and_nothing_else(made, look, tile, side):
    session = made.make_session(made.PlainSlide(side, side), read=[tile], shown=frozenset({"heatmap"}), opacity=1.0)
    region = session.region.placement.region
    # Without the outline, which is drawn on the same edge.
    session = made.changed(session, "region", placement=None)
    x, y = region.x + CORNERS[tile][0], region.y + CORNERS[tile][1]
    first, last = look(session, x, y), look(session, x + 220, y + 220)
    heat = rgb(first, 400, 300)
    assert heat != GREY
    for picture, inside, outside in ((first, 400, 399), (last, 400, 401)):
        row = 300
        assert rgb(picture, inside, row) == heat
        assert rgb(picture, outside, row) != heat
        assert rgb(picture, 400, 300 + outside - inside) != heat
    assert rgb(first, 400 + 110, 300 + 110) == heat, "crisp: one colour all over"
    if side == 6000:
        assert rgb(first, 399, 299) == rgb(last, 401, 301) == GREY, "tiles that were not read are clear"


def test_neighbouring_blocks_meet_without_gap_or_double_blending(made, look):
    """At odd zooms too: two tiles of one value look like one block."""
    hidden = np.ones((256, 4), np.float32)
    session = made.make_session(made.PlainSlide(3500, 3500), read=np.arange(256), shown=frozenset({"heatmap"}))
    trace = made.make_trace(np.arange(256), hidden)
    even = made.changed(session, "analysis", partial=made.replace(session.analysis.partial, trace=trace))
    for scale in (0.13, 0.377, 0.71, 1.9):
        picture = look(even, 1750.3, 1749.1, scale)
        across = {rgb(picture, x, 300) for x in range(375, 425)}
        assert len(across | {rgb(picture, 400, y) for y in range(275, 325)}) == 1, scale


def test_opacity_blends_tissue_and_map(made, look):
    session = made.make_session(made.PlainSlide(3500, 3500), read=[0], shown=frozenset({"heatmap"}), opacity=1.0)
    full = rgb(look(session, 100, 100), 400, 300)
    half = rgb(look(session.viewed(opacity=0.5), 100, 100), 400, 300)
    none = rgb(look(session.viewed(opacity=0.0), 100, 100), 400, 300)
    assert none == GREY
    assert half == pytest.approx(np.add(full, GREY) / 2, abs=2)


def test_tiles_light_up_as_they_come(made, canvas, look):
    ten = made.make_session(made.PlainSlide(3500, 3500), read=np.arange(10), shown=frozenset({"heatmap"}))
    assert rgb(look(ten, 10.5 * 219, 100), 400, 300) == GREY
    eleven = made.make_session(made.PlainSlide(3500, 3500), read=np.arange(11), shown=frozenset({"heatmap"}))
    more = made.changed(ten, "analysis", partial=eleven.analysis.partial)
    canvas.show_difference(ten, more)
    assert rgb(canvas.view.grab().toImage(), 400, 300) != GREY


@pytest.mark.parametrize(("tile", "x", "y"), [(17, 218, 218), (30, 3058, 218), (225, 218, 3058), (238, 3058, 3058)])
def test_selected_tile_is_outlined_where_it_sees(made, look, tile, x, y):
    session = made.make_session(made.PlainSlide(3500, 3500), shown=frozenset()).selecting(tile)
    picture = look(session, x, y)
    line = [rgb(picture, 400 + dx, 300 + 100)[0] for dx in range(-3, 3)]
    assert line == [200, 0, 255, 255, 0, 200], "black, 2 px of white, black, about the tile's left edge"
    far = look(session, x + 224, y + 224)
    assert [rgb(far, 400 + dx, 300 - 100)[0] for dx in range(-3, 3)] == line
    assert rgb(picture, 500, 400) == GREY, "not filled"


def test_selection_is_as_wide_at_any_zoom(made, look):
    session = made.make_session(made.PlainSlide(3500, 3500), shown=frozenset()).selecting(17)
    for scale in (0.25, 8.0):
        picture = look(session, 218, 218 + 50, scale)
        line = [rgb(picture, 400 + dx, 300)[0] for dx in range(-6, 6)]
        assert (line.count(255), line.count(0)) == (2, 2)


@pytest.mark.parametrize("index", [1, 15])
def test_grid_lines_run_where_tiles_meet(made, look, index):
    at = {1: 221, 15: 3279}[index]
    session = made.make_session(made.PlainSlide(3500, 3500), shown=frozenset({"grid"}))
    picture = look(session, at, at + 100)
    row = [rgb(picture, 400 + dx, 300) for dx in range(-5, 6)]
    dark = [dx - 5 for dx, colour in enumerate(row) if colour != GREY]
    assert dark in ([-1], [0]), "one px wide, on the line"


def test_grid_vanishes_when_tiles_are_tiny(made, look):
    session = made.make_session(made.PlainSlide(12_000, 12_000), shown=frozenset({"grid"}))
    region = session.region.placement.region
    inside = RegionL0(region.x + 300, region.y + 300, region.width - 600, region.height - 600)

    def colours(scale):
        picture = look(session, region.centre.x, region.centre.y, scale)
        half = int(inside.width * scale / 2)
        return {rgb(picture, 400 + dx, 300 + 3) for dx in range(-half, half)}

    assert len(colours(6.5 / 219)) > 1
    assert colours(5.5 / 219) == {GREY}


@pytest.mark.parametrize("name", ["dark", "light"])
def test_window_is_outlined_in_two_tones(made, look, name):
    session = made.make_session(made.PlainSlide(6000, 6000), shown=frozenset(), theme=name).selecting_region(False)
    region = session.region.placement.region
    picture = look(session, region.x, region.y + 1000)
    line = [picture.pixelColor(400 + dx, 300).name() for dx in range(-3, 3)]
    assert line[2:4] == [theme(name).accent] * 2
    assert line[0] == line[5] == "#c8c8c8"
    assert picture.pixelColor(398, 300).lightness() < 100


def test_switching_off_draws_nothing(made, look):
    session = made.make_session(made.PlainSlide(3500, 3500), read=np.arange(256), shown=frozenset())
    picture = look(made.changed(session, "region", placement=None), 1750, 1750)
    assert {rgb(picture, x, y) for x in range(300, 500, 7) for y in range(200, 400, 7)} == {GREY}


@pytest.mark.parametrize("row", OVERLAYS, ids=lambda row: row.key)
@pytest.mark.parametrize("session", ["empty", "image", "read", "pad"])
def test_every_overlay_draws_every_session(made, canvas, row, session):
    """The contract of the table: a new row is tested by being in it."""
    slide = made.PlainSlide(3500, 3500)
    sessions = {
        "empty": Session(),
        "image": made.make_session(slide),
        "read": made.make_session(slide, read=np.arange(100)),
        "pad": made.make_session(slide, read=np.arange(100), grid=GridSpec(fit="pad")),
    }
    overlay = row.factory()
    overlay.setParentItem(canvas.view.world)
    overlay.update_from(sessions[session])
    unread = session == "image" and row.key == "heatmap"
    assert overlay.boundingRect().isEmpty() == (session == "empty" or unread or row.key in ("windows", "cores"))
    canvas.view.grab()


def test_kept_windows_are_outlined_but_for_the_one_in_use(made, look):
    session = made.make_session(made.PlainSlide(12_000, 12_000), shown=frozenset({"windows"}))
    other = RegionL0(500, 500, 3500, 3500)
    windows = tuple(map(SavedRegion, (session.region.placement.region, other)))
    listed = session.listed(session.image.opened.record.sha256, windows).selecting_region(False)
    picture = look(listed, 500, 2000)
    assert rgb(picture, 400, 300) != GREY, "the left edge of the other window"
    tagged = look(listed, 500, 500)
    assert {rgb(tagged, 402 + x, 310) for x in range(12)} != {GREY}, "its number hangs in its corner"
    plain = look(listed.toggled("windows"), 500, 2000)
    assert rgb(plain, 400, 300) == GREY


def test_the_heatmap_is_not_drawn_over_the_canvas_beside_the_image(made, qapp):
    """The analysis region is 3500 px wide, but the image ends at x = 1800 px: there is no tissue to colour."""
    session = made.make_session(made.PlainSlide(3500, 3500), read=np.arange(256), shown=frozenset({"heatmap"}))
    narrow = made.PlainSlide(1800, 3500)
    opened = made.replace(session.image.opened, slide=narrow)
    session = made.changed(session, "image", opened=opened)
    overlay = HeatmapOverlay()
    overlay.update_from(session)
    picture = QImage(350, 350, QImage.Format.Format_RGB32)
    picture.fill(QColor(200, 200, 200))
    painter = QPainter(picture)
    painter.scale(0.1, 0.1)
    overlay.draw(painter, 0.1)
    painter.end()
    coloured = [rgb(picture, x, 100) != (200, 200, 200) for x in (10, 90, 170, 185, 260, 340)]
    assert coloured == [True, True, True, False, False, False]


def test_rows_are_told_apart():
    assert len({row.key for row in OVERLAYS}) == len({row.shortcut for row in OVERLAYS}) == len(OVERLAYS)


def test_the_canvas_follows_when_the_window_is_placed(made, canvas, look):
    session = made.make_session(made.PlainSlide(6000, 6000), shown=frozenset())
    look(session, 3000, 3000)
    region = session.region.placement.region.moved(700, -300)
    moved = session.placed(made.replace(session.region.placement, region=region, kind="placed"))
    canvas.show_difference(session, moved)
    canvas.centre_on(PointL0(region.x, region.y + 1000))
    canvas.view.grab()
    assert canvas.view.grab().toImage().pixelColor(400, 300).name() == theme("dark").accent
