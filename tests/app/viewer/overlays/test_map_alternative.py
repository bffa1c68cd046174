"""The text alternative of a map says what its colours show: range, extremes with their places, sides and parts."""

import numpy as np
import pytest

from app.viewer.overlays.heat import Heat
from app.viewer.overlays.map_alternative import HIDDEN_MAP, NO_MAP, OFF, described, map_alternative, value_at
from model.base.signs import with_signs
from model.explain.explanation import METHODS
from model.explain.states import STATES
from model.region.grid import GridSpec
from model.result.maps import MAPS, MapChoice

ROWS = (*MAPS, *(one for one in METHODS.values() if one.mapped), *STATES)


def heat_of(row, values, low=-3.0, high=3.0, floor=""):
    """Return the map `row` with these values, float32 [rows, cols]."""
    table = np.zeros((256, 4), np.uint8)
    values = np.asarray(values, np.float32)
    return Heat(MapChoice(row.key), row, row.title, values, low, high, table, "units", False, floor)


def spread():
    """Values of 16 x 16 tiles: -1.5 at row 2, column 5, and 2.25 at row 9, column 16; one unknown, 0.5 elsewhere."""
    values = np.full((16, 16), 0.5, np.float32)
    values[1, 4], values[8, 15], values[0, 0] = -1.5, 2.25, np.nan
    return values


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_every_map_has_a_description_with_its_extremes_and_their_places(row):
    said = described(heat_of(row, spread()), GridSpec())
    assert said.startswith(f"Map: {with_signs(row.title)}, in units.")
    assert "255 of 256 tiles have a value: highest 2.25 at row 9, column 16, lowest −1.50 at row 2, column 5" in said
    assert "median 0.50" in said
    sides = f"254 tiles {row.ends[1]}, 1 tile {row.ends[0]}." if row.signed else ""
    assert sides in said
    assert ("tiles are above the limit" in said or "tile is above the limit" in said) == (row.key == "unfamiliar")


def test_the_parts_of_the_region_are_named_where_they_lie():
    """The first 6 rows and columns are the top left, the last 5 the bottom right; a part without values says so."""
    values = np.zeros((16, 16), np.float32)
    values[:6, :6], values[11:, 11:], values[6:11, 6:11] = 1.0, 2.0, np.nan
    said = described(heat_of(MAPS[0], values, 0.0, 2.0), GridSpec())
    parts = "top left 1.00, top 0.00, top right 0.00, left 0.00, centre no value, right 0.00, bottom left 0.00, "
    assert said.endswith(f"Mean by part: {parts}bottom 0.00, bottom right 2.00.")


def test_a_map_without_effects_says_so_before_its_values_are_taken_for_effects():
    said = described(heat_of(METHODS["occlusion"], spread(), floor="No single tile matters: all are small"), GridSpec())
    assert "No single tile matters: all are small." in said


def test_tiles_at_any_positions_have_numbers_and_no_parts():
    values = np.asarray([[0.5, -1.0, np.nan, 2.0]])
    said = described(heat_of(METHODS["occlusion"], values), GridSpec(fit="positions", rows=1, cols=4))
    assert "highest 2.00 at tile 4, lowest −1.00 at tile 2" in said
    assert "part" not in said


def test_no_value_is_said_for_a_tile_without_one():
    shown = heat_of(MAPS[0], spread())
    assert value_at(shown, 0) == "no value"
    assert value_at(shown, 8 * 16 + 15) == "2.25 units"
    unknown = heat_of(MAPS[0], np.full((4, 4), np.nan))
    assert described(unknown, GridSpec(rows=4, cols=4)).endswith("No tile has a value.")


def test_a_map_that_is_not_drawn_is_not_described(made_session):
    read = made_session(read=np.arange(100))
    assert map_alternative(made_session()) == NO_MAP
    assert map_alternative(made_session(read=np.arange(100), level="do not use")) == HIDDEN_MAP
    assert map_alternative(read).startswith("Map: Hidden state, norm")
    assert map_alternative(read.toggled("heatmap")).startswith(OFF)


@pytest.fixture
def made_session(made):
    return lambda **given: made.make_session(made.PlainSlide(3500, 3500), **given)
