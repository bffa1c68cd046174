"""A model's NaN, infinite or absurd number is refused in its file, in its result and in saved files."""

import json
import math
import re
import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from model.base.errors import AnswerError, BundleError, ConfigError, RaterError
from model.base.finite import LARGEST_LOGIT, finite_logit, finite_probability, is_number
from model.base.progress import result_of
from model.bundle.bundle import Bundle, bundle_record, load_bundle, save_bundle
from model.bundle.calibration_layer import without_layer
from model.bundle.copy import write_copy
from model.bundle.heads.attention import AttentionHead
from model.bundle.manifest import from_json, read_manifest, to_json
from model.comparison.build import check
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.column_plan import rater_column
from model.comparison.data.rater_table import Rater, RaterTable
from model.explain.explained import explain
from model.predict.engine import Engine
from model.predict.feature_cache import FeatureCache
from model.predict.feature_key import key_of
from model.predict.pipeline import predict
from model.predict.precision_error import KnownError, known_error, save_error
from model.predict.selftest import SelfTest
from model.region.region import place
from model.result.prediction import DeviceRecord
from model.slide.opening import open_image
from model.study.score_sheet import Choice, Question, Sheet, faults_of
from model.training.calibrator import calibrate
from model.training.config import TrainConfig
from model.training.evaluate import finite_logits

_BAD = runpy.run_path(str(Path(__file__).parents[2] / "bad_bundles.py"))
_MADE = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))
NAN, INF = math.nan, math.inf
LAYER = {"slope": 2.0, "intercept": -0.5, "words": "Platt"}
BEFORE = {"sha256": "a", "version": "1", "threshold": 0.5, "calibration": None, "limits": "", "metrics": {}}


# -- the card ---------------------------------------------------------------------------------------------------------
def layered(**changes):
    return {"calibration": LAYER | changes}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (layered(slope=1e308), "calibration.slope 1e+308"),
        (layered(slope="x"), "calibration.slope 'x'"),
        (layered(slope=True), "calibration.slope True"),
        (layered(slope=NAN), "calibration.slope is nan"),
        (layered(slope=INF), "calibration.slope is inf"),
        (layered(slope=0), "calibration.slope 0"),
        (layered(slope=-1.0), "calibration.slope -1"),
        (layered(slope=None), "calibration.slope None"),
        (layered(intercept=NAN), "calibration.intercept is nan"),
        (layered(intercept=-1e7), "calibration.intercept -1"),
        (layered(words=5), "calibration.words 5"),
        (layered(prevalence=1.5), "calibration.prevalence 1.5"),
        (layered(share_alive=NAN), "calibration.share_alive is nan"),
        (layered(threshold_without=-0.1), "calibration.threshold_without -0.1"),
        (layered(patients=1.5), "calibration.patients 1.5"),
        (layered(slope_interval=[1.0]), "calibration.slope_interval"),
        (layered(slope_interval=["a", 2.0]), "calibration.slope_interval"),
        (layered(before=BEFORE | {"threshold": 7}), "calibration.before.threshold 7"),
        (layered(before=BEFORE | {"calibration": LAYER | {"slope": 0}}), "calibration.before.calibration.slope 0"),
        (layered(before=[]), "calibration.before"),
        ({"calibration": "Platt"}, "calibration 'Platt'"),
        ({"calibration": {}}, "calibration.slope None"),
        ({"threshold": NAN}, "threshold is nan"),
        ({"threshold": True}, "threshold True"),
        ({"threshold": "0.5"}, "threshold '0.5'"),
        ({"threshold": -0.1}, "threshold -0.1"),
        ({"mpp": NAN}, "mpp is nan"),
        ({"mpp": "0.5"}, "mpp '0.5'"),
        ({"mpp": True}, "mpp True"),
        ({"mpp": 1e-9}, "mpp 1e-09"),
        ({"window_px": 3500.0}, "window_px 3500.0"),
        ({"tile_px": -224}, "tile_px -224"),
        ({"tile_px": False}, "tile_px False"),
        ({"standardised": 1}, "standardised 1"),
        ({"limits": None}, "limits None"),
        ({"metrics": {"test_brier": NAN}}, "metrics.test_brier is nan"),
        ({"metrics": {"test_auc": {"value": 1.2}}}, "metrics.test_auc.value 1.2"),
        ({"metrics": {"epochs": [{"loss": INF}]}}, "metrics.epochs[0].loss is inf"),
        ({"metrics": []}, "metrics []"),
        ({"faithfulness": {"auc": [0.5, NAN]}}, "faithfulness.auc[1] is nan"),
        ({"self_test_logit": NAN}, "self_test_logit is nan"),
        ({"self_test_logit": "x"}, "self_test_logit 'x'"),
        ({"order_stability_limits": {"sd": 2, "other_group": 0}}, "order_stability_limits.sd 2 is not"),
        ({"seed": 2**70}, "seed is a whole number of more than 64 bits"),
        ({"head": {"kind": "lstm", "inputs": 4096.5, "cells": [6], "bias": True}}, "head.inputs 4096.5"),
        ({"head": {"kind": "lstm", "inputs": True, "cells": [6], "bias": True}}, "head.inputs True"),
        ({"head": {"kind": "lstm", "inputs": 4096, "cells": ["6"], "bias": True}}, "cells"),
        ({"head": {"kind": "lstm", "inputs": 4096, "cells": [6], "bias": "no"}}, "bias 'no'"),
    ],
)
def test_a_card_with_a_number_that_cannot_be_is_refused(tmp_path, tiny_manifest, change, named):
    given = json.loads(to_json(tiny_manifest)) | change
    with pytest.raises(BundleError, match=re.escape(named)) as caught:
        from_json(json.dumps(given), tmp_path / "x.safetensors")
    assert caught.value.remedy


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "-Infinity", "1" * 5000])
def test_numbers_that_only_the_text_can_hold_are_refused(tmp_path, tiny_manifest, number):
    text = to_json(tiny_manifest).replace('"mpp": 0.286', f'"mpp": {number}')
    assert number in text
    with pytest.raises(BundleError):
        from_json(text, tmp_path / "x.safetensors")


def test_a_card_nested_beyond_reading_is_refused(tmp_path):
    with pytest.raises(BundleError):
        from_json("[" * 200_000, tmp_path / "x.safetensors")


def test_a_layer_at_the_edges_of_its_range_is_read(tmp_path, tiny_manifest):
    for slope in (1e-6, 1e6):
        given = json.loads(to_json(tiny_manifest)) | layered(slope=slope, before=BEFORE | {"calibration": LAYER})
        assert from_json(json.dumps(given), tmp_path / "x").calibration["slope"] == slope


def test_a_card_with_such_a_number_is_not_written(tmp_path, tiny_manifest):
    bad = replace(tiny_manifest, calibration=LAYER | {"slope": NAN})
    with pytest.raises(BundleError, match=r"calibration\.slope is nan"):
        to_json(bad)
    original = _BAD["write_bundle"](tmp_path / "a.safetensors", tiny_manifest)
    with pytest.raises(BundleError):
        write_copy(original, bad, tmp_path / "b.safetensors")
    assert not (tmp_path / "b.safetensors").exists()


def test_a_former_layer_is_checked_before_it_is_put_back(tmp_path, tiny_manifest):
    def card(fields):
        fields["calibration"] = LAYER | {"before": BEFORE | {"threshold": NAN}}

    path = _BAD["write_bundle"](tmp_path / "a.safetensors", tiny_manifest, card=card)
    with pytest.raises(BundleError, match=r"before\.threshold is nan"):
        without_layer(read_manifest(path))


# -- the weights ------------------------------------------------------------------------------------------------------
TENSORS = ("head.layers.0.weight_ih_l0", "head.layers.2.bias_hh_l0", "head.output.bias", "standardise.mean",
           "standardise.scale")  # fmt: skip


@pytest.mark.parametrize("name", TENSORS)
@pytest.mark.parametrize("value", [NAN, INF, -INF, 2e9])
def test_a_bundle_with_one_bad_number_among_its_weights_is_refused(tmp_path, tiny_manifest, name, value):
    def spoil(tensors):
        tensors[name].view(-1)[-1] = value

    path = _BAD["write_bundle"](tmp_path / "bad.safetensors", tiny_manifest, spoil)
    with pytest.raises(BundleError, match=name) as caught:
        load_bundle(path)
    assert caught.value.remedy


def test_a_negative_spread_is_refused(tmp_path, tiny_manifest):
    path = _BAD["write_bundle"](
        tmp_path / "bad.safetensors", tiny_manifest, lambda tensors: tensors["standardise.scale"].neg_()
    )
    with pytest.raises(BundleError, match="negative"):
        load_bundle(path)


def test_numbers_that_16_bits_do_not_hold_are_not_read_as_weights(tmp_path, tiny_manifest):
    def spoil(tensors):
        tensors["head.output.bias"] = torch.tensor([1e300], dtype=torch.float64)

    with pytest.raises(BundleError, match=r"head\.output\.bias"):
        load_bundle(_BAD["write_bundle"](tmp_path / "bad.safetensors", tiny_manifest, spoil))


def test_a_copy_under_another_card_needs_good_weights_too(tmp_path, tiny_manifest):
    path = _BAD["write_bundle"](tmp_path / "bad.safetensors", tiny_manifest, _BAD["nan_weight"])
    with pytest.raises(BundleError, match=r"head\.output\.weight are not finite"):
        write_copy(path, read_manifest(path), tmp_path / "copy.safetensors")
    assert not (tmp_path / "copy.safetensors").exists()


def test_a_head_that_became_nan_is_never_written(tmp_path, tiny_manifest):
    manifest = replace(tiny_manifest, head=_BAD["ATTENTION"])
    head = AttentionHead(manifest.head)
    with torch.no_grad():
        head.output.weight[0, 0] = NAN
    with pytest.raises(BundleError, match=r"not written: 1 of 6 numbers of head\.output\.weight"):
        save_bundle(tmp_path / "a.safetensors", manifest, head, torch.zeros(4096), torch.ones(4096))
    assert list(tmp_path.iterdir()) == []


# -- the result -------------------------------------------------------------------------------------------------------
def bundle_of(manifest, spoil):
    """Return a loaded bundle that no file can hold, because loading would refuse it."""
    head = AttentionHead(manifest.head)
    with torch.no_grad():
        spoil(head)
    record = bundle_record(manifest, "a" * 64)
    return Bundle(manifest, record, head.eval().requires_grad_(False), torch.zeros(4096), torch.ones(4096))


@pytest.fixture
def spot(tmp_path):
    path = tmp_path / "spot.png"
    Image.fromarray(np.random.default_rng(0).integers(90, 220, (400, 400, 3), dtype=np.uint8)).save(path)
    slide, record = open_image(path, 0.286)
    yield slide, record
    slide.close()


def steps(spot, engine, cache=None):
    slide, record = spot
    manifest = engine.bundle.manifest
    return predict(slide, record, place(slide.size, record.mpp, manifest.window_px, manifest.mpp), engine, cache)


@pytest.mark.parametrize("weight", [NAN, INF, 1e30])
@pytest.mark.parametrize("calibration", [None, LAYER])
def test_an_answer_that_is_no_number_is_an_error_and_no_reading_of_it_is_shown(
    spot, tiny_manifest, colour_encoder, weight, calibration
):
    manifest = replace(tiny_manifest, head=_BAD["ATTENTION"], calibration=calibration)
    engine = Engine(bundle_of(manifest, lambda head: head.output.weight.fill_(weight)), colour_encoder)
    shown = []

    def watch():
        for progress in steps(spot, engine):
            shown.append(progress.partial)

    with pytest.raises(AnswerError, match="gives no usable result") as caught:
        watch()
    assert caught.value.remedy
    assert shown == [None]


def test_finite_weights_that_overflow_on_the_way_are_an_error(spot, tmp_path, tiny_manifest, colour_encoder):
    manifest = replace(tiny_manifest, head=_BAD["ATTENTION"])
    path = _BAD["write_bundle"](tmp_path / "big.safetensors", manifest, _BAD["overflowing"])
    engine = Engine(load_bundle(path), colour_encoder)
    with pytest.raises(AnswerError, match="the logit is"):
        result_of(steps(spot, engine))


def test_a_sequence_network_in_random_orders_is_checked_too(spot, tiny_manifest, tmp_path, colour_encoder):
    manifest = replace(tiny_manifest, random_orders=3)
    bundle = load_bundle(_BAD["write_bundle"](tmp_path / "a.safetensors", manifest))
    bundle.head.output.bias.fill_(1e8)
    with pytest.raises(AnswerError):
        result_of(steps(spot, Engine(bundle, colour_encoder)))


class Broken:
    """A backbone whose features contain NaN from the second batch on."""

    batch, length, backbone_sha256 = 2, 4096, "f" * 64
    device = DeviceRecord("cpu", "CPU (fake)", "a test", "fake", "fast")

    def __init__(self, inner, value):
        self._inner, self._value, self._calls = inner, value, 0

    def encode(self, tiles):
        features, self._calls = self._inner.encode(tiles), self._calls + 1
        if self._calls > 1:
            features[-1, 17] = self._value
        return features


@pytest.mark.parametrize("value", [NAN, INF])
def test_features_that_are_not_finite_are_an_error_and_never_kept(
    spot, tmp_path, tiny_manifest, colour_encoder, value
):
    bundle = load_bundle(_BAD["write_bundle"](tmp_path / "a.safetensors", tiny_manifest))
    engine, cache = Engine(bundle, Broken(colour_encoder, value)), FeatureCache(tmp_path / "cache")
    with pytest.raises(AnswerError, match=re.escape("CPU (fake), fast")) as caught:
        result_of(steps(spot, engine, cache))
    assert "exact precision" in caught.value.remedy
    key = key_of(spot[1].sha256, place(spot[0].size, 0.286, 3500, 0.286).region, bundle.manifest.grid, engine.encoder)
    kept = cache.load(key)
    assert kept is not None
    assert kept.known.any()
    assert np.isfinite(kept.features[kept.known]).all()


def test_kept_features_that_are_not_finite_are_computed_again(spot, tmp_path, tiny_manifest, colour_encoder):
    engine = Engine(load_bundle(_BAD["write_bundle"](tmp_path / "a.safetensors", tiny_manifest)), colour_encoder)
    cache = FeatureCache(tmp_path / "cache")
    first = result_of(steps(spot, engine, cache))
    (entry,) = (tmp_path / "cache").glob("*.npz")
    arrays = dict(np.load(entry))
    arrays["features"][3, 5] = NAN
    np.savez(entry, **arrays)
    again = result_of(steps(spot, engine, cache))
    assert not again.features_cached
    assert again.survival_probability == first.survival_probability


@pytest.mark.parametrize("method", ["occlusion", "blocks", "ig"])
def test_an_explanation_that_is_no_number_is_an_error(spot, tmp_path, tiny_manifest, colour_encoder, method):
    manifest = replace(tiny_manifest, head=_BAD["ATTENTION"])
    bundle = load_bundle(_BAD["write_bundle"](tmp_path / "a.safetensors", manifest))
    engine = Engine(bundle, colour_encoder)
    prediction = result_of(steps(spot, engine))
    bundle.head.output.bias.fill_(NAN)
    with pytest.raises(AnswerError):
        result_of(explain(prediction, engine, method))


@pytest.mark.parametrize(
    "change",
    [{"survival_probability": NAN}, {"survival_probability": 1.1}, {"survival_probability": -0.1}, {"logit": NAN},
     {"logit": INF}, {"interval": (0.1, NAN)}],
)  # fmt: skip
def test_there_is_no_prediction_without_a_finite_answer(tmp_path, change):
    whole = _MADE["make_prediction"](_MADE["make_slide"](tmp_path / "spot.png"))
    with pytest.raises(AnswerError):
        replace(whole, **change)


def test_no_risk_group_without_a_probability(tmp_path, tiny_manifest):
    bundle = load_bundle(_BAD["write_bundle"](tmp_path / "a.safetensors", tiny_manifest))
    for value in (NAN, -0.01, 1.01):
        with pytest.raises(AnswerError):
            bundle.risk_group(value)


@pytest.mark.parametrize("logit", [NAN, INF, -INF, 2 * LARGEST_LOGIT, -2 * LARGEST_LOGIT])
def test_log_odds_have_bounds(logit):
    assert finite_logit(-LARGEST_LOGIT, "m") == -LARGEST_LOGIT
    assert finite_probability(1.0, "m") == 1.0
    with pytest.raises(AnswerError):
        finite_logit(logit, "m")


def test_what_counts_as_a_number_of_a_file():
    good, bad = (0, 1.5, -3), (True, "1", None, NAN, INF, -INF, [1])
    assert all(is_number(value) for value in good)
    assert not any(is_number(value) for value in bad)
    assert is_number(1, 1, 1)
    assert not is_number(1.1, 0, 1)


def test_a_self_test_that_gives_nan_never_passes():
    assert not SelfTest(NAN, None, 0.0).passed


# -- training and saved values ----------------------------------------------------------------------------------------
def test_a_trained_head_that_gives_no_numbers_ends_the_run():
    with pytest.raises(ConfigError, match="2 of 3 logits"):
        finite_logits(np.array([0.5, NAN, INF]))


def test_no_layer_is_fitted_that_no_bundle_may_hold():
    logits = np.array([-1.0, 1.0, -0.5, 0.7, 0.2, -0.1]) * 1e-8
    alive = np.array([False, True, False, True, True, False])
    layer, doubt = calibrate(logits, alive, TrainConfig(calibration="platt"))
    assert layer is None
    assert "beyond the limits of the bundle format" in doubt


def test_a_kept_error_of_fast_that_is_no_number_counts_as_not_measured():
    device = DeviceRecord("cpu", "CPU", "", "torch", "fast", "int8")
    good = KnownError(20, 0.03, 0.01, 1, "spots", "2026-11-24")
    save_error("a" * 64, device, good)
    assert known_error("a" * 64, device) == good
    for change in ({"max_dp": NAN}, {"mean_dp": INF}, {"max_dp": 3.0}, {"spots": True}, {"mean_dp": "0.1"}):
        save_error("a" * 64, device, replace(good, **change))
        assert known_error("a" * 64, device) is None


@pytest.mark.parametrize("horizon", [NAN, INF, 0.0, -1.0])
def test_a_comparison_needs_a_finite_horizon(horizon):
    rater = Rater("model", "number", np.array([1.0, 2.0]))
    table = RaterTable("made.csv", ("a", "b"), np.array([1.0, 2.0]), np.array([True, False]), (rater,))
    with pytest.raises(RaterError, match="finite number greater than 0"):
        check(table, ComparisonOptions(horizon))


def test_a_choice_of_a_score_sheet_is_a_finite_number():
    sheet = Sheet((Question("risk", "Risk", choices=(Choice("low", 0.0), Choice("high", INF))),), ("torn",))
    assert faults_of(sheet) == ["risk: the value of a choice is not a finite number"]


@pytest.mark.parametrize("text", ["nan", "inf"])
def test_a_threshold_that_is_not_finite_is_refused(text):
    assert rater_column("M=col:0.5").threshold == 0.5
    with pytest.raises(RaterError, match=f"'{text}' is no threshold"):
        rater_column(f"M=col:{text}")
