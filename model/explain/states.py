"""A sequence network's inner states: gates and states by step come in; units in the order of their say go out.

No torch: the window looks at them too.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.result.prediction import Trace

_SURE = 1e-6
"""A running probability is held this far from 0 and 1, so that its logit is a number."""


@dataclass(frozen=True, eq=False)
class Gates:
    """One layer, each float32 [steps, cells]: gates between 0 and 1, `candidate` and `hidden` between -1 and 1.

    C_t = forget * C_(t-1) + input * candidate; h_t = output * tanh(C_t).
    """

    forget: np.ndarray
    input: np.ndarray
    output: np.ndarray
    candidate: np.ndarray
    cell: np.ndarray
    hidden: np.ndarray


@dataclass(frozen=True)
class StateKind:
    """One kind of state of one unit: its title and measure, whether it is signed, and what it is and is not.

    `reach` is the colour range of a signed one (-reach to reach) or of a share (0 to reach); None: the data's own.
    """

    key: str
    title: str
    measure: str
    signed: bool
    sentence: str
    steps: Callable[[Trace, tuple[Gates, ...], int], np.ndarray]
    """Of a trace, its gates and a layer: float32 [steps, units]."""
    needs_gates: bool = True
    reach: float | None = 1.0
    layered: bool = True
    ends: tuple[str, str] = ("negative", "positive")


_NOT_IMPORTANCE = "It is the network's activity, not the tile's importance for the probability."

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
        "Cell state",
        "C",
        True,
        "What one cell holds in memory after this tile: what is remembered, from this tile or from earlier ones. "
        + _NOT_IMPORTANCE,
        lambda trace, gates, layer: gates[layer].cell,
        reach=None,
    ),
    StateKind(
        "forget",
        "Forget gate",
        "share kept",
        False,
        "The share of its memory that one cell keeps as it reads this tile: near 0 it forgets here what came before. "
        + _NOT_IMPORTANCE,
        lambda trace, gates, layer: gates[layer].forget,
    ),
)


def state_kind(key: str) -> StateKind | None:
    """The row of `STATES` called `key`."""
    return next((kind for kind in STATES if kind.key == key), None)


def by_say(states: np.ndarray, running: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Units of `states` float [steps, units] by how their value goes with the running logit, and the correlations.

    int64 [units], the most positive first, the most negative last; Pearson's r float64 [units] by unit, nan of a unit
    that never changes, which stands in the middle. `running` float [steps] is the running probability.
    """
    p = np.clip(running.astype(np.float64), _SURE, 1 - _SURE)
    logit = np.log(p / (1 - p))
    own = states.astype(np.float64) - states.mean(axis=0, dtype=np.float64)
    logit = logit - logit.mean()
    size = np.sqrt((own**2).sum(axis=0) * (logit**2).sum())
    r = np.full(states.shape[1], np.nan)
    np.divide(logit @ own, size, out=r, where=size > 1e-12)
    return np.argsort(-np.nan_to_num(r), kind="stable"), r
