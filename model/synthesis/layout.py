"""Lay out the tissues of a spot: their regions, and the distances to their borders.

A layout is a picture with a quarter of the width and height of the full picture (the quarter-size picture).
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from scipy.spatial import cKDTree

from model.synthesis.composition import Composition
from model.synthesis.texture import enlarge, quantile_mask, signed_distance, smooth_noise

GLASS, STROMA, WELL, POOR, NECROSIS, MUCUS, LYMPHOCYTES = range(7)
"""Classes of the label maps. A lumen has the class of its gland, and a tear has the class of glass."""

QUARTER = 4
"""Side, in px of the full picture, of the square that one pixel of a layout covers. 4 px are 1.1 um, which is finer
than any border between tissues."""

GLAND_SPACING_PX = (
    430.0  # distance of centres; well-differentiated colorectal glands are about 100-200 um across
)
EPITHELIUM_PX = 105.0  # height of the columnar epithelium, about 30 um


@dataclass(frozen=True)
class Layout:
    """Regions of a spot, for each pixel of a picture of a quarter of the full width and height.

    All arrays are [rows, cols].

    Distances are in px of the full picture. They are positive inside a region and negative outside.
    """

    labels: np.ndarray  # int8, the classes above
    core: np.ndarray  # float32 distance to the edge of the tissue; tears and holes count as edge
    gland: np.ndarray  # float32 distance to the outer border of any gland
    lumen: np.ndarray  # float32 distance to the edge of the nearest lumen
    necrosis: np.ndarray  # float32
    mucus: np.ndarray  # float32
    crowding: np.ndarray  # float32 0 .. 1, how strongly the place attracts lymphocytes


def core_distance(
    composition: Composition, rng: np.random.Generator, shape: tuple[int, int], radius: float
) -> np.ndarray:
    """Return the distance in px to the ragged edge of a core in the centre of `shape`, float32. Tears count as edge."""
    rows, cols = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    rows, cols = (rows - (shape[0] - 1) / 2) * QUARTER, (cols - (shape[1] - 1) / 2) * QUARTER
    edge = radius - np.hypot(rows * 1.0, cols * rng.uniform(0.96, 1.04))
    edge += 0.018 * radius * smooth_noise(rng, shape, 260)
    edge += 11 * smooth_noise(rng, shape, 40, 4)
    tear = smooth_noise(rng, shape, 260, 5)
    where = smooth_noise(rng, shape, 260)
    narrow = np.abs(tear) * 95 - 8 * np.clip(
        where - 1.15, 0, 1.0
    )  # a crack in places, along the zero line of the noise
    hole = 120 * (3.1 - smooth_noise(rng, shape, 60) - 0.5 * where)
    mask = (edge > 0) & (narrow > 0) & (hole > 0)
    mask &= ndimage.binary_opening(mask, iterations=2)
    return signed_distance(mask, QUARTER)


def _well_glands(rng: np.random.Generator, within: np.ndarray, share: float) -> tuple[np.ndarray, np.ndarray]:
    """Return a bool mask of glands that fill `share` of `within`, and the number of the gland at each pixel.

    Glands are the inner regions of the cells of a warped Voronoi diagram. As in carcinoma, they are close together and
    have different sizes. The stroma between them fills the rest of `within`.
    """
    shape = within.shape
    coarse = (shape[0] // 2, shape[1] // 2)
    step = GLAND_SPACING_PX / QUARTER / 2
    rows, cols = np.mgrid[-step : coarse[0] + step : step, -step : coarse[1] + step : step]
    seeds = np.stack([rows.ravel(), cols.ravel()], 1) + rng.uniform(-0.46, 0.46, (rows.size, 2)) * step
    seeds = seeds[rng.random(len(seeds)) > 0.1]
    places = np.stack(list(np.mgrid[: coarse[0], : coarse[1]]), -1).astype(np.float32)
    for axis in range(2):
        places[..., axis] += 7 * smooth_noise(rng, coarse, 60) + 2.2 * smooth_noise(rng, coarse, 20)
    distance, index = cKDTree(seeds).query(places.reshape(-1, 2), k=2)
    gap = (distance[:, 1] - distance[:, 0]).reshape(coarse).astype(np.float32)
    gap = enlarge(ndimage.gaussian_filter(gap, 2.5), shape)
    number = np.kron(index[:, 0].reshape(coarse), np.ones((2, 2), np.int64))
    number = np.pad(number, ((0, shape[0] % 2), (0, shape[1] % 2)), mode="edge")
    return quantile_mask(gap, within, share), number


def _lumens(rng: np.random.Generator, glands: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Return a bool mask of the lumens of well-differentiated glands.

    A lumen is where a gland is deeper than the height of its epithelium. Each gland has one lumen.
    """
    depth = ndimage.distance_transform_edt(glands).astype(np.float32) * QUARTER
    deepest = np.asarray(
        ndimage.maximum(depth[::2, ::2], number[::2, ::2], np.arange(number.max() + 1)), np.float32
    )
    height = np.minimum(EPITHELIUM_PX * rng.uniform(0.8, 1.15, len(deepest)), 0.6 * deepest)[number]
    folds = 9 * smooth_noise(rng, glands.shape, 36) + 5 * smooth_noise(rng, glands.shape, 12)
    lumens: np.ndarray = (depth > height + folds) & (depth > 24)
    return lumens


def _nests(rng: np.random.Generator, within: np.ndarray, share: float) -> tuple[np.ndarray, np.ndarray]:
    """Return bool masks of poorly differentiated glands and of their small lumens.

    These glands are connected nests that fill `share` of `within`.
    """
    shape = within.shape
    nests = quantile_mask(smooth_noise(rng, shape, 84, 3), within, share)
    nests = ndimage.binary_opening(nests, iterations=4)
    depth = ndimage.distance_transform_edt(nests) * QUARTER
    sieve = smooth_noise(rng, shape, 26, 2) + 0.5 * smooth_noise(rng, shape, 260)
    return nests, (sieve > 2.0) & (depth > 44)


def lay_out(composition: Composition, rng: np.random.Generator, side: int, radius: float) -> Layout:
    """Return the layout of a core of `radius` px in the centre of a square.

    The side of the square is `side` pixels of the layout, each of which covers 4 x 4 px of the full picture. `radius`
    is in px of the full picture.
    """
    shape = (side, side)
    core = core_distance(composition, rng, shape, radius)
    tissue = core > 0
    necrosis = quantile_mask(smooth_noise(rng, shape, 190, 3), tissue, composition.necrosis)
    living = tissue & ~necrosis
    mucus = quantile_mask(
        smooth_noise(rng, shape, 130, 4), living, composition.mucus / max(1e-6, 1 - composition.necrosis)
    )
    mucus = ndimage.binary_opening(mucus, iterations=3)
    living &= ~mucus
    formed = composition.well + composition.poor
    share = formed / max(1e-6, formed + composition.stroma)
    grade = smooth_noise(rng, shape, 330) + 0.3 * smooth_noise(rng, shape, 90)
    well_land = quantile_mask(grade, living, composition.well / max(1e-6, formed))
    glands, number = _well_glands(rng, well_land, share)
    lumens = _lumens(rng, glands, number)
    nests, sieve = _nests(rng, living & ~well_land, share)
    nests &= ~glands
    lumens |= sieve & nests
    stroma = living & ~glands & ~nests

    attraction = smooth_noise(rng, shape, 75, 2)
    crowd_share = 0.75 * composition.lymphocytes**1.2
    crowds = quantile_mask(attraction, stroma, crowd_share)
    crowding = np.clip(ndimage.gaussian_filter(crowds.astype(np.float32), 4.0), 0, 1)

    labels = np.zeros(shape, np.int8)
    named = (stroma, crowds, glands, nests, necrosis, mucus)
    for region, value in zip(named, (STROMA, LYMPHOCYTES, WELL, POOR, NECROSIS, MUCUS), strict=True):
        labels[region] = value
    return Layout(
        labels=labels,
        core=core,
        gland=signed_distance(glands | nests, QUARTER),
        lumen=signed_distance(lumens, QUARTER),
        necrosis=signed_distance(necrosis, QUARTER),
        mucus=signed_distance(mucus, QUARTER),
        crowding=crowding,
    )
