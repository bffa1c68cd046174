"""Prediction to 2-D arrays that can be drawn or exported: one row of `MAPS` for each kind of map.

Every map is float32 [rows, cols] with NaN where a tile was not read (yet): such a tile is left clear, never drawn as 0.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.grid import GridSpec
from model.prediction import Trace


@dataclass(frozen=True)
class MapChoice:
    """Which map of the hidden state: `kind` is a key of `MAPS`, `layer` 0, 1 or 2, `unit` counts within the layer."""

    kind: str = "norm"
    layer: int = 2
    unit: int = 0


@dataclass(frozen=True)
class MapKind:
    """One kind of map: its title, its unit of measure, whether it is signed about zero, and what it is and is not."""

    key: str
    title: str
    measure: str
    signed: bool
    sentence: str
    steps: Callable[[Trace, MapChoice], np.ndarray]


def _norm(trace: Trace, choice: MapChoice) -> np.ndarray:
    return np.linalg.norm(trace.hidden[choice.layer], axis=1)


def _unit(trace: Trace, choice: MapChoice) -> np.ndarray:
    hidden = trace.hidden[choice.layer]
    return hidden[:, min(choice.unit, hidden.shape[1] - 1)]


def _change(trace: Trace, choice: MapChoice) -> np.ndarray:
    # h_0 = 0: the first step changes the state by its own size.
    return np.linalg.norm(np.diff(trace.hidden[choice.layer], axis=0, prepend=0), axis=1)


_SMALLEST = 1e-6
"""A constant map still needs a colour bar with two ends."""

_NOT_IMPORTANCE = "It is the network's activity, not the tile's importance for the probability."

MAPS: tuple[MapKind, ...] = (
    MapKind(
        "norm",
        "Hidden state, norm",
        "|h|",
        False,
        "Size of the LSTM's hidden state after it has read this tile and all before it. " + _NOT_IMPORTANCE,
        _norm,
    ),
    MapKind(
        "change",
        "Hidden state, change",
        "|Δh|",
        False,
        "How far reading this tile moved the LSTM's hidden state. " + _NOT_IMPORTANCE,
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
)


def map_kind(key: str) -> MapKind:
    """The row of `MAPS` called `key`; KeyError where there is none."""
    return {kind.key: kind for kind in MAPS}[key]


def map_values(trace: Trace, grid: GridSpec, choice: MapChoice) -> np.ndarray:
    """The chosen map over the grid, float32 [rows, cols], NaN where no tile was read."""
    values = np.full(grid.tiles, np.nan, dtype=np.float32)
    values[trace.index] = map_kind(choice.kind).steps(trace, choice)
    return values.reshape(grid.rows, grid.cols)


def value_range(values: np.ndarray, trace: Trace, choice: MapChoice, fixed: bool) -> tuple[float, float]:
    """Ends of the colour bar: the data's own range, or the `fixed` one that makes spots comparable.

    Signed maps are symmetrical about zero. A unit of the hidden state lies in -1..1, so the fixed range of one unit is
    -1..1, that of the norm over n units 0..sqrt(n), and that of the change 0..2 sqrt(n).
    """
    units = trace.hidden[choice.layer].shape[1]
    finite = values[np.isfinite(values)]
    if map_kind(choice.kind).signed:
        limit = 1.0 if fixed or finite.size == 0 else max(float(np.abs(finite).max()), _SMALLEST)
        return -limit, limit
    if fixed or finite.size == 0:
        return 0.0, units**0.5 * (2.0 if choice.kind == "change" else 1.0)
    low = float(finite.min())
    return low, max(float(finite.max()), low + _SMALLEST)


def layer_title(choice: MapChoice) -> str:
    """The map in words, "Hidden state, norm, layer 3", as it stands over the colour bar and in exports."""
    title = map_kind(choice.kind).title
    unit = f" {choice.unit + 1}" if choice.kind == "unit" else ""
    return f"{title}{unit}, layer {choice.layer + 1}"
