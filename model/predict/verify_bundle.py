"""Verify that a bundle is complete and can be used, and list the differences between two bundles."""

import json
import math
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from model.backbone.store import find_backbone
from model.base.errors import BackboneError
from model.base.files import listed_sums
from model.base.progress import Progress
from model.bundle.bundle import Bundle, load_bundle
from model.bundle.familiarity_tensors import arrays_of
from model.bundle.manifest import to_json
from model.familiarity.judge import NO_RECORD
from model.predict.engine import Engine, load_engine
from model.predict.selftest import self_test


@dataclass(frozen=True)
class Check:
    """The result of one check of a bundle. `good` is None if there was nothing to compare with."""

    subject: str
    good: bool | None
    text: str


@dataclass(frozen=True)
class Difference:
    """A manifest field or a tensor in which two bundles differ.

    `first` and `second` are the values in the two bundles; a value is None if the bundle has no such field or tensor.

    `apart` is the largest difference between corresponding numbers of the two tensors. It is None for fields, and for
    tensors of different shapes.
    """

    name: str
    first: str | None
    second: str | None
    is_tensor: bool = False
    apart: float | None = None


def verify(path: Path, device: str = "auto") -> Generator[Progress, None, tuple[Check, ...]]:
    """Run all checks of the bundle at `path` on this computer and return their results.

    Raise BundleError if the bundle is damaged, or if its SHA-256 differs from the SHA-256 that `SHA256SUMS` in the same
    folder lists.
    """
    yield Progress("reading the bundle")
    bundle = load_bundle(path)
    manifest = bundle.manifest
    # Loading raises an error if the file is incomplete or a weight is not finite. The checks for both have thus passed
    # at this point.
    found = [
        Check("file", True, "manifest and tensors are complete and match"),
        _checksum(path, bundle),
        Check("weights", True, "all are finite"),
        _training_tissue(bundle),
    ]
    if manifest.tile_layout == "positions":
        text = f"not needed: the model takes feature files of {manifest.encoder.text}"
        return (*found, Check("backbone", None, text))
    try:
        find_backbone(manifest.backbone_sha256, manifest.backbone_name)
    except BackboneError as error:
        return (*found, Check("backbone", False, f"{error.message} {error.remedy}"))
    found.append(Check("backbone", True, f"{manifest.backbone_name} is installed, with the right weights"))
    engine = yield from load_engine(path, device)
    return (*found, _self_test_check(engine))


def differences(first: Bundle, second: Bundle) -> tuple[Difference, ...]:
    """Return the manifest fields (by dotted path) that differ, then the tensors that differ. Return () if none do."""
    one, two = (_flat(json.loads(to_json(bundle.manifest))) for bundle in (first, second))
    fields = [
        Difference(name, one.get(name), two.get(name))
        for name in sorted(one.keys() | two.keys())
        if one.get(name) != two.get(name)
    ]
    here, there = _tensors(first), _tensors(second)
    tensors = [_tensor_difference(name, here.get(name), there.get(name)) for name in sorted(here.keys() | there.keys())]
    return (*fields, *(found for found in tensors if found is not None))


def _checksum(path: Path, bundle: Bundle) -> Check:
    sha256 = bundle.record.sha256
    if path.name not in listed_sums(path.parent):
        return Check("checksum", None, f"sha256 {sha256}; no list of checksums beside the file")
    return Check("checksum", True, f"sha256 {sha256}, equal to the SHA-256 in the list of checksums beside the file")


def _training_tissue(bundle: Bundle) -> Check:
    # Loading raises an error if a shape in the record does not match the manifest.
    reference = bundle.familiarity
    if reference is None:
        return Check("training tissue", None, NO_RECORD)
    points, parts = reference.points.shape
    return Check("training tissue", True, f"{points} tiles of {parts} numbers each, with their limits")


def _self_test_check(engine: Engine) -> Check:
    test = self_test(engine)
    where = f"logit {test.logit:.5f} on {engine.device.title}"
    if test.reference is None and math.isfinite(test.logit):
        return Check("self-test", None, f"{where}; the bundle states no reference value")
    expected = "NaN or infinite" if test.reference is None else f"reference {test.reference:.5f}"
    return Check("self-test", test.passed, f"{where}, {expected}")


def _tensors(bundle: Bundle) -> dict[str, torch.Tensor]:
    named = {f"head.{name}": tensor for name, tensor in bundle.head.state_dict().items()}
    named |= {"standardise.mean": bundle.mean, "standardise.scale": bundle.scale}
    if bundle.familiarity is not None:
        named |= {name: torch.from_numpy(array).float() for name, array in arrays_of(bundle.familiarity).items()}
    return named


def _tensor_difference(name: str, one: torch.Tensor | None, two: torch.Tensor | None) -> Difference | None:
    if one is None or two is None or one.shape != two.shape:
        first, second = (None if tensor is None else f"shape {list(tensor.shape)}" for tensor in (one, two))
        return Difference(name, first, second, is_tensor=True)
    if torch.equal(one, two):
        return None
    apart = float((one - two).abs().max())
    sizes = (float(tensor.square().mean().sqrt()) for tensor in (one, two))
    here, there = (f"RMS {size:.4g}, largest difference {apart:.3g}" for size in sizes)
    return Difference(name, here, there, is_tensor=True, apart=apart)


def _flat(value: Any, path: str = "") -> dict[str, str]:
    """Return the innermost values of nested JSON as JSON text, by their dotted paths."""
    if isinstance(value, dict) and value:
        return {k: v for key, inner in value.items() for k, v in _flat(inner, f"{path}.{key}" if path else key).items()}
    return {path: json.dumps(value)}
