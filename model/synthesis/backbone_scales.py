"""Measure the scales of the embedded backbone: one factor for each channel of each layer.

The embedded backbone is VGG-16 with random weights from a seed. The scales are measured on reference tiles.

With plain He weights, all stained tiles get similar features, because the later layers mostly contain what is common to
all tiles. This module divides the pre-activation of each channel by its RMS over the reference tiles, layer by layer.
All channels then stay active and comparable.
"""

from collections.abc import Generator
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import conv2d, linear, max_pool2d, relu

from model.backbone.layers import IMAGENET_MEAN, IMAGENET_STD, LAYERS
from model.backbone.seeded import unscaled_weights
from model.base.files import replacing
from model.base.progress import Progress
from model.base.tensor_file import save_tensors
from model.predict.tiles import cut_tiles
from model.region.grid import GridSpec
from model.region.tissue import tissue_fraction
from model.synthesis.cohort_synthesis import patient_seed
from model.synthesis.composition import draw_composition
from model.synthesis.tissue import render

REFERENCE_SEED = 0
"""Cohort seed of the reference spots. The demo cohort has another seed, so no spot is used for both."""
REFERENCE_SPOTS = 12
TILES_A_SPOT = 8
_TISSUE = 0.5
"""Minimum tissue share of a reference tile."""


def measure_scales(tiles: np.ndarray) -> Generator[Progress, None, dict[str, np.ndarray]]:
    """Return the scales, float32 [channels], by layer name. `tiles` are the reference tiles, uint8 [n, 224, 224, 3]."""
    weights = unscaled_weights()
    mean = torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(1, 3, 1, 1)
    x = (torch.from_numpy(tiles).permute(0, 3, 1, 2).float() / 255 - mean) / std
    scales: dict[str, np.ndarray] = {}
    for number, layer in enumerate(LAYERS):
        yield Progress("measuring channel scales", number, len(LAYERS))
        weight = torch.from_numpy(weights[f"{layer.name}.weight"])
        with torch.inference_mode():
            before = conv2d(x, weight, padding=1) if layer.is_convolution else linear(x.flatten(1), weight)
            others = (0, 2, 3) if layer.is_convolution else (0,)
            scale = before.square().mean(dim=others).rsqrt()
            scales[layer.name] = scale.numpy().astype(np.float32)
            x = relu(before * scale.view(1, -1, *[1] * (before.ndim - 2)))
            if layer.pooled:
                x = max_pool2d(x, 2)
    return scales


def save_scales(scales: dict[str, np.ndarray], path: Path) -> None:
    """Write `scales` as safetensors, for `resources/backbone/`."""
    with replacing(path) as beside:
        save_tensors(scales, beside)


def reference_tiles() -> Generator[Progress, None, np.ndarray]:
    """Return reference tiles of synthetic tissue: uint8 [96, 224, 224, 3].

    They are eight tiles of each of twelve spots, spread over the spot.
    """
    grid = GridSpec()
    chosen = []
    for number in range(REFERENCE_SPOTS):
        yield Progress("making reference tissue", number, REFERENCE_SPOTS)
        seed = patient_seed(REFERENCE_SEED, number)
        tiles = cut_tiles(render(draw_composition(seed), seed).image, grid)
        stained = np.flatnonzero(tissue_fraction(tiles) >= _TISSUE)
        chosen.append(tiles[stained[np.linspace(0, len(stained) - 1, TILES_A_SPOT).astype(int)]])
    return np.concatenate(chosen)


def make_scales(path: Path) -> Generator[Progress, None, Path]:
    """Compute the shipped scales from code alone, write them to `path`, and return it.

    The last digits of the scales depend on the computer.
    """
    tiles = yield from reference_tiles()
    scales = yield from measure_scales(tiles)
    save_scales(scales, path)
    return path
