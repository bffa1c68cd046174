"""Multi-reader multi-case analysis: both readers and patients are random samples, and both add to the uncertainty.

The method is that of Obuchowski & Rockette, Commun Stat Simul Comput 24 (1995) 285, with the degrees of freedom of
Hillis, Stat Med 26 (2007) 596. The variance due to patients is computed from the covariance of the readers' results,
such as DeLong's covariance of their AUCs. The variance due to readers is computed from the differences between their
results. Every reader must have judged every patient.
"""

import math
from dataclasses import dataclass

import numpy as np

from model.base.plural import plural
from model.statistics.discrimination import placements
from model.statistics.estimate import Z95, Estimate, Given, NotGiven

FEWEST_READERS = 2
_SAME = 1e-24
"""A variance below this value is a rounding error. There is then no interval."""


@dataclass(frozen=True)
class ReaderMean:
    """A mean over readers. Its interval treats both the readers and the patients as random samples.

    The interval uses Student's t with `df` degrees of freedom. For the mean of one value per reader, `mean_square` is
    the mean square of the readers' values around their mean. For the mean of a difference between two conditions, such
    as blinded and informed reads, it is half the variance of the readers' differences. `covariance` is the contribution
    of the patients to the variance. `quantile` is the quantile of t that the interval uses; it is 1.96 for very many
    readers. `half_of_these` is half the width of the 95 % interval for exactly these readers, with only the patients as
    a sample. This second interval can be the wider one, if the readers happen to differ less than the sampling of
    patients alone would make them differ.
    """

    found: Given
    readers: int
    df: float
    mean_square: float
    covariance: float
    quantile: float
    half_of_these: float


def auc_covariance(ratings: np.ndarray, positive: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the AUCs [k] of `ratings` float [n, k] on the same patients, and their DeLong covariance [k, k].

    `positive` is bool [n]. There must be at least two positive and two negative patients.
    """
    parts = [placements(column[positive], column[~positive]) for column in ratings.T]
    inner, outer = (np.stack(group) for group in zip(*parts, strict=True))
    covariance = np.cov(inner) / inner.shape[1] + np.cov(outer) / outer.shape[1]
    return inner.mean(axis=1), np.atleast_2d(covariance)


def share_covariance(right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the shares [k] of `right` (0 or 1, [n, k]) and their covariance [k, k] over the n patients."""
    return right.mean(axis=0), np.atleast_2d(np.cov(right.T)) / len(right)


def mean_of_readers(values: np.ndarray, covariance: np.ndarray, low: float = -math.inf) -> ReaderMean:
    """Return the mean of the readers' `values` [readers] with its interval. The p value is for the test against 0.

    `low` is the smallest possible value. `covariance` [readers, readers] is the covariance of `values` over patients.
    If `values` are differences between each reader and one model, the model is fixed, and readers and patients are
    samples.
    """
    readers = len(values)
    if readers < FEWEST_READERS:
        return _none(_one_reader(readers), readers)
    mean_square = float(values.var(ddof=1))
    between = max(0.0, _mean_off_diagonal(covariance))
    variance = mean_square / readers + between
    parts = (mean_square, readers * between, readers - 1, _of_these(covariance))
    return _with_interval(float(values.mean()), variance, parts, readers, low)


def difference_of_conditions(values: np.ndarray, covariance: np.ndarray) -> ReaderMean:
    """Return the readers' mean under the first condition minus their mean under the second, with its interval.

    A condition is, for example, a blinded or an informed read. `values` is float [2, readers], one row per condition.
    `covariance` [2 * readers, 2 * readers] is in the order of `values.ravel()`.
    """
    readers = values.shape[1]
    if readers < FEWEST_READERS:
        return _none(_one_reader(readers), readers)
    differences = values[0] - values[1]
    # With two conditions, the mean square of the interaction of condition and reader is half the variance of the
    # readers' differences.
    mean_square = float(differences.var(ddof=1)) / 2
    same = (_mean_off_diagonal(covariance[:readers, :readers]) + _mean_off_diagonal(covariance[readers:, readers:])) / 2
    other = _mean_off_diagonal(covariance[:readers, readers:])
    of_patients = readers * max(0.0, same - other)
    variance = 2 * (mean_square + of_patients) / readers
    apart = np.hstack([np.eye(readers), -np.eye(readers)])
    parts = (mean_square, of_patients, readers - 1, _of_these(apart @ covariance @ apart.T))
    return _with_interval(float(differences.mean()), variance, parts, readers, -1.0)


def less_one(values: np.ndarray, covariance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the first of `values` [1 + readers] minus each other value, and the covariance of these differences."""
    apart = np.hstack([np.ones((len(values) - 1, 1)), -np.eye(len(values) - 1)])
    return apart @ values, apart @ covariance @ apart.T


def spread_factors(readers: int) -> tuple[float, float]:
    """Return two factors that turn an observed SD between readers into the 95 % interval of the true SD.

    The ends of the interval are the observed SD times each factor. `readers` is the number of readers.
    """
    from scipy.stats import chi2

    df = readers - 1
    return math.sqrt(df / float(chi2.ppf(0.975, df))), math.sqrt(df / float(chi2.ppf(0.025, df)))


def _mean_off_diagonal(block: np.ndarray) -> float:
    """Return the mean of all elements of a covariance matrix outside its diagonal.

    Each of these elements belongs to two different readers.
    """
    size = len(block)
    return float((block.sum() - np.trace(block)) / (size * (size - 1)))


def _of_these(covariance: np.ndarray) -> float:
    """Return half the width of the 95 % interval of the mean over exactly these readers.

    `covariance` is the covariance of the readers' values over patients.
    """
    return Z95 * math.sqrt(max(0.0, float(covariance.sum()))) / len(covariance)


def _with_interval(
    value: float, variance: float, parts: tuple[float, float, int, float], readers: int, low: float
) -> ReaderMean:
    """Return the mean over readers `value` with its interval, which is not below `low`.

    `parts` are the mean square of the readers, the contribution of the patients to it, the degrees of freedom of the
    readers, and `half_of_these`.
    """
    mean_square, of_patients, df_readers, half_of_these = parts
    if variance < _SAME:
        alike = NotGiven("all readers have the same difference: a test needs variation between readers", value)
        return _none(alike, readers)
    from scipy.stats import t

    df = math.inf if mean_square < _SAME else (mean_square + of_patients) ** 2 / (mean_square**2 / df_readers)
    error, quantile = math.sqrt(variance), float(t.ppf(0.975, df))
    p = 2 * float(t.sf(abs(value) / error, df))
    found = Estimate(value, max(low, value - quantile * error), min(1.0, value + quantile * error), p)
    return ReaderMean(found, readers, df, mean_square, of_patients / readers, quantile, half_of_these)


def _none(reason: NotGiven, readers: int) -> ReaderMean:
    return ReaderMean(reason, readers, *[math.nan] * 5)


def _one_reader(readers: int) -> NotGiven:
    return NotGiven(f"{plural(readers, 'reader')} judged the same patients; at least {FEWEST_READERS} are needed")
