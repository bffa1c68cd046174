"""Draw the absorbance of the tissue under the nuclei: stroma, cytoplasm, debris and mucin."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from scipy.spatial import cKDTree

from model.synthesis.layout import POOR, QUARTER, WELL, Layout
from model.synthesis.texture import enlarge, fibre_table, ramp, read_table, smooth_noise


@dataclass(frozen=True)
class Flow:
    """Two coordinates for each pixel of a picture of a quarter of the full width and height, float32 [rows, cols].

    The coordinates are in px of the full-size picture.

    `along` is the position along a collagen fibre, and `across` is the position across the fibres. A fibre is a line on
    which `across` is constant.
    """

    across: np.ndarray
    along: np.ndarray

    def directions(self) -> np.ndarray:
        """Return the direction of the fibres in radians, float32 [rows, cols].

        There is one value per pixel of the picture of a quarter of the full width and height.
        """
        rows, cols = np.gradient(ndimage.gaussian_filter(self.across, 3.0))
        turned: np.ndarray = np.arctan2(rows, cols) + np.pi / 2
        return turned


def flow_of(layout: Layout, rng: np.random.Generator) -> Flow:
    """Return the coordinates of wavy collagen bundles, which swirl over the spot and bend around the glands."""
    shape = layout.labels.shape
    turn = rng.uniform(0, 2 * np.pi)
    rows, cols = np.mgrid[: shape[0], : shape[1]].astype(np.float32) * QUARTER
    across = cols * np.float32(np.cos(turn)) + rows * np.float32(np.sin(turn))
    across += 300 * smooth_noise(rng, shape, 230) + 45 * smooth_noise(rng, shape, 60)
    across += 5 * smooth_noise(rng, shape, 16)
    around = np.clip(-layout.gland, 0, 130)
    across += 1.1 * ndimage.gaussian_filter(around, 2.0)
    along = 0.10 * (rows * np.float32(np.cos(turn)) - cols * np.float32(np.sin(turn)))
    along += 22 * smooth_noise(rng, shape, 60)
    # The coordinates are kept far above zero, because negative coordinates are rounded differently when the periodic
    # table is read.
    return Flow(across=across + 40000, along=along + 40000)


def _cells(layout: Layout, rng: np.random.Generator, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the distance to the nearest border of a tissue cell, and a tint, for each pixel of the layout.

    A layout has a quarter of the full width and height. The distances are in px of the full-size picture. The tints are
    random, one per tissue cell.
    """
    shape = layout.labels.shape
    border, tint = np.full(shape, 30, np.float32), np.zeros(shape, np.float32)
    rows, cols = np.nonzero((layout.gland > -6) & ((layout.labels == WELL) | (layout.labels == POOR)))
    if len(centres) < 3 or not len(rows):
        return border, tint
    places = np.stack([cols, rows], 1).astype(np.float32)
    wobble = np.stack([smooth_noise(rng, shape, 9), smooth_noise(rng, shape, 9)], -1)[rows, cols]
    distance, index = cKDTree(centres / QUARTER - 0.5).query(places + 0.5 * wobble, k=2)
    border[rows, cols] = (distance[:, 1] - distance[:, 0]) * (QUARTER / 2)
    tint[rows, cols] = rng.standard_normal(len(centres)).astype(np.float32)[index[:, 0]]
    return border, tint


@dataclass(frozen=True)
class _Noise:
    """Textures that several tissues share, for a picture of half the width and height of the full picture.

    They are float32 and have a mean of 0 and a standard deviation of 1.
    """

    speck: np.ndarray  # granules of 2 px
    blot: np.ndarray  # vacuoles and clots of 20 px
    cloud: np.ndarray  # thickness of the section, varying over 200 px
    fibril: np.ndarray  # fibrils along the collagen, in three widths
    thread: np.ndarray
    bundle: np.ndarray


def _noise(flow: Flow, rng: np.random.Generator, shape: tuple[int, int]) -> _Noise:
    speck = ndimage.gaussian_filter(rng.standard_normal(shape, dtype=np.float32), 1.0)
    across, along = enlarge(flow.across, shape), enlarge(flow.along, shape)
    return _Noise(
        speck=speck / speck.std(),
        blot=smooth_noise(rng, shape, 11, 2),
        cloud=enlarge(smooth_noise(rng, flow.across.shape, 50, 2), shape),
        fibril=read_table(fibre_table(rng, 1.3, 5.0), across * 0.5, along * 2),
        thread=read_table(fibre_table(rng, 1.3, 9.0), across * 0.95, along * 2),
        bundle=read_table(fibre_table(rng, 5.0, 9.0), across * 0.5, along),
    )


def paint_ground(
    layout: Layout, flow: Flow, rng: np.random.Generator, centres: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return haematoxylin and eosin absorbance, for a picture of half the width and height of the full picture.

    Both are float32 [2 rows, 2 cols], where a `layout` has [rows, cols]. They are exactly 0 outside the tissue.

    `centres` are the epithelial nuclei (x, y of the full picture, float [n, 2]). Each nucleus has a tissue cell around
    it. Tissues that are drawn later cover earlier ones through masks with soft edges.
    """
    shape = (layout.labels.shape[0] * 2, layout.labels.shape[1] * 2)
    noise = _noise(flow, rng, shape)
    ground = _stroma(layout, noise)
    _lay_epithelium(ground, layout, noise, rng, centres)
    _lay_mucus(ground, layout, noise, rng)
    _lay_necrosis(ground, layout, noise, rng)
    tissue = ramp(enlarge(layout.core, shape), 5)
    for layer in ground:
        np.maximum(layer, 0, out=layer)
        np.multiply(layer, tissue, out=layer)
    return ground


def _lay(
    ground: tuple[np.ndarray, np.ndarray], mask: np.ndarray, haema: np.ndarray, eosin: np.ndarray
) -> None:
    """Blend new absorbances into both layers of `ground` in place, weighted by `mask` (0 .. 1)."""
    for layer, new in zip(ground, (haema, eosin), strict=True):
        np.add(layer, mask * (new - layer), out=layer)


def _stroma(layout: Layout, noise: _Noise) -> tuple[np.ndarray, np.ndarray]:
    """Return the haematoxylin and eosin absorbance of the stroma's collagen, at half of the full width and height.

    Clear slits separate dense bundles of fibrils. The collagen is looser where lymphocytes crowd.
    """
    crowding = enlarge(layout.crowding, noise.cloud.shape)
    collagen = 0.5 * noise.fibril + 0.3 * noise.thread + 0.8 * noise.bundle + 0.45 * noise.cloud
    dense = ramp(collagen + 0.85 - 0.25 * crowding, 1.7)
    eosin = 0.20 + 0.03 * collagen + 0.022 * noise.thread + 0.018 * noise.speck
    eosin = dense * eosin * (1 - 0.25 * crowding) + 0.025
    haema = 0.022 + 0.022 * dense + 0.035 * crowding + 0.010 * np.abs(noise.blot)
    return haema, eosin


def _lay_epithelium(
    ground: tuple[np.ndarray, np.ndarray],
    layout: Layout,
    noise: _Noise,
    rng: np.random.Generator,
    centres: np.ndarray,
) -> None:
    """Draw the cytoplasm of each tissue cell.

    The cytoplasm is bluer in poorly differentiated glands. In well-differentiated glands it is paler and has a brush
    border at the lumen.
    """
    shape, blot, cloud, speck = noise.cloud.shape, noise.blot, noise.cloud, noise.speck
    gland, lumen = enlarge(layout.gland, shape), enlarge(layout.lumen, shape)
    # In some places, shrinkage in the fixative leaves a clear line between gland and stroma.
    cleft = 1 - 0.75 * np.exp(-(((gland + 4) / 3.2) ** 2)) * np.clip(0.4 + 0.8 * cloud, 0, 1)
    for layer in ground:
        np.multiply(layer, cleft, out=layer)

    border, tint = (enlarge(field, shape) for field in _cells(layout, rng, centres))
    membrane = np.exp(-((border / 1.9) ** 2))
    poor = enlarge(ndimage.gaussian_filter((layout.labels == POOR).astype(np.float32), 1.5), shape)
    well = 1 - poor
    apical = np.clip((gland - 55) / 40, 0, 1) * well
    foam = np.clip(blot - 0.75, 0, 1.2)  # small clear vacuoles
    haema = 0.092 + 0.038 * poor + 0.024 * tint + 0.016 * cloud + 0.022 * speck
    haema += 0.01 * membrane - 0.035 * apical - 0.05 * foam
    eosin = 0.195 + 0.012 * tint + 0.018 * cloud + 0.014 * speck
    eosin += membrane * (0.06 - 0.03 * poor) - 0.02 * apical - 0.09 * foam
    eosin += 0.10 * well * np.exp(-(((lumen + 5) / 4.5) ** 2))
    _lay(ground, ramp(gland, 4), haema, eosin)

    secretion = 0.5 * np.clip(cloud + 0.5 * blot + 0.2 * speck - 0.8, 0, 2)  # only in some lumens
    _lay(ground, ramp(lumen, 5), 0.050 * secretion, 0.045 * secretion)


def _lay_mucus(
    ground: tuple[np.ndarray, np.ndarray], layout: Layout, noise: _Noise, rng: np.random.Generator
) -> None:
    """Draw pale bluish pools of mucus with thin strands."""
    shape = noise.cloud.shape
    strand = smooth_noise(rng, shape, 70, 4)
    wisp = np.exp(-((strand / 0.07) ** 2)) * np.clip(0.6 + noise.cloud, 0, 1)
    pool = ramp(enlarge(layout.mucus, shape) + 5 * noise.blot, 7)
    _lay(ground, pool, 0.048 + 0.060 * wisp + 0.016 * strand, 0.020 + 0.035 * wisp + 0.006 * strand)


def _lay_necrosis(
    ground: tuple[np.ndarray, np.ndarray], layout: Layout, noise: _Noise, rng: np.random.Generator
) -> None:
    """Draw granular pink debris with gaps."""
    shape = noise.cloud.shape
    crumb = smooth_noise(rng, shape, 15, 3)
    solid = 0.25 + 0.75 * ramp(crumb + 1.15 + 0.35 * noise.cloud, 1.3)
    haema = solid * (0.040 + 0.022 * np.abs(noise.blot) + 0.012 * noise.speck)
    eosin = solid * (0.195 + 0.045 * crumb + 0.034 * noise.speck) + 0.01
    _lay(ground, ramp(enlarge(layout.necrosis, shape) + 9 * noise.blot, 8), haema, eosin)
