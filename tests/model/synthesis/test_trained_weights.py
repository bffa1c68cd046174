"""Weights trained on drawn tissue: what the network learns from, and that it learns. The networks here are tiny."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from torch import nn

from model.base.progress import result_of
from model.synthesis import trained_weights
from model.synthesis.layout import GLASS
from model.synthesis.tissue import LABEL_PX, DrawnSpot
from model.synthesis.trained_weights import Schedule, Tiles, drawn_tiles, learn_crops, learn_tiles, make_weights

LAST = 3
"""Number of the first module of the last block of the tiny network."""


def _tiles(count: int, seed: int) -> Tiles:
    """Return tiles of 112 px whose labels can be seen: the red of a square of 14 px is 40 times its label."""
    labels = np.random.default_rng(seed).integers(0, 7, (count, 8, 8)).astype(np.int8)
    labels[:, :, 2:] = labels[:, :1, :1]  # mostly one class
    red = np.kron(labels, np.ones((LABEL_PX, LABEL_PX), np.int8)).astype(np.uint8) * 40
    return Tiles(np.stack([red, 255 - red, np.full_like(red, 99)], axis=3), labels)


class _Tiny(nn.Module):
    """A network with the parts of VGG-16 that the training uses."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(5)
        layers = [nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(4)]
        self.features = nn.Sequential(*layers, nn.Conv2d(8, 8, 3, padding=1), nn.ReLU(), nn.AdaptiveMaxPool2d(4))
        self.classifier = nn.ModuleDict({"0": nn.Linear(128, 16), "3": nn.Linear(16, 16)})


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Let the tiny network learn in a few steps."""
    monkeypatch.setattr(trained_weights, "LEARNING_RATE", 0.01)
    monkeypatch.setattr(trained_weights, "TILE_BATCH", 8)
    monkeypatch.setattr(trained_weights, "CROP_BATCH", 8)
    monkeypatch.setattr(trained_weights, "DROPOUT", 0.1)


def test_crops_have_the_labels_of_their_pixels():
    tiles = _tiles(5, 1)
    for _ in range(3):
        crops = trained_weights._crops(tiles, np.random.default_rng(2))
        seen = Tiles(crops.images, crops.images[:, ::LABEL_PX, ::LABEL_PX, 0] // 40)
        assert crops.images.shape == (8, 84, 84, 3)
        assert np.allclose(crops.shares, seen.shares)
        assert len(np.unique(crops.shares.round(3), axis=0)) > 3


def test_the_shares_of_a_tile_are_those_of_its_labels():
    labels = np.array([[[0, 1, 1, 1], [6, 1, 1, 6]]], np.int8)
    assert Tiles(np.zeros((1, 28, 56, 3), np.uint8), labels).shares.tolist() == [[0.125, 0.625, 0, 0, 0, 0, 0.25]]


@pytest.fixture
def drawing(monkeypatch):
    """Let spots be drawn in no time: the red of a square of 14 px is 40 times its label. Return the seeds drawn."""
    seeds = []

    def render(composition, seed, side_px):
        seeds.append(seed)
        count = side_px // LABEL_PX
        labels = np.random.default_rng(seed).integers(0, 7, (count, count)).astype(np.int8)
        labels[:16, 16:32] = GLASS
        labels[:8, 16:32] = 1  # half of the second tile is tissue
        labels[16:32, :16] = GLASS  # the tile below the first is glass
        red = np.zeros((side_px, side_px), np.uint8)
        red[: count * LABEL_PX, : count * LABEL_PX] = np.kron(labels, np.ones((LABEL_PX, LABEL_PX), np.int8)) * 40
        return DrawnSpot(np.repeat(red[:, :, None], 3, axis=2), labels)

    monkeypatch.setattr(trained_weights, "render", render)
    return seeds


def test_tiles_are_tissue_with_their_labels_and_the_last_sixth_of_the_spots_is_held_out(drawing):
    """A spot of 470 px has four whole tiles, one of them of glass."""
    learning, held_out = result_of(drawn_tiles(12, 470, 4))
    assert len(set(drawing)) == 12
    assert (len(learning.images), len(held_out.images)) == (10 * 3, 2 * 3)
    for tiles in (learning, held_out):
        assert tiles.images.shape[1:] == (224, 224, 3)
        assert (tiles.images[:, ::LABEL_PX, ::LABEL_PX, 0] // 40 == tiles.labels).all()
    assert (learning.labels[1] == GLASS).mean() == 0.5
    first = drawing.copy()
    result_of(drawn_tiles(12, 470, 4))
    assert drawing == first * 2
    result_of(drawn_tiles(12, 470, 5))
    assert not set(drawing[24:]) & set(first)


def test_all_convolutions_learn_from_crops():
    network = _Tiny()
    before = [layer.weight.clone() for layer in (network.features[0], network.features[LAST])]
    reports = list(learn_crops(network.features, _tiles(20, 3), 3, 1))
    assert [report.done for report in reports] == [1, 2, 3]
    assert all((old != network.features[at].weight).any() for old, at in zip(before, (0, LAST), strict=True))


def test_the_last_layers_learn_from_tiles_and_the_first_stay():
    network, fully = _Tiny(), nn.Sequential(nn.Linear(128, 16), nn.ReLU(), nn.Linear(16, 7))
    first, last = network.features[0].weight.clone(), network.features[LAST].weight.clone()
    learning, held_out = _tiles(160, 7), _tiles(40, 8)
    found = result_of(learn_tiles(network.features, LAST, fully, (learning, held_out), Schedule(0, 8), 1))
    assert (network.features[0].weight == first).all()
    assert (network.features[LAST].weight != last).any()
    assert found.tiles == 40
    assert found.accuracy > 2 * found.commonest
    assert found.share_error < found.share_error_of_mean / 2


@pytest.fixture
def written(monkeypatch, tmp_path):
    """Return a function that makes the weights of the tiny network with a seed, and gives its tensors."""
    monkeypatch.setattr(trained_weights, "seeded_weights", dict)
    monkeypatch.setattr(trained_weights, "LAYERS", (SimpleNamespace(shape=(16, 16)),))
    monkeypatch.setattr(trained_weights, "_LAST_BLOCK", LAST)

    def built(_):
        network = _Tiny()
        torch.seed()  # chance before the training must not matter
        return network

    def drawn(spots, side_px, seed):
        yield from ()
        return _tiles(20, 7), _tiles(5, 8)

    monkeypatch.setattr(trained_weights, "build", built)
    monkeypatch.setattr(trained_weights, "drawn_tiles", drawn)

    def make(seed):
        path, found = result_of(make_weights(tmp_path / "weights.safetensors", Schedule(2, 1), seed=seed))
        assert "On 5 held-out tiles" in str(found)
        return load_file(path)

    return make


def test_the_same_seed_gives_the_same_weights_with_the_names_of_torchvision(written):
    first = written(1)
    names = ("features.0", "features.3", "classifier.0", "classifier.3", "classifier.6")
    assert set(first) == {f"{name}.{part}" for name in names for part in ("weight", "bias")}
    assert all((first[name] == value).all() for name, value in written(1).items())
    assert any((first[name] != value).any() for name, value in written(2).items())
