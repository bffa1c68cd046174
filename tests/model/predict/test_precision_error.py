"""The error of fast equals sums made by hand; fast is refused until it was measured on this computer."""

import dataclasses
import json
from types import SimpleNamespace

import pytest

from model.base.errors import DeviceError, UnmeasuredError
from model.base.geometry import RegionL0
from model.base.places import data_folder
from model.predict.feature_key import key_of
from model.predict.precision_error import Pair, known_error, save_error, summary, with_known_error
from model.region.grid import GridSpec
from model.result.prediction import DeviceRecord, KnownError

EXACT = DeviceRecord("cpu", "CPU (OpenVINO, exact)", "a test", "OpenVINO", "exact")
FAST = DeviceRecord("cpu", "CPU (OpenVINO, fast int8)", "a test", "OpenVINO", "fast", "int8")
BUNDLE = "b" * 64
ERROR = KnownError(20, 0.031, 0.012, 1, "synthetic spots", "2026-11-24")


def test_the_sums_are_those_made_by_hand():
    pairs = [
        Pair(0.50, 0.52, "low risk", "low risk"),
        Pair(0.40, 0.37, "high risk", "high risk"),
        Pair(0.501, 0.497, "low risk", "high risk"),
    ]
    error = summary(pairs, "three spots", "2026-11-24")
    assert error.spots == 3
    assert error.max_dp == pytest.approx(0.03)
    assert error.mean_dp == pytest.approx((0.02 + 0.03 + 0.004) / 3)
    assert error.flipped == 1
    assert error.text == "off by up to 0.030 (mean 0.018), 1 of 3 risk groups flipped, on three spots, 2026-11-24"


@pytest.mark.parametrize(("max_dp", "tolerable"), [(0.01, True), (0.0101, False)])
def test_more_than_a_hundredth_is_not_tolerable(max_dp, tolerable):
    assert dataclasses.replace(ERROR, max_dp=max_dp).tolerable is tolerable


def test_exact_needs_no_measuring():
    assert with_known_error(EXACT, BUNDLE) == EXACT


def test_fast_is_refused_until_it_was_measured_and_the_way_is_told():
    with pytest.raises(UnmeasuredError) as caught:
        with_known_error(FAST, BUNDLE)
    assert isinstance(caught.value, DeviceError)
    assert "bench --accuracy" in caught.value.remedy


def test_what_was_measured_stands_in_the_record():
    save_error(BUNDLE, FAST, ERROR)
    assert with_known_error(FAST, BUNDLE).error == ERROR


@pytest.mark.parametrize(
    ("bundle", "change"),
    [("c" * 64, {}), (BUNDLE, {"arithmetic": "bfloat16"}), (BUNDLE, {"engine": "torch"}), (BUNDLE, {"name": "npu"})],
)
def test_it_counts_for_one_bundle_one_arithmetic_and_one_device(bundle, change):
    save_error(BUNDLE, FAST, ERROR)
    assert known_error(bundle, dataclasses.replace(FAST, **change)) is None


def test_an_error_too_large_for_any_use_is_refused_with_its_value():
    save_error(BUNDLE, FAST, dataclasses.replace(ERROR, max_dp=0.05))
    assert with_known_error(FAST, BUNDLE).error.max_dp == 0.05
    save_error(BUNDLE, FAST, dataclasses.replace(ERROR, max_dp=0.051))
    with pytest.raises(DeviceError, match=r"off by up to 0\.051"):
        with_known_error(FAST, BUNDLE)


def test_an_error_of_the_uncorrected_features_of_version_0_2_is_not_used(monkeypatch):
    """The file of version 0.2.0 was named after the arithmetic alone."""
    monkeypatch.setattr("model.predict.precision_error.recipe_of", lambda device: device.arithmetic)
    save_error(BUNDLE, FAST, ERROR)
    monkeypatch.undo()
    assert known_error(BUNDLE, FAST) is None


def test_features_of_fast_have_another_key_than_those_of_version_0_2_and_exact_ones_the_same(monkeypatch):
    def name(device):
        encoder = SimpleNamespace(device=device, backbone_sha256="b" * 64)
        return key_of("a" * 64, RegionL0(0, 0, 3500, 3500), GridSpec(), encoder).name

    now = (name(EXACT), name(FAST))
    monkeypatch.setattr("model.predict.feature_key.recipe_of", lambda device: device.arithmetic)
    before = (name(EXACT), name(FAST))
    assert now[0] == before[0]
    assert now[1] != before[1]


def test_it_counts_for_one_processor(monkeypatch):
    save_error(BUNDLE, FAST, ERROR)
    monkeypatch.setattr("model.predict.precision_error.processor", lambda: "another one")
    assert known_error(BUNDLE, FAST) is None


@pytest.mark.parametrize("content", ["", "{}", "[1]", json.dumps({"error": {"spots": 20}})])
def test_a_damaged_record_counts_as_none(content):
    save_error(BUNDLE, FAST, ERROR)
    next((data_folder() / "accuracy").iterdir()).write_text(content)
    assert known_error(BUNDLE, FAST) is None
