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
FAST = DeviceRecord("cpu", "CPU (fake, fast int8)", "a test", "fake", "fast", "int8")


@pytest.fixture
def bundle(tmp_path, tiny_manifest):
    torch.manual_seed(3)
    path = tmp_path / "tiny.safetensors"
    manifest = replace(tiny_manifest, window_px=SIDE)
    save_bundle(path, manifest, LstmHead(manifest.head), torch.zeros(4096), torch.ones(4096))
    return path


@pytest.fixture
def played(bundle, colour_encoder, monkeypatch):
    """Make *fast* return the features of *exact*, each 2 % larger, and spots of 16 tiles in one colour each."""

    class Larger(type(colour_encoder)):
        device = FAST

        def encode(self, tiles):
            return super().encode(tiles) * np.float32(1.02)

    def load(path, device, precision, unmeasured):
        assert unmeasured
        yield Progress("loading")
        return Engine(load_bundle(path), Larger() if precision == "fast" else colour_encoder)

    def spots(count):
        for number in range(count):
            pixels = np.full((SIDE, SIDE, 3), (200, 90 + 5 * number, 180), np.uint8)
            slide = ArraySlide(bundle.with_name(f"{number}"), pixels, PixelSize(0.286, "made"), ())
            yield slide, ImageRecord(str(slide.path), f"{number}" * 8, SIDE, SIDE, 0.286, "made", ())

    monkeypatch.setattr(accuracy, "load_engine", load)
    monkeypatch.setattr(accuracy, "_synthetic_spots", spots)
    return bundle


def test_every_spot_is_read_both_ways_and_the_error_is_kept(played):
    reports = []
    task = accuracy.measure_error(played, spots=20)
    while True:
        try:
            reports.append(next(task))
        except StopIteration as end:
            error = end.value
            break
    assert error.spots == 20
    assert 0 < error.mean_dp <= error.max_dp
    assert error.on == "synthetic spots"
    assert known_error(load_bundle(played).record.sha256, FAST) == error
    counted = [report.done for report in reports if report.total]
    assert counted == sorted(counted)
    assert (counted[0], counted[-1]) == (0, 40)


def test_a_measuring_that_is_given_up_keeps_nothing(played):
    task = accuracy.measure_error(played, spots=20)
    for _ in range(30):
        next(task)
    task.close()
    assert known_error(load_bundle(played).record.sha256, FAST) is None


@pytest.mark.parametrize("given", [{"spots": 19}, {"images": ["a.png", "b.png"]}])
def test_few_spots_are_refused(bundle, given):
    with pytest.raises(DeviceError, match="too few"):
        result_of(accuracy.measure_error(bundle, **given))
