"""The exported heatmap lies on its tissue: a known tile's colour on known pixels, in all four corners and between."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.base.colours import colour_table
from model.region.grid import level0_boxes
from model.result.export.base import Exported
from model.result.export.blend import between_parts, cell_edges, lay_over, with_borders
from model.result.export.heat_map import COLOURS, OPACITY, heat_map
from model.result.export.heatmap_png import PICTURE_AT, draw
from model.result.maps import MapChoice, map_values
from model.result.prediction import Verdict

CORNERS = (0, 15, 240, 255)
GREY = 200


@pytest.mark.parametrize("fit", ["overlap", "pad", "resize"])
def test_the_colour_of_a_corner_tile_lies_on_its_corner(fit, tmp_path: Path, make_slide, make_prediction) -> None:
    slide = make_slide(tmp_path / "spot.png", np.full((3500, 3500, 3), GREY, np.uint8))
    prediction = make_prediction(slide, fit=fit)
    picture = heat_map(Exported(prediction, slide), MapChoice(), side_px=1750).picture
    values = map_values(prediction.trace, prediction.grid, MapChoice()).ravel()
    for index in (*CORNERS, 100):
        share = (values[index] - values.min()) / (values.max() - values.min())
        colour = colour_table(COLOURS)[round(float(share) * 255), :3].astype(float)
        expected = np.rint(GREY * (1 - OPACITY) + colour * OPACITY)
        x, y, width, height = level0_boxes(prediction.grid, prediction.placement.region)[index] / 2
        # The overlap with neighbours (at most 3 px here) is shared, and resampling blends 3 px of glass into the
        # slide's edge; the middle of the tile has its colour only.
        core = picture[max(int(y), 0) + 4 : int(y + height) - 4, max(int(x), 0) + 4 : int(x + width) - 4][:-4, :-4]
        assert core.size
        assert np.abs(core.astype(float) - expected).max() <= 1


def test_a_network_of_two_layers_shows_its_last_one(tmp_path: Path, make_slide, make_prediction) -> None:
    """The exports draw the third layer, as the network of the demo has it; a trained model can have fewer."""
    slide = make_slide(tmp_path / "spot.png", np.full((350, 350, 3), GREY, np.uint8))
    prediction = make_prediction(slide)
    fewer = replace(prediction.trace, hidden=prediction.trace.hidden[:2], cell=prediction.trace.cell[:2])
    drawn = heat_map(Exported(replace(prediction, trace=fewer), slide), MapChoice(), side_px=160)
    assert "layer 2" in drawn.legend.title
    second = heat_map(Exported(prediction, slide), MapChoice(layer=1), side_px=160)
    assert (drawn.picture == second.picture).all()


def test_only_the_read_tiles_are_painted(tmp_path: Path, make_slide, make_prediction) -> None:
    slide = make_slide(tmp_path / "spot.png", np.full((3500, 3500, 3), GREY, np.uint8))
    prediction = make_prediction(slide, steps=np.array([255]))
    picture = heat_map(Exported(prediction, slide), MapChoice(), side_px=1750).picture
    changed = np.argwhere((picture != GREY).any(axis=-1)[4:-4, 4:-4]) + 4  # the slide's edge is resampled with glass
    first = round((3276 + (218.4 * 14 + 224)) / 2 / 2)  # half-way into the overlap with tile 254, at half size
    assert np.abs(changed.min(axis=0) - first).max() <= 1
    assert changed.max(axis=0).tolist() == [1745, 1745]


def test_a_small_image_keeps_its_place_in_the_padded_window(tmp_path: Path, make_slide, make_prediction) -> None:
    slide = make_slide(tmp_path / "small.png", np.zeros((1000, 1000, 3), np.uint8))
    picture = heat_map(Exported(make_prediction(slide), slide), MapChoice(), side_px=350).picture
    centre, corner = picture[175, 175].astype(int), picture[5, 5].astype(int)
    assert centre.max() < 130  # black tissue under the map
    assert corner.min() > 130  # glass under the map


def test_edges_halve_the_overlap_and_keep_the_outside() -> None:
    edges = cell_edges(np.array([0.0, 218.0, 437.0]), np.full(3, 224.0))
    assert edges.tolist() == [0, 221, 439.5, 661]


def test_pixels_outside_all_tiles_stay_as_they_are() -> None:
    tissue = np.full((10, 10, 3), 50, np.uint8)
    red = np.full((1, 1, 4), 255, np.uint8)
    laid = lay_over(tissue, red, np.array([2.0, 5.0]), np.array([3.0, 6.0]), 1.0)
    expected = tissue.copy()
    expected[3:6, 2:5] = 255
    np.testing.assert_array_equal(laid, expected)


def test_borders_lie_between_different_parts_and_around_them() -> None:
    parts = np.array([[1, 1, np.nan], [2, 1, np.nan]])
    edges = set(between_parts(parts))
    inner = {(1, 0, 1, 1), (1, 1, 2, 1)}
    level = {(0, 0, 0, 1), (0, 1, 0, 2), (2, 0, 2, 1), (2, 1, 2, 2)}
    upright = {(0, 0, 1, 0), (1, 0, 2, 0), (0, 2, 1, 2), (1, 2, 2, 2)}
    assert edges == inner | level | upright
    picture = np.full((60, 60, 3), 150, np.uint8)
    lined = with_borders(picture, parts, np.arange(4) * 20.0, np.arange(3) * 20.0)
    assert lined[20, 10].max() < 30
    assert lined[18, 10].min() > 200
    assert (lined[10, 30] == 150).all()
    assert (lined[30:38, 45:55] == 150).all()


@pytest.mark.parametrize("level", ["ok", "caution", "do not use"])
def test_the_page_holds_the_picture_unchanged(level, tmp_path: Path, make_slide, make_prediction) -> None:
    slide = make_slide(tmp_path / f"{'long' * 30}.png", mpp=None)
    verdict = Verdict(level, ("a reason that is long " * 20,))
    exported = Exported(make_prediction(slide, verdict=verdict), slide)
    heat = heat_map(exported, MapChoice())
    page = np.asarray(draw(exported.prediction, heat))
    x, y = PICTURE_AT
    side = heat.picture.shape[0]
    np.testing.assert_array_equal(page[y : y + side - 100, x : x + side], heat.picture[:-100])
