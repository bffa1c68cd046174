"""Differences of AUCs and ROC curves that are weighted for censoring, against riskRegression on five tables."""

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from model.comparison import pairs
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import OTHER, Rater, RaterTable
from model.comparison.pairs import pair_result
from model.comparison.rater_result import result_of_rater
from model.statistics.censoring import auc_at, weights
from model.statistics.discrimination import roc_points, weighted_roc
from model.statistics.estimate import Z95, Estimate, NotGiven

FOLDER = Path(__file__).parents[1] / "statistics" / "reference"
R = json.loads((FOLDER / "values_paired_auc.json").read_text(encoding="utf-8"))
HORIZONS = {"lung": 365, "gbsg": 1826, "veteran": 100, "mgus2": 120, "made": 60}
every_table = pytest.mark.parametrize("name", HORIZONS)


def table(name):
    d = np.genfromtxt(FOLDER / f"{'lung_risk' if name == 'lung' else name}.csv", delimiter=",", names=True)
    d = d[np.isfinite(d["age"])]
    raters = (Rater("risk", "probability", d["risk"].copy()),
              Rater("age", "probability", 1 / (1 + np.exp(-(d["age"] - 65) / 10))))  # fmt: skip
    cause = tuple({1: "", 2: OTHER}.get(int(c), "") for c in d["cause"])
    return RaterTable(name, tuple(map(str, range(len(d)))), d["time"].copy(), d["cause"] == 1, raters, cause=cause)


@every_table
def test_the_paired_difference_is_riskregressions(name):
    """The value to six digits. R's interval is from influence functions, ours from draws: the widths agree to 12 %."""
    made = table(name)
    found = pair_result(made, *made.raters, ComparisonOptions(HORIZONS[name], draws=600)).delta_auc_weighted
    value, low, high, error = R[f"{name}_delta"]
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(value, abs=1e-6)
    assert (found.high - found.low) / (2 * Z95) == pytest.approx(error, rel=0.12)
    assert [found.low, found.high] == pytest.approx([low, high], abs=0.35 * error)


@every_table
def test_the_weighted_curve_has_riskregressions_points_and_the_weighted_area(name):
    """A point of R's curve is the false and true positive rate of high risk above a cut-off."""
    made = table(name)
    result = result_of_rater(made, made.raters[0], ComparisonOptions(HORIZONS[name], draws=2))
    false, true = result.roc_weighted
    area = np.trapezoid(true, false) if hasattr(np, "trapezoid") else np.trapz(true, false)
    other = made.other_death if made.other_death.any() else None
    assert area == pytest.approx(auc_at(made.raters[0].risk, made.time, made.event, HORIZONS[name], other), abs=1e-12)
    assert area == pytest.approx(R[f"{name}_auc"][0], abs=1e-6)
    *_, fpr1, fpr2, tpr1, tpr2 = R[f"{name}_roc"]
    for x, y in ((fpr1, tpr1), (fpr2, tpr2)):
        assert np.min(np.hypot(false - x, true - y)) < 1e-4


def test_the_draws_are_paired():
    """A rater and a copy of it with one exchange differ little: unpaired draws would give a wide interval."""
    made = table("gbsg")
    risk = made.raters[0].risk.copy()
    order = np.argsort(risk, kind="stable")
    nearly = risk.copy()
    nearly[order[:250]] = risk[order[:250]][::-1]
    pair = (Rater("a", "probability", risk), Rater("b", "probability", nearly))
    found = pair_result(made, *pair, ComparisonOptions(1826, draws=200)).delta_auc_weighted
    assert found.high - found.low < 0.06


def test_with_nobody_lost_it_is_the_plain_difference_and_the_plain_curve():
    rng = np.random.default_rng(8)
    event = rng.random(80) < 0.4
    raters = (Rater("a", "numeric", rng.normal(size=80) + event), Rater("b", "numeric", rng.normal(size=80)))
    made = RaterTable("t", tuple(map(str, range(80))), np.where(event, 1.0, 9.0), event, raters)
    found = pair_result(made, *raters, ComparisonOptions(5.0, draws=300))
    assert found.delta_auc_weighted.value == pytest.approx(found.delta_auc.value)
    assert found.delta_auc_weighted.low == pytest.approx(found.delta_auc_drawn.low)
    curves = weighted_roc(raters[0].risk, *weights(made.time, event, 5.0)), roc_points(raters[0].risk, event)
    for one, two in zip(*curves, strict=True):
        assert one == pytest.approx(two)


def test_it_is_refused_where_too_few_were_followed():
    event = np.arange(40) < 8
    raters = (Rater("a", "numeric", np.arange(40.0)), Rater("b", "numeric", np.arange(40.0)[::-1].copy()))
    made = RaterTable("t", tuple(map(str, range(40))), np.where(event, 1.0, 2.0), event, raters)
    found = pair_result(made, *raters, ComparisonOptions(5.0, draws=20)).delta_auc_weighted
    assert isinstance(found, NotGiven)
    assert result_of_rater(made, raters[0], ComparisonOptions(5.0, draws=2)).roc_weighted is None


def test_draws_are_shared_between_pairs_without_changing_a_result(cohort, monkeypatch):
    """Reader 3 lacks patients, so that its pairs have draws of their own; each pair alone gives the same numbers."""
    options = ComparisonOptions(60.0, draws=40)
    raters = cohort.raters[:4]
    lacking = replace(raters[3], values=np.where(np.arange(len(cohort.patients)) < 9, np.nan, raters[3].values))
    raters = (*raters[:3], lacking)
    counts = []
    computed = pairs.aucs_at
    monkeypatch.setattr(pairs, "aucs_at", lambda *given: counts.append(1) or computed(*given))
    shared = pairs.DrawnAucs(cohort, options)
    together = [pair_result(cohort, a, b, options, shared) for a, b in combinations(raters, 2)]
    alone = [pair_result(cohort, a, b, options) for a, b in combinations(raters, 2)]
    assert together == alone
    assert len({(one.delta_auc_weighted.value, one.delta_auc_drawn.value) for one in together}) == 6
    masks = {(rater.name, (np.isfinite(a.values) & np.isfinite(b.values)).tobytes())
             for a, b in combinations(raters, 2) for rater in (a, b)}  # fmt: skip
    assert len(counts) == len(masks) + 12
    assert len(masks) < 12
