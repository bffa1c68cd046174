"""Measure stain of any colour. Return a map of tissue-like pixels on a thumbnail.

The method differs from the method in `model.region.tissue`, which misses pale brown and blue stains on uneven or grey
glass. Here every pixel is compared with the glass around it, and every kind of stain counts. Shape and grid later
determine which stained objects are cores.
"""

import numpy as np

_BLOCKS = 20
"""Number of blocks along the longer side. The colour of the glass is measured in each block. A block is usually larger
than a core."""
_GLASS_PERCENTILE = 85
_OFF, _ROUNDS = 6.0, 12
"""Maximum difference in grey levels between the glass of a block and the smooth shading of the slide, and number of
rounds of the fit."""
_LOWEST, _NOISE_TIMES = 4.0, 4.0
"""Minimum difference of a stained pixel from the glass, in grey levels and as a multiple of the noise. The larger of
the two limits applies. In the samples, pale cores differ by 10 grey levels and shadows of coverslip glue by 3 to 6."""
_FULL = 2.5
"""A pixel counts fully as stained if it differs from the glass by this multiple of the minimum difference."""
_NEUTRAL = 0.5
"""Weight of a grey difference between a pixel and the glass. Shadows, glue and dust are grey; stains are coloured."""
_GREEN = 10.0
"""Number of grey levels by which green must exceed the other channels for a pixel to count as ink."""


def stained(thumbnail: np.ndarray) -> np.ndarray:
    """Return the degree to which each pixel is stained, float32 [h, w], 0..1, for `thumbnail` uint8 [h, w, 3]."""
    from scipy import ndimage

    pixels = thumbnail.astype(np.float32)
    scanned = ~((thumbnail == 255).all(axis=2) | (thumbnail == 0).all(axis=2))
    glass = _glass(pixels, scanned)
    loss = np.clip(glass - pixels, 0, None)
    least, most = loss.min(axis=2), loss.max(axis=2)
    signal = ndimage.gaussian_filter(most - least * (1 - _NEUTRAL), 1.0)
    signal[~scanned | _is_green(loss)] = 0
    low = max(_LOWEST, _NOISE_TIMES * _noise(signal, scanned))
    sure: np.ndarray = np.clip((signal - low / 2) / (low * (_FULL - 0.5)), 0, 1).astype(np.float32)
    return sure


def _is_green(loss: np.ndarray) -> np.ndarray:
    """Return which pixels are much greener than the glass, bool [h, w].

    `loss` [h, w, 3] is the light lost in each channel. Ink and reflections of some glues are green, but tissue stains
    are not.
    """
    green: np.ndarray = np.minimum(loss[..., 0], loss[..., 2]) - loss[..., 1] > _GREEN
    return green


def without_slabs(stain: np.ndarray, radius: float) -> np.ndarray:
    """Return `stain` without objects that are broader than cores of `radius` px.

    Such objects are the slide's label, its frosted end and dark borders. A stained square with a side of two core
    diameters cannot consist of cores, because there is always glass between four adjacent cores.
    """
    from scipy import ndimage

    side, print_width = max(3, round(4.2 * radius)), max(1, round(0.5 * radius))
    solid = ndimage.maximum_filter((stain > 0.25).astype(np.uint8), print_width)
    solid = ndimage.minimum_filter(solid, print_width)
    slabs = ndimage.maximum_filter(ndimage.minimum_filter(solid, side), side + print_width)
    bare: np.ndarray = np.where(slabs > 0, 0, stain).astype(np.float32)
    return bare


def _glass(pixels: np.ndarray, scanned: np.ndarray) -> np.ndarray:
    """Return the colour of the glass at every pixel, float32 [h, w, 3].

    It is a smooth map of each block's bright pixels. Pixels that were never scanned (pure white or black) are ignored.
    """
    from PIL import Image
    from scipy import ndimage

    height, width = scanned.shape
    step = max(8, max(height, width) // _BLOCKS)
    rows, cols = -(-height // step), -(-width // step)
    blocks = np.full((rows, cols, 3), np.nan, np.float32)
    for row in range(rows):
        for col in range(cols):
            place = np.s_[row * step : (row + 1) * step, col * step : (col + 1) * step]
            found = pixels[place][scanned[place]]
            if len(found) > step * step // 16:
                blocks[row, col] = np.percentile(found, _GLASS_PERCENTILE, axis=0)
    known = np.isfinite(blocks[..., 0])
    if not known.any():
        return np.full(pixels.shape, 255, np.float32)
    nearest = ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
    blocks = blocks[tuple(nearest)]
    shading = _shading(blocks)
    blocks = np.clip(blocks, shading - _OFF, shading + _OFF)
    blocks = ndimage.gaussian_filter(blocks, (0.7, 0.7, 0), mode="nearest")
    layers = [Image.fromarray(np.ascontiguousarray(blocks[..., c])) for c in range(3)]
    size, box = (width, height), (0.0, 0.0, width / step, height / step)
    return np.stack([np.asarray(layer.resize(size, Image.Resampling.BILINEAR, box=box)) for layer in layers], axis=2)


def _shading(blocks: np.ndarray) -> np.ndarray:
    """Return the colour of the glass in each block as a smooth surface: float32 [rows, cols, 3].

    The surface is fitted to most of the blocks. Blocks that are darker, because they are under a label or full of
    tissue, are ignored.
    """
    rows, cols = blocks.shape[:2]
    y, x = (axis.ravel() for axis in np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : cols * 1j])
    design = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=1)
    values = blocks.reshape(-1, 3).astype(np.float64)
    brightness = values.mean(axis=1)
    weight = (brightness >= np.median(brightness)).astype(np.float64)
    for _ in range(_ROUNDS):
        held = design.T @ (weight[:, None] * design) + 1e-3 * np.eye(design.shape[1])
        surface = design @ np.linalg.solve(held, design.T @ (weight[:, None] * values))
        off = (values - surface).mean(axis=1)
        weight = np.clip(1 - (off / np.where(off < 0, _OFF, 2 * _OFF)) ** 2, 0, 1)
    fitted: np.ndarray = surface.reshape(blocks.shape).astype(np.float32)
    return fitted


def _noise(signal: np.ndarray, scanned: np.ndarray) -> float:
    """Return the noise of the `signal` on glass: the distance between its 10th and 90th percentiles there.

    On every array at least half of the pixels are glass, so only the lower half of the values is used.
    """
    values = signal[scanned]
    if values.size == 0:
        return 0.0
    low = values[values <= np.median(values)]
    return float(np.percentile(low, 90) - np.percentile(low, 10))
