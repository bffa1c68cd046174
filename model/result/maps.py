"""Turn a prediction into 2-D arrays that can be drawn or exported; `MAPS` has one row per kind of map.

Every map is float32 [rows, cols] with NaN for tiles that were not analysed (yet). These tiles are drawn transparent,
never as 0.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from model.bundle.manifest import HeadShape
from model.region.grid import GridSpec
from model.result.points import LOG_ODDS, MEASURE, TILE_REACH, effect_points
from model.result.prediction import Trace


@dataclass(frozen=True)
class MapChoice:
    """The chosen map: `kind` is a key of `MAPS`; for a hidden state, `layer` is 0, 1 or 2, and `unit` is in it.

    `log_odds`: draw a map that has values in points of probability in log odds instead.
    """

    kind: str = "norm"
    layer: int = 2
    unit: int = 0
    log_odds: bool = False


@dataclass(frozen=True)
class MapKind:
    """One kind of map: its title, its unit of measure, whether it is signed, and a `sentence` on what it shows.

    `steps` returns its values, one per step of the trace. `needs` is what a head must return for it, as in
    `HeadShape.gives`; `ends` label the two ends of a signed map; `reach` (low, high) is the fixed colour range, None if
    it follows from the layer's size. `points` returns the same values in points of probability and `points_reach` is
    their fixed range, None for a map that has none; `measure`, `steps` and `reach` are then those in log odds.
    """

    key: str
    title: str
    measure: str
    signed: bool
    sentence: str
    steps: Callable[[Trace, MapChoice], np.ndarray]
    needs: str = "hidden"
    ends: tuple[str, str] = ("negative", "positive")
    reach: tuple[float, float] | None = None
    points: Callable[[Trace, MapChoice], np.ndarray] | None = None
    points_reach: float | None = None

    @property
    def layered(self) -> bool:
        """Return whether the map shows one layer of a hidden state."""
        return self.needs == "hidden"

    def available(self, trace: Trace) -> bool:
        """Return whether `trace` has the values that the map shows."""
        return bool(trace.hidden) if self.layered else self.needs in trace.tiles


def _norm(trace: Trace, choice: MapChoice) -> np.ndarray:
    return np.linalg.norm(trace.hidden[choice.layer], axis=1)


def _unit(trace: Trace, choice: MapChoice) -> np.ndarray:
    hidden = trace.hidden[choice.layer]
    return hidden[:, min(choice.unit, hidden.shape[1] - 1)]


def _change(trace: Trace, choice: MapChoice) -> np.ndarray:
    # The state before the first step is 0, so the first change equals the first state.
    return np.linalg.norm(np.diff(trace.hidden[choice.layer], axis=0, prepend=0), axis=1)


def _of_tiles(trace: Trace, choice: MapChoice) -> np.ndarray:
    return trace.tiles[choice.kind]


def _removal_points(trace: Trace, choice: MapChoice) -> np.ndarray:
    return effect_points(float(trace.running[-1]), trace.tiles[choice.kind])


UNFAMILIAR = "unfamiliar"
"""Key of the map, and of its values in `Trace.tiles`: any model with a record of its training tissue has them."""


_SMALLEST = 1e-6
"""Least width of the colour range, so that the colour bar of a constant map has two ends."""

DEATH_SURVIVAL = ("towards death", "towards survival")

_NOT_IMPORTANCE = "It is the network's activity, not the tile's importance for the probability."

MAPS: tuple[MapKind, ...] = (
    MapKind(
        "norm",
        "Hidden state, norm",
        "|h|",
        False,
        "Size of the LSTM's hidden state after this tile and all tiles before it. " + _NOT_IMPORTANCE,
        _norm,
    ),
    MapKind(
        "change",
        "Hidden state, change",
        "|Δh|",
        False,
        "Size of the change of the LSTM's hidden state at this tile. " + _NOT_IMPORTANCE,
        _change,
    ),
    MapKind(
        "unit",
        "Hidden state, one unit",
        "h",
        True,
        "Value of one unit of the LSTM's hidden state after this tile, between -1 and 1. " + _NOT_IMPORTANCE,
        _unit,
    ),
    MapKind(
        "attention",
        "Attention",
        "share",
        False,
        "The tile's share of the attention; all shares add up to 1. It does not show the direction of the effect.",
        _of_tiles,
        needs="attention",
        reach=(0.0, 0.02),
    ),
    MapKind(
        "contribution",
        "Contribution",
        LOG_ODDS,
        True,
        "The tile's own term of the weighted sum; all terms and a constant add up to the log odds. It is not a cause.",
        _of_tiles,
        needs="contribution",
        ends=DEATH_SURVIVAL,
        reach=(-0.02, 0.02),
    ),
    MapKind(
        "removal",
        "Change by removal",
        LOG_ODDS,
        True,
        "The survival probability minus that without this tile: exact for one tile, but not additive over tiles.",
        _of_tiles,
        needs="removal",
        ends=DEATH_SURVIVAL,
        reach=(-0.02, 0.02),
        points=_removal_points,
        points_reach=TILE_REACH,
    ),
    MapKind(
        UNFAMILIAR,
        "Unfamiliar tissue",
        "x limit",
        False,
        "Distance of the tile to the model's training tissue; above 1 it is unfamiliar. It is not importance.",
        _of_tiles,
        needs=UNFAMILIAR,
        reach=(0.0, 2.0),
    ),
)


def map_kind(key: str) -> MapKind:
    """Return the row of `MAPS` with this key; raise KeyError if there is none."""
    return {kind.key: kind for kind in MAPS}[key]


def offered(trace: Trace) -> tuple[MapKind, ...]:
    """Return the maps that `trace` has values for."""
    return tuple(kind for kind in MAPS if kind.available(trace))


def promised(shape: HeadShape) -> tuple[MapKind, ...]:
    """Return the maps that a head of this shape has values for after its first tile."""
    return tuple(kind for kind in MAPS if kind.needs in shape.gives)


def suited(choice: MapChoice, kinds: tuple[MapKind, ...]) -> MapChoice:
    """Return `choice` if its kind is one of `kinds`; otherwise the same choice with the first of `kinds`."""
    keys = [kind.key for kind in kinds]
    return choice if choice.kind in keys else replace(choice, kind=keys[0])


def map_values(trace: Trace, grid: GridSpec, choice: MapChoice) -> np.ndarray:
    """Return the chosen map over the grid, float32 [rows, cols], NaN for tiles that were not analysed."""
    values, kind = np.full(grid.tiles, np.nan, dtype=np.float32), map_kind(choice.kind)
    steps = kind.points if kind.points is not None and not choice.log_odds else kind.steps
    values[trace.index] = steps(trace, choice)
    return values.reshape(grid.rows, grid.cols)


def fixed_points(choice: MapChoice) -> float | None:
    """Return the points at the ends of the chosen map's colours; None if it is not drawn in points."""
    return None if choice.log_odds else map_kind(choice.kind).points_reach


def measure_of(choice: MapChoice) -> str:
    """Return the unit of the chosen map: points where it has them, unless log odds are chosen."""
    return map_kind(choice.kind).measure if fixed_points(choice) is None else MEASURE


def value_range(values: np.ndarray, trace: Trace, choice: MapChoice, fixed: bool) -> tuple[float, float]:
    """Return the ends of the colour range: that of the data, or the `fixed` one, which makes spots comparable.

    The range of a signed map is symmetric about zero. A unit of the hidden state lies in -1..1, so the fixed range of
    one unit is -1..1, that of the norm over n units 0..sqrt(n), and that of the change 0..2 sqrt(n). The values of a
    pooled head have no such bound: their fixed range ends at about the largest value seen on synthetic spots, and
    larger values get the end colour. A map in points always has its fixed range; so does that of unfamiliar tissue,
    because the middle of its colours is the limit.
    """
    points = fixed_points(choice)
    if points is not None:
        return -points, points
    finite = values[np.isfinite(values)]
    if fixed or finite.size == 0 or choice.kind == UNFAMILIAR:
        return _fixed_range(trace, choice)
    if map_kind(choice.kind).signed:
        limit = max(float(np.abs(finite).max()), _SMALLEST)
        return -limit, limit
    low = float(finite.min())
    return low, max(float(finite.max()), low + _SMALLEST)


def _fixed_range(trace: Trace, choice: MapChoice) -> tuple[float, float]:
    kind = map_kind(choice.kind)
    if kind.reach is not None:
        return kind.reach
    if kind.signed:
        return -1.0, 1.0
    units = trace.hidden[choice.layer].shape[1]
    return 0.0, units**0.5 * (2.0 if choice.kind == "change" else 1.0)


def layer_title(choice: MapChoice) -> str:
    """Return the map's title, as "Hidden state, norm, layer 3", for the colour bar and for exports."""
    kind = map_kind(choice.kind)
    if not kind.layered:
        return kind.title
    unit = f" {choice.unit + 1}" if choice.kind == "unit" else ""
    return f"{kind.title}{unit}, layer {choice.layer + 1}"
