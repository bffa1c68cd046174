"""Draw banks of pictures of nuclei and other small bodies. These pictures are then stamped into the tissue."""

import math
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

ANGLES = (
    16  # number of directions in a bank over half a turn; 11 degrees are too fine to be noticed
)


@dataclass(frozen=True)
class Body:
    """A kind of nucleus or other body (vacuole, red cell, fragment).

    Lengths are in px of the picture, and absorbances are to base 10.
    """

    length: float  # semi-axis along the direction of the stamp
    width: float  # semi-axis across that direction
    spread: float  # relative standard deviation of both semi-axes
    haematoxylin: float
    eosin: float
    opacity: float = 0.9  # share of the absorbance under the body that it replaces
    irregularity: float = 0.06  # variation of the outline, relative to the radius
    rim: float = 0.3  # extra haematoxylin at the membrane, relative
    chromatin: float = 0.25  # amplitude of the chromatin texture, relative
    grain: float = 1.6  # size of the chromatin texture, px
    nucleoli: float = 0.0  # probability of one or two nucleoli
    halo: float = 0.0  # how transparent the space around the body is (shrinkage), 0 .. 1
    uneven: float = 0.12  # relative standard deviation of the haematoxylin between bodies


@dataclass(frozen=True)
class Bank:
    """Drawn pictures of one kind of nucleus, one for each angle and variant, all float32 [angles * variants, s, s].

    `keep` is the share of the absorbance of the tissue behind the nucleus that remains visible. `haematoxylin`
    and `eosin` are the absorbances that the nucleus adds.
    """

    keep: np.ndarray
    haematoxylin: np.ndarray
    eosin: np.ndarray
    variants: int


def make_bank(rng: np.random.Generator, body: Body, variants: int = 14) -> Bank:
    """Return `variants` different pictures of a nucleus or other `body` in each of the `ANGLES` directions."""
    count = ANGLES * variants
    size = 2 * math.ceil(max(body.length, body.width) * (1 + 2 * body.spread) + 5)
    angle = np.repeat(np.arange(ANGLES) * np.pi / ANGLES, variants) + rng.normal(0, 0.06, count)
    scale = np.clip(
        1 + body.spread * rng.standard_normal((2, count)), 1 - 2 * body.spread, 1 + 2 * body.spread
    )
    semi_long, semi_short = _each(body.length * scale[0]), _each(body.width * scale[1])
    axis = np.arange(size, dtype=np.float32) - (size - 1) / 2
    cos, sin = _each(np.cos(angle)), _each(np.sin(angle))
    x, y = axis[None, None, :], axis[None, :, None]
    along, across = (x * cos + y * sin) / semi_long, (y * cos - x * sin) / semi_short
    turn = np.arctan2(across, along)
    outline = np.ones_like(turn)
    for waves in (1, 2, 3, 5):
        phase = rng.uniform(0, 2 * np.pi, count)
        height = rng.normal(0, body.irregularity, count) / np.sqrt(waves)
        outline += _each(height) * np.cos(waves * turn + _each(phase))
    radius = np.hypot(along, across) / np.maximum(outline, 0.35)
    mean_axis = np.sqrt(semi_long * semi_short)
    inward = (1 - radius) * mean_axis  # approximate distance to the outline, px
    solid = np.clip(inward / np.float32(2.4) + np.float32(0.5), 0, 1)

    texture = ndimage.gaussian_filter(
        rng.standard_normal(turn.shape, dtype=np.float32), (0, body.grain, body.grain)
    )
    texture /= texture.std()
    shade = 1 + body.chromatin * texture + body.rim * np.exp(-(((inward - 2.2) / 1.7) ** 2))
    if body.nucleoli > 0:
        shade += _nucleoli(rng, body, along, across, mean_axis)
    shade *= _each(np.clip(rng.normal(1, body.uneven, count), 0.5, 1.6))
    shade = ndimage.gaussian_filter(np.clip(shade, 0.1, None) * solid, (0, 0.6, 0.6))
    clear = _each(body.halo * rng.uniform(0.2, 1, count))
    clear = clear * np.exp(-((np.minimum(inward, 0) / 2.6) ** 2)) * (inward > -7)
    keep = 1 - np.maximum(body.opacity * solid, clear)
    return Bank(
        keep=keep.astype(np.float32),
        haematoxylin=(body.haematoxylin * shade).astype(np.float32),
        eosin=(body.eosin * solid).astype(np.float32),
        variants=variants,
    )


def _each(numbers: np.ndarray) -> np.ndarray:
    """Return one number per nucleus, [n], as float32 [n, 1, 1], so that it broadcasts over pictures [n, h, w]."""
    return numbers.astype(np.float32)[:, None, None]


def _nucleoli(
    rng: np.random.Generator, body: Body, along: np.ndarray, across: np.ndarray, mean_axis: np.ndarray
) -> np.ndarray:
    """Return the additional absorbance of prominent nucleoli, float32, in the shape of `along`.

    Some of the nuclei have one or two nucleoli.
    """
    count = len(along)
    extra = np.zeros(along.shape, np.float32)
    for chance in (body.nucleoli, body.nucleoli * 0.4):
        u, v = (_each(rng.uniform(-0.45, 0.45, count)) for _ in range(2))
        size = _each(rng.uniform(2.0, 3.6, count)) / mean_axis
        strength = _each(rng.uniform(0.8, 1.6, count) * (rng.random(count) < chance))
        extra += strength * np.exp(-((along - u) ** 2 + (across - v) ** 2) / (2 * (size * 0.75) ** 2))
    return extra


def stamp(
    rng: np.random.Generator,
    canvas: tuple[np.ndarray, np.ndarray],
    bank: Bank,
    places: np.ndarray,
    directions: np.ndarray | None = None,
) -> None:
    """Draw a nucleus or other small body from `bank` at each of `places` into the two absorbance maps.

    `places` are x, y of the full picture, float [n, 2]. `directions` are the directions of the long axes in radians,
    float [n]; None means random directions. Bodies that would cross the edge of the canvas are left out.
    """
    haematoxylin, eosin = canvas
    count, size = len(places), bank.keep.shape[1]
    if directions is None:
        directions = rng.uniform(0, np.pi, count)
    angle = np.rint(directions / (np.pi / ANGLES)).astype(np.int64) % ANGLES
    variant = angle * bank.variants + rng.integers(0, bank.variants, count)
    corner = np.rint(places).astype(np.int64) - size // 2
    fits = (
        (corner >= 0).all(1)
        & (corner[:, 0] + size <= eosin.shape[1])
        & (corner[:, 1] + size <= eosin.shape[0])
    )
    for (left, top), which in zip(corner[fits].tolist(), variant[fits].tolist(), strict=True):
        spot = (slice(top, top + size), slice(left, left + size))
        keep = bank.keep[which]
        for layer, added in ((haematoxylin, bank.haematoxylin), (eosin, bank.eosin)):
            part = layer[spot]
            part *= keep
            part += added[which]


def scatter(
    rng: np.random.Generator, mask: np.ndarray, spacing_px: float, pixel: int, share: float | np.ndarray = 1.0
) -> np.ndarray:
    """Return random places in `mask`, at least about `spacing_px` apart, as (x, y) of the full picture, float [n, 2].

    Each pixel of the mask gets a random priority, and local maxima become places. Two more rounds fill the gaps.
    `share` (a number, or an array like `mask`) is the probability that a place is used.
    """
    reach = max(1, round(spacing_px / pixel))
    free, taken = mask.copy(), np.zeros(mask.shape, bool)
    for repeat in range(3):
        priority = rng.random(mask.shape, dtype=np.float32)
        priority[~free] = 0
        best = ndimage.maximum_filter(priority, size=2 * reach - 1)
        won = free & (priority == best)
        taken |= won
        if repeat < 2:
            free &= ~ndimage.maximum_filter(won, size=2 * reach - 1)
    rows, cols = np.nonzero(taken)
    used = rng.random(len(rows)) < (share[rows, cols] if isinstance(share, np.ndarray) else share)
    places = np.stack([cols[used], rows[used]], 1) * float(pixel)
    return places + rng.uniform(0, pixel, places.shape)
