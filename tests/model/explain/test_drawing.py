"""How explanations are drawn: in points on a fixed range, or in log odds, and pale if nothing matters."""

import numpy as np
import pytest
from PIL import ImageFont

from model.explain.drawing import colour_ends, drawn_values, floor_sentence, range_sentence
from model.explain.explanation import METHODS, Explanation
from model.result.export.heat_map import PICTURE_PX
from model.result.export.heatmap_png import GAP, SIDE_PX


def explanation(key, values, points=None):
    tiles = {} if points is None else {"points": np.array(points, np.float32)}
    return Explanation(METHODS[key], np.array(values, np.float32), {}, tiles=tiles)


@pytest.mark.parametrize(("key", "reach"), [("occlusion", 3), ("ig", 3), ("regions", 15), ("blocks", 15)])
def test_points_have_one_range_for_all_spots(key, reach):
    for scale in (1, 10):
        shown = drawn_values(explanation(key, [0.1, -0.2, np.nan], [2.0 * scale, -4.0 * scale, np.nan]))
        assert (shown.measure, shown.low, shown.high, shown.fixed) == ("points", -reach, reach, True)
    expected = f"colours fixed at -{reach} to +{reach} points, the same for all spots"
    assert range_sentence(METHODS[key], shown) == expected


def test_log_odds_end_at_the_spots_own_values_unless_a_fixed_range_is_chosen():
    found = explanation("occlusion", [0.1, -0.2, np.nan], [2.0, -4.0, np.nan])
    shown = drawn_values(found, log_odds=True)
    assert (shown.measure, shown.fixed) == ("log odds", False)
    assert (shown.low, shown.high) == pytest.approx((-0.2, 0.2))
    assert (shown.values[0], range_sentence(found.method, shown)) == (
        np.float32(0.1),
        "colours end at this spot's largest value",
    )
    fixed = drawn_values(found, log_odds=True, fixed=True)
    assert (fixed.high, fixed.fixed) == (0.1, True)
    assert range_sentence(found.method, fixed) == "colours fixed at -0.1 to 0.1 log odds, the same for all spots"


def test_where_nothing_matters_log_odds_are_not_stretched():
    small = explanation("occlusion", [0.01, -0.02], [0.2, -1.0])
    assert drawn_values(small, log_odds=True).high == 0.1
    assert floor_sentence(small) == "No single tile matters: none has more than 1 point of survival probability."
    assert floor_sentence(explanation("regions", [0.01], [0.5])).startswith("No single region matters")
    assert floor_sentence(explanation("occlusion", [0.01], [1.01])) == ""


def test_a_map_without_points_has_neither_floor_nor_points():
    found = explanation("memory", [0.0, 2.0])
    shown = drawn_values(found)
    assert (shown.measure, shown.low, shown.high) == ("|dlogit/dh|", 0, 2)
    assert floor_sentence(found) == ""


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.key)
def test_every_sentence_says_what_the_map_is_not_and_fits_on_the_page(method):
    assert " not " in method.sentence
    assert ImageFont.load_default(24).getlength(method.sentence) <= PICTURE_PX + GAP + SIDE_PX


def test_a_constant_map_has_two_ends():
    low, high = colour_ends(np.zeros(3), signed=True)
    assert low < high
