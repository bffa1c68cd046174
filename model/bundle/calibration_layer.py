"""Add a calibration layer to a manifest, or remove it.

The layer is a straight line: slope * logit + intercept, where the logit is the head's own. A new layer replaces the old
layer. It stores the manifest's fields that it replaced, so that it can be removed again.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from model.base.errors import BundleError
from model.bundle.manifest import Manifest
from model.statistics.calibration import sigmoid_of

_OF_THE_LAYER = (
    "test_brier", "test_calibration", "test_sd_of_p", "out_of_fold_brier", "training_spread", "order_instability",
    "held_out_answers", "external_validations",
)  # fmt: skip
"""Keys of metrics that were measured on probabilities after calibration. These metrics are not valid for another
calibration layer.
"""
_EDGE = 1e-12
"""Probabilities of 0 and 1 have no finite logit. Such probabilities are moved away from 0 and 1 by this amount."""


def own_logits(layer: dict[str, Any] | None, probability: np.ndarray) -> np.ndarray:
    """Return the head's own logits, float64 [n], for survival probabilities [n] that were computed with `layer`."""
    inside = np.clip(probability, _EDGE, 1 - _EDGE)
    logits = np.asarray(np.log(inside / (1 - inside)))
    return (logits - layer["intercept"]) / layer["slope"] if layer else logits


def with_layer(manifest: Manifest, layer: dict[str, Any], sha256: str, mark: str, limits: str) -> Manifest:
    """Return a copy of `manifest` in which `layer` replaces the calibration layer. The risk groups do not change.

    `sha256` is the hash of the bundle file that contains `manifest`. `mark` is appended to the version, and `limits` to
    the card's text on the limits of the model.
    """
    old, cut = manifest.calibration, manifest.threshold
    moved = cut
    if cut is not None and 0 < cut < 1:
        logit = float(own_logits(old, np.array([cut]))[0])
        moved = sigmoid_of(layer["slope"] * logit + layer["intercept"])
    before = {
        "sha256": sha256,
        "version": manifest.version,
        "threshold": cut,
        "calibration": old,
        "limits": manifest.limits,
        "metrics": {key: manifest.metrics[key] for key in _OF_THE_LAYER if key in manifest.metrics},
    }
    without = cut if old is None else old.get("threshold_without")
    return replace(
        manifest,
        version=f"{manifest.version}+{mark}",
        threshold=moved,
        calibration={**layer, "threshold_without": without, "before": before},
        limits=f"{manifest.limits} {limits}",
        metrics={key: value for key, value in manifest.metrics.items() if key not in _OF_THE_LAYER},
    )


def without_layer(manifest: Manifest) -> Manifest:
    """Return `manifest` as it was before its calibration layer was added. A layer that training added is removed too.

    Raise BundleError if the manifest has no calibration layer.
    """
    layer = manifest.calibration
    if layer is None:
        raise BundleError(f"{manifest.name} {manifest.version} has no calibration layer.", "There is nothing to do.")
    before = layer.get("before")
    if before is not None:
        return replace(
            manifest,
            version=before["version"],
            threshold=before["threshold"],
            calibration=before["calibration"],
            limits=before["limits"],
            metrics={**manifest.metrics, **before["metrics"]},
        )
    cut = manifest.threshold
    if cut is not None and 0 < cut < 1:
        cut = layer.get("threshold_without") or sigmoid_of(float(own_logits(layer, np.array([cut]))[0]))
    kept = {key: value for key, value in manifest.metrics.items() if key not in _OF_THE_LAYER}
    return replace(manifest, version=f"{manifest.version}+uncalibrated", threshold=cut, calibration=None, metrics=kept)
