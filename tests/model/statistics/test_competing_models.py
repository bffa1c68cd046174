"""Fine and Gray's model and Gray's test against R's cmprsk, and against what they are without other deaths.

`reference/horizon.R` made the values. There losses are moved behind deaths of the same time, as G is computed here.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from model.statistics.estimate import NotGiven
from model.statistics.gray import gray_test
from model.statistics.hazards import hazard_ratio, log_rank
from model.statistics.subdistribution import subdistribution_model, subdistribution_ratio

FOLDER = Path(__file__).with_name("reference")
R = json.loads((FOLDER / "values_horizon.json").read_text(encoding="utf-8"))
both = pytest.mark.parametrize("name", ["mgus2", "made"])


def table(name):
    d = np.genfromtxt(FOLDER / f"{name}.csv", delimiter=",", names=True)
    return d, (d["time"], d["cause"] == 1, d["cause"] == 2), (d["risk"] >= R[f"{name}_counts"][2]).astype(float)


def near(found, expected):
    value, low, high, p = expected
    assert [found.value, found.low, found.high] == pytest.approx([value, low, high], rel=1e-4)
    assert found.p == pytest.approx(p, rel=0.05, abs=1e-12)  # R prints p with two digits


@both
def test_the_subdistribution_hazard_ratio_is_that_of_crr(name):
    d, followed, high = table(name)
    near(subdistribution_ratio(high, *followed), R[f"{name}_fine_gray_high"])
    near(subdistribution_ratio(d["risk"] / d["risk"].std(ddof=1), *followed), R[f"{name}_fine_gray_sd"])


@both
def test_a_model_of_two_terms(name):
    d, followed, high = table(name)
    found = subdistribution_model({"high": high, "age": d["age"]}, *followed)
    assert [term.name for term in found.terms] == ["high", "age"]
    for term, expected in zip(found.terms, np.reshape(R[f"{name}_fine_gray_two"], (2, 4)), strict=True):
        near(term.ratio, expected)


@both
def test_grays_test_is_that_of_cuminc(name):
    _, followed, high = table(name)
    found = gray_test(high, *followed)
    chi2, df, p = R[f"{name}_gray"]
    assert (found.chi2, found.df) == (pytest.approx(chi2, rel=1e-9), df)
    assert found.p == pytest.approx(p, rel=1e-6, abs=1e-12)


def test_of_three_groups():
    d, followed, _ = table("mgus2")
    chi2, df, _ = R["mgus2_gray_three"]
    found = gray_test(np.digitize(d["age"], [65, 75]), *followed)
    assert (found.chi2, found.df) == (pytest.approx(chi2, rel=1e-9), df)


def test_without_other_deaths_they_are_coxs_model_and_the_log_rank_test():
    random = np.random.default_rng(4)
    time, event = random.exponential(5, 300), random.random(300) < 0.6
    group = (random.random(300) < 0.4).astype(float)
    nobody = np.zeros(300, bool)
    assert subdistribution_ratio(group, time, event, nobody).value == pytest.approx(
        hazard_ratio(group, time, event).value, rel=1e-6
    )
    assert gray_test(group, time, event, nobody).chi2 == pytest.approx(log_rank(group, time, event).chi2, rel=0.02)


def test_no_number_without_two_groups_events_or_overlap():
    d, (time, event, other), high = table("made")
    assert gray_test(np.ones(len(high)), time, event, other).reason == "all patients are in one group"
    assert gray_test(high, time, event & False, other).reason == "there are no events"
    assert "same value" in subdistribution_ratio(np.ones(len(high)), time, event, other).reason
    assert "does not converge" in subdistribution_ratio(event.astype(float), time, event, other).reason
    assert "follows from the others" in subdistribution_model({"a": high, "b": 1 - high}, time, event, other).reason
    few = np.flatnonzero(event)[:8]
    only = np.isin(np.arange(len(event)), few)
    assert isinstance(subdistribution_model({"a": high, "b": d["age"]}, time, only, other), NotGiven)
