"""Fitting a record of training tissue: what it keeps, where its limits lie, and what it then finds unfamiliar."""

import numpy as np
import pytest

from model.familiarity import fit
from model.familiarity.fit import fit_points, sampled, share_limit, with_limits

INPUTS = 40


def tissue(seed, tiles=60, shift=0.0):
    """Features of one spot: five hidden factors and noise; `shift` moves all of them."""
    factors = np.random.default_rng(1).normal(size=(5, INPUTS))
    generator = np.random.default_rng([7, seed])
    noise = 0.3 * generator.normal(size=(tiles, INPUTS))
    return (generator.normal(size=(tiles, 5)) @ factors + noise + 3 + shift).astype(np.float32)


@pytest.fixture(scope="module")
def reference():
    points = fit_points(np.concatenate([tissue(seed) for seed in range(20)]), seed=3)
    return with_limits(points, [tissue(seed) for seed in range(100, 160)])


def test_the_sample_takes_as_many_tiles_of_each_spot_where_it_can(monkeypatch):
    monkeypatch.setattr(fit, "POINTS", 10)
    pairs = sampled([np.arange(2), np.array([4, 9, 11, 30, 31, 32]), np.zeros(0, np.int64), np.arange(50, 57)], seed=1)
    assert [sum(spot == wanted for spot, _ in pairs) for wanted in range(4)] == [2, 4, 0, 4]
    assert len(set(pairs)) == 10
    assert {tile for spot, tile in pairs if spot == 1} <= {4, 9, 11, 30, 31, 32}
    assert sampled([], seed=1) == []


def test_the_components_are_those_of_scikit_learn(monkeypatch):
    decomposition = pytest.importorskip("sklearn.decomposition")
    monkeypatch.setattr(fit, "COMPONENTS", 5)
    features = np.concatenate([tissue(seed) for seed in range(10)])
    found = fit_points(features, seed=3)
    expected = decomposition.PCA(5).fit((features - found.centre) * found.scale).components_
    cosines = np.abs(np.linalg.svd(expected @ found.axes, compute_uv=False))
    np.testing.assert_allclose(cosines, 1, atol=2e-3)  # the same subspace, in 16-bit numbers


def test_points_have_unit_spread_and_16_bit_numbers(reference):
    np.testing.assert_allclose(reference.points.std(axis=0), 1, rtol=2e-3)
    for array in (reference.centre, reference.scale, reference.axes, reference.spread, reference.points):
        assert array.dtype == np.float32
        np.testing.assert_array_equal(array, array.astype(np.float16))


def test_a_nearly_silent_feature_is_not_blown_up():
    """Feature 0 varies a thousand times less than the others; it is scaled as if it varied a tenth as much."""
    features = tissue(1, tiles=400)
    features[:, 0] = 5 + (features[:, 0] - features[:, 0].mean()) * 1e-3
    scale = fit_points(features, seed=3).scale
    assert scale[0] == pytest.approx(10 / np.sqrt(np.square(features.std(axis=0)).mean()), rel=2e-3)
    assert scale[1] == pytest.approx(1 / features[:, 1].std(), rel=2e-3)


def test_new_spots_of_the_same_tissue_are_familiar_and_others_are_not(reference):
    shares = [float((reference.distances(tissue(seed)) > 1).mean()) for seed in range(200, 260)]
    assert np.mean(shares) == pytest.approx(fit.TILE_ALARM, abs=0.006)
    assert sum(share > reference.limits.caution for share in shares) <= 0.1 * len(shares)
    assert (reference.distances(tissue(300, shift=4.0)) > 1).all()


def test_the_tile_limit_is_exceeded_by_one_in_a_hundred_held_out_tiles(reference):
    held_out = np.concatenate([reference.distances(tissue(seed)) for seed in range(100, 160)])
    assert (held_out > 1).mean() == pytest.approx(0.01, abs=1e-3)


def test_fewer_tiles_than_needed_and_equal_tiles_give_no_record():
    assert fit_points(tissue(1, tiles=fit.FEWEST_POINTS - 1), seed=1) is None
    assert fit_points(tissue(1, tiles=fit.FEWEST_POINTS), seed=1) is not None
    assert fit_points(np.ones((80, INPUTS), np.float32), seed=1) is None


def test_without_held_out_tissue_there_are_no_limits(reference):
    assert with_limits(reference, []) is None
    assert with_limits(reference, [np.zeros((0, INPUTS), np.float32)]) is None


def test_the_limits_of_shares_have_floors(reference):
    limits = with_limits(reference, [tissue(seed) for seed in range(100, 103)]).limits
    assert (limits.caution, limits.refuse) == (0.05, 0.5)


def test_limits_follow_the_held_out_spots():
    """Spots of 40 held-out ones, of which each tenth is strange throughout: the refusal lies above all of them."""
    points = fit_points(np.concatenate([tissue(seed) for seed in range(20)]), seed=3)
    held_out = [tissue(seed, shift=1.5 * (seed % 10 == 0)) for seed in range(100, 140)]
    limits = with_limits(points, held_out).limits
    found = with_limits(points, held_out)
    shares = sorted(float((found.distances(one) > 1).mean()) for one in held_out)
    assert limits.caution == pytest.approx(max(0.05, shares[-2]))  # rank ceil(41 x 0.95) = 39 of 40
    assert limits.refuse == pytest.approx(max(0.5, shares[-1]))


@pytest.mark.parametrize(("count", "alarm", "rank"), [(19, 0.05, 19), (20, 0.05, 20), (99, 0.05, 95), (99, 0.01, 99),
                                                      (60, 0.01, 60), (4, 0.05, 4)])  # fmt: skip
def test_the_limit_is_the_rank_of_split_conformal_prediction(count, alarm, rank):
    """Rank ceil((n + 1)(1 - alarm)), by hand; the largest share where there are too few spots for that rank."""
    shares = np.random.default_rng(count).permutation(count) / 1000
    assert share_limit(shares, alarm) == (rank - 1) / 1000
