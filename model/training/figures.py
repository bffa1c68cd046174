"""The AUC and the hazard ratio as flat records for model cards and `compare.csv`.

The formulas are in `model/statistics/`.
"""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.discrimination import auc, auc_value
from model.statistics.estimate import Estimate
from model.statistics.hazards import hazard_ratio


@dataclass(frozen=True)
class AucRecord:
    """AUC of the patients' logits for being alive: 0.5 is chance, 1 is perfect.

    `low` and `high` are the 95 % interval (DeLong). They are NaN if there is no interval, for example with fewer than 5
    patients in a group. `positives` is the number of patients who are alive, and `negatives` the number of patients who
    died.
    """

    value: float
    low: float
    high: float
    positives: int
    negatives: int


@dataclass(frozen=True)
class HazardRecord:
    """Hazard ratio of high against low risk, with its 95 % interval.

    The ratio and both limits are NaN if the ratio cannot be estimated.
    """

    value: float
    low: float
    high: float
    patients: int
    events: int


def auc_record(logits: np.ndarray, alive: np.ndarray) -> AucRecord:
    """Return the AUC, with its interval, of the patients' `logits` float [n] for being alive, `alive` bool [n].

    Raise ValueError if all or none of the patients are alive.
    """
    if alive.all() or not alive.any():
        raise ValueError("an AUC needs patients of both groups, alive and dead")
    found = auc(logits, alive)
    low, high = (found.low, found.high) if isinstance(found, Estimate) else (math.nan, math.nan)
    return AucRecord(auc_value(logits, alive), low, high, int(alive.sum()), int((~alive).sum()))


def hazard_record(high: np.ndarray, time: np.ndarray, event: np.ndarray) -> HazardRecord:
    """Return the hazard ratio of `high` bool [n], from follow-up `time` float [n] and `event` bool [n]."""
    found = hazard_ratio(high, time, event)
    numbers = (found.value, found.low, found.high) if isinstance(found, Estimate) else (math.nan,) * 3
    return HazardRecord(*numbers, len(time), int(event.sum()))
