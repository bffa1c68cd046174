"""The level of a result is that of its input or of its stability, whichever is worse, with the reasons of both."""

import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.bundle.record import OrderCheck, OrderSpread
from model.bundle.stability import StabilityLimits, stability_fault, stability_field, stability_limits
from model.result.order_check import with_order_check
from model.result.prediction import Trace, Verdict
from model.result.reliability import reliability_of

STEADY = OrderSpread((0.70, 0.71, 0.72), 0)
SOFT = Verdict("caution", ("The tissue is slightly out of focus.",))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A low-risk prediction of 0.71 with a threshold of 0.5."""
    builders = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))
    path = tmp_path_factory.mktemp("made") / "spot.png"
    return builders["make_prediction"](builders["make_slide"](path, np.full((40, 40, 3), 200, np.uint8)))


def test_a_good_input_and_steady_orders_are_ok(made):
    found = reliability_of(replace(made, orders=STEADY))
    assert (found.level, found.reasons, found.unchecked) == ("ok", (), ())
    assert found.line == "input ok, tile order ok"
    assert found.title == "Input and tile order ok"


def test_one_order_on_the_other_side_is_a_caution_with_its_reason(made):
    found = reliability_of(replace(made, orders=OrderSpread((0.70, 0.74, 0.69, 0.71, 0.70, 0.72, 0.71, 0.49), 1)))
    assert found.level == "caution"
    assert found.reasons == (
        "1 of 8 tile orders gives the other risk group, with an SD of the probability of 0.079.",
    )
    assert made.verdict.level == "ok"


@pytest.mark.parametrize(("alone", "level"), [(0.5, "ok"), (0.03, "caution")])
def test_the_run_that_the_curve_shows_counts_too(made, alone, level):
    """The curve must not end in the other risk group beside a result that is ok; 0.5 is the threshold."""
    running = made.trace.running.copy()
    running[-1] = alone
    drawn = replace(made, orders=STEADY, trace=replace(made.trace, running=running))
    found = reliability_of(drawn)
    assert found.level == level
    assert found.reasons == (("The raster order alone gives the other risk group (0.03).",) if alone < 0.5 else ())
    lenient = replace(made.bundle, stability=StabilityLimits(other_group=1))
    assert reliability_of(replace(drawn, bundle=lenient)).level == "ok"
    alone_counts = replace(drawn, orders=None, order_check=OrderCheck(STEADY, STEADY))
    assert reliability_of(alone_counts).level == "ok", "the run is the answer itself then"


def test_a_high_risk_result_is_compared_on_its_own_side(made):
    running = made.trace.running.copy()
    running[-1] = 0.9
    high = replace(made, risk_group="high risk", orders=OrderSpread((0.2, 0.21), 0))
    reasons = reliability_of(replace(high, trace=replace(made.trace, running=running))).reasons
    assert reasons == ("The raster order alone gives the other risk group (0.90).",)


def test_several_orders_are_counted(made):
    found = reliability_of(replace(made, orders=OrderSpread((0.48, 0.47, 0.49, 0.51, 0.51, 0.52, 0.51, 0.53), 3)))
    assert found.reasons == ("3 of 8 tile orders give the other risk group.",)


@pytest.mark.parametrize(("half", "level"), [(0.0353, "ok"), (0.0354, "caution")])
def test_a_wide_spread_is_a_caution_on_one_side_of_the_threshold_too(made, half, level):
    """Two orders: the SD is the half width times the square root of 2, so that 0.05 is reached at 0.035355."""
    found = reliability_of(replace(made, orders=OrderSpread((0.7 - half, 0.7 + half), 0)))
    assert found.level == level
    if level == "caution":
        assert found.reasons == ("The SD of the probability over 2 tile orders is 0.050 (limit 0.05).",)


def test_without_a_threshold_the_spread_alone_counts(made):
    bundle = replace(made.bundle, threshold=None)
    spread = OrderSpread((0.1, 0.9), None)
    assert len(reliability_of(replace(made, bundle=bundle, risk_group=None, orders=spread)).reasons) == 1


def test_the_limits_are_those_of_the_bundle(made):
    orders = OrderSpread((0.70, 0.74, 0.69, 0.49), 1)
    bundle = replace(made.bundle, stability=StabilityLimits(sd=0.2, other_group=1))
    assert reliability_of(replace(made, bundle=bundle, orders=orders)).level == "ok"


def test_the_worst_part_gives_the_level_and_its_reasons_come_first(made):
    unsteady = OrderSpread((0.70, 0.69, 0.71, 0.49), 1)
    refused = Verdict("do not use", ("The image is far too dark.",))
    found = reliability_of(replace(made, verdict=refused, orders=unsteady))
    assert found.level == "do not use"
    assert [reason[:9] for reason in found.reasons] == ["The image", "1 of 4 ti"]
    both = reliability_of(replace(made, verdict=SOFT, orders=STEADY))
    assert (both.level, both.reasons) == ("caution", SOFT.reasons)
    assert both.texts == (("input", "caution: The tissue is slightly out of focus."), ("tile order", "ok"))


@pytest.mark.parametrize(
    ("random", "turned", "reason"),
    [
        (OrderSpread((0.7, 0.49), 1), OrderSpread((0.7, 0.71), 0), "1 of 2 random tile orders gives the other"),
        (OrderSpread((0.7, 0.71), 0), OrderSpread((0.44, 0.45), 2), "2 of 2 flips and rotations of the grid give"),
    ],
)
def test_what_was_computed_later_counts_too(made, random, turned, reason):
    prediction = replace(made, orders=STEADY, order_check=OrderCheck(random, turned))
    found = reliability_of(prediction)
    assert found.level == "caution"
    assert found.reasons[0].startswith(reason)


def test_one_run_in_one_order_is_not_called_stable(made):
    found = reliability_of(made)
    assert (found.level, found.unchecked) == ("ok", ("tile order",))
    assert found.line == "input ok, tile order not measured"
    checked = reliability_of(replace(made, order_check=OrderCheck(STEADY, STEADY)))
    assert checked.unchecked == ()


def test_a_head_that_ignores_the_order_has_no_order_to_measure(made):
    trace = Trace(made.trace.index, (), (), made.trace.running)
    assert reliability_of(replace(made, trace=trace)).line == "input ok"


def test_columns_of_the_explanation_become_the_check(made):
    columns = {
        "kind": ("random order", "flip or rotation", "random order", "flip or rotation", "flip or rotation"),
        "number": (0, 0, 1, 1, 2),
        "probability_in_this_order": (0.7, 0.4, 0.5, 0.6, 0.3),
    }
    check = with_order_check(made, columns).order_check
    assert check == OrderCheck(
        OrderSpread((0.7, 0.5), 0, "random orders"), OrderSpread((0.4, 0.6, 0.3), 2, "flips and rotations")
    )
    high = with_order_check(replace(made, risk_group="high risk"), columns).order_check
    assert (high.random.flipped, high.turned.flipped) == (2, 1)
    none = with_order_check(replace(made, bundle=replace(made.bundle, threshold=None)), columns).order_check
    assert none.random.flipped is None
    assert with_order_check(made, {}) is made


def test_limits_in_a_manifest_are_read_or_refused():
    limits = StabilityLimits(0.1, 2)
    assert stability_limits(stability_field(limits)) == limits
    assert stability_limits({}) == StabilityLimits(0.05, 0)
    assert stability_fault({"sd": 0.1, "other_group": 2}) is None
    for bad in (None, {}, {"sd": 0.1}, {"sd": 1.1, "other_group": 0}, {"sd": 0.1, "other_group": -1},
                {"sd": 0.1, "other_group": 1.0}, {"sd": True, "other_group": 0},
                {"sd": 0.1, "other_group": 0, "more": 1}):  # fmt: skip
        assert stability_fault(bad) is not None, bad
