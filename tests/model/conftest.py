"""Small stand-ins shared by the tests of the model: a manifest with a small head, and an engine without VGG-16."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from model.bundle.manifest import HeadShape
from model.result.prediction import DeviceRecord

_MANIFESTS = runpy.run_path(str(Path(__file__).parents[1] / "manifests.py"))


@pytest.fixture
def tiny_manifest():
    return _MANIFESTS["make_manifest"](
        endpoint="alive at 5 years (test)",
        label_meaning="1: alive",
        backbone_name="fake",
        feature_layer="mean colour",
        head=HeadShape(cells=(6, 5, 4)),
        threshold_origin="set by hand for a test",
        limits="no meaning",
    )


class ColourEncoder:
    """Features without VGG-16: mean colour and spread of a tile, repeated to 4096 numbers; batch after batch."""

    batch = 32
    device = DeviceRecord("cpu", "CPU (fake, exact)", "a test", "fake", "exact")
    backbone_sha256 = "f" * 64

    def encode(self, tiles):
        flat = tiles.reshape(len(tiles), -1, 3).astype(np.float64) / 255
        six = np.concatenate([flat.mean(axis=1), flat.std(axis=1)], axis=1)
        return np.tile(six, (1, 683))[:, :4096].astype(np.float32)


@pytest.fixture
def colour_encoder():
    return ColourEncoder()


@pytest.fixture(scope="module")
def colour_encoder_of_module():
    return ColourEncoder()
