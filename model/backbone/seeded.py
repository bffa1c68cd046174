"""Compute the weights of the embedded backbone, which needs no download.

The weights are a He initialisation from raw random bits. NumPy guarantees the raw bits of a generator, but not its
normal or uniform distributions. The bits are converted to weights by exact arithmetic. Thus the weights are identical
on every platform and with every library version.

With a plain He initialisation, all tiles get nearly the same features. Therefore each channel is scaled to a root mean
square of 1. The factors were measured once on synthetic tiles (`model.synthesis.backbone_scales`) and are shipped in
`resources/backbone/`.
"""

from importlib.resources import files

import numpy as np
from safetensors.numpy import load

from model.backbone.layers import LAYERS

SEED = 2018
"""Seed of the random bits: the year of the publication. Any other number would also do, but it would give another
backbone."""
SCALES = "backbone/seeded-scales.safetensors"
BLOCK_WORDS = 1 << 16
"""Number of raw 64-bit words that are converted at once. They take 512 KB."""


def uniform_weights(bits: np.random.PCG64, shape: tuple[int, ...]) -> np.ndarray:
    """Return float32 weights of the given `shape`, uniform with He's variance 2 / fan_in, from the bits of `bits`.

    The next raw bits of the generator are used. Each 64-bit word gives two 24-bit integers k. The number (2k + 1 -
    2^24) / 2^24 is an odd multiple of 2^-24 in (-1, 1) and exact in float32. Multiplication by sqrt(6 / fan_in) then
    rounds it only once.
    """
    weights = np.empty(int(np.prod(shape)), np.float32)
    bound = np.float32(np.sqrt(6.0 / np.prod(shape[1:], dtype=np.float64)))
    # One block at a time stays in the processor's cache, which makes this three times as fast.
    for start in range(0, weights.size, 2 * BLOCK_WORDS):
        block = weights[start : start + 2 * BLOCK_WORDS]
        words = bits.random_raw((block.size + 1) // 2)
        # The format is explicitly little-endian, so that the order of the two halves is the same on every machine.
        halves = words.astype("<u8", copy=False).view("<u4")[: block.size]
        halves >>= 8
        odd = halves.view("<i4")
        odd <<= 1
        odd += 1 - (1 << 24)
        block[:] = odd
        block *= np.float32(2.0**-24)
        block *= bound
    return weights.reshape(shape)


def unscaled_weights(seed: int = SEED) -> dict[str, np.ndarray]:
    """Return the plain He initialisation of VGG-16, float32 by torchvision's names, with zero biases.

    The bits are drawn in the order of the layers.
    """
    bits = np.random.PCG64(seed)
    weights: dict[str, np.ndarray] = {}
    for layer in LAYERS:
        weights[f"{layer.name}.weight"] = uniform_weights(bits, layer.shape)
        weights[f"{layer.name}.bias"] = np.zeros(layer.shape[0], np.float32)
    return weights


def seeded_weights(seed: int = SEED) -> dict[str, np.ndarray]:
    """Return the weights of the embedded backbone: plain He weights times the shipped scale of each output channel."""
    weights = unscaled_weights(seed)
    apply_scales(weights, load((files("resources") / SCALES).read_bytes()))
    return weights


def apply_scales(weights: dict[str, np.ndarray], scales: dict[str, np.ndarray]) -> None:
    """Multiply the weights of each output channel by its scale, in place.

    `scales` are float32 [channels] by layer name.
    """
    for layer in LAYERS:
        factors = scales[layer.name].astype(np.float32, copy=False)
        weights[f"{layer.name}.weight"] *= factors.reshape(-1, *[1] * (len(layer.shape) - 1))
