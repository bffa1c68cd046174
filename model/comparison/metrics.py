"""The table of all metrics of a rater, one row per metric.

Comparison, JSON record, CSV, tables, text, HTML, PDF and window all use these rows. To add a metric, write a function
of a `RaterData` in `metric_functions.py`, and add a row here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from model.comparison import complete_case
from model.comparison import metric_functions as of
from model.comparison.rater_data import RaterData
from model.statistics.estimate import Given
from model.statistics.horizon import TIES

Group = Literal["discrimination", "hazards", "threshold", "probability", "calibration", "complete case"]
Better = Literal["higher", "lower", "near 1", "near 0"]


@dataclass(frozen=True)
class Metric:
    """One metric of a rater, such as the AUC: how it is named, computed and shown.

    `key` is its name in JSON records and CSV columns, and never changes. `unit` is the unit of the number, `better`
    says which values are good, and `how` describes the method. The function `of` computes the number. `group` is the
    table that shows it, and `digits` is the number of decimals. `with_p`: the p value is shown beside the number.
    `method_key`: the key of `how` in the JSON record, if several metrics share one key.
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
_COX = (
    "Cox model, Efron's method for ties, Wald's 95 % interval and p value; at the threshold if the rater has one, "
    "otherwise per SD"
)
_SHARES = (
    "PPV and NPV: share with or without the event in the risk group, by Kaplan-Meier, or by Aalen-Johansen if deaths "
    "of another cause are known; 95 % interval on the scale of log(-log). Sensitivity and specificity: computed from "
    "PPV, NPV and the sizes of the groups by Bayes' rule; 95 % interval by the delta method on the logit scale"
)
_SHARES_KEY = "sensitivity, specificity, ppv, npv"
_WEIGHTED = f"inverse probability of censoring weights: {TIES}"
_SANDWICH = (
    f"logistic regression on the logit, {_WEIGHTED}; 95 % interval by the sandwich estimator, weights treated as known"
)
_DISTANCE = (
    f"from the smooth curve (weighted logistic regression on a spline of three knots), all patients; {_DRAWN}; "
    "the lower end of the interval is at most the value"
)
_KNOWN = "only patients whose outcome at the horizon is known"

METRICS = (
    Metric("auc", "AUC, outcome known at the horizon", "share of pairs", "higher",
           ("among patients whose outcome at the horizon is known (complete case); DeLong's 95 % "
               "interval, untransformed"),
           of.auc, "discrimination"),
    Metric("auc_ipcw", "AUC, weighted for censoring", "share of pairs", "higher",
           f"cumulative/dynamic, {_WEIGHTED}; {_DRAWN}", of.auc_weighted,
           "discrimination"),
    Metric("c_index", "C-index (Harrell)", "share of pairs", "higher",
           "Harrell's C; 95 % interval by the infinitesimal jackknife", of.c_harrell, "discrimination"),
    Metric("c_uno", "C-index (Uno)", "share of pairs", "higher",
           "Uno's C up to the horizon; 95 % interval by the infinitesimal jackknife, weights treated as known",
           of.c_uno, "discrimination"),
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
    Metric("brier", "Brier score", "squared error", "lower", f"Graf's, {_WEIGHTED}; {_DRAWN}", of.brier, "probability",
           digits=3),
    Metric("oe", "Observed / expected", "ratio of shares", "near 1",
           "share with the event (Kaplan-Meier, or Aalen-Johansen if deaths of another cause are known) divided by the "
           "mean probability; 95 % interval on the log scale",
           of.observed_expected, "calibration"),
    Metric("slope", "Calibration slope", "ratio of log odds", "near 1", _SANDWICH, of.slope, "calibration",
           method_key="calibration"),
    Metric("intercept", "Calibration intercept (slope 1)", "log odds", "near 0", _SANDWICH, of.intercept, "calibration",
           method_key="calibration"),
    Metric("ici", "ICI", "distance of risks", "lower", f"mean distance {_DISTANCE}", of.ici, "calibration", digits=3),
    Metric("e50", "E50", "distance of risks", "lower", f"median distance {_DISTANCE}", of.e50, "calibration", digits=3),
    Metric("e90", "E90", "distance of risks", "lower", f"90th percentile of the distance {_DISTANCE}", of.e90,
           "calibration", digits=3),
)  # fmt: skip
"""All metrics, in the order in which they are shown. The rows of a group follow one another."""


COMPLETE_CASE = (
    Metric("sensitivity_complete_case", "Sensitivity, complete case", "share of patients", "higher",
           f"{_KNOWN}; Wilson's 95 % interval", complete_case.sensitivity, "complete case"),
    Metric("specificity_complete_case", "Specificity, complete case", "share of patients", "higher",
           f"{_KNOWN}; Wilson's 95 % interval", complete_case.specificity, "complete case"),
    Metric("ppv_complete_case", "PPV, complete case", "share of patients", "higher",
           f"{_KNOWN}; Wilson's 95 % interval", complete_case.ppv, "complete case"),
    Metric("npv_complete_case", "NPV, complete case", "share of patients", "higher",
           f"{_KNOWN}; Wilson's 95 % interval", complete_case.npv, "complete case"),
    Metric("brier_complete_case", "Brier score, complete case", "squared error", "lower",
           f"{_KNOWN}; {_DRAWN}", complete_case.brier, "complete case", digits=3),
    Metric("slope_complete_case", "Calibration slope, complete case", "ratio of log odds", "near 1",
           f"{_KNOWN}; Wald's 95 % interval", complete_case.slope, "complete case"),
    Metric("intercept_complete_case", "Calibration intercept, complete case", "log odds", "near 0",
           f"{_KNOWN}; Wald's 95 % interval", complete_case.intercept, "complete case"),
)  # fmt: skip
"""Metrics of only the patients whose outcome at the horizon is known. They are shown with the option `complete_case`.
They are biased if many patients were lost.
"""


def metric(key: str) -> Metric:
    """Return the metric with the key `key`."""
    return next(row for row in METRICS if row.key == key)


def metrics_of(*groups: Group) -> Iterator[Metric]:
    """Yield the metrics that are shown in the tables `groups`, such as "discrimination", in the order of `METRICS`."""
    return (row for row in (*METRICS, *COMPLETE_CASE) if row.group in groups)


def metrics_for(complete_case: bool) -> tuple[Metric, ...]:
    """Return the metrics of a comparison, including the complete-case metrics if `complete_case` is true."""
    return (*METRICS, *COMPLETE_CASE) if complete_case else METRICS
