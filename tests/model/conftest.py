"""Small stand-ins shared by the tests of the model: a manifest with a small head, and an engine without VGG-16."""

import numpy as np
import pytest

from model.manifest import HeadShape, Manifest
from model.prediction import DeviceRecord


@pytest.fixture
def tiny_manifest():
    return Manifest(
        name="tiny",
        version="1",
        endpoint="alive at 5 years (test)",
        label_meaning="1: alive",
        backbone_name="fake",
        backbone_sha256="f" * 64,
        feature_layer="mean colour",
        mpp=0.286,
        window_px=3500,
        tile_px=224,
        fit="overlap",
        order="raster",
        blank="read",
        standardised=True,
        head=HeadShape(cells=(6, 5, 4)),
        threshold=0.5,
        threshold_origin="set by hand for a test",
        calibration=None,
        training="none",
        metrics={},
        intended_use="tests",
        limits="no meaning",
        demo=True,
        made_by="a test",
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
