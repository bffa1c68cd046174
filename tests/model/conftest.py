"""Small stand-ins shared by the tests of the model: a manifest with a small head, and an engine without VGG-16."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from model.bundle.head_shape import HeadShape
from model.familiarity.reference import FamiliarityLimits, TissueReference
from model.familiarity.section import section_of
from model.result.prediction import DeviceRecord

_MANIFESTS = runpy.run_path(str(Path(__file__).parents[1] / "manifests.py"))


@pytest.fixture(scope="session")
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

    batch, length = 32, 4096
    device = DeviceRecord("cpu", "CPU (fake, exact)", "a test", "fake", "exact")
    backbone_sha256 = "f" * 64

    def encode(self, tiles):
        rows = tiles.reshape(*tiles.shape[:2], -1)
        # Sums of integers are exact, and 20 times faster than means of float64.
        sums = [part.sum(axis=1, dtype=np.uint32) for part in (rows, np.square(rows, dtype=np.uint16))]
        pixels = tiles.shape[1] * tiles.shape[2]
        mean, of_squares = (part.reshape(len(tiles), -1, 3).sum(axis=1) / pixels for part in sums)
        six = np.concatenate([mean, np.sqrt(np.maximum(of_squares - mean**2, 0))], axis=1) / 255
        return np.tile(six, (1, 683))[:, :4096].astype(np.float32)


@pytest.fixture
def colour_encoder():
    return ColourEncoder()


@pytest.fixture(scope="module")
def colour_encoder_of_module():
    return ColourEncoder()


@pytest.fixture
def tissue_record():
    """A record of training tissue, 60 tiles in 3 components, and the section of the manifest that belongs to it."""
    generator = np.random.default_rng(11)
    half = {"centre": (4096,), "scale": (4096,), "axes": (4096, 3), "spread": (4,), "points": (60, 4)}
    arrays = {name: np.abs(generator.normal(size=shape)).astype(np.float16) for name, shape in half.items()}
    limits = FamiliarityLimits(neighbours=5, tile=6.25, caution=0.07, refuse=0.5)
    counts = {
        "reference": {"spots": 12, "tiles": 60},
        "limits_from": {"spots": 4, "tiles": 70},
        "test": {
            "spots": 8,
            "flagged": {"count": 2, "low": 0.0716, "high": 0.5907},
            "refused": {"count": 0, "low": 0.0, "high": 0.3244},
            "median_share": 0.012,
            "largest_share": 0.25,
        },
    }
    wide = {name: array.astype(np.float32) for name, array in arrays.items()}
    return TissueReference(**wide, limits=limits), section_of(limits, counts)
