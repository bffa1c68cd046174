"""The metrics of a rater, one row each: comparison, record, CSV, tables, text, HTML, PDF and window follow from them.

To add a metric, write a function of a `RaterData` in `metric_functions.py` and a row here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from model.comparison import metric_functions as of
from model.comparison.rater_data import RaterData
from model.statistics.estimate import Given

Group = Literal["discrimination", "hazards", "threshold", "probability", "calibration"]
Better = Literal["higher", "lower", "near 1", "near 0"]


@dataclass(frozen=True)
class Metric:
    """One number of a rater.

    `key` names it in JSON records and CSV columns, and never changes. `unit` says what the number counts; `better`
    which values are good; `how` how it is computed. `of` computes it. `group` is the table that it belongs to,
    `digits` the decimals shown. `with_p`: p is shown beside it. `method_key`: the key of `how` in the record, where
    several metrics share one.
    """

    key: str
    title: str
    unit: str
    better: Better
    how: str
    of: Callable[[RaterData], Given]
    group: Group
    digits: int = 2
    with_p: bool = False
    method_key: str = ""


_DRAWN = "percentile bootstrap over patients"
_COX = "Cox, ties after Efron, Wald's 95 % interval and p; at the threshold where there is one, else per SD"
_SHARES = "among patients known at the horizon; Wilson's 95 % interval"
_SHARES_KEY = "sensitivity, specificity, ppv, npv"
_LINE = "bins by Kaplan-Meier; slope and intercept among patients known at the horizon"

METRICS = (
    Metric("auc", "AUC at the horizon", "share of pairs", "higher",
           "at the horizon, among patients known at it; DeLong, 95 %, untransformed", of.auc, "discrimination"),
    Metric("auc_ipcw", "AUC, weighted for censoring", "share of pairs", "higher",
           f"cumulative/dynamic, inverse probability of censoring weights; {_DRAWN}", of.auc_weighted,
           "discrimination"),
    Metric("c_index", "C-index (Harrell)", "share of pairs", "higher",
           "Harrell's C; 95 % from the infinitesimal jackknife", of.c_harrell, "discrimination"),
    Metric("c_uno", "C-index (Uno)", "share of pairs", "higher",
           "Uno's C up to the horizon; 95 % from the infinitesimal jackknife, weights taken as known", of.c_uno,
           "discrimination"),
    Metric("hr_threshold", "Hazard ratio at the threshold", "ratio of hazards", "higher", _COX, of.ratio_at_threshold,
           "hazards", with_p=True, method_key="hr"),
    Metric("hr_per_sd", "Hazard ratio per SD", "ratio of hazards", "higher", _COX, of.ratio_per_sd,
           "hazards", with_p=True, method_key="hr"),
    Metric("sensitivity", "Sensitivity", "share of patients", "higher", _SHARES, of.sensitivity, "threshold",
           method_key=_SHARES_KEY),
    Metric("specificity", "Specificity", "share of patients", "higher", _SHARES, of.specificity, "threshold",
           method_key=_SHARES_KEY),
    Metric("ppv", "PPV", "share of patients", "higher", _SHARES, of.ppv, "threshold", method_key=_SHARES_KEY),
    Metric("npv", "NPV", "share of patients", "higher", _SHARES, of.npv, "threshold", method_key=_SHARES_KEY),
    Metric("brier", "Brier score", "squared error", "lower",
           f"among patients known at the horizon; {_DRAWN}", of.brier, "probability", digits=3),
    Metric("brier_ipcw", "Brier, weighted for censoring", "squared error", "lower",
           f"Graf's, weighted for censoring; {_DRAWN}", of.brier_weighted, "probability", digits=3),
    Metric("slope", "Calibration slope", "ratio of log odds", "near 1", _LINE, of.slope, "calibration",
           method_key="calibration"),
    Metric("intercept", "Calibration intercept (slope 1)", "log odds", "near 0", _LINE, of.intercept, "calibration",
           method_key="calibration"),
)  # fmt: skip
"""All metrics, in the order in which they are shown; the rows of a group stand together."""


def metric(key: str) -> Metric:
    """Return the metric of that key."""
    return next(row for row in METRICS if row.key == key)


def metrics_of(*groups: Group) -> Iterator[Metric]:
    """Yield the metrics of these groups, in their order."""
    return (row for row in METRICS if row.group in groups)
