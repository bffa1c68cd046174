"""Describe, as a section of the model card, how many held-out patients survived in each range of predicted probability.

`model.result.evidence` makes sentences from this section, which are shown beside each result.
"""

import math
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import numpy as np

from model.result.evidence import AnswerGroup
from model.statistics.calibration import sigmoid
from model.statistics.calibration_band import calibration_band
from model.statistics.estimate import Estimate, counted

LEAST_PATIENTS = 15
"""Minimum number of patients in a group. With fewer patients, the 95 % interval of the share alive is wider than half
of the scale.
"""
MOST_GROUPS = 5
WIDE_GAP = 0.1
"""Maximum width of a gap in a group. A gap is a range of answers without any patients. Nothing is known about patients
with such answers, so no group extends over a wider gap. For example, a model that answers only near 0 or near 1 has a
wide gap.
"""


def held_out_section(logits: np.ndarray, alive: np.ndarray, horizon_years: float, lost: int = 0) -> dict[str, Any]:
    """Return the section from the calibrated `logits` [patients] and the outcomes `alive` bool [patients].

    The caller must leave out patients who were lost before the horizon. `lost` is their number in the whole cohort. If
    there are any, the shares of survivors are too low: every early death is known, but survival is known only for
    patients who were followed to the horizon.
    """
    band = calibration_band(logits, alive)
    return {
        "part": "test",
        "horizon_years": horizon_years,
        "patients": len(alive),
        **({"lost": lost} if lost else {}),
        "groups": [asdict(group) for group in answer_groups(sigmoid(logits), alive)],
        "line": None if band is None else asdict(band),
    }


def answer_groups(probability: np.ndarray, alive: np.ndarray) -> tuple[AnswerGroup, ...]:
    """Return groups of patients with similar `probability` [patients], lowest first.

    The groups have about the same size. A group has at least `LEAST_PATIENTS` patients, unless there are fewer patients
    between two wide gaps. The limits of the groups are multiples of 0.01, so that the displayed limits are exact.
    Groups do not overlap. A patient exactly on a limit belongs to the upper group.
    """
    order = np.argsort(probability, kind="stable")
    p, survived = probability[order], alive[order]
    size = max(LEAST_PATIENTS, math.ceil(len(p) / MOST_GROUPS))
    gaps = np.flatnonzero(np.diff(p) > WIDE_GAP) + 1
    groups: list[AnswerGroup] = []
    for run, outcomes in zip(np.split(p, gaps), np.split(survived, gaps), strict=True):
        cuts = _cuts(run, size)
        edges = [math.floor(100 * run[0]) / 100, *cuts, math.ceil(100 * run[-1]) / 100]
        parts = np.split(outcomes, np.searchsorted(run, cuts))
        groups += [_group(*ends, part) for ends, part in zip(pairwise(edges), parts, strict=True)]
    return tuple(groups)


def _cuts(p: np.ndarray, size: int) -> list[float]:
    """Return the limits between groups of the sorted probabilities `p`.

    They are quantiles, rounded to 0.01, with enough patients on both sides.
    """
    count = max(1, len(p) // size)
    cuts: list[float] = []
    start = 0
    for cut in np.unique(np.round([p[len(p) * k // count] for k in range(1, count)], 2)).tolist():
        end = int(np.searchsorted(p, cut))
        if end - start >= LEAST_PATIENTS and len(p) - end >= LEAST_PATIENTS:
            cuts.append(cut)
            start = end
    return cuts


def _group(low: float, high: float, alive: np.ndarray) -> AnswerGroup:
    share = counted(int(alive.sum()), len(alive))
    assert isinstance(share, Estimate)  # an interval exists because every group has patients
    return AnswerGroup(low, high, len(alive), int(alive.sum()), (share.low, share.high))
