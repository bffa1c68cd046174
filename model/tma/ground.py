"""How much stain there is, whatever its colour: a thumbnail comes in, a map of tissue-like pixels goes out.

The rule is not that of `model.tissue`: whole slides come in brown and blue stains too pale for it, on glass that is
uneven or grey. Here every pixel is held against the glass about it. What is stained at all counts; shape and lattice
decide what of it is a core.
"""

import numpy as np

_BLOCKS = 20
"""The glass is measured in so many blocks along the longer side: a block is larger than any core is likely to be."""
_GLASS_PERCENTILE = 85
_LOWEST, _NOISE_TIMES = 4.0, 4.0
"""Grey levels a pixel must differ by, or so many times the glass's own noise: pale cores of the samples differ by 10,
the shadows of coverslip glue by 3 to 6."""
_FULL = 2.5
"""At so many times the least difference a pixel counts in full."""
_NEUTRAL = 0.5
"""A grey difference counts half: shadows, glue and dust are grey, stains are not."""


def stained(thumbnail: np.ndarray) -> np.ndarray:
    """How surely each pixel of `thumbnail` uint8 [h, w, 3] is stained: float32 [h, w], 0..1."""
    from scipy import ndimage

    pixels = thumbnail.astype(np.float32)
    scanned = ~((thumbnail == 255).all(axis=2) | (thumbnail == 0).all(axis=2))
    glass = _glass(pixels, scanned)
    loss = np.clip(glass - pixels, 0, None)
    least, most = loss.min(axis=2), loss.max(axis=2)
    signal = ndimage.gaussian_filter(most - least * (1 - _NEUTRAL), 1.0)
    signal[~scanned] = 0
    low = max(_LOWEST, _NOISE_TIMES * _noise(signal, scanned))
    sure: np.ndarray = np.clip((signal - low / 2) / (low * (_FULL - 0.5)), 0, 1).astype(np.float32)
    return sure


def _glass(pixels: np.ndarray, scanned: np.ndarray) -> np.ndarray:
    """Colour of the glass at every pixel, float32 [h, w, 3]: bright pixels of each block, made smooth.

    Pixels that were never scanned (pure white or black) say nothing about the glass.
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
    # A block full of dark tissue or under a label takes its glass from its neighbours.
    bright = ndimage.percentile_filter(blocks, 70, size=(5, 5, 1), mode="nearest")
    blocks = np.maximum(blocks, bright - 6)
    blocks = np.minimum(blocks, bright + 6)
    blocks = ndimage.gaussian_filter(blocks, (0.7, 0.7, 0), mode="nearest")
    layers = [Image.fromarray(np.ascontiguousarray(blocks[..., c])) for c in range(3)]
    size, box = (width, height), (0.0, 0.0, width / step, height / step)
    return np.stack([np.asarray(layer.resize(size, Image.Resampling.BILINEAR, box=box)) for layer in layers], axis=2)


def _noise(signal: np.ndarray, scanned: np.ndarray) -> float:
    """Spread of the signal on glass: the lower half of a slide's pixels is glass on any array."""
    values = signal[scanned]
    if values.size == 0:
        return 0.0
    low = values[values <= np.median(values)]
    return float(np.percentile(low, 90) - np.percentile(low, 10))
