"""Agreement of readers: raw agreement, Cohen's and Fleiss' kappa, with 95 % intervals.

Answers are float [n] or [n, readers]. An answer is NaN if the reader gave none.
"""

import math

import numpy as np

from model.base.plural import plural
from model.statistics.estimate import Given, NotGiven, around, counted

FEWEST = 5
"""Minimum number of patients for which agreement between readers is computed."""
_MOST_LEVELS = 1000
"""Maximum number of different answers. The table of two readers' answers has the square of this number of entries. A
scale with more levels is a measurement.
"""


def raw_agreement(a: np.ndarray, b: np.ndarray) -> Given:
    """Return the share of equal answers among the patients whom both readers judged, with Wilson's interval."""
    both = np.isfinite(a) & np.isfinite(b)
    return counted(int((a[both] == b[both]).sum()), int(both.sum()))


def cohens_kappa(a: np.ndarray, b: np.ndarray, weighted: bool = False) -> Given:
    """Return Cohen's kappa of two readers.

    If `weighted` is true, disagreements are weighted linearly by the distance between ordered answers. The interval
    uses the large-sample variance of Fleiss, Cohen & Everitt (1969), as computed by statsmodels. Only answers that
    occur in the data count as levels.
    """
    both = np.isfinite(a) & np.isfinite(b)
    if both.sum() < FEWEST:
        return NotGiven(f"{plural(int(both.sum()), 'patient')} judged by both readers; at least {FEWEST} are needed")
    levels, places = np.unique(np.concatenate([a[both], b[both]]), return_inverse=True)
    if len(levels) < 2:
        return NotGiven("both readers gave all patients the same answer, so kappa is not defined")
    if len(levels) > _MOST_LEVELS:
        return NotGiven(f"the answers have {len(levels)} levels; kappa is computed for at most {_MOST_LEVELS}")
    first, second = np.split(places, 2)
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return NotGiven("one reader gave all patients the same answer, so kappa is always 0")
    table = np.zeros((len(levels), len(levels)))
    np.add.at(table, (first, second), 1)
    if np.trace(table) == table.sum():
        return NotGiven("full agreement: the interval has no width", 1.0)
    from statsmodels.stats.inter_rater import cohens_kappa as fit

    # The weights are distances between values: the distance from 1 to 3 is twice the distance from 1 to 2, even if
    # nobody answered 2.
    apart = np.abs(levels[:, None] - levels[None, :]) / np.ptp(levels) if weighted else None
    found = fit(table, weights=apart)
    return around(float(found.kappa), math.sqrt(found.var_kappa), low=-1.0, high=1.0)


def fleiss_kappa(answers: np.ndarray) -> Given:
    """Return Fleiss' kappa of several readers, [n, readers]. Patients whom nobody judged are left out.

    Missing answers and the variance over patients are treated as in Gwet, Handbook of Inter-Rater Reliability (2014),
    ch. 2 and 5, and in his package irrCAC.
    """
    answers = answers[np.isfinite(answers).any(axis=1)]
    if len(answers) < FEWEST:
        return NotGiven(f"{plural(len(answers), 'patient was', 'patients were')} judged; at least {FEWEST} are needed")
    levels = np.unique(answers[np.isfinite(answers)])
    counts = np.array([(answers == level).sum(axis=1) for level in levels], dtype=np.float64).T
    judged = counts.sum(axis=1)
    several = judged >= 2
    n, pairs = len(counts), int(several.sum())
    if pairs < FEWEST:
        return NotGiven(f"{plural(pairs, 'patient')} judged by two readers or more; at least {FEWEST} are needed")
    share = (counts / judged[:, None]).mean(axis=0)
    chance = float((share**2).sum())
    if chance > 1 - 1e-12:
        return NotGiven("all readers gave all patients the same answer, so kappa is not defined")
    agreed = np.where(several, (counts * (counts - 1)).sum(axis=1) / np.maximum(judged * (judged - 1), 1), 0.0)
    kappa = float((agreed[several].mean() - chance) / (1 - chance))
    # Kappa of each patient, corrected for the patient's contribution to chance agreement.
    own = n / pairs * (agreed - chance * several) / (1 - chance)
    own -= 2 * (1 - kappa) * (counts / judged[:, None] @ share - chance) / (1 - chance)
    se = math.sqrt(float(((own - kappa) ** 2).sum()) / (n * (n - 1)))
    if se < 1e-12:
        return NotGiven("full agreement: the interval has no width", kappa)
    return around(kappa, se, low=-1.0, high=1.0)
