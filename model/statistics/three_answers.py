"""Three answers (low, uncertain, high) with a limited share of errors, by two cut-offs fitted to local patients.

The method is conformal selection (Jin & Candes, JMLR 24 (2023) 244). A patient gets an answer if the share of errors
among all patients who would get the same answer, with one more error added, is at most the chosen rate. Inverse
probability weights compensate for patients lost before the horizon. The rate holds on average for groups of patients
like those used for fitting, not for a single patient.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from model.base.errors import RaterError
from model.statistics.censoring import weights

FEWEST = 20
"""Minimum number of patients with the event by the horizon, and of patients known to be without it."""
LOW, UNCERTAIN, HIGH = 0, 1, 2
ANSWERS = ("low", "uncertain", "high")


@dataclass(frozen=True)
class ThreeAnswers:
    """Two fitted cut-offs that give each patient one of three answers: low, uncertain or high risk.

    If the risk is at or below `low`, the answer is low; if it is at or above `high`, the answer is high. If a cut-off
    is None, its answer is never given. `error` is the share of wrong answers that the user accepts, 0..1. `patients`,
    `events`, `others` and `lost` count the patients used for fitting: all of them, with the event by `horizon`, known
    to be without it, and lost before.
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
        """Return LOW, UNCERTAIN or HIGH for each `risk` float [n]. No risk may be NaN."""
        found = np.full(len(risk), UNCERTAIN)
        if self.low is not None:
            found[risk <= self.low] = LOW
        if self.high is not None:
            found[risk >= self.high] = HIGH
        return found


def three_answers(
    risk: np.ndarray,
    time: np.ndarray,
    event: np.ndarray,
    horizon: float,
    error: float,
    other: np.ndarray | None = None,
) -> ThreeAnswers:
    """Fit the cut-offs of the three answers (low, uncertain, high) to `risk` float [n], where higher is worse.

    The answer low is an error if the patient has the event by the horizon. The answer high is an error if the patient
    does not. A patient who died of another cause, `other` bool [n], did not have the event. Raise RaterError if there
    are too few patients or if the rate is invalid.
    """
    if not 0 < error < 0.5:
        raise RaterError("The accepted share of wrong answers must lie between 0 and 0.5.", "Give a share such as 0.1.")
    case, control = weights(time, event, horizon, other)
    events, others = int((case > 0).sum()), int((control > 0).sum())
    if min(events, others) < FEWEST:
        raise RaterError(
            f"{events} events and {others} patients known to be without an event at the horizon are too few to fit "
            f"three answers; at least {FEWEST} of each are needed.",
            "Follow up more patients first.",
        )
    highs = -_cut_offs(-risk, control, case, error)
    high = float(highs.min()) if len(highs) else None
    lows = _cut_offs(risk, case, control, error)
    # If a risk could get both answers, the answer is high.
    lows = lows if high is None else lows[lows < high]
    low = float(lows.max()) if len(lows) else None
    counts = (len(risk), events, others, len(risk) - events - others)
    return ThreeAnswers(low, high, error, horizon, *counts)


def _cut_offs(risk: np.ndarray, wrong: np.ndarray, right: np.ndarray, error: float) -> np.ndarray:
    """Return the risks at which the cut-off of an answer can be set, float [k], ascending.

    Among the patients up to such a risk, the estimated share of errors is at most `error`. `wrong` and `right` float
    [n] are the weights of patients for whom the answer is an error, and for whom it is not. Patients with equal risks
    get the same answer.
    """
    counted = wrong + right > 0
    risk, wrong, right = risk[counted], wrong[counted], right[counted]
    order = np.argsort(risk, kind="stable")
    last = np.append(np.diff(risk[order]) > 0, True)
    errors = np.cumsum(wrong[order])[last]
    every = np.cumsum((wrong + right)[order])[last]
    # The answer to the next patient can be an error. Therefore one more patient, with the largest weight, is counted as
    # an error.
    share = (errors + max(wrong.max(), right.max())) / every
    return np.asarray(risk[order][last][share <= error])


def plain_rate(error: float) -> str:
    """Return the error rate `error` as text, such as "1 in 10" or "3 in 20". The text is exact to one thousandth."""
    rate = Fraction(error).limit_denominator(1000)
    return f"{rate.numerator} in {rate.denominator}"
