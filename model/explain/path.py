"""The straight way from bare glass to a spot: places on it come in; the head's logits there, and how fast each tile
moves them, go out.

It is walked apart for every reading (each order whose logits are averaged), since each reading of a saturated network
turns from one answer to the other at a place of its own. A turn can be over within less than 1e-10 of the way, which
float32 does not resolve: strings are walked in float64.
"""

import copy
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.heads.recurrent import RecurrentHead
from model.explain.side_by_side import Count, side_by_side
from model.explain.spot import Spot
from model.explain.walk import Walk

_AT_ONCE = 32
_STAGE = "integrating gradients"


@dataclass(frozen=True)
class Place:
    """On the way of one `reading`, at `share` 0 (glass) to 1 (the spot) of it."""

    reading: int
    share: float


class Path(Protocol):
    """The way of one spot's string or pool; its logits are the head's own, before the calibration."""

    readings: int

    def logits(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Float64 [places]."""
        ...

    def slopes(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Float64 [places, tiles]: how fast each tile's part of the way moves the logit there."""
        ...


def path_of(spot: Spot) -> Path:
    """The way to `spot`, by what its head reads."""
    return StringPath(spot) if isinstance(spot.bundle.head, RecurrentHead) else PoolPath(spot)


class StringPath:
    """Of a sequence network. The first layer's sums are linear in the features, so that the whole way is theirs."""

    def __init__(self, spot: Spot) -> None:
        self.readings = len(spot.orders)
        self._orders = spot.orders
        head = copy.deepcopy(spot.bundle.head).double()
        self._walk = Walk(head)  # type: ignore[arg-type]  # asked by `path_of`
        with torch.no_grad():
            self._glass = self._walk.sums(spot.glass.double())
            self._change = self._walk.sums(spot.features.double()) - self._glass

    def logits(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        found = yield from side_by_side([partial(self._logits_at, some) for some in _in_parts(places)], _STAGE)
        return np.concatenate([np.empty(0), *found])

    def slopes(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        found = yield from side_by_side([partial(self._slopes_at, some) for some in _in_parts(places)], _STAGE)
        return np.concatenate([np.empty((0, len(self._change))), *found])

    def _logits_at(self, places: Sequence[Place], count: Count) -> np.ndarray:
        count.told(0)
        with torch.no_grad():
            sums, _, _ = self._sums_at(places)
            return self._read(sums).numpy()

    def _slopes_at(self, places: Sequence[Place], count: Count) -> np.ndarray:
        count.told(0)
        with torch.enable_grad():
            sums, changes, orders = self._sums_at(places)
            (gradient,) = torch.autograd.grad(self._read(sums.requires_grad_()).sum(), sums)
        in_order = (gradient * changes).sum(dim=-1)
        return torch.zeros_like(in_order).scatter_(1, orders, in_order).numpy()

    def _sums_at(self, places: Sequence[Place]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The first sums and their change over the whole way, both [places, n, ...] in reading order; the orders."""
        orders = self._orders[[place.reading for place in places]]
        shares = torch.tensor([place.share for place in places], dtype=torch.float64)
        changes = self._change[orders]
        return self._glass + shares[:, None, None] * changes, changes, orders

    def _read(self, sums: torch.Tensor) -> torch.Tensor:
        states = self._walk.start(len(sums))
        for own in sums.unbind(1):
            states = self._walk.step(own, states)
        return self._walk.logits(states)


class PoolPath:
    """Of a head that is blind to the order, one place after another. Which tiles are pooled stays as it is."""

    readings = 1

    def __init__(self, spot: Spot) -> None:
        self._spot = spot
        self._change = spot.features - spot.glass

    def logits(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        found = []
        for place in places:
            yield Progress(_STAGE)
            with torch.no_grad():
                found.append(float(self._logit(self._features_at(place))))
        return np.array(found)

    def slopes(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        found = [np.empty((0, len(self._change)))]
        for place in places:
            yield Progress(_STAGE)
            with torch.enable_grad():
                x = self._features_at(place).requires_grad_()
                (gradient,) = torch.autograd.grad(self._logit(x), x)
            found.append((gradient * self._change).sum(dim=-1).double().numpy()[None])
        return np.concatenate(found)

    def _features_at(self, place: Place) -> torch.Tensor:
        return self._spot.glass + place.share * self._change

    def _logit(self, x: torch.Tensor) -> torch.Tensor:
        return self._spot.bundle.head(x[None], tissue=self._spot.tissue[None])[0, -1]


def _in_parts(places: Sequence[Place]) -> list[Sequence[Place]]:
    return [places[start : start + _AT_ONCE] for start in range(0, len(places), _AT_ONCE)]
