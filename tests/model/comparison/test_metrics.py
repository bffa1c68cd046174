"""The contract of `METRICS`: each row has a reference value, and appears in record, CSV, tables, text and HTML.

The reference values are computed one patient or pair at a time, or by statsmodels; `tests/model/statistics/` has those
of R. A new metric needs an entry in `REFERENCE`.
"""

import csv
import math
from dataclasses import replace
from html import escape
from types import SimpleNamespace

import numpy as np
import pytest
from statsmodels.api import GLM, Logit, families
from statsmodels.duration.hazard_regression import PHReg

from model.base.progress import result_of
from model.comparison import metric_functions
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import Rater
from model.comparison.metrics import COMPLETE_CASE, METRICS, metrics_of
from model.comparison.report.csv_files import write_csvs
from model.comparison.report.html_file import html_of
from model.comparison.report.number_text import metric_text
from model.comparison.report.record import as_record
from model.comparison.report.tables import methods_table, tables_of
from model.comparison.report.text import text_of
from model.statistics.estimate import Estimate, NotGiven
from model.statistics.smooth_calibration import Distances

HORIZON = 60.0
EVERY = (*METRICS, *COMPLETE_CASE)
every_metric = pytest.mark.parametrize("metric", EVERY, ids=lambda metric: metric.key)


@pytest.fixture(scope="module")
def comparison(cohort):
    """The model, a reader, and a rater who judged nobody."""
    silent = Rater("silent", "ordinal", np.full(len(cohort.patients), math.nan))
    raters = (cohort.rater("LSTM"), cohort.rater("reader 1"), silent)
    options = ComparisonOptions(HORIZON, draws=60, complete_case=True)
    return result_of(comparison_of(replace(cohort, raters=raters), options))


@pytest.fixture(scope="module")
def known(cohort):
    """Risk and outcome of patients whose outcome at the horizon is known."""
    dead = cohort.event & (cohort.time <= HORIZON)
    on = dead | (cohort.time >= HORIZON)
    return cohort.rater("LSTM").risk[on], dead[on]


def share_won(risk, pairs):
    """The weighted share of pairs (first, second, weight) in which the first has the higher risk; ties one half."""
    won = sum(weight * ((risk[i] > risk[j]) + (risk[i] == risk[j]) / 2) for i, j, weight in pairs)
    return won / sum(weight for *_, weight in pairs)


def still_followed(cohort, moment):
    """The probability of not being lost just before `moment`: Kaplan-Meier of the losses, deaths first at a tie."""
    time, event = cohort.time, cohort.event
    left = 1.0
    for loss in np.unique(time[~event & (time < moment)]):
        at_risk = (time > loss).sum() + ((time == loss) & ~event).sum()
        left *= 1 - ((time == loss) & ~event).sum() / at_risk
    return left


def auc(cohort, known):
    risk, dead = known
    return share_won(risk, [(i, j, 1) for i in np.flatnonzero(dead) for j in np.flatnonzero(~dead)])


def auc_ipcw(cohort, known):
    dead = np.flatnonzero(cohort.event & (cohort.time <= HORIZON))
    alive = np.flatnonzero((cohort.time >= HORIZON) & ~(cohort.event & (cohort.time <= HORIZON)))
    weight = {i: 1 / still_followed(cohort, cohort.time[i]) for i in dead}
    return share_won(cohort.rater("LSTM").risk, [(i, j, weight[i]) for i in dead for j in alive])


def outlived(cohort):
    time, event = cohort.time, cohort.event
    return [
        (i, j) for i in np.flatnonzero(event) for j in range(len(time))
        if time[j] > time[i] or (time[j] == time[i] and not event[j])
    ]  # fmt: skip


def c_index(cohort, known):
    return share_won(cohort.rater("LSTM").risk, [(i, j, 1) for i, j in outlived(cohort)])


def c_uno(cohort, known):
    early = [(i, j) for i, j in outlived(cohort) if cohort.time[i] <= HORIZON]
    weight = {i: still_followed(cohort, cohort.time[i]) ** -2 for i, _ in early}
    return share_won(cohort.rater("LSTM").risk, [(i, j, weight[i]) for i, j in early])


def ratio(cohort, number):
    fit = PHReg(cohort.time, number[:, None].astype(float), status=cohort.event.astype(int), ties="efron").fit()
    return math.exp(fit.params[0])


def brier(cohort, known):
    risk = cohort.rater("LSTM").risk
    total = 0.0
    for p, time, event in zip(risk, cohort.time, cohort.event, strict=True):
        if event and time <= HORIZON:
            total += (1 - p) ** 2 / still_followed(cohort, time)
        elif time >= HORIZON:
            total += p**2 / still_followed(cohort, HORIZON)
    return total / len(risk)


def logit(p):
    return np.log(p / (1 - p))


def alive_at(time, event, moment):
    """Kaplan-Meier's survival at `moment`."""
    left = 1.0
    for at in np.unique(time[event & (time <= moment)]):
        left *= 1 - (event & (time == at)).sum() / (time >= at).sum()
    return left


def groups_of(cohort):
    """The share at high risk, and the share with the event at high and at low risk."""
    high = cohort.rater("LSTM").risk > 0.5
    shares = [1 - alive_at(cohort.time[who], cohort.event[who], HORIZON) for who in (high, ~high)]
    return high.mean(), *shares


def sensitivity(cohort, known):
    of_high, high, low = groups_of(cohort)
    return of_high * high / (of_high * high + (1 - of_high) * low)


def specificity(cohort, known):
    of_high, high, low = groups_of(cohort)
    return (1 - of_high) * (1 - low) / (of_high * (1 - high) + (1 - of_high) * (1 - low))


def weighted(cohort):
    """Risk, outcome and weight of each patient known at the horizon."""
    rows = []
    for p, time, event in zip(cohort.rater("LSTM").risk, cohort.time, cohort.event, strict=True):
        if event and time <= HORIZON:
            rows.append((p, 1.0, 1 / still_followed(cohort, time)))
        elif time >= HORIZON:
            rows.append((p, 0.0, 1 / still_followed(cohort, HORIZON)))
    return np.array(rows).T


def slope(cohort, known):
    risk, dead, weight = weighted(cohort)
    x = np.column_stack([np.ones(len(risk)), logit(risk)])
    return GLM(dead, x, families.Binomial(), freq_weights=weight).fit(tol=1e-12).params[1]


def intercept(cohort, known):
    risk, dead, weight = weighted(cohort)
    offset = logit(risk)
    return GLM(dead, np.ones(len(risk)), families.Binomial(), offset=offset, freq_weights=weight).fit().params[0]


def distances(cohort):
    """Distances from a natural spline in the form of Hastie, Tibshirani & Friedman (2009), formula 5.4."""
    every = logit(cohort.rater("LSTM").risk)
    low, middle, high = np.quantile(every, (0.1, 0.5, 0.9))

    def columns(x):
        def bend(knot):
            return (np.maximum(x - knot, 0) ** 3 - np.maximum(x - high, 0) ** 3) / (high - knot)

        return np.column_stack([np.ones(len(x)), x, bend(low) - bend(middle)])

    risk, dead, weight = weighted(cohort)
    fit = GLM(dead, columns(logit(risk)), families.Binomial(), freq_weights=weight).fit(tol=1e-13)
    return np.abs(fit.predict(columns(every)) - cohort.rater("LSTM").risk)


def slope_known(cohort, known):
    risk, dead = known
    return Logit(dead.astype(float), np.column_stack([np.ones(len(risk)), logit(risk)])).fit(disp=0).params[1]


def intercept_known(cohort, known):
    risk, dead = known
    return GLM(dead.astype(float), np.ones(len(risk)), families.Binomial(), offset=logit(risk)).fit().params[0]


REFERENCE = {
    "auc": auc,
    "auc_ipcw": auc_ipcw,
    "c_index": c_index,
    "c_uno": c_uno,
    "hr_threshold": lambda cohort, known: ratio(cohort, cohort.rater("LSTM").risk > 0.5),
    "hr_per_sd": lambda cohort, known: ratio(
        cohort, cohort.rater("LSTM").risk / cohort.rater("LSTM").risk.std(ddof=1)
    ),
    "sensitivity": sensitivity,
    "specificity": specificity,
    "ppv": lambda cohort, known: groups_of(cohort)[1],
    "npv": lambda cohort, known: 1 - groups_of(cohort)[2],
    "brier": brier,
    "oe": lambda cohort, known: (
        (1 - alive_at(cohort.time, cohort.event, HORIZON)) / cohort.rater("LSTM").risk.mean()
    ),
    "slope": slope,
    "intercept": intercept,
    "ici": lambda cohort, known: distances(cohort).mean(),
    "e50": lambda cohort, known: np.median(distances(cohort)),
    "e90": lambda cohort, known: np.percentile(distances(cohort), 90),
    "sensitivity_complete_case": lambda cohort, known: (known[0] > 0.5)[known[1]].mean(),
    "specificity_complete_case": lambda cohort, known: (known[0] <= 0.5)[~known[1]].mean(),
    "ppv_complete_case": lambda cohort, known: known[1][known[0] > 0.5].mean(),
    "npv_complete_case": lambda cohort, known: (~known[1])[known[0] <= 0.5].mean(),
    "brier_complete_case": lambda cohort, known: ((known[0] - known[1]) ** 2).mean(),
    "slope_complete_case": slope_known,
    "intercept_complete_case": intercept_known,
}


def record_of(metric, rater):
    return rater["calibration"][metric.key] if metric.group == "calibration" else rater[metric.key]


def test_figures_of_the_complete_cases_are_shown_on_request_only(comparison, cohort):
    plain = result_of(comparison_of(cohort, ComparisonOptions(HORIZON, draws=20)))
    assert not plain.raters[0].estimates.keys() & {metric.key for metric in COMPLETE_CASE}
    rows = [(metric.title, metric.key) for metric in COMPLETE_CASE]
    for made, shown in ((comparison, True), (plain, False)):
        text, html, model = text_of(made), html_of(made, []), as_record(made)["raters"][0]
        for title, key in rows:
            assert [title in text, title in html, key in model] == [shown] * 3


def test_keys_and_titles_are_unique_and_groups_stand_together():
    assert len({metric.key for metric in EVERY}) == len({metric.title for metric in EVERY}) == len(EVERY)
    groups = list(dict.fromkeys(metric.group for metric in EVERY))
    assert tuple(metrics_of(*groups)) == EVERY == tuple(row for group in groups for row in metrics_of(group))


@every_metric
def test_a_row_says_what_it_is(metric):
    for text in (metric.title, metric.unit, metric.better, metric.how):
        assert text.strip()
    assert metric.title[0].isupper()


@every_metric
def test_the_value_is_that_of_an_independent_computation(metric, comparison, cohort, known):
    assert metric.key in REFERENCE, f"Add an independent computation of {metric.key} to REFERENCE."
    found = comparison.rater("LSTM").estimates[metric.key]
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(float(REFERENCE[metric.key](cohort, known)), rel=1e-6)
    assert math.isfinite(found.low)
    assert found.low < found.value < found.high


@every_metric
def test_a_rater_without_values_has_a_reason(metric, comparison):
    found = comparison.rater("silent").estimates[metric.key]
    assert isinstance(found, NotGiven)
    assert found.reason


@every_metric
def test_the_record_has_value_interval_reason_and_method(metric, comparison):
    record = as_record(comparison)
    found = comparison.rater("LSTM").estimates[metric.key]
    model, _, silent = record["raters"][:3]
    assert [record_of(metric, model)[part] for part in ("value", "low", "high")] == [found.value, found.low, found.high]
    assert record_of(metric, silent)["value"] is None
    assert record_of(metric, silent)["reason"]
    assert record["methods"][metric.method_key or metric.key] == metric.how


@every_metric
def test_the_csv_has_its_columns(metric, comparison, tmp_path):
    paths = {path.stem: path for path in write_csvs(comparison, tmp_path)}
    with paths["raters"].open(encoding="utf-8-sig", newline="") as file:
        model, *_ = rows = list(csv.DictReader(file))
    found = comparison.rater("LSTM").estimates[metric.key]
    columns = [float(model[f"{metric.key}{part}"]) for part in ("", "_low", "_high")]
    assert columns == [found.value, found.low, found.high]
    assert next(row for row in rows if row["name"] == "silent")[f"{metric.key}_reason"]


@every_metric
def test_tables_text_and_html_show_it(metric, comparison):
    model = comparison.rater("LSTM")
    shown = metric_text(metric, model)
    cells = [
        dict(zip(table.header, row, strict=True)).get(metric.title)
        for table in tables_of(comparison) for row in table.rows if row[0] == "LSTM"
    ]  # fmt: skip
    assert [cell for cell in cells if cell is not None] == [shown]
    assert (metric.title, metric.unit, metric.better, metric.how) in methods_table(comparison).rows
    block = text_of(comparison).split("\n\n")[1].splitlines()
    assert [line.split() for line in block].count(f"{metric.title} {shown}".split()) == 1
    html = html_of(comparison, [])
    assert f"<th>{escape(metric.title)}</th>" in html
    assert f"<td>{escape(shown)}</td>" in html


def test_the_interval_of_a_distance_holds_the_distance():
    """The draws of a model close to perfect lie above its own figure."""
    data = SimpleNamespace(
        rater=SimpleNamespace(kind="probability"), few=None, distances=np.linspace(0.02, 0.04, 300).reshape(3, 100),
        smooth=SimpleNamespace(distances=lambda: Distances(0.01, 0.005, 0.9)),
    )  # fmt: skip
    for of, value in ((metric_functions.ici, 0.01), (metric_functions.e50, 0.005)):
        found = of(data)
        assert (found.low, found.value) == (value, value)
        assert found.high > 0.02
