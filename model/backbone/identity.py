"""Identify a backbone by the SHA-256 of its tensors.

This identity does not depend on the file format, or on how the tensors were made.
"""

import hashlib

import numpy as np

from model.backbone.layers import LAYERS
from model.base.errors import BackboneError


def parameter_shapes() -> dict[str, tuple[int, ...]]:
    """Return the name and shape of every tensor that a backbone must have, in the order in which they are hashed."""
    shapes: dict[str, tuple[int, ...]] = {}
    for layer in LAYERS:
        shapes[f"{layer.name}.weight"] = layer.shape
        shapes[f"{layer.name}.bias"] = layer.shape[:1]
    return shapes


def checked(weights: dict[str, np.ndarray], source: str) -> dict[str, np.ndarray]:
    """Return only the tensors of VGG-16 among `weights`, as contiguous float32.

    `source` names the weights in messages. Raise BackboneError if a tensor is missing, has a wrong shape, or has values
    that are not finite.
    """
    good: dict[str, np.ndarray] = {}
    for name, shape in parameter_shapes().items():
        if name not in weights or weights[name].shape != shape:
            found = f"has shape {weights[name].shape}" if name in weights else "is missing"
            raise BackboneError(
                f"{source} does not contain VGG-16 weights: {name} {found}, {shape} is needed.",
                "Choose a file with a state dict of torchvision's vgg16 (a .pth or .safetensors file).",
            )
        good[name] = np.ascontiguousarray(weights[name], dtype=np.float32)
        if not np.isfinite(good[name]).all():
            raise BackboneError(f"{source}: {name} has values that are NaN or infinite.", "Get the file again.")
    return good


def weights_sha256(weights: dict[str, np.ndarray]) -> str:
    """Return the SHA-256 (hex) over the names, shapes and little-endian float32 bytes of all tensors, by layer."""
    digest = hashlib.sha256()
    for name, shape in parameter_shapes().items():
        digest.update(f"{name}{list(shape)}".encode())
        digest.update(np.ascontiguousarray(weights[name], dtype="<f4").data)
    return digest.hexdigest()
