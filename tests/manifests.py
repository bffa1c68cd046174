"""A whole manifest for tests; the conftest files and fakes of several rooms load this file."""

from typing import Any

from model.bundle.head_shape import HeadShape
from model.bundle.manifest import Manifest

_USUAL: dict[str, Any] = {
    "name": "tiny",
    "version": "1",
    "endpoint": "5-year survival",
    "label_meaning": "1: alive at 5 years",
    "backbone_name": "seeded",
    "backbone_sha256": "f" * 64,
    "feature_layer": "fc7 after ReLU",
    "mpp": 0.286,
    "window_px": 3500,
    "tile_px": 224,
    "fit": "overlap",
    "order": "raster",
    "blank": "read",
    "standardised": True,
    "head": HeadShape(),
    "threshold": 0.5,
    "threshold_origin": "median of the training spots",
    "calibration": None,
    "training": "none",
    "metrics": {},
    "intended_use": "tests",
    "limits": "No clinical meaning.",
    "demo": True,
    "made_by": "a test",
}


def make_manifest(**changes: Any) -> Manifest:
    """A demo model's, with the head of the publication, but for `changes`."""
    return Manifest(**(_USUAL | changes))
