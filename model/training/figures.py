"""AUC and hazard ratio as flat records, for model cards and `compare.csv`; computed in `model/statistics/`."""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.discrimination import auc, auc_value
from model.statistics.estimate import Estimate
from model.statistics.hazards import hazard_ratio


@dataclass(frozen=True)
class AucRecord:
    """AUC of patients' logits for being alive: 0.5 is chance, 1 perfect.

    `low`, `high`: the 95 % interval as comparisons give it (DeLong), NaN where they give none, such as with fewer than
    5 patients in a group. `positives` are alive, `negatives` died.
    """

    value: float
    low: float
    high: float
    positives: int
    negatives: int


@dataclass(frozen=True)
class HazardRecord:
    """Hazard ratio of high against low risk with its 95 % interval; all three are NaN where it does not exist."""

    value: float
    low: float
    high: float
    patients: int
    events: int


def auc_record(logits: np.ndarray, alive: np.ndarray) -> AucRecord:
    """Return the AUC of `logits` float [n] for `alive` bool [n]; ValueError where a group is empty."""
    if alive.all() or not alive.any():
        raise ValueError("an AUC needs members of both groups")
    found = auc(logits, alive)
    low, high = (found.low, found.high) if isinstance(found, Estimate) else (math.nan, math.nan)
    return AucRecord(auc_value(logits, alive), low, high, int(alive.sum()), int((~alive).sum()))


def hazard_record(high: np.ndarray, time: np.ndarray, event: np.ndarray) -> HazardRecord:
    """Return the hazard ratio of `high` bool [n] by follow-up `time` float [n] and `event` bool [n]."""
    found = hazard_ratio(high, time, event)
    numbers = (found.value, found.low, found.high) if isinstance(found, Estimate) else (math.nan,) * 3
    return HazardRecord(*numbers, len(time), int(event.sum()))
