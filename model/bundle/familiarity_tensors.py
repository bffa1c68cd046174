"""Convert a record of training tissue to the tensors `familiarity.*` of a bundle and back, with checks.

This module does not import torch.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from model.familiarity.reference import TissueReference
from model.familiarity.section import limits_of

PREFIX = "familiarity."
_NAMES = ("centre", "scale", "axes", "spread", "points")
_MOST_POINTS = 100_000


def arrays_of(reference: TissueReference) -> dict[str, np.ndarray]:
    """Return the tensors that store the record of training tissue `reference`, by name, as float16."""
    return {f"{PREFIX}{name}": getattr(reference, name).astype(np.float16) for name in _NAMES}


def reference_of(section: Mapping[str, Any] | None, arrays: Mapping[str, np.ndarray]) -> TissueReference | None:
    """Return the record of the training tissue that is stored in `arrays`, or None if the bundle has no such record.

    The caller must check the arrays with `familiarity_fault` first.
    """
    if section is None:
        return None
    found = {name: np.ascontiguousarray(arrays[PREFIX + name], np.float32) for name in _NAMES}
    return TissueReference(**found, limits=limits_of(section))


def familiarity_fault(section: Mapping[str, Any] | None, arrays: Mapping[str, np.ndarray], inputs: int) -> str | None:
    """Return a description of a fault in the tensors `familiarity.*` of `arrays`, or None if there is none.

    `section` is the checked section of the manifest. `inputs` is the number of features. It is a fault if there are
    tensors but no section, or a section but no tensors. This function does not check that the numbers are finite;
    `tensor_faults` does this for all tensors.
    """
    names = {name.removeprefix(PREFIX) for name in arrays if name.startswith(PREFIX)}
    wanted = set() if section is None else set(_NAMES)
    if section is None and names:
        return f"the bundle has tensors {PREFIX}*, but its manifest does not mention them"
    if names != wanted:
        return f"the tensors {PREFIX}* are {', '.join(sorted(names)) or 'absent'}, not {', '.join(_NAMES)}"
    return None if section is None else _shape_fault(section, arrays, inputs)


def _shape_fault(section: Mapping[str, Any], arrays: Mapping[str, np.ndarray], inputs: int) -> str | None:
    found = {name: arrays[PREFIX + name] for name in _NAMES}
    components = found["axes"].shape[-1] if found["axes"].ndim else 0
    points = found["points"].shape[0] if found["points"].ndim else 0
    if not section["neighbours"] <= points <= _MOST_POINTS:
        return f"{PREFIX}points holds {points} training tiles"
    if not 1 <= components <= inputs:
        return f"{PREFIX}axes holds {components} components"
    shapes = {
        "centre": (inputs,),
        "scale": (inputs,),
        "axes": (inputs, components),
        "spread": (components + 1,),
        "points": (points, components + 1),
    }
    for name, shape in shapes.items():
        if found[name].shape != shape or found[name].dtype != np.float16:
            return f"{PREFIX}{name} is {found[name].dtype} {list(found[name].shape)}, not float16 {list(shape)}"
    if bool((found["scale"] < 0).any()) or not bool((found["spread"] > 0).all()):
        return f"a number of {PREFIX}scale or {PREFIX}spread is not positive, but a spread must be positive"
    return None
