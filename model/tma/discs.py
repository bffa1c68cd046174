"""Find round objects on a stain map: their usual radius, and the places where discs of this radius fit.

All lengths are in px of the thumbnail.
"""

from dataclasses import dataclass

import numpy as np

SMALLEST_PX = 4.0
"""Minimum radius in px. Smaller cores cannot be distinguished from dirt."""
_LARGEST_SHARE = 0.25
"""Maximum radius, as a share of the thumbnail's shorter side. A larger object is a single spot, not a core of an array.
"""
_ROUND = 0.72
"""Minimum share of its bounding circle that a round object fills. A square fills 0.64 of it, and a disc fills all of
it."""
_LOG_STEP = 0.08
_RING_WEIGHT = 0.6
"""Weight of the stain in the ring around a disc. Stain in the ring reduces the fit.

The weight is less than 1, because cores of densely filled arrays nearly touch each other."""
_LEAST = 0.25


@dataclass(frozen=True, eq=False)
class Peaks:
    """Places where discs fit, best first.

    `xy` float64 [n, 2] are the centres in px of the thumbnail; `fit` float64 [n] is how well each disc fits, 0..1.
    """

    xy: np.ndarray
    fit: np.ndarray


def usual_radius(stain: np.ndarray, bounds: tuple[float, float] | None = None) -> float | None:
    """Return the most frequent radius in px of round objects. Large objects count more, by their area.

    `stain` is float32 [h, w], 0..1. `bounds` are the minimum and the maximum radius. Return None if there are no round
    objects.
    """
    from scipy import ndimage

    low, high = bounds or (SMALLEST_PX, _LARGEST_SHARE * min(stain.shape))
    low = max(low, SMALLEST_PX)
    radii: list[float] = []
    for level in (0.3, 0.6):
        solid = ndimage.binary_fill_holes(ndimage.binary_opening(stain > level, iterations=1))
        labels, _ = ndimage.label(solid)
        areas = np.bincount(labels.ravel())
        for index, place in enumerate(ndimage.find_objects(labels), start=1):
            tall, wide = (part.stop - part.start for part in place)
            radius = (tall + wide) / 4
            if not (low <= radius <= high) or not 0.75 < tall / wide < 1.33:
                continue
            if areas[index] / (np.pi * radius * radius) >= _ROUND:
                radii.append(radius)
    if not radii:
        return None
    found = np.array(radii)
    steps = np.log(found) / _LOG_STEP
    weight = np.exp(-((steps[:, None] - steps) ** 2) / 2) @ (found**2)
    near = np.abs(steps - steps[np.argmax(weight)]) < 1.5
    return float(np.median(found[near]))


def disc_map(stain: np.ndarray, radius: float) -> np.ndarray:
    """Return how well a disc of `radius` px fits around every pixel, float32 [h, w].

    The fit is the mean stain inside the disc minus the weighted mean stain in the ring around it.
    """
    from scipy import ndimage

    inside = _means(stain, radius)
    outer = 1.3 * radius
    ring = (_means(stain, outer) * outer**2 - inside * radius**2) / (outer**2 - radius**2)
    fit = inside - _RING_WEIGHT * ring
    # The map is smoothed, so that a core with two equally good centres gives only one peak.
    smooth: np.ndarray = ndimage.gaussian_filter(fit, 0.1 * radius)
    return smooth


def _means(stain: np.ndarray, radius: float) -> np.ndarray:
    """Return the mean of `stain` within `radius` px of every pixel. The area outside the image counts as unstained."""
    from scipy import fft

    reach = int(np.ceil(radius)) + 1
    height, width = stain.shape
    shape = tuple(fft.next_fast_len(length + 2 * reach, real=True) for length in (height, width))
    y, x = np.ogrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1)
    kernel = np.zeros(shape, np.float32)
    kernel[: 2 * reach + 1, : 2 * reach + 1] = disc / disc.sum()
    # float32 is exact enough, because only three decimals of the mean are needed.
    spread = fft.irfft2(fft.rfft2(stain.astype(np.float32), shape) * fft.rfft2(kernel), shape)
    means: np.ndarray = spread[reach : reach + height, reach : reach + width]
    return means


def peaks(fit: np.ndarray, radius: float, least: float = _LEAST) -> Peaks:
    """Return the places where a disc of `radius` px fits better than at all other places within one radius.

    `least` is the minimum fit of a place that is returned.
    """
    from scipy import ndimage

    # Two peaks may be only one radius apart. The fit of the grid decides later which of them is a core.
    best = ndimage.maximum_filter(fit, size=2 * int(radius) + 1)
    ys, xs = np.nonzero((fit >= best) & (fit >= least))
    values = fit[ys, xs].astype(np.float64)
    order = np.argsort(-values, kind="stable")
    xy = np.stack([xs, ys], axis=1).astype(np.float64)[order]
    kept: list[int] = []
    for index in range(len(xy)):
        if all(np.hypot(*(xy[index] - xy[other])) >= radius for other in kept):
            kept.append(index)
    return Peaks(xy[kept], np.clip(values[order][kept], 0, 1))


def best_place(fit: np.ndarray, at: np.ndarray, radius: float, reach: float) -> np.ndarray:
    """Return the place (x, y) where a disc of `radius` px fits best, among the places within `reach` px of `at`.

    Places near `at` are preferred, because a disc fits half a core equally well at many places.
    """
    height, width = fit.shape
    x0, x1 = max(0, int(at[0] - reach)), min(width, int(at[0] + reach) + 2)
    y0, y1 = max(0, int(at[1] - reach)), min(height, int(at[1] + reach) + 2)
    if x0 >= x1 or y0 >= y1:
        return at
    y, x = np.mgrid[y0:y1, x0:x1]
    away = np.hypot(x - at[0], y - at[1]) / radius
    value = fit[y0:y1, x0:x1] - 0.35 * away**2
    row, col = np.unravel_index(np.argmax(value), value.shape)
    return np.array([x0 + col, y0 + row], np.float64)
