"""Cox's partial likelihood with Efron's method for ties, in O(n log n). All Cox models of the program use it.

The columns of covariates, float [n, k], must be standardised with `scaled`, because a mean of 18,000 with an SD of 15
would reduce the precision.
"""

from dataclasses import dataclass

import numpy as np

_STEPS = 60
"""Maximum number of Newton steps. If a maximum exists, a few steps are sufficient."""
_ENOUGH = 1e-10
"""A step smaller than this ends the fit. An eigenvalue of the information matrix below this means that there is no
maximum.
"""
_WIDEST = 500.0
"""Maximum range of log hazards. In a larger range, exp() of twice the range would overflow."""


@dataclass(frozen=True, eq=False)
class Deaths:
    """Sums over the patients at risk at each of m deaths, in the order of time, for k columns of covariates.

    `number` int [m] is the index of the patient who died. `mean` [m, k] is the mean of the columns over the patients at
    risk, weighted by hazard. `log_total` [m] is the logarithm of the sum of the hazards. `spreads` has one matrix [k,
    k] for each array of weights [m] of the deaths: the weighted sum, over the deaths, of the covariance of the columns
    among the patients at risk.
    """

    number: np.ndarray
    mean: np.ndarray
    log_total: np.ndarray
    spreads: tuple[np.ndarray, ...]


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted Cox model: its coefficients at the maximum of the likelihood, [k], and their covariance, [k, k]."""

    betas: np.ndarray
    covariance: np.ndarray


def scaled(column: np.ndarray) -> tuple[np.ndarray, float]:
    """Return `column` float [n] standardised by its mean and standard deviation (n - 1), and the standard deviation.

    The standard deviation of a constant column is 0. The column is first divided by a power of two, because squares of
    1e200 would overflow. This division does not change any digit.
    """
    if not len(column):
        return column.astype(np.float64), 0.0
    power = int(np.frexp(np.abs(column).max())[1])
    near = np.ldexp(column.astype(np.float64), -power)
    centred = near - near.mean()
    deviation = float(np.sqrt((centred**2).sum() / max(1, len(column) - 1)))
    with np.errstate(over="ignore", under="ignore"):
        return (centred / deviation if deviation else centred), float(np.ldexp(deviation, power))


class RiskSets:
    """The patients at risk at each death, sorted once for all steps of a fit."""

    def __init__(self, time: np.ndarray, event: np.ndarray) -> None:
        self.order = np.argsort(time, kind="stable")
        in_order = time[self.order]
        self.dying = np.flatnonzero(event[self.order])
        moments = in_order[self.dying]
        self.first_at_risk = np.searchsorted(in_order, moments, "left")
        self._ties = np.flatnonzero(np.diff(self.first_at_risk, prepend=-1))
        counts = np.diff(np.append(self._ties, len(moments)))
        self._tie = np.repeat(np.arange(len(counts)), counts)
        # Efron's method: if d patients die at one time, the shares 0/d, 1/d ... (d - 1)/d of the sum of their hazards
        # are subtracted.
        self._gone = (np.arange(len(moments)) - self._ties[self._tie]) / counts[self._tie]

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Return the sums of `values` [n, ...] over the patients at risk at each death, [m, ...].

        The rows of `values` are in order of time.
        """
        at_risk = np.cumsum(values[::-1], axis=0)[::-1][self.first_at_risk]
        tied = np.add.reduceat(values[self.dying], self._ties, axis=0)[self._tie]
        return at_risk - self._gone.reshape(-1, *[1] * (values.ndim - 1)) * tied

    def deaths(self, columns: np.ndarray, betas: np.ndarray, *weights: np.ndarray) -> Deaths:
        """Return the sums over the patients at risk at each death, for the coefficients `betas` [k].

        Each array of `weights` [m] gives the weights of the deaths in one matrix `spreads`. Without weights, each death
        counts once.
        """
        x = columns[self.order]
        hazard = x @ betas
        highest = hazard.max()
        weight = np.exp(hazard - highest)
        total = self.sums(weight)
        mean = self.sums(weight[:, None] * x) / total[:, None]
        spreads = []
        for each in weights or (np.ones(len(total)),):
            expected = weight * self._share(each / total)
            spreads.append(x.T @ (expected[:, None] * x) - mean.T @ (each[:, None] * mean))
        return Deaths(self.order[self.dying], mean, np.log(total) + highest, tuple(spreads))

    def _share(self, of_deaths: np.ndarray) -> np.ndarray:
        """Distribute `of_deaths` [m] to the patients at risk at each death, and return the sum of each patient, [n].

        This is the transpose of `sums`. The patients are in order of time.
        """
        found = np.cumsum(np.bincount(self.first_at_risk, of_deaths, len(self.order)))
        found[self.dying] -= np.bincount(self._tie, self._gone * of_deaths)[self._tie]
        return np.asarray(found)

    def separated(self, column: np.ndarray) -> bool:
        """Return whether `column` orders the deaths perfectly, so that the likelihood has no finite maximum.

        This is the case if each patient who died had the highest value of all patients at risk, or each had the lowest.
        """
        x = column[self.order]
        highest, lowest = (way.accumulate(x[::-1])[::-1][self.first_at_risk] for way in (np.maximum, np.minimum))
        return bool((x[self.dying] == highest).all() or (x[self.dying] == lowest).all())


def fit(columns: np.ndarray, time: np.ndarray, event: np.ndarray) -> Fit | None:
    """Fit a Cox model to `columns` float [n, k], and return its coefficients with their covariance.

    The coefficients maximise the partial likelihood. Return None if there is no finite maximum.

    The maximum is found by Newton's method. A step that lowers the likelihood or overflows is halved, as in R's
    `coxph`.
    """
    sets, x = RiskSets(time, event), columns.astype(np.float64)
    if not len(sets.dying) or any(sets.separated(column) for column in x.T):
        return None
    betas = step = np.zeros(x.shape[1])
    best = -np.inf
    for _ in range(_STEPS):
        deaths = sets.deaths(x, betas) if np.ptp(x @ betas) <= _WIDEST else None
        likelihood = -np.inf if deaths is None else float((x[deaths.number] @ betas - deaths.log_total).sum())
        if deaths is None or likelihood < best - _ENOUGH * abs(best):
            step = step / 2
            betas = betas - step
            continue
        best = likelihood
        information = deaths.spreads[0]
        if np.linalg.eigvalsh(information)[0] <= _ENOUGH:
            return None
        step = np.linalg.solve(information, (x[deaths.number] - deaths.mean).sum(axis=0))
        betas = betas + step
        if np.abs(step).max() < _ENOUGH:
            return Fit(betas, np.linalg.inv(sets.deaths(x, betas).spreads[0]))
    return None
