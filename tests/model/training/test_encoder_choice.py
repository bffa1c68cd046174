"""A head is trained on an encoder from a file: its tiles, its pixel size and its number of features hold throughout."""

import runpy
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.backbone.layers import FEATURE_LAYER
from model.backbone.onnx_facts import preprocessing
from model.backbone.onnx_import import import_onnx
from model.base.errors import BackboneError, ConfigError
from model.base.progress import result_of
from model.bundle.bundle import load_bundle
from model.explain.explained import explain
from model.predict.engine import load_engine
from model.predict.feature_cache import FeatureCache
from model.predict.pipeline import predict
from model.predict.selftest import self_test
from model.predict.verify_bundle import verify
from model.region.grid import GridSpec
from model.region.region import place
from model.slide.opening import open_image
from model.training.compare import CompareRequest, compare
from model.training.config import DEFAULT_MPP, TrainOptions
from model.training.encoder_choice import chosen_encoder
from model.training.train import load_encoder, request_of, train

MADE = runpy.run_path(str(Path(__file__).parents[2] / "encoders.py"))
SPOTS = 24


@pytest.fixture
def encoder(tmp_path, monkeypatch):
    """An installed transformer for tiles of 64 px at 2 um/px."""
    monkeypatch.setattr("model.backbone.onnx_import.calibration_tiles", MADE["TRIED"])
    path = MADE["make"]("transformer", tmp_path / "mine.onnx")
    stated = preprocessing(MADE["TILE_PX"], MADE["MPP"], MADE["MEAN"], MADE["SD"])
    return result_of(import_onnx(path, None, stated))


@pytest.fixture
def table(tmp_path):
    """Spots of 500 x 520 px, of unknown pixel size, in the colours of H&E. Those of the dead are darker."""
    lines = ["patient_id,image,time_years,event"]
    for number in range(SPOTS):
        died = number % 2
        pixels = np.full((520, 500, 3), (200 - 60 * died + number, 90 - 30 * died, 160 - 40 * died), np.uint8)
        pixels[:, 40 + 9 * number :: 64] = (120, 40, 130)
        Image.fromarray(pixels).save(tmp_path / f"{number}.png")
        lines.append(f"p{number},{number}.png,{2 if died else 7},{died}")
    path = tmp_path / "cohort.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_an_encoder_from_a_file_states_its_tiles(encoder):
    chosen = chosen_encoder(TrainOptions(backbone="mine"))
    assert (chosen.mpp, chosen.options.mpp, chosen.grid) == (2.0, 2.0, GridSpec(500, 64, 8, 8))
    assert "output 'y'" in chosen.layer
    assert "64 px at 2 um/px" in chosen.layer
    assert chosen_encoder(TrainOptions(backbone="mine", mpp=2.0)) == chosen
    with pytest.raises(ConfigError, match=r"takes tiles at 2 um/px, not 0\.286") as caught:
        chosen_encoder(TrainOptions(backbone="mine", mpp=0.286))
    assert "--mpp" in caught.value.remedy


def test_vgg_16_takes_any_pixel_size_and_has_its_grid():
    chosen = chosen_encoder(TrainOptions())
    assert (chosen.mpp, chosen.options.mpp, chosen.grid) == (0.286, DEFAULT_MPP, GridSpec())
    assert chosen.layer == FEATURE_LAYER
    assert chosen_encoder(TrainOptions(mpp=0.4)).mpp == 0.4
    with pytest.raises(BackboneError, match="No backbone is called 'other'"):
        result_of(load_encoder("other", "cpu"))


def test_from_a_table_to_a_bundle_a_prediction_and_its_explanation(encoder, table, tmp_path):
    options = TrainOptions(backbone="mine", epochs=2, cells=(6, 5, 4), head="lstm")
    path = result_of(train(request_of(table, tmp_path / "made.safetensors", options)))
    manifest = load_bundle(path).manifest
    facts = manifest.encoder
    assert (facts.name, facts.sha256) == ("mine", encoder.sha256)
    assert (facts.length, facts.tile_px, facts.mpp, facts.layer) == (20, 64, 2.0, encoder.layer)
    assert manifest.grid == GridSpec(500, 64, 8, 8)
    assert manifest.extra["training_settings"]["mpp"] == 2.0
    assert all(check.good is not False for check in result_of(verify(path, "cpu")))

    engine = result_of(load_engine(path, "auto"))
    assert self_test(engine).passed
    pixels = np.asarray(Image.open(tmp_path / "3.png"))
    # The image with every pixel doubled is one of 1 um/px. Resampling to 2 um/px changes it a little.
    Image.fromarray(pixels.repeat(2, axis=0).repeat(2, axis=1)).save(tmp_path / "fine.png")
    # The tiles, cut by hand: 8 x 8 tiles of 64 px in the middle 500 x 500 px.
    offsets = np.rint(np.linspace(0, 436, 8)).astype(int)
    tiles = np.stack([pixels[10 + y : 74 + y, x : x + 64] for y in offsets for x in offsets])
    expected = MADE["by_torch"]("transformer", tiles)
    cache = FeatureCache(tmp_path / "cache")
    for name, mpp, error in (("fine", 1.0, 0.03), ("3", 2.0, 1e-4)):
        slide, record = open_image(tmp_path / f"{name}.png", mpp)
        with closing(slide):
            placement = place(slide.size, record.mpp, manifest.window_px, manifest.mpp)
            found = result_of(predict(slide, record, placement, engine, cache))
            again = result_of(predict(slide, record, placement, engine, cache))
        assert found.features.shape == (64, 20)
        assert np.abs(found.features - expected).max() < error * np.abs(expected).max()
    assert not found.features_cached
    assert again.features_cached
    assert again.survival_probability == found.survival_probability
    explanation = result_of(explain(found, engine, "occlusion"))
    assert explanation.values.shape == (64,)
    assert np.isfinite(explanation.values).all()


def test_methods_are_compared_on_its_features(encoder, table):
    chosen = chosen_encoder(TrainOptions(backbone="mine", epochs=1, cells=(6, 5, 4), folds=2))
    request = CompareRequest(table, chosen.options, ("lstm", "lr-mean"), chosen.grid)
    found = result_of(compare(request))
    assert len(found.lines) == 2
    assert found.lines[1].auc.value > 0.9


def test_features_of_another_length_in_the_cache_are_not_used(encoder, table, tmp_path):
    """Such an entry can only come from a damaged file; it must not end in the head."""
    options = TrainOptions(backbone="mine", epochs=1, cells=(6, 5, 4))
    path = result_of(train(request_of(table, tmp_path / "made.safetensors", options)))
    engine = result_of(load_engine(path, "cpu"))
    manifest = engine.bundle.manifest
    slide, record = open_image(tmp_path / "4.png")
    cache = FeatureCache(tmp_path / "cache")
    with closing(slide):
        placement = place(slide.size, record.mpp, manifest.window_px, manifest.mpp)
        found = result_of(predict(slide, record, placement, engine, cache))
        (entry,) = (tmp_path / "cache").glob("*.npz")
        arrays = dict(np.load(entry))
        np.savez(entry, **(arrays | {"features": arrays["features"][:, :-1]}))
        again = result_of(predict(slide, record, placement, engine, cache))
    assert not again.features_cached
    assert replace(again, seconds=0).survival_probability == found.survival_probability
