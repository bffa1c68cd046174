"""An answer is close to the threshold if one of its ranges includes it, and the text names the range."""

import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.bundle.record import OrderCheck, OrderSpread
from model.result.evidence import Evidence
from model.result.near_threshold import near_threshold
from model.statistics.estimate import Estimate

FAR = OrderSpread((0.70, 0.71, 0.72), 0)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A low-risk prediction of 0.71 with a threshold of 0.5."""
    builders = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))
    path = tmp_path_factory.mktemp("made") / "spot.png"
    return builders["make_prediction"](builders["make_slide"](path, np.full((40, 40, 3), 200, np.uint8)))


def test_an_answer_whose_ranges_are_far_away_gets_no_hint(made):
    evidence = Evidence(("Of 54 ...",), None, Estimate(0.7, 0.51, 0.8))
    found = near_threshold(replace(made, orders=FAR, interval=(0.6, 0.8), evidence=evidence))
    assert (found.close, found.hint, found.sentence) == (False, "", "")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"interval": (0.45, 0.9)}, "the 95 % interval of the answer (0.45 to 0.90)"),
        ({"interval": (0.5, 0.9)}, "the 95 % interval of the answer (0.50 to 0.90)"),
        (
            {"evidence": Evidence(("Of 54 ...",), None, Estimate(0.7, 0.41, 0.8))},
            "the 95 % interval of the calibration line at this answer (0.41 to 0.80)",
        ),
        ({"orders": OrderSpread((0.49, 0.7), 1)}, "the range of 2 random orders (0.49 to 0.70)"),
        (
            {"orders": FAR, "order_check": OrderCheck(FAR, OrderSpread((0.3, 0.7), 1, "flips and rotations"))},
            "the range of 2 flips and rotations (0.30 to 0.70)",
        ),
        ({"members": OrderSpread((0.4, 0.9), 1, "members")}, "the range of 2 members (0.40 to 0.90)"),
    ],
)
def test_each_range_that_includes_the_threshold_is_named(made, changes, named):
    found = near_threshold(replace(made, **changes))
    assert found.hint == "close to the threshold"
    assert found.sentence == f"Close to the threshold: 0.50 lies in {named}."


def test_several_ranges_are_named_in_one_sentence(made):
    found = near_threshold(replace(made, interval=(0.4, 0.8), orders=OrderSpread((0.49, 0.7), 1)))
    first, second = "the 95 % interval of the answer (0.40 to 0.80)", "the range of 2 random orders (0.49 to 0.70)"
    assert found.sentence == f"Close to the threshold: 0.50 lies in {first} and {second}."


def test_numbers_that_look_equal_are_distinguished(made):
    """Otherwise the screen would state that 0.50 is below 0.50."""
    found = near_threshold(replace(made, survival_probability=0.49996))
    expected = "Close to the threshold: answer and threshold are both 0.50 when rounded (0.49996 and 0.50000)."
    assert found.sentence == expected
    assert not near_threshold(replace(made, survival_probability=0.5)).close, "they are equal"


def test_a_model_without_a_threshold_has_no_hint(made):
    assert near_threshold(replace(made, bundle=replace(made.bundle, threshold=None), interval=(0.1, 0.9))) is None
