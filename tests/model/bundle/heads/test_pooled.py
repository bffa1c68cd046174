"""Pooled heads against scikit-learn, and what they tell of each tile against taking the tile out."""

import functools
from pathlib import Path

import numpy as np
import pytest
import torch

from model.bundle.choices import CLASSIFIERS, POOLINGS
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.heads.attention import AttentionHead
from model.training.classifiers import decisions, fit_classifier
from model.training.cohort_table import CohortRow
from model.training.config import TrainConfig
from model.training.fitted import Cohort
from model.training.pooled import fit_pooled
from model.training.pooling import fit_pool, pool_spots
from model.training.split import Split

SPOTS, TILES, FEATURES = 60, 12, 14
SPLIT = Split(np.arange(30), np.arange(30, 45), np.arange(45, 60))


@functools.cache
def made_up_cohort():
    """Features like those after a ReLU: many zeros, and a signal; a third of the tiles is glass, and one whole spot."""
    generator = np.random.default_rng(4)
    alive = np.arange(SPOTS) % 2 == 0
    features = np.maximum(generator.normal(size=(SPOTS, TILES, FEATURES)) * 3 + 1, 0)
    features[:, :, 2] += 1.5 * alive[:, None]
    features[:, :, 7] = 0
    tissue = np.where(generator.random((SPOTS, TILES)) < 0.33, 0.04, 0.6)
    tissue[50] = 0.0
    rows = tuple(
        CohortRow(f"p{n}", Path("none.png"), 7.0 if alive[n] else 2.0, not alive[n], line=n) for n in range(SPOTS)
    )
    return Cohort(rows, features.astype(np.float32), tissue.astype(np.float32))


@functools.cache
def fitted(pooling, classifier):
    shape = HeadShape("pooled", cells=(), pooled=PooledShape(pooling, classifier))
    steps = fit_pooled(made_up_cohort(), SPLIT, shape, TrainConfig())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


@pytest.fixture
def cohort():
    return made_up_cohort()


@pytest.fixture(params=[(p, c) for p in POOLINGS for c in CLASSIFIERS], ids=lambda pair: f"{pair[1]}, {pair[0]}")
def pair(request):
    return request.param


def test_decision_values_are_scikit_learns(cohort, pair):
    pooling, classifier = pair
    head = fitted(pooling, classifier).head
    pool, _ = fit_pool(pooling, cohort.features, cohort.tissue, SPLIT.training, TrainConfig().seed)
    vectors = pool_spots(pool, cohort.features, cohort.tissue)
    model, strength = fit_classifier(classifier, vectors, cohort.alive, cohort.patients, SPLIT)
    expected = decisions(model, vectors)
    found = head.decision(torch.from_numpy(vectors)).numpy()
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4 * expected.std())
    assert head.shape.pooled.strength == strength


def test_the_spots_logit_is_that_of_reading_it(cohort, pair):
    """What training measures is what the corridor gives, tile by tile."""
    made = fitted(*pair)
    rows = np.array([3, 47, 50])
    with torch.inference_mode():
        read = [
            made.head.advance(torch.from_numpy(cohort.features[n]), None, torch.from_numpy(cohort.tissue[n])).logits[-1]
            for n in rows
        ]
    np.testing.assert_allclose(made.logits(rows), np.array(read), rtol=1e-9)


def test_removal_is_the_logit_less_that_of_the_others(cohort, pair):
    head = fitted(*pair).head
    features, tissue = torch.from_numpy(cohort.features[3]), torch.from_numpy(cohort.tissue[3])
    found = head.tile_values(features, tissue)["removal"]
    assert torch.isnan(found).tolist() == (tissue < 0.1).tolist()
    whole = head.advance(features, None, tissue).logits[-1]
    for tile in np.flatnonzero(tissue >= 0.1):
        others = np.arange(TILES) != tile
        left = head.advance(features[others], None, tissue[others]).logits[-1]
        assert float(found[tile]) == pytest.approx(float(whole - left), abs=1e-9, rel=1e-6)


@pytest.mark.parametrize("classifier", ["logistic regression", "linear SVM"])
def test_contributions_and_a_constant_are_the_logit(cohort, classifier):
    head = fitted("mean", classifier).head
    features, tissue = torch.from_numpy(cohort.features[3]), torch.from_numpy(cohort.tissue[3])
    found = head.tile_values(features, tissue)["contribution"]
    constant = head.slope * head.classifier.bias + head.intercept
    logit = head.advance(features, None, tissue).logits[-1]
    assert float(found.nansum() + constant) == pytest.approx(float(logit), rel=1e-6)
    assert torch.isnan(found).tolist() == (tissue < 0.1).tolist()


def test_one_tile_alone_cannot_be_taken_out(cohort, pair):
    head = fitted(*pair).head
    assert torch.isnan(head.tile_values(torch.from_numpy(cohort.features[3, :1]), torch.ones(1))["removal"]).all()


def test_log_odds_of_what_has_none_of_its_own_are_moderate(pair):
    """Naive Bayes is sure to hundreds of log odds; Platt's line on the validation patients corrects it."""
    made = fitted(*pair)
    assert float(made.head.slope) > 0
    assert np.abs(made.logits(SPLIT.validation)).max() < 30


def test_attention_shares_are_one_together_and_removal_leaves_the_others_their_proportions():
    torch.manual_seed(0)
    head = AttentionHead(HeadShape("attention", FEATURES, (8, 5))).double().eval().requires_grad_(False)
    x = torch.randn(TILES, FEATURES, dtype=torch.float64) * 4
    found = head.tile_values(x)
    assert float(found["attention"].sum()) == pytest.approx(1)
    whole = head.advance(x).logits[-1]
    for tile in range(TILES):
        left = head(x[np.arange(TILES) != tile][None])[0, 0]
        assert float(found["removal"][tile]) == pytest.approx(float(whole - left), abs=1e-10)
    assert torch.isnan(head.tile_values(x[:1])["removal"]).all()


def test_attention_of_one_tile_over_all_others_can_still_be_taken_out():
    """Its share is 1 to the last bit; subtracting it from the sum would leave 0 / 0."""
    head = AttentionHead(HeadShape("attention", 2, (2, 1))).double().eval().requires_grad_(False)
    embed, value, gate = head.layers
    embed.weight.copy_(torch.eye(2))
    embed.bias.zero_()
    value.weight.copy_(torch.tensor([[1.0, 0.0]]))
    gate.weight.copy_(torch.tensor([[1.0, 0.0]]))
    head.attend.weight.fill_(200.0)
    x = torch.tensor([[9.0, 0.0], [0.0, 1.0], [0.0, 3.0]], dtype=torch.float64)
    found = head.tile_values(x)
    assert float(found["attention"][0]) == 1
    left = head(x[1:][None])[0, 0]
    assert float(found["removal"][0]) == pytest.approx(float(head(x[None])[0, 0] - left))
