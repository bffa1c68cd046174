"""Compare the metrics in a bundle's model card with the metrics of the same bundle in another cohort.

The threshold and the calibration of the bundle are not changed.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.statistics.calibration import brier, recalibration, sigmoid, weighted_recalibration
from model.statistics.censoring import weights
from model.statistics.concordance import harrells_c
from model.statistics.discrimination import auc, auc_value
from model.statistics.estimate import Estimate, Given, NotGiven
from model.training.cohort_table import ENDPOINT_YEARS
from model.training.whole_cohort import KEY as WHOLE_COHORT
from model.training.whole_cohort import Predicted, WholeCohort, whole_cohort
from model.validation.run import Validation


@dataclass(frozen=True)
class Number:
    """A metric with its 95 % interval. A value or limit that cannot be computed, or is not in the card, is None."""

    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def text(self) -> str:
        """Return the metric as text: "0.71 (0.63 to 0.79)", "0.71" or "not stated"."""
        if self.value is None:
            return "not stated"
        if self.low is None or self.high is None:
            return f"{self.value:.2f}"
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


@dataclass(frozen=True)
class FigureRow:
    """One metric: its key in files, its title, its value in the model card, and its value in the new cohort."""

    key: str
    title: str
    internal: Number
    external: Number


def figure_rows(found: Validation) -> tuple[FigureRow, ...]:
    """Return all metrics, each with its value in the model card and in the new cohort.

    The values in the card were computed from held-out patients of the model's own cohort.
    """
    card, external = found.manifest.metrics, _external(found)
    whole = card.get(WHOLE_COHORT)
    internal = {
        "auc": _of(card.get("test_auc")),
        "brier": Number(card.get("test_brier")),
        **_stated_calibration(card),
    }
    if isinstance(whole, Mapping):
        internal |= {
            "c_index": _of(whole.get("c_index")),
            "hazard_ratio": _of(whole.get("hazard_ratio")),
            "alive": _of(whole.get("alive")),
            "mean_probability": Number(whole.get("mean_probability")),
        }
        internal |= {_key(group["name"]): _of(group["alive"]) for group in whole["groups"]}
    return tuple(
        FigureRow(key, title, internal.get(key, Number()), external.get(key, Number())) for key, title in _TITLES
    )


_TITLES = (
    ("auc", "AUC, outcome known at 5 years"),
    ("c_index", "C-index"),
    ("hazard_ratio", "hazard ratio of high risk"),
    ("brier", "Brier score, outcome known at 5 years"),
    ("slope_known", "calibration slope, outcome known at 5 years"),
    ("intercept_known", "calibration intercept, outcome known at 5 years"),
    ("slope", "calibration slope, weighted for censoring"),
    ("intercept", "calibration intercept, weighted for censoring"),
    ("mean_probability", "mean probability"),
    ("alive", "alive at 5 years (Kaplan-Meier)"),
    ("low_risk", "alive in the low-risk group"),
    ("high_risk", "alive in the high-risk group"),
)


def predicted(found: Validation) -> Predicted:
    """Return the predictions and the follow-up of the patients, with risk groups by the bundle's threshold.

    If the bundle has no threshold, no patient is in the high-risk group.
    """
    cut = found.manifest.threshold
    high = np.zeros(len(found.logit), bool) if cut is None else sigmoid(found.logit) < cut
    return Predicted(found.logit, high, found.time, found.event)


def _external(found: Validation) -> dict[str, Number]:
    logit, known, cut = found.logit, found.known, found.manifest.threshold
    whole = whole_cohort(logit, predicted(found).high_risk, found.time, found.event)
    numbers = {
        "c_index": _given(harrells_c(-logit, found.time, found.event)),
        "mean_probability": Number(whole.mean_probability),
        "alive": _given(whole.alive),
        **({} if cut is None else _of_groups(whole)),
    }
    alive = found.alive[known]
    if alive.all() or not alive.any():
        return numbers
    area = auc(logit[known], alive)
    if isinstance(area, NotGiven):
        area = NotGiven(area.reason, auc_value(logit[known], alive))
    return numbers | {
        "auc": _given(area),
        "brier": Number(brier(sigmoid(logit[known]), alive)),
        **_calibration(found),
    }


def _calibration(found: Validation) -> dict[str, Number]:
    """Return slope and intercept of the calibration in the new cohort, without and with weights for censoring.

    Both are computed from the patients whose outcome at 5 years is known.

    If no patients were lost, the results with and without weights are the same.
    """
    known = found.known
    each = np.sum(weights(found.time, found.event, ENDPOINT_YEARS), axis=0)
    logit, alive = found.logit[known], found.alive[known]
    plain = recalibration(logit, alive)
    weighted = plain if known.all() else weighted_recalibration(logit, alive, each[known])
    numbers = {}
    for line, suffix in ((plain, "_known"), (weighted, "")):
        if not math.isnan(line.slope):
            numbers[f"slope{suffix}"] = Number(line.slope, *line.slope_interval)
            numbers[f"intercept{suffix}"] = Number(line.intercept, *line.intercept_interval)
    return numbers


def _stated_calibration(card: Mapping[str, Any]) -> dict[str, Number]:
    """Return slope and intercept of the calibration from the model card, without and with weights for censoring.

    If the card does not contain the weighted line and no patients of its cohort were lost, the unweighted line is
    returned for both, because the two lines are then the same.
    """
    stated = card.get("test_calibration") or {}
    plain = stated.get("line") or {}
    none_lost = (card.get("spots") or {}).get("lost_before_5_years") == 0
    weighted = stated.get("weighted_line") or (plain if none_lost else {})
    return {
        f"{name}{suffix}": _with_pair(line, name)
        for line, suffix in ((plain, "_known"), (weighted, ""))
        for name in ("slope", "intercept")
    }


def _of_groups(whole: WholeCohort) -> dict[str, Number]:
    ratio = whole.hazard_ratio
    found = {_key(group.name): _given(group.alive) for group in whole.groups}
    if not math.isnan(ratio.value):
        found["hazard_ratio"] = Number(ratio.value, ratio.low, ratio.high)
    return found


def _key(group: str) -> str:
    return group.replace(" ", "_")


def _given(found: Given) -> Number:
    return Number(found.value, found.low, found.high) if isinstance(found, Estimate) else Number(found.value)


def _of(stated: Any) -> Number:
    if not isinstance(stated, Mapping):
        return Number()
    return Number(stated.get("value"), stated.get("low"), stated.get("high"))


def _with_pair(line: Mapping[str, Any], name: str) -> Number:
    low, high = line.get(f"{name}_interval") or (None, None)
    return Number(line.get(name), low, high)
