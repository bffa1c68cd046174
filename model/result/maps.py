"""Turn a prediction into 2-D arrays that can be drawn or exported. `MAPS` has one row per kind of map.

Every map is float32 [rows, cols]. It is NaN for tiles that were not (yet) analysed. These tiles are drawn transparent,
never as 0.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from model.base.colours import UNSIGNED
from model.bundle.head_shape import HeadShape
from model.region.grid import GridSpec
from model.result.points import LOG_ODDS, MEASURE, TILE_REACH, effect_points
from model.result.prediction import Trace


@dataclass(frozen=True)
class MapChoice:
    """The chosen map. `kind` is a key of `MAPS`.

    For a map of a hidden state, `layer` is 0, 1 or 2, and `unit` is the number of a unit in this layer. If `log_odds`
    is true, maps that could be in points of probability are drawn in log odds.
    """

    kind: str = "norm"
    layer: int = 2
    unit: int = 0
    log_odds: bool = False


@dataclass(frozen=True)
class MapLook:
    """How a map is coloured.

    `colours` is the name of the colour table of maps without a sign. If `fixed` is true, the colour range is the same
    for all spots.
    """

    colours: str = UNSIGNED[0]
    fixed: bool = False


@dataclass(frozen=True)
class MapKind:
    """One kind of map, with its title, its unit of `measure`, and a `sentence` on what it shows.

    `steps` returns the values, one per step of the trace. `needs` is what a head must compute for this map, as in
    `HeadShape.gives`. A `signed` map has negative and positive values, and `ends` label the two ends of its colour bar.
    `reach` (low, high) is the fixed colour range. It is None if the range depends on the size of the layer.

    `points` returns the values in points of probability, and `points_reach` is the fixed range of these points. Both
    are None for a map that has no points. `measure`, `steps` and `reach` always refer to the values that are not in
    points.
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
"""Key of the map of unfamiliar tissue, and of its values in `Trace.tiles`.

Every model with a record of its training tissue has these values.
"""


_SMALLEST = 1e-6
"""Minimum width of the colour range. It makes sure that the colour bar of a constant map has two different ends."""

DEATH_SURVIVAL = ("towards death", "towards survival")

_NOT_IMPORTANCE = "This is the network's activity, not the tile's importance for the probability."

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
        "The tile's share of the attention; all shares add up to 1. The share does not show the direction of "
        "the effect.",
        _of_tiles,
        needs="attention",
        reach=(0.0, 0.02),
    ),
    MapKind(
        "contribution",
        "Contribution",
        LOG_ODDS,
        True,
        "The tile's own term of the weighted sum; all terms and a constant add up to the log odds. The term is "
        "not a cause.",
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
        "The survival probability minus the probability without this tile. Values of several tiles do not add up.",
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
        "Distance of the tile to the model's training tissue; above 1, the tile is unfamiliar. The distance is "
        "not importance.",
        _of_tiles,
        needs=UNFAMILIAR,
        reach=(0.0, 2.0),
    ),
)


def map_kind(key: str) -> MapKind:
    """Return the row of `MAPS` with this key; raise KeyError if there is none."""
    return {kind.key: kind for kind in MAPS}[key]


def offered(trace: Trace) -> tuple[MapKind, ...]:
    """Return the kinds of maps for which `trace` has values."""
    return tuple(kind for kind in MAPS if kind.available(trace))


def promised(shape: HeadShape) -> tuple[MapKind, ...]:
    """Return the kinds of maps that a head of this `shape` can fill as soon as its first tile was processed."""
    return tuple(kind for kind in MAPS if kind.needs in shape.gives)


def suited(choice: MapChoice, kinds: tuple[MapKind, ...]) -> MapChoice:
    """Return `choice` if its kind is among `kinds`.

    Otherwise return `choice` with its kind replaced by the first of `kinds`.
    """
    keys = [kind.key for kind in kinds]
    return choice if choice.kind in keys else replace(choice, kind=keys[0])


def within(choice: MapChoice, trace: Trace) -> MapChoice:
    """Return `choice`, with layer and unit changed if the network of `trace` does not have them.

    A layer or unit that the network does not have is replaced by the last one that it has.
    """
    if not trace.hidden:
        return choice
    layer = min(choice.layer, len(trace.hidden) - 1)
    return replace(choice, layer=layer, unit=min(choice.unit, trace.hidden[layer].shape[1] - 1))


def map_values(trace: Trace, grid: GridSpec, choice: MapChoice) -> np.ndarray:
    """Return the chosen map over the grid, float32 [rows, cols]. It is NaN for tiles that were not analysed."""
    values, kind = np.full(grid.tiles, np.nan, dtype=np.float32), map_kind(choice.kind)
    steps = kind.points if kind.points is not None and not choice.log_odds else kind.steps
    values[trace.index] = steps(trace, choice)
    return values.reshape(grid.rows, grid.cols)


def fixed_points(choice: MapChoice) -> float | None:
    """Return the fixed ends of the colour range in points. Return None if the map is not drawn in points."""
    return None if choice.log_odds else map_kind(choice.kind).points_reach


def measure_of(choice: MapChoice) -> str:
    """Return the unit of measure of the chosen map: points if the map has points and log odds are not chosen."""
    return map_kind(choice.kind).measure if fixed_points(choice) is None else MEASURE


def value_range(values: np.ndarray, trace: Trace, choice: MapChoice, fixed: bool) -> tuple[float, float]:
    """Return the ends (low, high) of the colour range of a map.

    The ends follow from `values`, or are the same for all spots if `fixed` is true.

    The range of a signed map is symmetric about zero. A unit of the hidden state lies in -1..1. Therefore the fixed
    range of one unit is -1..1, the range of the norm over n units is 0..sqrt(n), and the range of the change is 0..2
    sqrt(n). The values of a pooled head have no such limit. Their fixed range ends at about the largest value seen on
    synthetic spots, and larger values get the colour of the end. The range of a map in points is always fixed. The
    range of unfamiliar tissue is always fixed too, because the limit must be in the middle of its colours.
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
    """Return the title of the map for the colour bar and exports, such as "Hidden state, norm, layer 3"."""
    kind = map_kind(choice.kind)
    if not kind.layered:
        return kind.title
    if choice.kind == "unit":
        return f"Hidden state, unit {choice.unit + 1}, layer {choice.layer + 1}"
    return f"{kind.title}, layer {choice.layer + 1}"
