"""Features made comparable: to mean 0 and spread 1 over the training tissue; what does not vary is left out."""

import numpy as np
import pytest
import torch

from model.base.errors import CohortError
from model.training.standardise import standardised

ROWS, TILES = 6, 10


@pytest.fixture
def features():
    """Three features: one that varies, one that is constant, one whose spread is float32's rounding."""
    rng = np.random.default_rng(1)
    made = np.empty((ROWS, TILES, 3), np.float32)
    made[..., 0] = rng.normal(5, 2, (ROWS, TILES))
    made[..., 1] = 0.25
    made[..., 2] = np.float32(1.7) + np.float32(1e-7) * rng.integers(0, 2, (ROWS, TILES)).astype(np.float32)
    return made


def test_what_varies_gets_mean_0_and_spread_1_over_the_training_rows(features):
    spots = standardised(features, np.ones((ROWS, TILES), np.float32), np.arange(4), "read")
    seen = torch.stack([spots.spot(row) for row in range(4)])[..., 0].double()
    assert seen.mean().item() == pytest.approx(0, abs=1e-5)
    assert seen.std(unbiased=False).item() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(("rows", "tiles", "inputs"), [(13, 37, 64), (5, 256, 300), (40, 9, 7)])
def test_mean_and_scale_are_those_of_all_tissue_tiles_at_once_to_the_last_bit(rows, tiles, inputs):
    """Reading the spots one after the other changes nothing. NumPy's own mean and std of one large array say so."""
    rng = np.random.default_rng(rows)
    features = rng.normal(3, 2, (rows, tiles, inputs)).astype(np.float32)
    tissue = rng.choice([0.0, 0.7], (rows, tiles)).astype(np.float32)
    training = np.arange(0, rows, 2)
    spots = standardised(features, tissue, training, "skip")
    seen = features[training][tissue[training] > 0].astype(np.float64)
    np.testing.assert_array_equal(spots.mean.numpy(), seen.mean(axis=0).astype(np.float32))
    np.testing.assert_array_equal(spots.scale.numpy(), (1 / seen.std(axis=0)).astype(np.float32))


def test_what_is_constant_but_for_rounding_says_nothing(features):
    spots = standardised(features, np.ones((ROWS, TILES), np.float32), np.arange(4), "read")
    for row in range(ROWS):
        assert spots.spot(row)[:, 1:].abs().max().item() == 0


def test_without_tissue_there_is_nothing_to_go_by(features):
    with pytest.raises(CohortError, match="hardly any tissue"):
        standardised(features, np.zeros((ROWS, TILES), np.float32), np.arange(4), "read")
