"""What an explanation is: the table of methods in words, and the frozen results they give. No torch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from model.bundle.manifest import HeadShape
from model.explain.agreement import Agreement
from model.result.maps import DEATH_SURVIVAL

TOP = 5
"""Tiles for and against that are named, with their pictures where there is a screen."""


@dataclass(frozen=True)
class Method:
    """One way to explain: `sentence` says what it is and what it is not; `signed`: above 0 speaks for survival.

    `mapped`: it gives a map. `layered`: one for each layer. `ordered`: only of heads that read in an order. `reach`:
    the fixed end of the colour range, about the largest value seen on synthetic spots; None where there is none.
    """

    key: str
    title: str
    measure: str
    signed: bool
    sentence: str
    mapped: bool = True
    layered: bool = False
    ordered: bool = False
    reach: float | None = None

    @property
    def ends(self) -> tuple[str, str]:
        """The words at the ends of the colour bar of a signed map."""
        return DEATH_SURVIVAL


@dataclass(frozen=True, eq=False)
class Explanation:
    """`values` float32 [tiles] by tile index, nan where there is none; None of a method that has no map.

    `facts` are plain data for a record; `tiles` further values [tiles], `readings` columns of equal length, one row a
    reading, and `arrays` all else, by name. `agreement` with the other map of importance, where there are two.
    """

    method: Method
    values: np.ndarray | None
    facts: Mapping[str, Any]
    agreement: Agreement | None = None
    tiles: Mapping[str, np.ndarray] = field(default_factory=dict)
    readings: Mapping[str, tuple[str | float, ...]] = field(default_factory=dict)
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)

    @property
    def greyed(self) -> bool:
        """Whether the other map of importance says too little of the same for this one to be shown in colour."""
        return self.agreement is not None and self.agreement.grey

    def of_layer(self, layer: int) -> np.ndarray | None:
        """The map of a layer, where there is one for each; else the one there is."""
        return self.tiles.get(layer_key(layer), self.values)


@dataclass(frozen=True)
class Region:
    """The spot without some tiles: its logit and survival probability, and how the whole one's differ from them."""

    tiles: int
    logit: float
    probability: float
    change: float
    change_p: float


METHODS: dict[str, Method] = {
    method.key: method
    for method in (
        Method(
            "occlusion",
            "Occlusion",
            "log odds",
            True,
            "How the log odds change when this tile alone turns to glass: the model's use of the tile, not a cause of "
            "death. Not to be added up.",
            reach=0.1,
        ),
        Method(
            "blocks",
            "Occlusion, 3 x 3 tiles",
            "log odds",
            True,
            "How the log odds change when the 3 x 3 tiles about this one turn to glass: the model's use, not a cause. "
            "Blocks overlap: not to be added up.",
            reach=0.5,
        ),
        Method(
            "ig",
            "Integrated gradients",
            "log odds",
            True,
            "The tile's share of the way from a window of glass to this one's log odds: all add up to it. It is the "
            "model's use, not a cause.",
            reach=0.1,
        ),
        Method(
            "memory",
            "Memory reach",
            "|dlogit/dh|",
            False,
            "How much the state after this tile still moves the log odds at the end: what is remembered, not which "
            "tile matters.",
            layered=True,
            ordered=True,
        ),
        Method(
            "order",
            "Order stability",
            "probability",
            False,
            "The probability of the same tiles read in other orders: what it owes to the order alone, not a confidence "
            "interval.",
            mapped=False,
            ordered=True,
        ),
    )
}


def top_tiles(explanation: Explanation, count: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Indices of the tiles with the greatest values, and of those with the least; no tile on the wrong side of 0.

    Of a map without sign there is nothing below 0.
    """
    if explanation.values is None:
        return (), ()
    values = np.where(np.isfinite(explanation.values), explanation.values.astype(np.float64), 0.0)
    greatest = [int(i) for i in np.argsort(-values, kind="stable")[:count] if values[i] > 0]
    least = [int(i) for i in np.argsort(values, kind="stable")[:count] if values[i] < 0]
    return tuple(greatest), tuple(least)


def methods_for(shape: HeadShape) -> tuple[Method, ...]:
    """The methods that there are for a head of that shape."""
    return tuple(method for method in METHODS.values() if shape.ordered or not method.ordered)


def layer_key(layer: int) -> str:
    """The name of a layer's map among an explanation's tiles; layers count from 0 here, from 1 in the name."""
    return f"memory_layer_{layer + 1}"
