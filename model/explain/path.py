"""The straight path from bare glass to a spot: the logits of the head along it, and their slope by tile.

Each tile order whose logits are averaged has its own path (called a *reading* in the code below), because a saturated
network changes its result at a different point of the path in each order. The change can take less than 1e-10 of the
path. float32 cannot resolve this, so logits are computed in float64. Slopes of long pieces of the path are computed in
float32, which takes half the time and memory. Errors of the slopes are detected, because the sum of the slopes must be
the difference of two logits.
"""

import copy
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.heads.recurrent import RecurrentHead
from model.explain.parallel import Count, in_parallel
from model.explain.spot import ExplainedSpot
from model.explain.walk import Walk

T = TypeVar("T")
_AT_ONCE = 32
_STAGE = "integrating gradients, points of the path"


@dataclass(frozen=True)
class Place:
    """A point on the path from glass to the spot, in the tile order with the index `reading`.

    `share` is 0 at glass and 1 at the spot.

    `fine` is true if slopes must be computed in float64, because neighbouring points are close together.
    """

    reading: int
    share: float
    fine: bool = True


class Path(Protocol):
    """The straight path from bare glass to one spot. Its logits are the logits of the head, before calibration."""

    readings: int

    def logits(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Return the logit of the head at each point `places` of the path, float64 [places]."""
        ...

    def slopes(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Return how much each tile contributes to the derivative of the logit along the path, float64 [places, tiles].

        The derivative is computed at each point `places`.
        """
        ...


def path_of(spot: ExplainedSpot) -> Path:
    """Return the straight path from glass to `spot`, as an object of the class for its kind of head."""
    return StringPath(spot) if isinstance(spot.bundle.head, RecurrentHead) else PoolPath(spot)


class StringPath:
    """The path from bare glass to a spot for a sequence network.

    It is computed from the weighted sums of the first layer, which are linear in the features.
    """

    def __init__(self, spot: ExplainedSpot) -> None:
        self.readings = len(spot.orders)
        self._orders = spot.orders
        head = copy.deepcopy(spot.bundle.head).double()
        self._walk = Walk(head)  # type: ignore[arg-type]  # checked by `path_of`
        self._coarse = Walk(copy.deepcopy(spot.bundle.head).float())  # type: ignore[arg-type]
        with torch.no_grad():
            self._glass = self._walk.sums(spot.glass.double())
            self._change = self._walk.sums(spot.features.double()) - self._glass

    def logits(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Return the logit of the head at each point `places` of the path, float64 [places]."""
        works = [partial(self._logits_at, some) for some in _in_parts(places)]
        found = yield from in_parallel(works, _STAGE, len(places))
        return np.concatenate([np.empty(0), *found])

    def slopes(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Return how much each tile contributes to the derivative of the logit, float64 [places, tiles]; see `Path`."""
        kinds = [[at for at, place in enumerate(places) if place.fine is fine] for fine in (False, True)]
        parts = [some for kind in kinds for some in _in_parts(kind)]
        works = [partial(self._slopes_at, [places[at] for at in some]) for some in parts]
        found = yield from in_parallel(works, _STAGE, len(places))
        slopes = np.empty((len(places), len(self._change)))
        for some, own in zip(parts, found, strict=True):
            slopes[some] = own
        return slopes

    def _logits_at(self, places: Sequence[Place], count: Count) -> np.ndarray:
        count.add(0)
        with torch.no_grad():
            sums, _, _ = self._sums_at(places)
            found = self._read(sums, self._walk).numpy()
        count.add(len(places))
        return found

    def _slopes_at(self, places: Sequence[Place], count: Count) -> np.ndarray:
        count.add(0)
        with torch.enable_grad():
            walk = self._walk if places[0].fine else self._coarse
            sums, changes, orders = self._sums_at(places)
            sums = sums if places[0].fine else sums.float()
            (gradient,) = torch.autograd.grad(self._read(sums.requires_grad_(), walk).sum(), sums)
        in_order = (gradient * changes).sum(dim=-1)
        count.add(len(places))
        return torch.zeros_like(in_order).scatter_(1, orders, in_order).numpy()

    def _sums_at(self, places: Sequence[Place]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return the weighted sums of the first layer at each point, their change over the path, and the tile order.

        The sums and their change are both [places, n, ...].
        """
        orders = self._orders[[place.reading for place in places]]
        shares = torch.tensor([place.share for place in places], dtype=torch.float64)
        changes = self._change[orders]
        return self._glass + shares[:, None, None] * changes, changes, orders

    @staticmethod
    def _read(sums: torch.Tensor, walk: Walk) -> torch.Tensor:
        states, logits = walk.start(len(sums)), []
        for own in sums.unbind(1):
            states = walk.step(own, states)
            logits.append(walk.logits(states))
        return walk.answers(logits)


class PoolPath:
    """The path from bare glass to a spot for a head that does not depend on the tile order.

    The same tiles are pooled at every point of the path.
    """

    readings = 1

    def __init__(self, spot: ExplainedSpot) -> None:
        self._spot = spot
        self._change = spot.features - spot.glass

    def logits(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Return the logit of the head at each point `places` of the path, float64 [places]."""
        found = []
        for done, place in enumerate(places):
            yield Progress(_STAGE, done, len(places))
            with torch.no_grad():
                found.append(float(self._logit(self._features_at(place))))
        return np.array(found)

    def slopes(self, places: Sequence[Place]) -> Generator[Progress, None, np.ndarray]:
        """Return how much each tile contributes to the derivative of the logit, float64 [places, tiles]; see `Path`."""
        found = [np.empty((0, len(self._change)))]
        for done, place in enumerate(places):
            yield Progress(_STAGE, done, len(places))
            with torch.enable_grad():
                x = self._features_at(place).requires_grad_()
                (gradient,) = torch.autograd.grad(self._logit(x), x)
            found.append((gradient * self._change).sum(dim=-1).double().numpy()[None])
        return np.concatenate(found)

    def _features_at(self, place: Place) -> torch.Tensor:
        return self._spot.glass + place.share * self._change

    def _logit(self, x: torch.Tensor) -> torch.Tensor:
        return self._spot.bundle.head(x[None], tissue=self._spot.tissue[None])[0, -1]


def _in_parts(places: Sequence[T]) -> list[Sequence[T]]:
    return [places[start : start + _AT_ONCE] for start in range(0, len(places), _AT_ONCE)]
