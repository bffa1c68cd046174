"""The states and gates of a sequence network by step. Its units can be sorted by correlation with the logit.

The module does not import torch, because the window uses it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.result.prediction import Trace

_SURE = 1e-6
"""Probabilities are limited to this minimum distance from 0 and 1, so that their logits are finite."""


@dataclass(frozen=True, eq=False)
class Gates:
    """The gates and states of one LSTM layer, each float32 [steps, units].

    Gates are in 0..1, `candidate` and `hidden` in -1..1.

    C_t = forget * C_(t-1) + input * candidate; h_t = output * tanh(C_t). `cell` is C_t and `hidden` is h_t.
    """

    forget: np.ndarray
    input: np.ndarray
    output: np.ndarray
    candidate: np.ndarray
    cell: np.ndarray
    hidden: np.ndarray


@dataclass(frozen=True)
class StateKind:
    """One kind of state that is shown for a unit of a network.

    `measure` is the unit of measurement, and `sentence` describes what the state shows.

    `reach` limits the colour range. For a `signed` state the range is -reach to reach, and for a share it is 0 to
    reach. If `reach` is None, the range is computed from the data.
    """

    key: str
    title: str
    measure: str
    signed: bool
    sentence: str
    steps: Callable[[Trace, tuple[Gates, ...], int], np.ndarray]
    """A function that returns the values of this kind in one layer, float32 [steps, units]. Its arguments are the
    trace, the gates of all layers, and the number of the layer.
    """
    needs_gates: bool = True
    reach: float | None = 1.0
    layered: bool = True
    ends: tuple[str, str] = ("negative", "positive")


_NOT_IMPORTANCE = "The value is the network's activity, not the tile's importance for the probability."

STATES: tuple[StateKind, ...] = (
    StateKind(
        "unit",
        "Hidden state",
        "h",
        True,
        "Value of one unit of the network's hidden state after this tile, between -1 and 1. " + _NOT_IMPORTANCE,
        lambda trace, gates, layer: trace.hidden[layer],
        needs_gates=False,
    ),
    StateKind(
        "cell",
        "Memory state",
        "C",
        True,
        "Value of one unit's memory after this tile: what the unit keeps of this tile and of earlier tiles. "
        + _NOT_IMPORTANCE,
        lambda trace, gates, layer: gates[layer].cell,
        reach=None,
    ),
    StateKind(
        "forget",
        "Forget gate",
        "share kept",
        False,
        "The share of its memory that one unit keeps at this tile; near 0, the unit forgets all earlier tiles. "
        + _NOT_IMPORTANCE,
        lambda trace, gates, layer: gates[layer].forget,
    ),
)


def state_kind(key: str) -> StateKind | None:
    """Return the kind of state in `STATES` with this key, or None if there is none."""
    return next((kind for kind in STATES if kind.key == key), None)


def by_correlation(states: np.ndarray, running: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sort the units of `states` float [steps, units] by their correlation with the logit of `running`.

    `running` float [steps] is the probability after each step. Return the indices of the units, int64 [units], the most
    positive correlation first, and Pearson's r of each unit, float64 [units] in the original order. For a unit that
    never changes, r is nan, and it is sorted as if r were 0.
    """
    p = np.clip(running.astype(np.float64), _SURE, 1 - _SURE)
    logit = np.log(p / (1 - p))
    own = states.astype(np.float64) - states.mean(axis=0, dtype=np.float64)
    logit = logit - logit.mean()
    size = np.sqrt((own**2).sum(axis=0) * (logit**2).sum())
    r = np.full(states.shape[1], np.nan)
    np.divide(logit @ own, size, out=r, where=size > 1e-12)
    return np.argsort(-np.nan_to_num(r), kind="stable"), r
