"""Numbers that are unusual and do no harm give a page without a warning: a warning fails a test here."""

import json
import math

import numpy as np
import pytest

from model.base.errors import RaterError
from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.column_plan import RaterColumn, rater_column
from model.comparison.data.rater_table import Covariate, Rater, RaterTable, Threshold
from model.comparison.data.thresholds import threshold_of
from model.comparison.report.record import as_record
from model.comparison.report.text import text_of
from model.statistics.estimate import Estimate

N = 60
RANDOM = np.random.default_rng(7)
Z = RANDOM.normal(size=N)
VALUES = {
    "18000 +- 15": ("numeric", 18_000 + 15 * Z),
    "mean 1e9": ("numeric", 1e9 + Z),
    "mean 1e15": ("numeric", 1e15 + np.round(4 * Z)),
    "spread 1e-12": ("numeric", 1 + 1e-12 * Z),
    "tiny": ("numeric", 1e-300 * Z),
    "huge": ("numeric", 1e300 * Z),
    "the largest": ("numeric", np.where(Z > 0, 1.7e308, -1.7e308)),
    "constant": ("numeric", np.full(N, 3.3)),
    "an outlier": ("numeric", np.where(np.arange(N) == 0, 1e9, Z)),
    "one value": ("numeric", np.where(np.arange(N) == 0, Z, math.nan)),
    "no value": ("numeric", np.full(N, math.nan)),
    "ties": ("ordinal", np.round(Z)),
    "integers as objects": ("ordinal", np.array([int(value) for value in np.round(2 * Z)], dtype=object)),
    "integers": ("ordinal", np.round(3 * Z).astype(int)),
    "a rare answer": ("binary", (np.arange(N) == 30).astype(float)),
    "probabilities of 0 and 1": ("probability", (Z > 0).astype(float)),
    "probabilities of 0": ("probability", np.zeros(N)),
    "probabilities near 0": ("probability", 1e-320 * np.abs(np.round(5 * Z))),
}
TIME, DIED = RANDOM.exponential(70 * np.exp(-0.4 * Z)), RANDOM.random(N) < 0.6
FOLLOW_UP = {
    "plain": (TIME, DIED),
    "ties": (np.ceil(TIME / 30) * 30, DIED),
    "nobody died": (TIME, np.zeros(N, bool)),
    "all died": (TIME, np.ones(N, bool)),
    "all at the horizon": (np.full(N, 60.0), DIED),
    "all at 0": (np.zeros(N), DIED),
    "short": (TIME / 1000, DIED),
}


def page(time, event, *raters, draws=20, covariates=()):
    names = tuple(map(str, range(len(time))))
    table = RaterTable("x.csv", names, time.copy(), event.copy(), raters, "months", covariates=covariates)
    made = result_of(comparison_of(table, ComparisonOptions(60.0, draws=draws)))
    json.dumps(as_record(made), allow_nan=False)
    text_of(made)
    return made


@pytest.mark.parametrize("follow_up", FOLLOW_UP)
@pytest.mark.parametrize("protective", [False, True])
def test_no_number_and_no_follow_up_warns(follow_up, protective):
    time, event = FOLLOW_UP[follow_up]
    raters = [Rater(name, kind, values, protective) for name, (kind, values) in VALUES.items()]
    made = page(time, event, *raters[:6]), page(time, event, *raters[6:12]), page(time, event, *raters[12:])
    assert sum(len(one.raters) for one in made) == len(VALUES)


@pytest.mark.parametrize("patients", [1, 2, 3])
def test_a_handful_of_patients_is_a_page_of_statements(patients):
    reader = Rater("r", "binary", (Z[:patients] > 0).astype(float), threshold=Threshold(1.0, "own"), role="reader")
    other = Rater("s", "binary", (Z[:patients] < 0).astype(float), threshold=Threshold(1.0, "own"), role="reader")
    made = page(TIME[:patients], DIED[:patients], reader, other, Rater("m", "numeric", Z[:patients]))
    assert not any(isinstance(one.estimates["auc"], Estimate) for one in made.raters)


def test_a_large_mean_beside_a_small_spread_has_all_figures_of_the_centred_number():
    plain, far = (Rater("m", "numeric", values, role="model") for values in (Z, 18_000 + 15 * Z))
    known = Covariate("age", 65 + 9 * RANDOM.normal(size=N)), Covariate("weight", 18_000 + 15 * np.cos(np.arange(N)))
    one, two = (page(TIME, DIED, rater, covariates=known) for rater in (plain, far))
    for name in ("hr_per_sd", "auc", "c_index"):
        found, expected = two.raters[0].estimates[name], one.raters[0].estimates[name]
        assert (found.value, found.low, found.high) == pytest.approx((expected.value, expected.low, expected.high))
    assert two.raters[0].sd == pytest.approx(15 * one.raters[0].sd)
    for found, expected in zip(two.adjusted[0].model.terms, one.adjusted[0].model.terms, strict=True):
        assert found.ratio.value == pytest.approx(expected.ratio.value, rel=1e-6)


@pytest.mark.parametrize("how", ["median", "youden"])
@pytest.mark.parametrize("name", VALUES)
def test_thresholds_from_the_patients_are_numbers_or_a_fault(how, name):
    kind, values = VALUES[name]
    for protective in (False, True):
        rater, column = Rater(name, kind, values, protective), RaterColumn(name, "x", how)
        if name == "no value" or (name, how) == ("one value", "youden"):
            with pytest.raises(RaterError, match="can be chosen"):
                threshold_of(rater, column, TIME, DIED, 60.0)
        else:
            assert math.isfinite(threshold_of(rater, column, TIME, DIED, 60.0).value)


def test_a_median_is_numpys():
    for values in (Z, Z[:-1], Z[:1]):
        found = threshold_of(Rater("m", "numeric", values), RaterColumn("m", "x", "median"), TIME, DIED, 60.0)
        assert found.value == np.median(values)


def test_youden_needs_both_groups():
    with pytest.raises(RaterError, match="all or none have the event"):
        threshold_of(Rater("m", "numeric", Z), RaterColumn("m", "x", "youden"), TIME, np.zeros(N, bool), 60.0)


@pytest.mark.parametrize("text", ["m=x:nan", "m=x:inf"])
def test_a_threshold_that_is_no_number_is_refused(text):
    with pytest.raises(RaterError, match="is no threshold"):
        rater_column(text)


def test_many_patients_take_the_memory_of_a_sort():
    """A row of comparisons for each event took 900 MB in 2026."""
    import tracemalloc

    n = 20_000
    random = np.random.default_rng(3)
    z, time = random.normal(size=n), random.exponential(70, n).round(1)
    raters = [Rater("p", "probability", 1 / (1 + np.exp(-z))), Rater("g", "ordinal", np.clip(np.round(2 + z), 1, 3))]
    tracemalloc.start()
    page(time, random.random(n) < 0.6, *raters, draws=100)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 150e6, "a matrix of events by controls has more than 600 MB"
