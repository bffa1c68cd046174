"""Make random fields for synthetic tissue: smooth noise and fibres."""

import numpy as np
from PIL import Image
from scipy import ndimage


def enlarge(field: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return the field resampled bilinearly to `shape`, float32; pixel areas stay registered.

    Pillow does this several times faster than scipy's zoom, and bilinear never overshoots: zero stays zero.
    """
    image = Image.fromarray(np.ascontiguousarray(field, dtype=np.float32))
    return np.asarray(image.resize((shape[1], shape[0]), Image.Resampling.BILINEAR))


def smooth_noise(
    rng: np.random.Generator, shape: tuple[int, int], wavelength: float, octaves: int = 1
) -> np.ndarray:
    """Return noise of mean about 0 and standard deviation about 1, float32 [shape].

    `wavelength` is in pixels of `shape`; every further octave halves it and its weight.
    """
    total = np.zeros(shape, np.float32)
    for octave in range(octaves):
        step = max(1.0, wavelength / 2 / 2**octave)
        cells = (int(shape[0] / step) + 4, int(shape[1] / step) + 4)
        grid = Image.fromarray(rng.standard_normal(cells).astype(np.float32))
        left, top = rng.uniform(0.5, 1.5, 2)  # a random phase, so that octaves share no lattice lines
        box = (left, top, left + shape[1] / step, top + shape[0] / step)
        layer = np.asarray(grid.resize((shape[1], shape[0]), Image.Resampling.BICUBIC, box=box))
        total += layer * np.float32(0.5**octave)
    total /= np.float32(0.8 * np.sqrt(sum(0.25**octave for octave in range(octaves))))
    return total


def quantile_mask(field: np.ndarray, within: np.ndarray, fraction: float) -> np.ndarray:
    """Return a bool mask of the highest `fraction` of `field` among the pixels of `within`."""
    if fraction <= 0 or not within.any():
        return np.zeros(field.shape, bool)
    level = np.quantile(field[within][::5], max(0.0, 1 - fraction))
    mask: np.ndarray = within & (field > level)
    return mask


def signed_distance(mask: np.ndarray, pixel: float) -> np.ndarray:
    """Return the distance to the edge of `mask`, positive inside, in full-picture px (`pixel` of them a mask pixel)."""
    inside = ndimage.distance_transform_edt(mask)
    outside = ndimage.distance_transform_edt(~mask)
    distance = np.where(mask, inside - 0.5, 0.5 - outside).astype(np.float32)
    # A mask on a coarse raster has steps; a slight blur of the distance removes them.
    smooth: np.ndarray = ndimage.gaussian_filter(distance, 1.0) * np.float32(pixel)
    return smooth


def ramp(distance: np.ndarray, width: float) -> np.ndarray:
    """Return 0 where distance <= -width/2, 1 where >= width/2, and a linear edge between: exactly 0 outside."""
    return np.clip(distance / np.float32(width) + np.float32(0.5), 0, 1)


def fibre_table(rng: np.random.Generator, thickness: float, length: float) -> np.ndarray:
    """Return a periodic table of streaks, float32 [2048 across, 512 along], standardised, to be read along a flow."""
    noise = rng.standard_normal((2048, 512)).astype(np.float32)
    streaks = ndimage.gaussian_filter(noise, (thickness, length), mode="wrap")
    standardised: np.ndarray = (streaks - streaks.mean()) / streaks.std()
    return standardised


def read_table(table: np.ndarray, across: np.ndarray, along: np.ndarray) -> np.ndarray:
    """Return the nearest entries of the periodic table at the given coordinates, float32."""
    row = across.astype(np.int32) & (table.shape[0] - 1)
    column = along.astype(np.int32) & (table.shape[1] - 1)
    entries: np.ndarray = table[row, column]
    return entries
