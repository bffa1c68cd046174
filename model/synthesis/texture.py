"""Make random fields for synthetic tissue: smooth noise, and fibres."""

import numpy as np
from PIL import Image
from scipy import ndimage


def enlarge(field: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return `field` resampled bilinearly to `shape`, float32. The outer edges of both arrays coincide.

    Pillow is several times faster than scipy's zoom. Bilinear resampling never overshoots, so zero stays zero.
    """
    image = Image.fromarray(np.ascontiguousarray(field, dtype=np.float32))
    return np.asarray(image.resize((shape[1], shape[0]), Image.Resampling.BILINEAR))


def smooth_noise(
    rng: np.random.Generator, shape: tuple[int, int], wavelength: float, octaves: int = 1
) -> np.ndarray:
    """Return noise with a mean of about 0 and a standard deviation of about 1, float32 [shape].

    `wavelength` is in pixels of `shape`. Each additional octave has half the wavelength and half the weight of the one
    before.
    """
    total = np.zeros(shape, np.float32)
    for octave in range(octaves):
        step = max(1.0, wavelength / 2 / 2**octave)
        cells = (int(shape[0] / step) + 4, int(shape[1] / step) + 4)
        grid = Image.fromarray(rng.standard_normal(cells).astype(np.float32))
        left, top = rng.uniform(0.5, 1.5, 2)  # a random phase, so that the lattice lines of octaves do not coincide
        box = (left, top, left + shape[1] / step, top + shape[0] / step)
        layer = np.asarray(grid.resize((shape[1], shape[0]), Image.Resampling.BICUBIC, box=box))
        total += layer * np.float32(0.5**octave)
    total /= np.float32(0.8 * np.sqrt(sum(0.25**octave for octave in range(octaves))))
    return total


def quantile_mask(field: np.ndarray, within: np.ndarray, fraction: float) -> np.ndarray:
    """Return a bool mask of the pixels in `within` that have the highest values of `field`.

    `fraction` is the share of the pixels in `within` that the mask contains.
    """
    if fraction <= 0 or not within.any():
        return np.zeros(field.shape, bool)
    level = np.quantile(field[within][::5], max(0.0, 1 - fraction))
    mask: np.ndarray = within & (field > level)
    return mask


def signed_distance(mask: np.ndarray, pixel: float) -> np.ndarray:
    """Return the distance to the edge of `mask` in px of the full picture. It is positive inside.

    `pixel` is the width of a mask pixel in px of the full picture.
    """
    inside = ndimage.distance_transform_edt(mask)
    outside = ndimage.distance_transform_edt(~mask)
    distance = np.where(mask, inside - 0.5, 0.5 - outside).astype(np.float32)
    # A mask on a coarse grid has stepped edges. A slight blur of the distance removes the steps.
    smooth: np.ndarray = ndimage.gaussian_filter(distance, 1.0) * np.float32(pixel)
    return smooth


def ramp(distance: np.ndarray, width: float) -> np.ndarray:
    """Return a mask with a linear edge: 0 where distance <= -width/2, and 1 where distance >= width/2.

    Between the two, the mask rises linearly.
    """
    return np.clip(distance / np.float32(width) + np.float32(0.5), 0, 1)


def fibre_table(rng: np.random.Generator, thickness: float, length: float) -> np.ndarray:
    """Return a texture of streaks that repeats without seams, float32 [2048 across, 512 along].

    Its mean is 0 and its standard deviation is 1. `read_table` reads it at the coordinates of a `Flow`, so that the
    streaks become fibres.
    """
    noise = rng.standard_normal((2048, 512)).astype(np.float32)
    streaks = ndimage.gaussian_filter(noise, (thickness, length), mode="wrap")
    standardised: np.ndarray = (streaks - streaks.mean()) / streaks.std()
    return standardised


def read_table(table: np.ndarray, across: np.ndarray, along: np.ndarray) -> np.ndarray:
    """Return the entries of the texture `table` nearest to the given coordinates, float32.

    The texture repeats in both directions.
    """
    row = across.astype(np.int32) & (table.shape[0] - 1)
    column = along.astype(np.int32) & (table.shape[1] - 1)
    entries: np.ndarray = table[row, column]
    return entries
