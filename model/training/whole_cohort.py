"""Metrics of all patients, including lost patients, from predictions of models trained on other patients."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from model.statistics.calibration import sigmoid
from model.statistics.concordance import harrells_c
from model.statistics.estimate import Estimate, Given, NotGiven
from model.statistics.kaplan_meier import kaplan_meier
from model.training.cohort_table import ENDPOINT_YEARS
from model.training.figures import HazardRecord, hazard_record

KEY = "whole_cohort"
"""Key of `WholeCohort.record` among the metrics of a manifest."""


@dataclass(frozen=True, eq=False)
class Predicted:
    """Patients with predictions of models that were not trained on them; each array is [patients].

    `logit` is the log odds of being alive at 5 years. `high_risk` is whether the logit is below the cut-off of the
    model. `time` is the follow-up in years, and `event` is whether it ended with death of the disease.
    """

    logit: np.ndarray
    high_risk: np.ndarray
    time: np.ndarray
    event: np.ndarray


@dataclass(frozen=True)
class RiskGroupCurve:
    """A risk group: its patients, its deaths, and the share alive at 5 years by Kaplan and Meier's estimate."""

    name: str
    patients: int
    events: int
    alive: Given


@dataclass(frozen=True)
class WholeCohort:
    """Metrics of all patients. Lost patients are included until the end of their follow-up.

    `c_index` is Harrell's. `hazard_ratio` compares the high-risk with the low-risk group. `mean_probability` is the
    mean predicted probability of being alive at 5 years. `alive` is the observed share alive at 5 years, by Kaplan and
    Meier's estimate. The difference of `mean_probability` and `alive` is the bias of the model in this cohort. `groups`
    has the low-risk and the high-risk group, without empty groups.
    """

    patients: int
    events: int
    c_index: Given
    hazard_ratio: HazardRecord
    mean_probability: float
    alive: Given
    groups: tuple[RiskGroupCurve, ...]

    @property
    def bias(self) -> float | None:
        """Return the mean probability minus the share alive, or None if no patient was followed for 5 years."""
        return None if self.alive.value is None else self.mean_probability - self.alive.value

    def record(self) -> dict[str, Any]:
        """Return the metrics as plain data for a model card. A number that cannot be computed is None."""
        ratio = self.hazard_ratio
        return {
            "patients": self.patients,
            "events": self.events,
            "c_index": _numbers(self.c_index),
            "hazard_ratio": {
                name: None if np.isnan(value) else value
                for name, value in (("value", ratio.value), ("low", ratio.low), ("high", ratio.high))
            },
            "mean_probability": self.mean_probability,
            "alive": _numbers(self.alive),
            "groups": [
                {"name": one.name, "patients": one.patients, "events": one.events, "alive": _numbers(one.alive)}
                for one in self.groups
            ],
        }


def whole_cohort(logits: np.ndarray, high_risk: np.ndarray, time: np.ndarray, event: np.ndarray) -> WholeCohort:
    """Return the metrics of patients with the predictions `logits` float [n], the log odds of being alive at 5 years.

    `high_risk` bool [n] is their risk group, `time` float [n] their follow-up in years, and `event` bool [n] whether it
    ended with death of the disease.
    """
    groups = [("low risk", ~high_risk), ("high risk", high_risk)]
    return WholeCohort(
        len(logits),
        int(event.sum()),
        harrells_c(-logits, time, event),
        hazard_record(high_risk, time, event),
        float(sigmoid(logits).mean()),
        _alive(time, event),
        tuple(
            RiskGroupCurve(name, int(some.sum()), int(event[some].sum()), _alive(time[some], event[some]))
            for name, some in groups
            if some.any()
        ),
    )


def _alive(time: np.ndarray, event: np.ndarray) -> Given:
    """Return the Kaplan-Meier estimate of the share alive at 5 years.

    If all patients died earlier, the share is 0, although no patient was followed for 5 years.
    """
    died = kaplan_meier("", time, event).share_with_event(ENDPOINT_YEARS)
    if isinstance(died, NotGiven):
        return NotGiven(died.reason, None if died.value is None else 1 - died.value)
    return Estimate(1 - died.value, 1 - died.high, 1 - died.low)


def _numbers(found: Given) -> dict[str, float | None]:
    if isinstance(found, NotGiven):
        return {"value": found.value, "low": None, "high": None}
    return {"value": found.value, "low": found.low, "high": found.high}
