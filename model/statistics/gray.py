"""Gray's test of whether the cumulative incidence of one cause differs between groups.

The test is that of Gray, Annals of Statistics 16 (1988) 1141, with rho = 0. The variance uses the pooled incidence of
all groups. Ties are treated as in R's `cmprsk::cuminc`. Times are float [n]; `event` and `other` (deaths of another
cause) are bool [n].
"""

from dataclasses import dataclass

import numpy as np

from model.statistics.estimate import ChiSquare, NotGiven, too_few


def gray_test(group: np.ndarray, time: np.ndarray, event: np.ndarray, other: np.ndarray) -> ChiSquare | NotGiven:
    """Return Gray's test of whether the cumulative incidence of `event` differs between groups.

    `group` [n] contains the group label of each patient.
    """
    labels, number = np.unique(group, return_inverse=True)
    if len(labels) < 2:
        return NotGiven("all patients are in one group")
    few = too_few(int(event.sum()), len(time) - 1, rest="other patients")
    if few:
        return few
    counts = _counts(number, len(labels), time, event, other)
    # The scores of all groups sum to 0. The last score follows from the others and is left out.
    score = _score(counts)[:-1]
    variance = _variance(counts)[:-1, :-1]
    if np.linalg.matrix_rank(variance) < len(score):
        return NotGiven("a group has no patients at risk at any event")
    from scipy.stats import chi2

    statistic = float(score @ np.linalg.solve(variance, score))
    return ChiSquare(statistic, len(score), float(chi2.sf(statistic, len(score))))


@dataclass(frozen=True, eq=False)
class _Counts:
    """Numbers and shares of patients in each of k groups at each of m times of death, float [k, m] each.

    `at_risk`, `ours` (events) and `others` (deaths of another cause) are numbers of patients. `before` and `after` are
    the shares of patients who are alive just before and just after each time. `share` is the cumulative incidence of
    the event just before each time.
    """

    at_risk: np.ndarray
    ours: np.ndarray
    others: np.ndarray
    before: np.ndarray
    after: np.ndarray
    share: np.ndarray

    @property
    def open(self) -> np.ndarray:
        """Return the numbers at risk divided by the shares of patients alive just before each time of death, [k, m]."""
        return self.at_risk / self.before


def _counts(number: np.ndarray, groups: int, time: np.ndarray, event: np.ndarray, other: np.ndarray) -> _Counts:
    moments = np.unique(time[event | other])
    place = np.searchsorted(moments, time)

    def counted(who: np.ndarray) -> np.ndarray:
        flat = np.bincount(number[who] * len(moments) + place[who], minlength=groups * len(moments))
        return flat.reshape(groups, len(moments)).astype(np.float64)

    at_risk = np.stack([
        (number == k).sum() - np.searchsorted(np.sort(time[number == k]), moments, "left") for k in range(groups)
    ]).astype(np.float64)  # fmt: skip
    ours, others = counted(event), counted(other & ~event)
    someone = np.maximum(at_risk, 1)
    after = np.cumprod(1 - (ours + others) / someone, axis=1)
    before = np.concatenate([np.ones((groups, 1)), after[:, :-1]], axis=1)
    share = np.cumsum(before * ours / someone, axis=1)
    share = np.concatenate([np.zeros((groups, 1)), share[:, :-1]], axis=1)
    # If nobody in a group is at risk, `before` is set to 1, so that `open` divides 0 by 1 and not by 0.
    return _Counts(at_risk, ours, others, np.where(at_risk > 0, before, 1.0), after, share)


def _score(counts: _Counts) -> np.ndarray:
    """Return the score of Gray's test: the observed minus the expected number of events of each group, [k].

    Patients who died of another cause stay at risk.
    """
    risk = counts.open * (1 - counts.share)
    return np.asarray((counts.ours - risk * counts.ours.sum(axis=0) / risk.sum(axis=0)).sum(axis=1))


def _variance(counts: _Counts) -> np.ndarray:
    """Return the covariance of the scores of the groups (see `_score`), [k, k]."""
    groups, all_open = len(counts.open), counts.open.sum(axis=0)
    deaths = counts.ours.sum(axis=0)
    step = deaths / all_open
    free = 1 - np.cumsum(step)
    free_before = np.append(1.0, free[:-1])
    weight = (np.eye(groups)[:, :, None] - (counts.open / all_open)[:, None, :]) * counts.open[None]
    drift = np.cumsum(weight * step / free_before, axis=2)
    rest = drift[:, :, -1:] - drift
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(counts.after > 0, free / counts.after, 0.0)
        tied = np.where(deaths > 1, 1 - (deaths - 1) / (all_open * counts.before - 1), 1.0)
        of_ours = np.where(counts.at_risk > 0, step / counts.open * tied, 0.0)
        kept = np.where(counts.at_risk > 1, (counts.at_risk - counts.others) / (counts.at_risk - 1), 0.0)
        of_others = np.where(counts.at_risk > 0, counts.others / counts.open**2 * kept, 0.0)
    own, other = weight + (1 - ratio)[None] * rest, -ratio[None] * rest
    found = np.einsum("krt,lrt,rt->kl", own, own, of_ours) + np.einsum("krt,lrt,rt->kl", other, other, of_others)
    return np.asarray(found)
