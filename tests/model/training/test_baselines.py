"""Poolings and classifiers on made-up tiles: the mathematics, the planted signal, and nothing learned from noise."""

import numpy as np
import pytest
import torch

from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.heads.attention import AttentionHead
from model.bundle.heads.head_table import HEADS
from model.bundle.heads.pools import FisherPool
from model.statistics.discrimination import auc_value
from model.training.classifiers import CLASSIFIERS, classify
from model.training.config import TrainConfig
from model.training.evaluate import logits_of
from model.training.loop import fit
from model.training.outcomes import labelled
from model.training.pooling import POOLINGS
from model.training.split import Split
from model.training.standardise import Spots

SPOTS, TILES, FEATURES = 120, 9, 12
SPLIT = Split(np.arange(60), np.arange(60, 80), np.arange(80, 120))
PATIENTS = [f"p{number}" for number in range(SPOTS)]
ALIVE = np.arange(SPOTS) % 2 == 0


def cohort(signal):
    generator = np.random.default_rng(1)
    features = generator.normal(size=(SPOTS, TILES, FEATURES)).astype(np.float32)
    features[:, :, 3] += signal * ALIVE[:, None]
    return features, np.ones((SPOTS, TILES), np.float32)


@pytest.mark.parametrize("pooling", POOLINGS)
@pytest.mark.parametrize("classifier", CLASSIFIERS)
def test_a_planted_signal_is_found_and_shuffled_labels_are_not_learned(pooling, classifier):
    features, tissue = cohort(1.5)
    vectors = POOLINGS[pooling](features, tissue, SPLIT.training, 0)
    logits, _ = classify(classifier, vectors, ALIVE, PATIENTS, SPLIT)
    assert auc_value(logits[SPLIT.test], ALIVE[SPLIT.test]) > 0.8
    shuffled = np.random.default_rng(11).permutation(ALIVE)
    logits, _ = classify(classifier, vectors, shuffled, PATIENTS, SPLIT)
    assert 0.25 < auc_value(logits[SPLIT.test], shuffled[SPLIT.test]) < 0.75


def test_only_tiles_with_tissue_are_pooled_and_all_where_there_is_none():
    features = np.arange(2 * 3 * 2, dtype=np.float32).reshape(2, 3, 2)
    tissue = np.array([[0.5, 0.0, 0.5], [0.0, 0.0, 0.0]], np.float32)
    assert POOLINGS["mean"](features, tissue, np.array([0]), 0).tolist() == [[2, 3], [8, 9]]
    assert POOLINGS["max+mean+SD"](features, tissue, np.array([0]), 0).tolist()[0] == [4, 5, 2, 3, 2, 2]


def test_fisher_vectors_are_the_gradient_of_the_log_likelihood():
    """By finite differences of scikit-learn's own likelihood, in units of the Fisher information's root."""
    from sklearn.mixture import GaussianMixture
    from sklearn.mixture._gaussian_mixture import _compute_precision_cholesky

    tiles = np.random.default_rng(0).normal(size=(40, 2)) * [1, 3]
    tiles[:20, 0] += 4
    mixture = GaussianMixture(2, covariance_type="diag", random_state=0).fit(tiles)
    shape = PooledShape("Fisher vector", components=2, gaussians=2)
    pool = FisherPool(HeadShape("pooled", 2, (), pooled=shape)).double()
    of = {"weights": mixture.weights_, "means": mixture.means_, "variances": mixture.covariances_}
    plain = {"centre": np.zeros(2), "scale": np.ones(2), "origin": np.zeros(2), "axes": np.eye(2)}
    pool.load_state_dict({name: torch.from_numpy(value) for name, value in (of | plain).items()})
    x = torch.from_numpy(tiles)
    found = pool.numbers(x, x[0]).mean(dim=0).numpy()
    step, expected = 1e-6, []
    for what, factor in (("means_", 1.0), ("spreads", np.sqrt(2))):
        for k in range(2):
            for d in range(2):
                spread = np.sqrt(mixture.covariances_[k, d])
                values = []
                for sign in (1, -1):
                    before = mixture.means_.copy(), mixture.covariances_.copy()
                    if what == "means_":
                        mixture.means_[k, d] += sign * step
                    else:
                        mixture.covariances_[k, d] = (spread + sign * step) ** 2
                    mixture.precisions_cholesky_ = _compute_precision_cholesky(mixture.covariances_, "diag")
                    values.append(mixture.score(tiles))
                    mixture.means_, mixture.covariances_ = before
                mixture.precisions_cholesky_ = _compute_precision_cholesky(mixture.covariances_, "diag")
                gradient = (values[0] - values[1]) / (2 * step)
                expected.append(gradient * spread / (np.sqrt(mixture.weights_[k]) * factor))
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_poolings_are_fitted_on_training_spots_alone():
    features, tissue = cohort(0.5)
    other = features.copy()
    other[SPLIT.test] += 100
    for pool in POOLINGS.values():
        first, second = (pool(one, tissue, SPLIT.training, 0)[SPLIT.training] for one in (features, other))
        np.testing.assert_array_equal(first, second)


def test_validation_patients_choose_the_strength_and_test_patients_do_not():
    features, tissue = cohort(0.7)
    vectors = POOLINGS["mean"](features, tissue, SPLIT.training, 0)
    _, strength = classify("RBF SVM", vectors, ALIVE, PATIENTS, SPLIT)
    flipped = ALIVE.copy()
    flipped[SPLIT.test] = ~flipped[SPLIT.test]
    assert classify("RBF SVM", vectors, flipped, PATIENTS, SPLIT)[1] == strength


def spots_of(features):
    return Spots(features, torch.zeros(FEATURES), torch.ones(FEATURES), (np.arange(TILES),) * len(features))


def test_attention_is_blind_to_the_order_and_finds_a_signal_in_few_tiles():
    features, _ = cohort(0.0)
    features[:, 0, 3] += 6.0 * ALIVE
    spots = spots_of(features)
    torch.manual_seed(0)
    network = AttentionHead(HeadShape("attention", FEATURES, HEADS["attention"].cells))
    config = TrainConfig(epochs=20, patience=20, batch=8, learning_rate=2e-2)
    steps = fit(network, spots, labelled(ALIVE), SPLIT.training, SPLIT.validation, config)
    for _ in steps:
        pass
    raster = np.arange(TILES)[None]
    logits = logits_of(network, spots, SPLIT.test, raster)
    assert auc_value(logits, ALIVE[SPLIT.test]) > 0.9
    turned = spots_of(features[:, np.random.default_rng(0).permutation(TILES)])
    np.testing.assert_allclose(logits_of(network, turned, SPLIT.test, raster), logits, atol=1e-4)


def test_attention_does_not_see_the_tiles_that_are_skipped_nor_the_padding():
    features, _ = cohort(0.0)
    network = AttentionHead(HeadShape("attention", FEATURES, HEADS["attention"].cells)).eval()
    some = np.array([1, 4, 5])
    spots = Spots(features, torch.zeros(FEATURES), torch.ones(FEATURES), (some, np.arange(TILES)))
    alone = network(torch.from_numpy(features[:1, some])).detach().numpy()[0]
    np.testing.assert_allclose(logits_of(network, spots, np.arange(2), np.arange(TILES)[None])[:1], alone, atol=1e-6)
