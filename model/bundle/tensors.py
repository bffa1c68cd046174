"""Check that the tensors of a bundle contain usable numbers.

This module does not import torch, so that a bundle with unusable weights is refused early: before it is shown, copied
or chosen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from model.base.errors import BundleError
from model.bundle.familiarity_tensors import familiarity_fault
from model.bundle.manifest import Manifest, read_manifest

SCALE = "standardise.scale"
LARGEST_WEIGHT = 1e9
"""Maximum plausible absolute value of a weight. Weights of trained heads are below 100, and the largest 16-bit number
is 65504.
"""


@dataclass(frozen=True)
class TensorFault:
    """The reason why the numbers of one tensor cannot be used."""

    tensor: str
    text: str
    """A description of the fault, which can be used inside a sentence."""
    finite: bool
    """Whether all numbers of the tensor are finite."""


def tensor_faults(arrays: Mapping[str, np.ndarray]) -> Iterator[TensorFault]:
    """Yield the fault of each tensor in `arrays` that has NaN, infinity or an impossibly large weight."""
    for name, array in arrays.items():
        with np.errstate(invalid="ignore"):  # NumPy would warn about a signalling NaN; such a value is refused below
            wide = np.asarray(array, np.float64)
        bad = int((~np.isfinite(wide)).sum())
        if bad:
            yield TensorFault(name, f"{bad} of {wide.size} numbers of {name} are not finite (NaN or infinity)", False)
            continue
        largest = float(np.abs(wide).max(initial=0.0))
        if largest > LARGEST_WEIGHT:
            yield TensorFault(name, f"a number of {name} is {largest:.3g}, larger than {LARGEST_WEIGHT:g}", True)
        elif name == SCALE and bool((wide < 0).any()):
            yield TensorFault(name, f"a number of {name} is negative, but a spread cannot be negative", True)


def tensor_fault(arrays: Mapping[str, np.ndarray]) -> str | None:
    """Return a description of the first unusable number in `arrays`, or None if all numbers can be used."""
    return next((fault.text for fault in tensor_faults(arrays)), None)


def refuse_bad(name: str, manifest: Manifest, arrays: Mapping[str, np.ndarray]) -> None:
    """Raise BundleError if a tensor of the bundle called `name` has an unusable number.

    Also raise BundleError if the record of the training tissue does not match the manifest. The tensors of the head are
    compared with the manifest later, when the head is made.
    """
    fault = tensor_fault(arrays) or familiarity_fault(manifest.familiarity, arrays, manifest.head.inputs)
    if fault is not None:
        raise BundleError(
            f"{name} cannot be used: {fault}.",
            "Copy or download the bundle again, train it again, or choose another bundle.",
        )


def refuse_bad_file(path: Path) -> None:
    """Raise BundleError if the bundle file at `path` cannot be read or its tensors cannot be used; see `refuse_bad`."""
    manifest = read_manifest(path)
    try:
        arrays = load_file(path)
    except (SafetensorError, OSError, ValueError, TypeError, LookupError) as error:
        raise BundleError(
            f"{path.name} is damaged: its tensors cannot be read ({error}).",
            "Copy or download the bundle again.",
        ) from error
    refuse_bad(path.name, manifest, arrays)
