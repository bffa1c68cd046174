"""Draw overviews of tissue microarrays, and return the true positions of their cores.

The tissue is coloured noise in ragged discs, which is enough to test the detection of cores. `tma_slide` writes arrays
with synthetic tissue.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.synthesis.texture import smooth_noise

Kind = Literal["whole", "half", "ring", "fragments", "folded", "missing"]
BROKEN: tuple[Kind, ...] = ("half", "ring", "fragments", "folded")
_WHOLE_OR_NOT: tuple[Kind, Kind] = ("missing", "whole")
Colour = tuple[float, float, float]
STAINS: dict[str, tuple[Colour, Colour]] = {
    "H&E": ((60, 105, 45), (25, 85, 45)),
    "brown": ((90, 120, 150), (45, 40, 25)),
    "blue": ((70, 55, 25), (45, 38, 20)),
    "pale": ((22, 20, 14), (13, 14, 12)),
}
"""The two colours of cores by stain. A colour is the light that tissue absorbs, in grey levels of red, green and blue
below white."""
_STREAM = 0x544D41  # separates these random draws from all others


@dataclass(frozen=True)
class ArrayPlan:
    """The properties of a drawn microarray. Lengths are in px of the overview.

    `radius` is the radius of a core, and `pitch` is the distance between the centres of neighbouring cores, in radii.
    After each of the columns in `block_cols` there is a gap, which is `gap` pitches wider than the usual distance.
    `jitter` is the standard deviation of a core's position, in pitches. `bend` is how far the rows curve over the width
    of the array, in pitches. `missing` and `broken` are shares of all cores. `ink` and `label` add pen strokes and a
    label at the left edge.
    """

    rows: int = 10
    cols: int = 12
    radius: float = 17.0
    pitch: float = 2.6
    """The distance between neighbouring cores, in radii."""
    turn_deg: float = 0.0
    jitter: float = 0.03
    bend: float = 0.0
    missing: float = 0.1
    broken: float = 0.1
    block_cols: tuple[int, ...] = ()
    gap: float = 0.7
    stain: str = "H&E"
    specks: int = 20
    ink: bool = False
    label: bool = False
    uneven: float = 0.03
    """Relative difference in brightness between two opposite sides of the glass."""


@dataclass(frozen=True)
class TrueCore:
    """One position of a drawn microarray. `x`, `y` and `radius` are in px of the overview."""

    row: int
    col: int
    x: float
    y: float
    radius: float
    kind: Kind


@dataclass(frozen=True, eq=False)
class Overview:
    """The overview `picture`, uint8 [h, w, 3], RGB, and the true core at every position, by row and column."""

    picture: np.ndarray
    cores: tuple[TrueCore, ...]


def draw_overview(plan: ArrayPlan, seed: int) -> Overview:
    """Return the overview of the microarray that `plan` describes. The same arguments give the same pixels."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([_STREAM, seed])))
    places, (height, width) = _places(plan, rng)
    loss = np.zeros((height, width, 3), np.float32)
    kinds = _kinds(plan, rng)
    cores = []
    for (row, col, x, y), kind in zip(places, kinds, strict=True):
        radius = plan.radius * float(np.clip(rng.normal(1, 0.04), 0.88, 1.12))
        core = TrueCore(row, col, x, y, radius, kind)
        cores.append(core)
        if kind != "missing":
            _lay_core(loss, core, plan, rng)
    _lay_dirt(loss, plan, rng)
    return Overview(_developed(loss, plan, rng), tuple(cores))


def _places(plan: ArrayPlan, rng: np.random.Generator) -> tuple[list[tuple[int, int, float, float]], tuple[int, int]]:
    """Return row, column and centre of every position, and the size of the picture.

    The picture contains all positions with a margin.
    """
    step = plan.pitch * plan.radius
    turn = math.radians(plan.turn_deg)
    found = []
    for row in range(plan.rows):
        for col in range(plan.cols):
            gaps = sum(col >= after for after in plan.block_cols)
            x, y = (col + plan.gap * gaps) * step, row * step
            y += plan.bend * step * math.sin(math.pi * col / max(1, plan.cols - 1))
            x, y = x + rng.normal(0, plan.jitter) * step, y + rng.normal(0, plan.jitter) * step
            found.append(
                (row, col, x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn))
            )
    margin = 2.5 * plan.radius
    left, top = min(place[2] for place in found) - margin, min(place[3] for place in found) - margin
    if plan.label:
        left -= 8 * plan.radius
    places = [(row, col, x - left, y - top) for row, col, x, y in found]
    size = (max(place[3] for place in places) + margin, max(place[2] for place in places) + margin)
    return places, (math.ceil(size[0]), math.ceil(size[1]))


def _kinds(plan: ArrayPlan, rng: np.random.Generator) -> list[Kind]:
    """Return the kind of every core: whole, missing, or damaged in one of several ways."""
    count = plan.rows * plan.cols
    missing, broken = round(plan.missing * count), round(plan.broken * count)
    kinds: list[Kind] = [BROKEN[int(i)] for i in rng.integers(0, len(BROKEN), broken)]
    kinds = [*kinds, *_WHOLE_OR_NOT[:1] * missing, *_WHOLE_OR_NOT[1:] * (count - broken - missing)]
    return [kinds[int(i)] for i in rng.permutation(count)]


def _lay_core(loss: np.ndarray, core: TrueCore, plan: ArrayPlan, rng: np.random.Generator) -> None:
    """Draw the tissue of one core: a ragged disc in one of the stain's two colours, with holes and texture."""
    reach = math.ceil(1.3 * core.radius)
    y0, x0 = int(core.y) - reach, int(core.x) - reach
    rows, cols = np.arange(y0, y0 + 2 * reach + 1), np.arange(x0, x0 + 2 * reach + 1)
    y, x = (rows[:, None] + 0.5 - core.y) / core.radius, (cols[None, :] + 0.5 - core.x) / core.radius
    away, angle = np.hypot(x, y), np.arctan2(y, x)
    waves = sum(rng.normal(0, 0.025) * np.cos(n * angle + rng.uniform(0, 7)) for n in range(2, 8))
    inside = np.clip((1 + waves - away) * core.radius / 1.5 + 0.5, 0, 1) * _broken(core.kind, x, y, rng)
    texture = smooth_noise(rng, inside.shape, core.radius / 2, 3)
    holes = np.clip(smooth_noise(rng, inside.shape, core.radius / 1.5, 2) + rng.uniform(0.6, 2.4), 0, 1)
    dark = np.clip(rng.normal(1, 0.25), 0.45, 1.6) * (1 + 0.3 * texture) * inside * holes
    if core.kind == "folded":
        fold = np.abs(x * math.cos(turn := rng.uniform(0, 3)) + y * math.sin(turn)) < 0.12
        dark = dark * np.where(fold, 2, 1)
    first, second = (np.array(colour, np.float32) for colour in STAINS[plan.stain])
    share = rng.uniform(0, 1) if plan.stain != "brown" else float(rng.random() < 0.35)
    colour = first * share + second * (1 - share)
    tall, wide = loss.shape[:2]
    keep_y, keep_x = (rows >= 0) & (rows < tall), (cols >= 0) & (cols < wide)
    laid = (np.clip(dark, 0, None)[..., None] * colour).astype(np.float32)[keep_y][:, keep_x]
    loss[np.ix_(rows[keep_y], cols[keep_x])] += laid


def _broken(kind: Kind, x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return the share of tissue that remains at each point of a core that is damaged in the way `kind`, 0..1.

    `x` and `y` are coordinates relative to the centre of the core, in radii.
    """
    away, turn = np.hypot(x, y), rng.uniform(0, 2 * math.pi)
    across = x * math.cos(turn) + y * math.sin(turn)
    if kind == "half":
        return (across > rng.uniform(-0.25, 0.15)).astype(np.float32)
    if kind == "ring":
        return (away > rng.uniform(0.45, 0.65)).astype(np.float32)
    if kind == "fragments":
        pieces = smooth_noise(rng, away.shape, away.shape[0] / 5, 2)
        return (pieces > rng.uniform(-0.1, 0.35)).astype(np.float32)
    return np.ones_like(away, np.float32)


def _lay_dirt(loss: np.ndarray, plan: ArrayPlan, rng: np.random.Generator) -> None:
    """Draw specks at random places. Also draw pen strokes and a label if the plan has them."""
    tall, wide = loss.shape[:2]
    y, x = np.mgrid[0:tall, 0:wide].astype(np.float32)
    for _ in range(plan.specks):
        at_x, at_y, size = rng.uniform(0, wide), rng.uniform(0, tall), rng.uniform(0.03, 0.2) * plan.radius
        near = np.s_[max(0, int(at_y - 9)) : int(at_y + 9), max(0, int(at_x - 9)) : int(at_x + 9)]
        loss[near][np.hypot(x[near] - at_x, y[near] - at_y) < size] += rng.uniform(20, 120)
    if plan.ink:
        start, slope = rng.uniform(0.2, 0.8) * tall, rng.uniform(-0.2, 0.2)
        bow = start + slope * x + 0.5 * plan.radius * np.sin(x / (4 * plan.radius))
        stroke = (np.abs(y - bow) < 0.25 * plan.radius) & (x < 0.45 * wide)
        loss[stroke] = (120, 60, 100)
    if plan.label:
        label = (x < 6 * plan.radius) & (np.abs(y - tall / 2) < 0.3 * tall)
        loss[label] = (20, 20, 20)
        lines = label & (np.sin(y / (0.4 * plan.radius)) > 0.6) & (x > plan.radius) & (x < 5 * plan.radius)
        loss[lines] = 200


def _developed(loss: np.ndarray, plan: ArrayPlan, rng: np.random.Generator) -> np.ndarray:
    """Return the scanned picture: glass that is darker on one side, with grain, minus the light absorbed by tissue."""
    tall, wide = loss.shape[:2]
    turn = rng.uniform(0, 2 * math.pi)
    y, x = np.mgrid[-0.5 : 0.5 : tall * 1j, -0.5 : 0.5 : wide * 1j]
    glass = np.array((243, 243, 242), np.float32) * rng.uniform(0.94, 1.0)
    shade = 1 - plan.uneven * (0.5 + x * math.cos(turn) + y * math.sin(turn))
    grain = rng.normal(0, 1.2, (tall, wide, 1))
    seen = glass * shade[..., None] * np.clip(1 - loss / 255, 0.03, 1) + grain
    return np.clip(np.rint(seen), 0, 255).astype(np.uint8)


def draw_plan(seed: int, rows: int, cols: int) -> ArrayPlan:
    """Return a random `ArrayPlan`, which describes a drawn microarray that resembles slides of real laboratories.

    The array is rotated by up to 8 degrees, and up to 20 % of the cores are missing.
    """
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([_STREAM, seed, 1])))
    halves = (cols // 2,) if cols >= 8 and rng.random() < 0.4 else ()
    return ArrayPlan(
        rows=rows,
        cols=cols,
        radius=float(rng.uniform(11, 24)),
        pitch=float(rng.uniform(2.3, 3.4)),
        turn_deg=float(rng.uniform(-8, 8)),
        jitter=float(rng.uniform(0, 0.06)),
        bend=float(rng.uniform(-0.3, 0.3)),
        missing=float(rng.uniform(0, 0.2)),
        broken=float(rng.uniform(0.05, 0.2)),
        block_cols=halves,
        gap=float(rng.uniform(0.5, 0.8)),
        stain=list(STAINS)[int(rng.integers(0, len(STAINS)))],
        specks=int(rng.integers(0, 80)),
        ink=bool(rng.random() < 0.3),
        label=bool(rng.random() < 0.3),
        uneven=float(rng.uniform(0, 0.1)),
    )
