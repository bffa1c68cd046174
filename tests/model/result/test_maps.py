"""Maps have known values on known tiles and are transparent on tiles that were not analysed."""

import dataclasses

import numpy as np
import pytest

from model.base.colours import SIGNED, SIGNS, colour_table, paint, table_for
from model.bundle.head_shape import HeadShape, PooledShape
from model.region.grid import GridSpec
from model.result.maps import (
    MAPS,
    MapChoice,
    layer_title,
    map_values,
    measure_of,
    offered,
    promised,
    suited,
    value_range,
    within,
)
from model.result.prediction import Trace


@pytest.fixture
def trace():
    hidden = np.zeros((3, 4), np.float32)
    hidden[0] = [3, 4, 0, 0]
    hidden[1] = [3, 4, 0, 12]
    hidden[2] = [0, 0, 0, -1]
    return Trace(np.array([0, 17, 255]), (hidden,), (hidden,), np.zeros(3, np.float32))


def test_the_norm_lies_on_its_tiles_and_the_rest_is_clear(trace):
    values = map_values(trace, GridSpec(), MapChoice("norm", 0))
    assert (values[0, 0], values[1, 1], values[15, 15]) == (5, 13, 1)
    assert np.isnan(values).sum() == 253


def test_the_first_change_is_from_the_zero_state(trace):
    values = map_values(trace, GridSpec(), MapChoice("change", 0))
    assert (values[0, 0], values[1, 1]) == (5, 12)


def test_one_unit_keeps_its_sign_and_a_unit_too_far_is_the_last(trace):
    assert map_values(trace, GridSpec(), MapChoice("unit", 0, 3))[15, 15] == -1
    assert map_values(trace, GridSpec(), MapChoice("unit", 0, 99))[1, 1] == 12


@pytest.mark.parametrize(("asked", "found"), [((2, 9), (0, 3)), ((0, 1), (0, 1))])
def test_a_network_of_one_layer_shows_it_where_the_third_is_chosen(trace, asked, found):
    """The default of the exports and the window is the third layer, which the network of the demo has."""
    choice = within(MapChoice("norm", *asked), trace)
    assert (choice.layer, choice.unit) == found
    assert map_values(trace, GridSpec(), choice)[0, 0] == 5
    assert layer_title(choice).endswith("layer 1")


def test_signed_ranges_are_symmetrical_and_fixed_ranges_do_not_follow_the_data(trace):
    unit = MapChoice("unit", 0, 3)
    assert value_range(map_values(trace, GridSpec(), unit), trace, unit, fixed=False) == (-12, 12)
    norm = MapChoice("norm", 0)
    values = map_values(trace, GridSpec(), norm)
    assert value_range(values, trace, norm, fixed=False) == (1, 13)
    assert value_range(values, trace, norm, fixed=True) == (0, 2)
    assert value_range(values * np.nan, trace, norm, fixed=True) == (0, 2)


@pytest.mark.parametrize("kind", MAPS, ids=lambda kind: kind.key)
def test_every_map_says_what_it_is_not_on_one_line(kind):
    assert " not " in kind.sentence
    assert len(kind.sentence) < 160
    assert layer_title(MapChoice(kind.key, 1)).endswith("layer 2" if kind.layered else kind.title)


@pytest.fixture
def pooled():
    removal = np.array([0.3, np.nan, -0.05], np.float32)
    tiles = {"attention": np.array([0.25, 0.05, 0.7], np.float32), "removal": removal}
    return Trace(np.array([0, 17, 255]), (), (), np.zeros(3, np.float32), tiles)


def test_maps_of_a_hidden_state_are_not_offered_where_there_is_none(trace, pooled):
    assert [kind.key for kind in offered(trace)] == ["norm", "change", "unit"]
    assert [kind.key for kind in offered(pooled)] == ["attention", "removal"]
    assert suited(MapChoice("norm", 1), offered(pooled)).kind == "attention"
    assert suited(MapChoice("removal"), offered(trace)) == MapChoice("norm")
    assert suited(MapChoice("unit", 1, 2), offered(trace)) == MapChoice("unit", 1, 2)


def test_a_head_with_fewer_layers_shows_its_last_one(trace):
    """The usual choice is the third layer. A head with one layer has no such map."""
    choice = within(MapChoice("norm"), trace)
    assert choice.layer == 0
    assert np.isfinite(map_values(trace, GridSpec(), choice)).sum() == trace.steps
    three = dataclasses.replace(trace, hidden=trace.hidden * 3)
    assert within(MapChoice("norm", 1), three).layer == 1


def test_what_a_head_promises_is_what_its_trace_offers(pooled):
    assert promised(HeadShape("attention", cells=(128, 64))) == offered(pooled)
    assert [kind.key for kind in promised(HeadShape())] == ["norm", "change", "unit"]
    linear, other = PooledShape("mean", "linear SVM"), PooledShape("max+mean+SD")
    assert [kind.key for kind in promised(HeadShape("pooled", cells=(), pooled=linear))] == ["contribution", "removal"]
    assert [kind.key for kind in promised(HeadShape("pooled", cells=(), pooled=other))] == ["removal"]


def test_what_is_not_pooled_is_left_clear_and_signed_ranges_are_symmetrical(pooled):
    removal = MapChoice("removal", log_odds=True)
    values = map_values(pooled, GridSpec(), removal)
    assert np.isfinite(values).sum() == 2
    assert value_range(values, pooled, removal, fixed=False) == pytest.approx((-0.3, 0.3))
    assert value_range(values, pooled, removal, fixed=True) == (-0.02, 0.02)
    attention = MapChoice("attention")
    assert value_range(map_values(pooled, GridSpec(), attention), pooled, attention, fixed=True) == (0, 0.02)


def test_a_removal_is_in_points_of_the_final_probability_on_one_range_for_all_spots(pooled):
    final = dataclasses.replace(pooled, running=np.array([0.2, 0.9, 0.7], np.float32))
    removal = MapChoice("removal")
    values = map_values(final, GridSpec(), removal)
    logit = np.log(0.7 / 0.3)
    for at, change in ((0, 0.3), (255, -0.05)):
        expected = 100 * (0.7 - 1 / (1 + np.exp(change - logit)))
        assert values.ravel()[at] == pytest.approx(expected, rel=1e-4)
    assert (measure_of(removal), measure_of(MapChoice("removal", log_odds=True))) == ("points", "log odds")
    for fixed in (False, True):
        assert value_range(values, final, removal, fixed) == value_range(values / 9, final, removal, fixed) == (-3, 3)


def test_colours_clip_at_the_ends_and_leave_the_unread_clear():
    table = colour_table("cividis")
    colours = paint(np.array([[-5.0, 0.0, 1.0, 9.0, np.nan]]), 0, 1, table)
    assert colours[0, 0].tolist() == colours[0, 1].tolist() == table[0].tolist()
    assert colours[0, 2].tolist() == colours[0, 3].tolist() == table[255].tolist()
    assert colours[0, 4, 3] == 0


def test_the_signed_table_runs_from_orange_to_teal_and_is_clearest_at_zero():
    table = colour_table(SIGNED).astype(int)
    assert table[0, 0] > table[0, 2]
    assert table[255, 2] > table[255, 0]
    assert table[:, 3].argmin() in (127, 128)


def test_signs_that_are_not_of_death_and_survival_have_another_pair_of_colours():
    """Blue to yellow, as clear at zero; to the common kinds of colour blindness blue and yellow differ most."""
    table = colour_table(SIGNS).astype(int)
    assert table[0, 2] > 1.5 * table[0, 0]
    assert table[255, 0] > 1.5 * table[255, 2]
    assert (table[:, 3] == colour_table(SIGNED)[:, 3]).all()
    assert table_for(True, "magma", outcome=False) is colour_table(SIGNS)
    assert table_for(True, "magma") is colour_table(SIGNED)
    assert table_for(False, "magma", outcome=False) is colour_table("magma")
