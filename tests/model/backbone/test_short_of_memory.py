"""A GPU short of memory gets fewer tiles at once, and at last the CPU takes over; simulated without a GPU."""

import numpy as np
import pytest
import torch

from model.backbone.engine_torch import GPU_STEP, TorchEncoder, fitting_step
from model.result.prediction import DeviceRecord

GPU = DeviceRecord("mps", "A GPU (torch, fast float16)", "chosen by the user", "torch", "fast", "float16")


class Played(TorchEncoder):
    """A device with memory for `room` tiles; the CPU has no limit."""

    def __init__(self, device, room, log):
        self._room, self._log = room, log
        super().__init__({}, "s" * 64, device, lambda: {})

    def _settle(self, weights, device):
        self.device = device
        self._place = torch.device("meta" if device.name == "mps" else "cpu")
        self.batch, self._step = 8, 8
        self._network = self._run

    def _encode(self, tiles):
        if self.device.name == "mps" and min(self._step, len(tiles)) > self._room:
            raise torch.OutOfMemoryError("played")
        self._log.append((self.device.name, self._step))
        return np.full((len(tiles), 4096), 7, np.float32)

    def _run(self, tiles):
        raise AssertionError("not reached")


TILES = np.zeros((8, 224, 224, 3), np.uint8)


def test_the_step_is_halved_until_it_fits_and_stays_so():
    log = []
    encoder = Played(GPU, 2, log)
    assert encoder.encode(TILES).shape == (8, 4096)
    encoder.encode(TILES)
    assert log == [("mps", 2), ("mps", 2)]
    assert encoder.device.title == GPU.title
    assert encoder.device.reason == "chosen by the user; its memory ran short, so the batch has 2 tiles"


def test_the_cpu_takes_over_where_not_one_tile_fits_and_the_record_says_so():
    log = []
    encoder = Played(GPU, 0, log)
    assert (encoder.encode(TILES) == 7).all()
    assert log == [("cpu-torch", 8)]
    assert (encoder.device.name, encoder.device.precision, encoder.device.arithmetic) == (
        "cpu-torch",
        "exact",
        "float32",
    )
    assert GPU.title in encoder.device.reason
    assert "memory" in encoder.device.reason


def test_a_cpu_without_memory_says_so():
    class Full(Played):
        def _encode(self, tiles):
            raise torch.OutOfMemoryError("played")

    with pytest.raises(torch.OutOfMemoryError):
        Full(DeviceRecord("cpu-torch", "CPU", "", "torch", "exact"), 8, []).encode(TILES)


@pytest.mark.parametrize(
    ("free_gb", "arithmetic", "step"), [(80, "bfloat16", GPU_STEP), (2, "float32", 16), (0.01, "float32", 1)]
)
def test_the_step_fits_into_the_free_memory(free_gb, arithmetic, step):
    assert fitting_step(int(free_gb * 1e9), arithmetic) == step


def test_half_precision_is_near_and_its_features_are_float32():
    """Run the path of a GPU on the CPU, in bfloat16."""
    from model.backbone.seeded import seeded_weights

    weights = seeded_weights()
    tiles = np.random.default_rng(6).integers(0, 256, (2, 224, 224, 3), dtype=np.uint8)
    exact = TorchEncoder(weights, "s" * 64, DeviceRecord("cpu-torch", "", "", "torch", "exact"), lambda: weights)
    record = DeviceRecord("cpu-torch", "", "", "torch", "fast", "bfloat16")
    fast = TorchEncoder(weights, "s" * 64, record, lambda: weights)
    expected, found = exact.encode(tiles), fast.encode(tiles)
    assert found.dtype == np.float32
    off = np.linalg.norm(found - expected, axis=1) / np.linalg.norm(expected, axis=1)
    assert (off < 0.1).all()
    assert (off > 1e-4).all()  # otherwise it was float32
