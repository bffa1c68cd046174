"""Averages over readers: a published example computed by MRMCaov, and a second derivation from pseudo-values.

The ratings are those of Van Dyke et al. (Radiology 189(P) (1993) 200): 114 patients, 45 of them with a dissection,
read by five readers with two techniques. The values are those printed in the user guide of the R package MRMCaov 0.3.0,
section "Covariance Estimation", method DeLong. Dorfman, Berbaum & Metz (Invest Radiol 27 (1992) 723) analyse jackknife
pseudo-values by analysis of variance; with jackknife covariances, Obuchowski and Rockette's method gives the same.
"""

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from model.statistics.discrimination import auc_difference, auc_value
from model.statistics.estimate import NotGiven
from model.statistics.multi_reader import (
    auc_covariance,
    difference_of_conditions,
    less_one,
    mean_of_readers,
    share_covariance,
    spread_factors,
)

VAN_DYKE = Path(__file__).parent / "reference" / "vandyke.csv"


@pytest.fixture(scope="module")
def van_dyke():
    with VAN_DYKE.open(newline="") as file:
        rows = list(csv.DictReader(file))
    ratings = np.array([[float(row[f"t{t}r{r}"]) for t in (1, 2) for r in range(1, 6)] for row in rows])
    return ratings, np.array([row["truth"] == "1" for row in rows])


@pytest.fixture(scope="module")
def small():
    """30 patients, 3 readers, 2 conditions and a model, of one hidden risk."""
    rng = np.random.default_rng(11)
    positive = np.arange(30) < 13
    hidden = positive * 0.9 + rng.normal(size=30)
    return np.round(2 * (hidden[:, None] + rng.normal(size=(30, 7)))), positive


def jackknifed(values, positive):
    """AUCs without each patient in turn, [n, k]."""
    on = ~np.eye(len(values), dtype=bool)
    return np.array([[auc_value(column[keep], positive[keep]) for column in values.T] for keep in on])


def test_the_published_example(van_dyke):
    values, covariance = auc_covariance(*van_dyke)
    found = difference_of_conditions(values.reshape(2, 5), covariance)
    assert found.mean_square == pytest.approx(0.0005510306, abs=1e-10)
    assert found.covariance == pytest.approx(0.0003395265 - 0.0002358497, abs=1e-10)
    assert found.df == pytest.approx(15.06611, abs=1e-5)
    estimate = found.found
    assert [estimate.value, estimate.low, estimate.high, estimate.p] == pytest.approx(
        [-0.04380032, -0.0878671960, 0.0002665519, 0.05123303], abs=1e-8
    )


@pytest.mark.parametrize(
    ("first", "value", "mean_square", "covariance", "df", "low", "high"),
    [
        (0, 0.8970370, 0.003082629, 0.0004775239, 12.59597, 0.8253461, 0.9687280),
        (5, 0.9408374, 0.001304602, 0.0002015292, 12.56530, 0.8942155, 0.9874592),
    ],
)
def test_the_published_means_of_each_technique(van_dyke, first, value, mean_square, covariance, df, low, high):
    ratings, positive = van_dyke
    found = mean_of_readers(*auc_covariance(ratings[:, first : first + 5], positive))
    assert (found.found.value, found.found.low, found.found.high) == pytest.approx((value, low, high), abs=1e-7)
    assert (found.mean_square, found.covariance) == pytest.approx((mean_square, covariance), abs=1e-9)
    assert found.df == pytest.approx(df, abs=1e-5)


def test_delongs_covariance_is_that_of_the_paired_test(small):
    ratings, positive = small
    values, covariance = auc_covariance(ratings[:, :2], positive)
    paired = auc_difference(ratings[:, 0], ratings[:, 1], positive)
    assert values[0] - values[1] == pytest.approx(paired.value)
    se = math.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    assert 2 * 1.959963984540054 * se == pytest.approx(paired.high - paired.low)


def test_two_conditions_equal_the_analysis_of_pseudo_values(small):
    """Readers by conditions by patients: F = MS(T) / (MS(TR) + MS(TC) - MS(TRC)), with Hillis' degrees of freedom."""
    ratings, positive = small[0][:, :6], small[1]
    n, readers = len(positive), 3
    values = np.array([auc_value(column, positive) for column in ratings.T])
    without = jackknifed(ratings, positive)
    pseudo = (n * values - (n - 1) * without).reshape(n, 2, readers)
    mean = pseudo.mean()
    t, r, c = (pseudo.mean(axis=axes) - mean for axes in ((0, 2), (0, 1), (1, 2)))
    tr, tc, rc = (pseudo.mean(axis=axis) - mean for axis in (0, 2, 1))
    tr = tr - t[:, None] - r
    tc = tc - c[:, None] - t
    rc = rc - c[:, None] - r
    trc = pseudo - mean - t[None, :, None] - r - c[:, None, None] - tr[None] - tc[:, :, None] - rc[:, None, :]
    ms_t = n * readers * (t**2).sum()
    ms_tr = n * (tr**2).sum() / (readers - 1)
    ms_tc = readers * (tc**2).sum() / (n - 1)
    ms_trc = (trc**2).sum() / ((readers - 1) * (n - 1))
    assert ms_tc > ms_trc
    below = ms_tr + ms_tc - ms_trc
    covariance = (n - 1) * np.cov(without.T, ddof=0)
    found = difference_of_conditions(values.reshape(2, readers), covariance)
    se = (found.found.high - found.found.value) / found.quantile
    assert (found.found.value / se) ** 2 == pytest.approx(ms_t / below)
    assert found.df == pytest.approx(below**2 / (ms_tr**2 / (readers - 1)))


def test_a_model_against_readers_equals_the_analysis_of_pseudo_values(small):
    """The model is one fixed column: the differences are analysed by readers and patients, both random."""
    ratings, positive = small
    n, readers = len(positive), 6
    values = np.array([auc_value(column, positive) for column in ratings.T])
    without = jackknifed(ratings, positive)
    covariance = (n - 1) * np.cov(without.T, ddof=0)
    differences, spread = less_one(values, covariance)
    pseudo = (n * values - (n - 1) * without)[:, [0]] - (n * values - (n - 1) * without)[:, 1:]
    mean, r, c = pseudo.mean(), pseudo.mean(axis=0), pseudo.mean(axis=1)
    ms_r = n * r.var(ddof=1)
    ms_c = readers * c.var(ddof=1)
    ms_rc = ((pseudo - r - c[:, None] + mean) ** 2).sum() / ((readers - 1) * (n - 1))
    assert ms_c > ms_rc
    found = mean_of_readers(differences, spread)
    se = (found.found.high - found.found.value) / found.quantile
    assert found.found.value == pytest.approx(values[0] - values[1:].mean())
    assert se**2 == pytest.approx((ms_r + ms_c - ms_rc) / (readers * n))
    assert found.df == pytest.approx((ms_r + ms_c - ms_rc) ** 2 / (ms_r**2 / (readers - 1)))


def test_shares_have_the_covariance_of_the_sample():
    right = np.array([[1, 1], [1, 0], [0, 0], [1, 1], [0, 1]], float)
    values, covariance = share_covariance(right)
    assert values.tolist() == [0.6, 0.6]
    # Products of deviations: .16 - .24 + .36 + .16 - .24 = .2, over 4, over 5.
    assert covariance[0, 1] == pytest.approx(0.2 / 4 / 5)
    assert covariance[0, 0] == pytest.approx(0.3 / 5)


def test_one_reader_is_no_sample():
    found = mean_of_readers(np.array([0.1]), np.array([[0.01]]))
    assert isinstance(found.found, NotGiven)
    assert "at least 2" in found.found.reason


def test_readers_who_agree_exactly_add_nothing_and_patients_alone_remain():
    """The mean square of readers is 0: Student's t becomes the normal distribution."""
    found = mean_of_readers(np.array([0.2, 0.2]), np.array([[0.01, 0.004], [0.004, 0.01]]))
    assert found.df == math.inf
    assert found.found.high - found.found.value == pytest.approx(1.959963984540054 * math.sqrt(0.004))
    same = mean_of_readers(np.zeros(2), np.zeros((2, 2)))
    assert same.found.value == 0
    assert isinstance(same.found, NotGiven)


def test_a_negative_difference_of_covariances_counts_as_none(small):
    """Patients cannot take uncertainty away."""
    values, covariance = np.array([[0.7, 0.8], [0.6, 0.75]]), np.eye(4) * 0.01
    covariance[0, 3] = covariance[3, 0] = covariance[1, 2] = covariance[2, 1] = 0.005
    found = difference_of_conditions(values, covariance)
    assert found.covariance == 0
    assert found.df == pytest.approx(1)


def test_the_spread_of_three_readers_is_hardly_known():
    """chi2 with 2 degrees of freedom is exponential: its quantiles are -2 ln(1 - q)."""
    low, high = spread_factors(3)
    assert low == pytest.approx(math.sqrt(2 / (-2 * math.log(0.025))))
    assert high == pytest.approx(math.sqrt(2 / (-2 * math.log(0.975))))


def test_readers_who_happen_to_agree_have_a_wider_interval_of_their_own():
    """Three equal differences: as a sample they seem certain, but patients alone leave 0.06 open."""
    values = np.array([[0.58, 0.59, 0.57], [0.61, 0.62, 0.61]])
    covariance = 0.002 * np.eye(6) + 0.001
    found = difference_of_conditions(values, covariance)
    half = found.quantile * math.sqrt(2 * (found.mean_square / 3 + found.covariance))
    assert found.found.high - found.found.value == pytest.approx(half)
    assert found.half_of_these == pytest.approx(1.959963984540054 * math.sqrt(2 * 0.002 / 3))
    assert half < found.half_of_these


def test_the_interval_of_these_readers_alone_is_that_of_a_paired_test(small):
    """Two readers as one: the mean of their differences has DeLong's variance of the sum."""
    ratings, positive = small
    values, covariance = auc_covariance(ratings[:, :4], positive)
    apart = np.array([[0.5, 0.5, -0.5, -0.5]])
    found = difference_of_conditions(values.reshape(2, 2), covariance)
    variance = (apart @ covariance @ apart.T)[0, 0]
    assert found.half_of_these == pytest.approx(1.959963984540054 * math.sqrt(variance))
