"""Training on principal components: what they are, and that the folded network equals the trained one."""

import numpy as np
import pytest
import torch

from model.base.errors import CohortError
from model.bundle.head_shape import HeadShape
from model.bundle.heads.networks import make_head
from model.training.cohort_table import CohortRow
from model.training.config import TrainConfig
from model.training.fitted import Cohort
from model.training.fitting import fit_head
from model.training.projection import folded, with_components
from model.training.split import Split
from model.training.standardise import standardised

ROWS, TILES, INPUTS, COMPONENTS = 12, 36, 10, 4
TRAINING = np.arange(8)


@pytest.fixture
def cohort():
    """Features with four strong directions; every fourth tile is glass with wild features that must not count."""
    rng = np.random.default_rng(3)
    mixing = rng.normal(size=(COMPONENTS, INPUTS)) * 5
    features = rng.normal(size=(ROWS, TILES, COMPONENTS)) @ mixing + 0.1 * rng.normal(size=(ROWS, TILES, INPUTS))
    tissue = np.ones((ROWS, TILES), np.float32)
    tissue[:, ::4] = 0
    features[:, ::4] = 1e4 * rng.normal(size=(ROWS, TILES // 4, INPUTS))
    return features.astype(np.float32), tissue


@pytest.fixture
def spots(cohort):
    features, tissue = cohort
    torch.manual_seed(1)
    return with_components(standardised(features, tissue, TRAINING, "skip"), tissue, TRAINING, COMPONENTS)


def test_components_of_the_training_tissue_are_uncorrelated_with_variance_1(spots):
    x = torch.cat([spots.spot(row) for row in TRAINING]).double()
    assert x.shape == (len(TRAINING) * TILES * 3 // 4, COMPONENTS)
    assert torch.allclose(x.T @ x / len(x), torch.eye(COMPONENTS, dtype=torch.float64), atol=1e-3)


def test_they_hold_nearly_all_that_varies_along_four_directions(spots):
    whole = torch.cat(
        [(torch.from_numpy(spots.features[row][spots.tiles[row]]) - spots.mean) * spots.scale for row in TRAINING]
    )
    rebuilt = torch.cat([spots.spot(row) for row in TRAINING]) @ torch.linalg.pinv(spots.projection)
    assert (whole - rebuilt).square().mean() < 0.01 * whole.square().mean()


def test_strings_hold_the_components_in_the_order_that_is_asked_for(spots):
    strings = spots.strings(np.array([2]), [lambda tiles: tiles[::-1]])
    assert torch.equal(strings.features[0], spots.spot(2).flip(0))


@pytest.mark.parametrize(
    "shape",
    [
        HeadShape(inputs=COMPONENTS, cells=(5, 3)),
        HeadShape(kind="elman", inputs=COMPONENTS, cells=(5,)),
        HeadShape(kind="attention", inputs=COMPONENTS, cells=(6, 3)),
    ],
    ids=lambda shape: shape.kind,
)
def test_the_folded_network_answers_from_all_features_as_the_trained_one_from_components(spots, shape):
    torch.manual_seed(2)
    head = make_head(shape).eval()
    whole = folded(head, spots.projection)
    assert whole.shape.inputs == INPUTS
    x = (torch.from_numpy(spots.features[9][spots.tiles[9]]) - spots.mean) * spots.scale
    with torch.inference_mode():
        assert torch.allclose(whole(x[None]), head(spots.spot(9)[None]), atol=1e-4)


def test_a_head_trained_on_components_takes_all_features_and_finds_the_signal(cohort, tmp_path):
    features, tissue = cohort
    alive = np.arange(ROWS) % 2 == 0
    features = features + np.where(alive, 4, -4)[:, None, None].astype(np.float32) * (tissue[..., None] > 0)
    rows = tuple(CohortRow(str(n), tmp_path / "none", 9.0 if one else 1.0, not one, n) for n, one in enumerate(alive))
    split = Split(np.arange(6), np.arange(6, 8), np.arange(8, ROWS))
    config = TrainConfig(components=COMPONENTS, epochs=30, learning_rate=0.01)
    shape = HeadShape(inputs=INPUTS, cells=(5,))
    steps = fit_head(Cohort(rows, features, tissue), split, shape, config, tmp_path / "kept")
    try:
        while True:
            next(steps)
    except StopIteration as end:
        fitted = end.value
    assert fitted.head.shape.inputs == INPUTS
    assert fitted.spots.projection is None
    logits = fitted.logits(split.test)
    assert logits[alive[split.test]].min() > logits[~alive[split.test]].max()


def test_more_components_than_tiles_are_refused(cohort):
    features, tissue = cohort
    few = np.zeros_like(tissue)
    few[0, 1:4] = 1
    with pytest.raises(CohortError, match="3 tiles of tissue, too few for 4 components"):
        with_components(standardised(features, few, TRAINING, "skip"), few, TRAINING, COMPONENTS)
