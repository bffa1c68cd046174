"""Brightness and contrast: on the screen and in pictures, labelled, and never in what the analysis reads."""

import numpy as np
import pytest
from PySide6.QtGui import QFontMetrics, QImage

from app.session.display import Adjustment
from app.ui.theme import font
from app.viewer.canvas.adjusting import adjusted
from app.viewer.canvas.camera import Camera
from app.viewer.canvas.figure import picture_steps
from app.viewer.canvas.snapshot import view_still
from app.viewer.canvas.tile_reading import to_qimage
from model.base.progress import result_of
from model.predict.tiles import read_tiles
from model.region.grid import GridSpec

BRIGHT = Adjustment(20, 150)


@pytest.fixture
def shown(canvas, made):
    session = made.make_session(made.PlainSlide(3000, 2000), shown=frozenset())
    session = made.changed(session, "region", placement=None)
    canvas.show_difference(None, session)
    canvas.view.look_from(Camera(1.0, 1000.0, 900.0))
    return session


def test_the_table_by_hand():
    """(200 - 127.5) * 1.5 + 127.5 + 0.2 * 127.5 = 261.75, which is clipped; 100 becomes 111.75."""
    table = BRIGHT.table()
    assert (table[200], table[100], table[0]) == (255, 112, 0)
    assert np.array_equal(Adjustment().table(), np.arange(256))
    assert Adjustment(-100, 100).table()[255] == 128
    assert Adjustment(999, 1).limited() == Adjustment(100, 25)


def test_each_channel_is_adjusted_and_the_tile_stays():
    pixels = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)
    tile = to_qimage(pixels)
    before = QImage(tile)
    changed = adjusted(tile, BRIGHT)
    for x, y in ((0, 0), (6, 4), (3, 2)):
        assert changed.pixelColor(x, y).getRgb()[:3] == tuple(BRIGHT.table()[pixels[y, x]])
    assert tile == before
    assert adjusted(tile, Adjustment()) is tile


def test_the_screen_shows_it_and_the_label_says_so(canvas, shown, seen):
    assert seen().pixelColor(400, 300).red() == 200
    assert not canvas.display.isVisible()
    darker = shown.adjusted(Adjustment(-40, 100))
    canvas.show_difference(shown, darker)
    assert seen().pixelColor(400, 300).red() == 149
    assert canvas.display.isVisible()
    assert canvas.display.text == "Display adjusted: brightness −40, contrast 100 %"
    assert canvas.display.accessibleName() == canvas.display.text
    needed = QFontMetrics(font("small")).horizontalAdvance(canvas.display.text)
    assert canvas.display.width() >= needed, "the whole text is visible"
    copy = result_of(picture_steps(view_still(canvas, darker))).image
    assert copy.pixelColor(400, 300).red() == 149
    canvas.show_difference(darker, darker.adjusted(Adjustment()))
    assert seen().pixelColor(400, 300).red() == 200
    assert not canvas.display.isVisible()


def test_the_pixel_under_the_pointer_is_that_of_the_file(canvas, shown, seen, made):
    told = []
    canvas.pixel_seen.connect(told.append)
    canvas.show_difference(shown, shown.adjusted(BRIGHT))
    seen()
    made.mouse(canvas.view.viewport(), "move", 300, 200)
    assert (told[-1].red, told[-1].exact) == (200, True)


def test_the_network_gets_the_same_tiles(canvas, made, seen):
    """A number is a function of these tiles, of the model and of nothing else."""
    session = made.make_session(made.PlaceSlide(3500, 3500))
    canvas.show_difference(None, session)
    slide, grid = session.image.opened.slide, GridSpec()
    before = read_tiles(slide, session.region.placement, grid)
    changed = session.adjusted(BRIGHT).turned(1)
    canvas.show_difference(session, changed)
    seen()
    assert (changed.image.opened, changed.region) == (session.image.opened, session.region)
    assert changed.analysis is session.analysis
    assert np.array_equal(read_tiles(changed.image.opened.slide, changed.region.placement, grid), before)


def test_the_overview_is_adjusted_like_the_tissue_and_says_so(canvas, shown):
    before = canvas.minimap.picture.pixelColor(80, 50).red()
    darker = shown.adjusted(Adjustment(-40, 100))
    canvas.show_difference(shown, darker)
    assert canvas.minimap.picture.pixelColor(80, 50).red() == Adjustment(-40, 100).table()[before]
    assert canvas.minimap.toolTip() == "Display adjusted: brightness −40, contrast 100 %"
    labelled = canvas.minimap.grab().toImage()
    canvas.show_difference(darker, darker.adjusted(Adjustment()))
    assert canvas.minimap.picture.pixelColor(80, 50).red() == before
    assert canvas.minimap.toolTip() == ""
    plain = canvas.minimap.grab().toImage()
    at_the_bottom = [(x, plain.height() - 6) for x in range(4, 30)]
    assert len({labelled.pixelColor(*at).rgb() for at in at_the_bottom}) > 2, "letters on a plate"
    assert len({plain.pixelColor(*at).rgb() for at in at_the_bottom}) <= 2
