"""Three answers, low, uncertain and high, with a stated rate of errors: local patients come in, two cut-offs go out.

Conformal selection (Jin & Candes, JMLR 24 (2023) 244): an answer is given where the estimated share of errors among all
who would get it, with one more error added, is within the stated rate. Patients lost before the horizon are made up for
by inverse probability weights. The rate holds on average for groups of patients like those it was fitted on, not for
one patient.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from model.base.errors import RaterError
from model.statistics.censoring import weights

FEWEST = 20
"""Least number of events by the horizon, and of patients known to be without one."""
LOW, UNCERTAIN, HIGH = 0, 1, 2
ANSWERS = ("low", "uncertain", "high")


@dataclass(frozen=True)
class ThreeAnswers:
    """At or below `low` the answer is low, at or above `high` it is high; None: that answer is never given.

    `error`: the stated rate, 0..1; `patients`, `events`, `others`, `lost`: those it was fitted on, at `horizon`.
    """

    low: float | None
    high: float | None
    error: float
    horizon: float
    patients: int
    events: int
    others: int
    lost: int

    def answers(self, risk: np.ndarray) -> np.ndarray:
        """Return LOW, UNCERTAIN or HIGH for each `risk` float [n], without NaN."""
        found = np.full(len(risk), UNCERTAIN)
        if self.low is not None:
            found[risk <= self.low] = LOW
        if self.high is not None:
            found[risk >= self.high] = HIGH
        return found


def three_answers(
    risk: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, error: float
) -> ThreeAnswers:
    """Fit the cut-offs on `risk` float [n], higher is worse; raise RaterError for few patients or an invalid rate.

    An error among the low is an event by the horizon, among the high it is none.
    """
    if not 0 < error < 0.5:
        raise RaterError("The stated rate of errors must lie between 0 and 0.5.", "Give a rate such as 0.1.")
    case, control = weights(time, event, horizon)
    events, others = int((case > 0).sum()), int((control > 0).sum())
    if min(events, others) < FEWEST:
        raise RaterError(
            f"{events} events and {others} patients known to be without one at the horizon are too few for a stated "
            f"rate of errors; at least {FEWEST} of each are needed.",
            "Follow more patients up first.",
        )
    highs = -_cut_offs(-risk, control, case, error)
    high = float(highs.min()) if len(highs) else None
    lows = _cut_offs(risk, case, control, error)
    # Where both answers would be within the rate, the high one is given.
    lows = lows if high is None else lows[lows < high]
    low = float(lows.max()) if len(lows) else None
    counts = (len(risk), events, others, len(risk) - events - others)
    return ThreeAnswers(low, high, error, horizon, *counts)


def _cut_offs(risk: np.ndarray, wrong: np.ndarray, right: np.ndarray, error: float) -> np.ndarray:
    """Return all risks up to which the estimated share of errors is within `error`, float [k], lowest first.

    `wrong` and `right` are the weights of patients for whom the answer is an error and for whom it is not. Tied risks
    get one answer.
    """
    counted = wrong + right > 0
    risk, wrong, right = risk[counted], wrong[counted], right[counted]
    order = np.argsort(risk, kind="stable")
    last = np.append(np.diff(risk[order]) > 0, True)
    errors = np.cumsum(wrong[order])[last]
    every = np.cumsum((wrong + right)[order])[last]
    # One more patient, with the largest weight, counts as an error: the next one may be it.
    share = (errors + max(wrong.max(), right.max())) / every
    return np.asarray(risk[order][last][share <= error])


def plain_rate(error: float) -> str:
    """Return a rate as words, such as "1 in 10" or "3 in 20", exact to a thousandth."""
    rate = Fraction(error).limit_denominator(1000)
    return f"{rate.numerator} in {rate.denominator}"
