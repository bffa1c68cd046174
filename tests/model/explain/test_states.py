"""Units are sorted by their correlation with the running logit, as computed by NumPy."""

import numpy as np
import pytest

from model.explain.states import STATES, by_correlation, state_kind


def test_units_are_sorted_by_their_correlation_with_the_logit():
    rng = np.random.default_rng(5)
    logit = np.cumsum(rng.normal(0, 0.3, 150))
    states = np.stack([logit + rng.normal(0, noise, 150) for noise in (3, 0.1, 1)] + [-logit], axis=1)
    order, r = by_correlation(states.astype(np.float32), 1 / (1 + np.exp(-logit)))
    expected = [np.corrcoef(logit, unit)[0, 1] for unit in states.T]
    np.testing.assert_allclose(r, expected, atol=1e-5)
    assert order.tolist() == [1, 2, 0, 3]


def test_a_unit_that_never_moves_and_a_sure_probability_are_no_numbers_and_no_error():
    states = np.zeros((4, 2), np.float32)
    states[:, 1] = [0, 1, 2, 3]
    order, r = by_correlation(states, np.array([0.0, 0.2, 0.8, 1.0]))
    assert np.isnan(r[0])
    assert r[1] == pytest.approx(np.corrcoef([-13.8155, -1.3863, 1.3863, 13.8155], [0, 1, 2, 3])[0, 1], abs=1e-4)
    assert order.tolist() == [1, 0]


def test_every_kind_says_that_it_is_activity():
    for kind in STATES:
        assert "activity, not" in kind.sentence
        assert state_kind(kind.key) is kind
    assert state_kind("occlusion") is None
