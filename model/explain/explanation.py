"""The table of explanation methods, and the frozen results of these methods. The module does not import torch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from model.bundle.head_shape import HeadShape
from model.explain.agreement import Agreement
from model.result.maps import DEATH_SURVIVAL
from model.result.points import AREA_REACH, LOG_ODDS, TILE_REACH, matters

REGION = "region"
"""The value of `Method.part` for the method whose values belong to regions of similar tiles.

In `Explanation.tiles`, it is the key of the array with the number (from 1) of each tile's region.
"""
POINTS = "points"
"""The key in `Explanation.tiles` of the values in points of probability (1 point is a probability of 0.01)."""
TYPICAL = "typical_tile"
"""The key in `Explanation.arrays` of the index of the most typical tile of each region, int64 [regions]."""
TOP = 5
"""Number of listed tiles that favour survival, and number of listed tiles against survival.

The screen shows the images of these tiles."""


@dataclass(frozen=True)
class Method:
    """One explanation method. `sentence` states what it shows and what it does not show.

    `signed` is true if values above 0 favour survival. `mapped` is true if the method returns a map, and `layered` if
    it returns one map for each layer. `ordered` is true if it applies only to heads that depend on the tile order.
    `reach` is the upper end of the fixed colour range, about the largest value seen on synthetic spots, or None if the
    range is never fixed. `points_reach` is the upper end of the colour range for values in points of probability. It is
    None for a method without such values. `points_how` describes how points are computed. `part` names the unit to
    which one value belongs, for example a tile or a region. `gridded` is true if the method needs tiles that form a
    grid.
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
    points_reach: float | None = None
    points_how: str = (
        "the survival probability minus the probability without the tile, block or region; exact, but not additive"
    )
    part: str = "tile"
    gridded: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        """Return the labels at the ends of the colour bar of a signed map."""
        return DEATH_SURVIVAL


@dataclass(frozen=True, eq=False)
class Explanation:
    """The result of an explanation method.

    `values` float32 [tiles] by tile index is the map. It is nan for a tile without a value, and None if there is no
    map. `facts` are plain data for a record. `tiles` are additional values [tiles]. `readings` are columns of equal
    length with one row per run of the head. `arrays` are all other arrays. `facts`, `tiles`, `readings` and `arrays`
    are dicts by name. `agreement` is the agreement of the maps by occlusion and by integrated gradients. It is None for
    other methods.
    """

    method: Method
    values: np.ndarray | None
    facts: Mapping[str, Any]
    agreement: Agreement | None = None
    tiles: Mapping[str, np.ndarray] = field(default_factory=dict)
    readings: Mapping[str, tuple[str | float, ...]] = field(default_factory=dict)
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)

    @property
    def points(self) -> np.ndarray | None:
        """Return the values in points of probability, float32 [tiles], or None for a method without points."""
        return self.tiles.get(POINTS)

    @property
    def matters(self) -> bool:
        """Return whether any value of the map exceeds one point of probability (0.01).

        If the method has no such values, return True.
        """
        return self.points is None or matters(self.points)

    @property
    def greyed(self) -> bool:
        """Return whether this map must be drawn in grey, because occlusion and integrated gradients do not agree."""
        return self.agreement is not None and self.agreement.grey

    def of_layer(self, layer: int) -> np.ndarray | None:
        """Return the map of a layer (from 0). If the method has only one map, return this map for every layer."""
        return self.tiles.get(layer_key(layer), self.values)


@dataclass(frozen=True)
class OccludedTiles:
    """The result of the model without some tiles: the number of tiles, and the logit and probability without them.

    `change` is the logit of the whole spot minus the logit without the tiles. `change_p` is the probability of the
    whole spot minus the probability without the tiles.
    """

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
            LOG_ODDS,
            True,
            "The survival probability minus the probability if this tile alone were glass. It shows the model's use of "
            "the tile, not a cause of death. Values are not additive.",
            reach=0.1,
            points_reach=TILE_REACH,
        ),
        Method(
            "regions",
            "Occlusion of regions",
            LOG_ODDS,
            True,
            "The survival probability minus the probability if this region of similar, connected tiles were glass. It "
            "shows the model's use, not a cause. Values are not additive.",
            reach=0.5,
            points_reach=AREA_REACH,
            part=REGION,
            gridded=True,
        ),
        Method(
            "blocks",
            "Occlusion, 3 x 3 tiles",
            LOG_ODDS,
            True,
            "The survival probability minus the probability if the 3 x 3 tiles around this one were glass. It shows "
            "the model's use, not a cause. Blocks overlap: values are not additive.",
            reach=0.5,
            points_reach=AREA_REACH,
            part="block",
            gridded=True,
        ),
        Method(
            "ig",
            "Integrated gradients",
            LOG_ODDS,
            True,
            "The tile's share of the difference to a region of glass; all shares add up to the difference. It shows "
            "the model's use, not a cause, and not the effect of removal.",
            reach=0.1,
            points_reach=TILE_REACH,
            points_how="the log odds, all multiplied by one factor, so that they add up to the difference in "
            "probability to a region of glass; the factor is that difference divided by the difference in log odds",
        ),
        Method(
            "memory",
            "Memory reach",
            "|dlogit/dh|",
            False,
            "How strongly the network's state after this tile still affects the final log odds. It shows "
            "what is remembered, not which tile matters.",
            layered=True,
            ordered=True,
        ),
        Method(
            "order",
            "Order stability",
            "probability",
            False,
            "The probability of the same tiles in other orders. It shows the effect of the order alone and is not a "
            "confidence interval.",
            mapped=False,
            ordered=True,
        ),
    )
}


def top_tiles(explanation: Explanation, count: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the indices of up to `count` tiles with the largest values above 0, and with the smallest values below 0.

    A map without sign has no values below 0, so its second tuple is empty. Each region is represented by one tile.
    """
    if explanation.values is None:
        return (), ()
    values = np.where(np.isfinite(explanation.values), explanation.values.astype(np.float64), 0.0)
    if TYPICAL in explanation.arrays:
        values[np.setdiff1d(np.arange(len(values)), explanation.arrays[TYPICAL])] = 0.0
    greatest = [int(i) for i in np.argsort(-values, kind="stable")[:count] if values[i] > 0]
    least = [int(i) for i in np.argsort(values, kind="stable")[:count] if values[i] < 0]
    return tuple(greatest), tuple(least)


def methods_for(shape: HeadShape, scattered: bool = False) -> tuple[Method, ...]:
    """Return the methods that a head of this shape supports, for tiles in a grid or `scattered` at any positions."""
    fitting = (method for method in METHODS.values() if shape.ordered or not method.ordered)
    return tuple(method for method in fitting if not (scattered and method.gridded))


def layer_key(layer: int) -> str:
    """Return the key in `Explanation.tiles` of the map of a layer. `layer` counts from 0, but the key counts from 1."""
    return f"memory_layer_{layer + 1}"
