"""Measure stain of any colour: return a map of tissue-like pixels on a thumbnail.

The rule differs from `model.region.tissue`: whole slides may have brown and blue stains too pale for it, on glass that
is uneven or grey. Here every pixel is compared with the glass around it. Everything stained counts; shape and lattice
then determine the cores.
"""

import numpy as np

_BLOCKS = 20
"""The glass is measured in so many blocks along the longer side: a block is larger than any core is likely to be."""
_GLASS_PERCENTILE = 85
_OFF, _ROUNDS = 6.0, 12
"""Grey levels by which a block's glass may differ from its slide's even shading; rounds until that fits."""
_LOWEST, _NOISE_TIMES = 4.0, 4.0
"""Grey levels a pixel must differ by, or so many times the glass's own noise: pale cores of the samples differ by 10,
the shadows of coverslip glue by 3 to 6."""
_FULL = 2.5
"""At so many times the least difference a pixel counts in full."""
_NEUTRAL = 0.5
"""A grey difference counts half: shadows, glue and dust are grey, stains are not."""
_GREEN = 10.0
"""Grey levels by which green must stand out to be ink."""


def stained(thumbnail: np.ndarray) -> np.ndarray:
    """Return the confidence that each pixel of `thumbnail` uint8 [h, w, 3] is stained: float32 [h, w], 0..1."""
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
    """Return where green is lost least by far, bool [h, w].

    Ink and the shine of some glues are such; no tissue stain is green.
    """
    green: np.ndarray = np.minimum(loss[..., 0], loss[..., 2]) - loss[..., 1] > _GREEN
    return green


def without_slabs(stain: np.ndarray, radius: float) -> np.ndarray:
    """Return `stain` without objects broader than any core of `radius` px.

    Such objects are the slide's label, its frosted end and dark borders. No square of two core diameters fits into
    cores, however close they are: there is glass between any four.
    """
    from scipy import ndimage

    side, print_width = max(3, round(4.2 * radius)), max(1, round(0.5 * radius))
    solid = ndimage.maximum_filter((stain > 0.25).astype(np.uint8), print_width)
    solid = ndimage.minimum_filter(solid, print_width)
    slabs = ndimage.maximum_filter(ndimage.minimum_filter(solid, side), side + print_width)
    bare: np.ndarray = np.where(slabs > 0, 0, stain).astype(np.float32)
    return bare


def _glass(pixels: np.ndarray, scanned: np.ndarray) -> np.ndarray:
    """Return the colour of the glass at every pixel, float32 [h, w, 3]: bright pixels of each block, smoothed.

    Pixels that were never scanned (pure white or black) are ignored.
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
    """Return the glass under even light over the whole slide, float32 [rows, cols, 3].

    It is a smooth surface through most blocks. Darker blocks, under a label or full of tissue, are ignored.
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
    """Return the spread of the signal on glass.

    The lower half of a slide's pixels is glass on any array.
    """
    values = signal[scanned]
    if values.size == 0:
        return 0.0
    low = values[values <= np.median(values)]
    return float(np.percentile(low, 90) - np.percentile(low, 10))
