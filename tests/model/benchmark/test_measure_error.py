"""With fake engines, every spot is analysed with both precisions, few spots are refused, nothing is saved early."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from model.base.errors import DeviceError
from model.base.progress import Progress, result_of
from model.benchmark import accuracy
from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.heads.lstm import LstmHead
from model.predict.engine import Engine
from model.predict.precision_error import known_error
from model.result.prediction import DeviceRecord
from model.slide.array import ArraySlide
from model.slide.pixel_size import PixelSize
from model.slide.record import ImageRecord

SIDE = 896
FAST = DeviceRecord("cpu", "CPU (fake, fast bfloat16)", "a test", "fake", "fast", "bfloat16")
FASTEST = DeviceRecord("cpu", "CPU (fake, fastest int8)", "a test", "fake", "fastest", "int8")


@pytest.fixture
def bundle(tmp_path, tiny_manifest):
    torch.manual_seed(3)
    path = tmp_path / "tiny.safetensors"
    manifest = replace(tiny_manifest, window_px=SIDE)
    save_bundle(path, manifest, LstmHead(manifest.head), torch.zeros(4096), torch.ones(4096))
    return path


@pytest.fixture
def played(bundle, colour_encoder, monkeypatch):
    """Return features 2 % larger with *fast* and 10 % larger with *fastest*, and spots of 16 tiles in one colour."""

    class Larger(type(colour_encoder)):
        device, factor = FAST, np.float32(1.02)

        def encode(self, tiles):
            return super().encode(tiles) * self.factor

    class Largest(Larger):
        device, factor = FASTEST, np.float32(1.1)

    def load(path, device, precision, unmeasured):
        assert unmeasured
        yield Progress("loading")
        return Engine(load_bundle(path), {"fast": Larger, "fastest": Largest}.get(precision, lambda: colour_encoder)())

    def spots(count):
        for number in range(count):
            pixels = np.full((SIDE, SIDE, 3), (200, 90 + 5 * number, 180), np.uint8)
            slide = ArraySlide(bundle.with_name(f"{number}"), pixels, PixelSize(0.286, "made"), ())
            yield slide, ImageRecord(str(slide.path), f"{number}" * 8, SIDE, SIDE, 0.286, "made", ())

    monkeypatch.setattr(accuracy, "load_engine", load)
    monkeypatch.setattr(accuracy, "_faster_precisions", lambda path, device: ("fast", "fastest"))
    monkeypatch.setattr(accuracy, "_synthetic_spots", spots)
    return bundle


def test_every_spot_is_read_both_ways_and_the_error_is_kept(played):
    reports = []
    task = accuracy.measure_error(played, spots=20)
    while True:
        try:
            reports.append(next(task))
        except StopIteration as end:
            errors = end.value
            break
    fast, fastest = errors["fast"], errors["fastest"]
    assert (fast.spots, fastest.spots) == (20, 20)
    assert 0 < fast.mean_dp <= fast.max_dp < fastest.max_dp
    assert fast.on == "synthetic spots"
    sha256 = load_bundle(played).record.sha256
    assert (known_error(sha256, FAST), known_error(sha256, FASTEST)) == (fast, fastest)
    counted = [report.done for report in reports if report.total]
    assert counted == sorted(counted)
    assert (counted[0], counted[-1]) == (0, 60)


def test_a_measuring_that_is_given_up_keeps_nothing(played):
    task = accuracy.measure_error(played, spots=20)
    for _ in range(30):
        next(task)
    task.close()
    assert known_error(load_bundle(played).record.sha256, FAST) is None


def test_every_faster_precision_of_the_device_is_measured(bundle, monkeypatch, tmp_path):
    exact = DeviceRecord("cpu", "CPU (fake, exact)", "a test", "fake", "exact")
    monkeypatch.setattr(accuracy, "find_backbone", lambda sha256, name: None)
    monkeypatch.setattr(accuracy, "device_for", lambda backbone, device, precision="exact": exact)
    for offered in ({"fast"}, {"fast", "fastest"}):
        monkeypatch.setattr(accuracy, "arithmetic_of", lambda device, tier, offered=offered: tier in offered or None)
        assert set(accuracy._faster_precisions(bundle, "cpu")) == offered


@pytest.mark.parametrize("given", [{"spots": 19}, {"images": ["a.png", "b.png"]}])
def test_few_spots_are_refused(bundle, given):
    with pytest.raises(DeviceError, match="too few"):
        result_of(accuracy.measure_error(bundle, **given))
