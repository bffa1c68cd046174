"""A saved result needs no network: the encoder is opened for the first tile that lacks features, and only once."""

import dataclasses

import numpy as np
import pytest
import torch
from PIL import Image

from model.backbone.store import SEEDED, installed_backbones
from model.base.progress import Progress, result_of
from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.heads.lstm import LstmHead
from model.predict import late_encoder
from model.predict.engine import Engine
from model.predict.feature_cache import FeatureCache
from model.predict.late_encoder import LateEncoder
from model.predict.pipeline import predict
from model.region.region import place
from model.slide.opening import open_image


@pytest.fixture(scope="module")
def spot(tmp_path_factory):
    """A spot whose tiles all differ."""
    y, x = np.mgrid[0:3500, 0:3500]
    pixels = np.stack([x * 255 // 3499, y * 255 // 3499, (x // 7 + y // 11) % 256], axis=2).astype(np.uint8)
    path = tmp_path_factory.mktemp("spot") / "spot.png"
    Image.fromarray(pixels).save(path, compress_level=1)
    return path


@pytest.fixture
def openings(monkeypatch, colour_encoder):
    """The devices for which an encoder was opened. A report comes first, as with every engine."""
    opened = []

    def open_backbone(info, device):
        yield Progress("preparing the network")
        opened.append(device)
        return colour_encoder

    monkeypatch.setattr(late_encoder, "open_backbone", open_backbone)
    return opened


@pytest.fixture
def engine(tmp_path, tiny_manifest, colour_encoder):
    torch.manual_seed(3)
    path = tmp_path / "tiny.safetensors"
    save_bundle(path, tiny_manifest, LstmHead(tiny_manifest.head), torch.zeros(4096), torch.ones(4096))
    info = dataclasses.replace(installed_backbones()[SEEDED], sha256=colour_encoder.backbone_sha256)
    return Engine(load_bundle(path), LateEncoder(info, colour_encoder.device))


def run(path, engine, cache):
    slide, record = open_image(path, 0.286)
    stages, steps = [], predict(slide, record, place(slide.size, record.mpp, 3500, 0.286), engine, cache)
    while True:
        try:
            stages.append(next(steps).stage)
        except StopIteration as stop:
            return stop.value, stages


def test_the_network_is_opened_before_the_region_is_read_and_once_for_all_images(spot, engine, openings, tmp_path):
    first, stages = run(spot, engine, FeatureCache(tmp_path / "one"))
    assert stages[:2] == ["preparing the network", "reading the analysis region"]
    run(spot, engine, FeatureCache(tmp_path / "other"))
    assert openings == [first.device]


def test_saved_features_need_no_network(spot, engine, openings, tmp_path):
    cache = FeatureCache(tmp_path / "cache")
    first, _ = run(spot, engine, cache)
    openings.clear()
    late = LateEncoder(engine.encoder._info, engine.device)
    again, stages = run(spot, Engine(engine.bundle, late), cache)
    assert openings == []
    assert "preparing the network" not in stages
    assert again.features_cached
    np.testing.assert_array_equal(again.features, first.features)
    assert again.device == first.device


def test_without_a_cache_it_is_opened(spot, engine, openings):
    run(spot, engine, None)
    assert len(openings) == 1


def test_a_tile_that_is_not_saved_opens_it(spot, engine, openings, colour_encoder):
    tiles = np.full((3, 224, 224, 3), 7, np.uint8)
    np.testing.assert_array_equal(engine.encoder.encode(tiles), colour_encoder.encode(tiles))
    engine.encoder.encode(tiles)
    assert len(openings) == 1


def test_it_has_the_values_of_the_open_encoder(engine, openings, colour_encoder):
    late = engine.encoder
    assert (late.length, late.backbone_sha256) == (colour_encoder.length, colour_encoder.backbone_sha256)
    opened = result_of(late.open())
    assert opened is colour_encoder
    assert (late.batch, late.device) == (colour_encoder.batch, colour_encoder.device)
