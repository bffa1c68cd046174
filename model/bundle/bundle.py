"""Load and save model bundles.

A bundle is one `.safetensors` file with the head's weights. Its metadata contain the manifest. Pickle is never used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from model.base.errors import BundleError
from model.base.files import replacing
from model.base.finite import finite_logit, finite_probability
from model.base.tensor_file import save_tensors
from model.bundle.familiarity_tensors import PREFIX, arrays_of, reference_of
from model.bundle.heads.base import Head
from model.bundle.heads.facts import PARTS_OF_LOGIT
from model.bundle.heads.head_table import HEADS
from model.bundle.heads.networks import make_head
from model.bundle.installed import verified_sha256
from model.bundle.manifest import METADATA_KEY, Manifest, read_manifest, to_json
from model.bundle.record import BundleRecord, OrderSpread, RiskGroup
from model.bundle.stability import stability_limits
from model.bundle.tensors import SCALE, refuse_bad, tensor_fault
from model.familiarity.reference import TissueReference

_MEAN = "standardise.mean"
_SCALE = SCALE
_HEAD = "head."
_IN_NUMPY = (torch.float16, torch.float32, torch.float64)
"""Number formats that both torch and NumPy support. Tensors in other formats are converted to float64 for the checks.
"""


@dataclass(frozen=True, eq=False)
class Bundle:
    """A loaded model. Features [n, 4096] are standardised as (x - mean) * scale and then processed by `head`."""

    manifest: Manifest
    record: BundleRecord
    head: Head
    mean: torch.Tensor
    scale: torch.Tensor
    familiarity: TissueReference | None = None
    """The record of the training tissue. It is None for older bundles and for bundles without such a record."""

    @property
    def name(self) -> str:
        """Return the name and the version of the model as text."""
        return f"{self.manifest.name} {self.manifest.version}"

    def standardised(self, features: torch.Tensor) -> torch.Tensor:
        """Return the standardised `features` [..., 4096], which are the input of the head."""
        return (features - self.mean) * self.scale

    def calibrated(self, logit: float) -> float:
        """Return the logit after the calibration layer, or unchanged if the bundle has no such layer.

        Raise AnswerError if the logit is not finite.
        """
        layer = self.manifest.calibration
        found = layer["slope"] * finite_logit(logit, self.name) + layer["intercept"] if layer else logit
        return finite_logit(found, self.name)

    def tile_values(self, features: torch.Tensor, tissue: torch.Tensor) -> dict[str, torch.Tensor]:
        """Return the values that the head computes for each tile, [n], by key of `Trace.tiles`.

        The tiles have `features` [n, 4096] and tissue shares `tissue` [n].

        Values in log odds are multiplied by the slope of the calibration layer. Values that are shares are not changed.
        """
        layer = self.manifest.calibration
        slope = layer["slope"] if layer else 1.0
        found = self.head.tile_values(self.standardised(features), tissue)
        return {key: slope * values if key in PARTS_OF_LOGIT else values for key, values in found.items()}

    def risk_group(self, survival_probability: float) -> RiskGroup | None:
        """Return the risk group for `survival_probability`, or None if the bundle has no threshold.

        Raise AnswerError for an invalid probability.
        """
        threshold = self.manifest.threshold
        if threshold is None:
            return None
        return "low risk" if finite_probability(survival_probability, self.name) >= threshold else "high risk"

    def order_spread(self, found: Sequence[float], survival_probability: float, kind: str) -> OrderSpread:
        """Return the spread of the probabilities `found`, and how many of them give another risk group.

        `found` are the probabilities in several tile orders, or of the members of an ensemble; `kind` names which (see
        `OrderSpread`). `survival_probability` is the probability of the prediction.
        """
        group = self.risk_group(survival_probability)
        flipped = None if group is None else sum(self.risk_group(p) != group for p in found)
        return OrderSpread(tuple(found), flipped, kind)


def load_bundle(path: Path) -> Bundle:
    """Load and return the bundle in `path`, in float32 on the CPU, ready for inference.

    Raise BundleError if the file is damaged.
    """
    manifest = read_manifest(path)
    if manifest.head.kind not in HEADS:
        raise BundleError(
            f"{path.name} holds a head of kind {manifest.head.kind!r}, which this version does not support.",
            "Use the program version that made the bundle.",
        )
    try:
        given = load_file(path)
        tensors = {name: tensor.float() for name, tensor in given.items() if not name.startswith(PREFIX)}
        mean, scale = tensors.pop(_MEAN), tensors.pop(_SCALE)
        head = make_head(manifest.head)
        head.load_state_dict({name.removeprefix(_HEAD): tensor for name, tensor in tensors.items()})
    except (SafetensorError, OSError, KeyError, RuntimeError) as error:
        raise BundleError(
            f"{path.name} is damaged: its tensors do not fit its manifest ({error}).",
            "Copy or download the bundle again.",
        ) from error
    arrays = _arrays(given)
    refuse_bad(path.name, manifest, arrays)
    head.eval().requires_grad_(False)
    record = bundle_record(manifest, verified_sha256(path))
    return Bundle(manifest, record, head, mean, scale, reference_of(manifest.familiarity, arrays))


def _arrays(tensors: Mapping[str, torch.Tensor]) -> dict[str, np.ndarray]:
    return {
        name: (tensor if tensor.dtype in _IN_NUMPY else tensor.double()).numpy() for name, tensor in tensors.items()
    }


def bundle_record(manifest: Manifest, sha256: str) -> BundleRecord:
    """Return the record of the bundle that a prediction contains. `sha256` is the hash of the bundle file."""
    return BundleRecord(
        name=manifest.name,
        version=manifest.version,
        sha256=sha256,
        backbone_sha256=manifest.backbone_sha256,
        demo=manifest.demo,
        endpoint=manifest.endpoint,
        threshold=manifest.threshold,
        threshold_origin=manifest.threshold_origin,
        calibration=manifest.calibration_text,
        stability=stability_limits(manifest.extra),
    )


def save_bundle(
    path: Path,
    manifest: Manifest,
    head: Head,
    mean: torch.Tensor,
    scale: torch.Tensor,
    familiarity: TissueReference | None = None,
) -> None:
    """Write a bundle with float16 tensors, or with float32 tensors if the head needs a higher precision.

    `familiarity` is the record of the training tissue. The manifest must contain the limits for familiar tissue that
    belong to it. If the manifest has no such limits, `familiarity` must be None. Raise BundleError if a number is too
    large for the number format. The weights in the file are rounded, so the caller must load the file again before
    computing with the bundle.
    """
    kind = torch.float16 if head.halved else torch.float32
    tensors = {f"{_HEAD}{name}": tensor.detach().to(kind).contiguous() for name, tensor in head.state_dict().items()}
    tensors |= {name: tensor.to(torch.float16).contiguous() for name, tensor in ((_MEAN, mean), (_SCALE, scale))}
    if familiarity is not None:
        tensors |= {name: torch.from_numpy(array).contiguous() for name, array in arrays_of(familiarity).items()}
    fault = tensor_fault(_arrays(tensors))
    if fault is not None:
        raise BundleError(
            f"The model was not written: {fault} after conversion to the bundle's 16-bit or 32-bit numbers.",
            "Train with a lower learning rate or a higher penalty.",
        )
    with replacing(path) as beside:
        save_tensors(tensors, beside, metadata={METADATA_KEY: to_json(manifest)})
