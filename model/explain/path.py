"""The straight path from bare glass to a spot: the logits of the head along it, and their slope by tile.

Each order whose logits are averaged has its own path (called a *reading* in the code below), because a saturated
network changes its result at a different point for each order. The change can take less than 1e-10 of the path. float32
cannot resolve this, so sequences are computed in float64.
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
from model.explain.parallel import Count, in_parallel
from model.explain.spot import ExplainedSpot
from model.explain.walk import Walk

_AT_ONCE = 32
_STAGE = "integrating gradients"


@dataclass(frozen=True)
class Place:
    """A point on the path of the order with the number `reading`. `share` is 0 at glass and 1 at the spot."""

    reading: int
    share: float


class Path(Protocol):
    """The path of one spot. Its logits are the logits of the head, before calibration."""

    readings: int

    def logits(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Return the logit at each place, float64 [places]."""
        ...

    def slopes(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Return the derivative of the logit along the path at each place, by tile, float64 [places, tiles]."""
        ...


def path_of(spot: ExplainedSpot) -> Path:
    """Return the path to `spot` that suits its kind of head."""
    return StringPath(spot) if isinstance(spot.bundle.head, RecurrentHead) else PoolPath(spot)


class StringPath:
    """The path of a sequence network.

    It is computed from the weighted sums of the first layer, which are linear in the features.
    """

    def __init__(self, spot: ExplainedSpot) -> None:
        self.readings = len(spot.orders)
        self._orders = spot.orders
        head = copy.deepcopy(spot.bundle.head).double()
        self._walk = Walk(head)  # type: ignore[arg-type]  # checked by `path_of`
        with torch.no_grad():
            self._glass = self._walk.sums(spot.glass.double())
            self._change = self._walk.sums(spot.features.double()) - self._glass

    def logits(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Return the logit at each place; see `Path`."""
        found = yield from in_parallel([partial(self._logits_at, some) for some in _in_parts(places)], _STAGE)
        return np.concatenate([np.empty(0), *found])

    def slopes(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Return the derivative by tile at each place; see `Path`."""
        found = yield from in_parallel([partial(self._slopes_at, some) for some in _in_parts(places)], _STAGE)
        return np.concatenate([np.empty((0, len(self._change))), *found])

    def _logits_at(self, places: Sequence[Place], count: Count) -> np.ndarray:
        count.add(0)
        with torch.no_grad():
            sums, _, _ = self._sums_at(places)
            return self._read(sums).numpy()

    def _slopes_at(self, places: Sequence[Place], count: Count) -> np.ndarray:
        count.add(0)
        with torch.enable_grad():
            sums, changes, orders = self._sums_at(places)
            (gradient,) = torch.autograd.grad(self._read(sums.requires_grad_()).sum(), sums)
        in_order = (gradient * changes).sum(dim=-1)
        return torch.zeros_like(in_order).scatter_(1, orders, in_order).numpy()

    def _sums_at(self, places: Sequence[Place]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return the weighted sums of the first layer, their change over the whole path, and the orders.

        The sums and their change are both [places, n, ...].
        """
        orders = self._orders[[place.reading for place in places]]
        shares = torch.tensor([place.share for place in places], dtype=torch.float64)
        changes = self._change[orders]
        return self._glass + shares[:, None, None] * changes, changes, orders

    def _read(self, sums: torch.Tensor) -> torch.Tensor:
        states, logits = self._walk.start(len(sums)), []
        for own in sums.unbind(1):
            states = self._walk.step(own, states)
            logits.append(self._walk.logits(states))
        return self._walk.answers(logits)


class PoolPath:
    """The path of a head that does not depend on the tile order. The same tiles are pooled at every place."""

    readings = 1

    def __init__(self, spot: ExplainedSpot) -> None:
        self._spot = spot
        self._change = spot.features - spot.glass

    def logits(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Return the logit at each place; see `Path`."""
        found = []
        for place in places:
            yield Progress(_STAGE)
            with torch.no_grad():
                found.append(float(self._logit(self._features_at(place))))
        return np.array(found)

    def slopes(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Return the derivative by tile at each place; see `Path`."""
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
