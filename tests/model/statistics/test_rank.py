"""Rank correlation against values of independent software."""

import math

import numpy as np
import pytest

from model.statistics.rank import rank_correlation

X = np.array([86, 97, 99, 100, 101, 103, 106, 110, 112, 113], float)
Y = np.array([2, 20, 28, 27, 50, 29, 7, 17, 6, 12], float)


def test_rho_is_the_textbook_value():
    # The worked example of rank correlation by differences of ranks: 1 - 6 * 194 / (10 * 99) = -29/165.
    found = rank_correlation(X, Y)
    assert found.rho == pytest.approx(-29 / 165, abs=1e-12)
    assert found.count == 10


def test_the_interval_is_fishers_with_bonett_and_wrights_variance():
    found = rank_correlation(X, Y)
    half = 1.959964 * math.sqrt((1 + (29 / 165) ** 2 / 2) / 7)
    assert math.atanh(found.high) - math.atanh(found.rho) == pytest.approx(half, abs=1e-6)
    assert found.low < found.rho < found.high


def test_a_constant_has_no_rank_correlation():
    assert math.isnan(rank_correlation(X, np.ones(10)).rho)


def test_a_perfect_order_is_one():
    assert rank_correlation(X, np.exp(X / 50)).rho == pytest.approx(1)
