"""Run the head of a bundle over features: step by step as they arrive, and in the tile orders of a prediction."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

import numpy as np
import torch

from model.base.finite import without_infinity
from model.bundle.bundle import Bundle
from model.bundle.heads.base import Steps
from model.bundle.heads.one_thread import one_thread
from model.bundle.heads.orders import running_logits_in_orders
from model.bundle.heads.recurrent import RecurrentHead
from model.bundle.record import OrderSpread
from model.predict.familiar_tissue import joined_distances, tile_distances
from model.region.orders import prediction_orders
from model.result.prediction import Trace, read_only
from model.statistics.calibration import sigmoid_of

_AT_ONCE = 262_144
"""Maximum number of steps computed at once, enough for 1000 orders of a grid of 256 tiles. The weighted sums of a step
take 4 KB.
"""


class Tiles(Protocol):
    """Features float32 [tiles, inputs] by tile index, and the indices of the used tiles in the order of analysis."""

    features: np.ndarray
    order: list[int]


class HeadSteps:
    """Runs the head over the tiles of a region, one step per tile, and stores the steps.

    Each call of `advance` processes only the tiles that are new since the last call.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._steps: list[Steps] = []
        self._distances: list[dict[str, np.ndarray]] = []
        self._done = 0

    def advance(self, stream: Tiles, tissue: np.ndarray) -> Trace:
        """Run the head over the new tiles of `stream` and return the trace of all tiles processed so far.

        `tissue` is float32 [tiles] by tile index.
        """
        index = np.array(stream.order, np.int64)
        new = index[self._done :]
        if len(new):
            features = self._bundle.standardised(torch.from_numpy(stream.features[new]))
            state = self._steps[-1].state if self._steps else None
            with torch.inference_mode(), one_thread():
                self._steps.append(self._bundle.head.advance(features, state, torch.from_numpy(tissue[new])))
            self._distances.append(tile_distances(self._bundle, stream.features[new], tissue[new]))
            self._done = len(index)
        logits = torch.cat([s.logits for s in self._steps]).numpy()
        return Trace(
            index=read_only(index),
            hidden=_joined([s.hidden for s in self._steps]),
            cell=_joined([s.cell for s in self._steps]),
            running=read_only(
                np.array([sigmoid_of(self._bundle.calibrated(float(z))) for z in logits], dtype=np.float32)
            ),
            tiles=MappingProxyType(
                {**self._tile_values(stream.features[index], tissue[index]), **joined_distances(self._distances)}
            ),
        )

    def _tile_values(self, features: np.ndarray, tissue: np.ndarray) -> Mapping[str, np.ndarray]:
        """Return the values of a pooled head for all tiles processed so far.

        All values are computed again at each call, because every new tile changes the shares of all other tiles.
        """
        if self._bundle.head.shape.gives == ("hidden",):
            return MappingProxyType({})
        with torch.inference_mode():
            found = self._bundle.tile_values(torch.from_numpy(features), torch.from_numpy(tissue))
        model = self._bundle.name
        return MappingProxyType({
            key: read_only(without_infinity(values.float().numpy(), model, f"a tile's {key}"))
            for key, values in found.items()
        })

    @property
    def logit(self) -> float:
        """Return the head's logit for all tiles processed so far, before calibration."""
        return float(self._steps[-1].logits[-1])


def in_random_orders(bundle: Bundle, features: np.ndarray, used: np.ndarray, tiles: int) -> np.ndarray | None:
    """Return the calibrated logit of each random order after each step, float64 [orders, steps].

    `features` is float32 [n, inputs] of the `used` tiles. `used` int64 [n] are their indices in a grid of `tiles`
    tiles, ascending. Return None if the bundle uses no random orders.
    """
    count, kind, head = bundle.manifest.random_orders, bundle.manifest.order_kind, bundle.head
    if not count or not isinstance(head, RecurrentHead):
        return None
    places = torch.from_numpy(np.searchsorted(used, prediction_orders(kind, count, tiles, used)))
    parts = torch.split(places, max(1, _AT_ONCE // places.shape[1]))
    with torch.inference_mode(), one_thread():
        standardised = bundle.standardised(torch.from_numpy(features))
        logits = torch.cat([running_logits_in_orders(head, standardised, part) for part in parts])
    return np.array([[bundle.calibrated(logit) for logit in order] for order in logits.tolist()])


def spread_of(bundle: Bundle, logits: np.ndarray, probability: float) -> OrderSpread:
    """Return the spread of the probabilities over the tile orders, from their calibrated `logits` [orders].

    `probability` is the probability of the prediction.
    """
    found = [sigmoid_of(logit) for logit in logits.tolist()]
    return bundle.order_spread(found, probability, f"{bundle.manifest.order_kind} orders")


def _joined(pieces: list[tuple[torch.Tensor, ...]]) -> tuple[np.ndarray, ...]:
    """Concatenate the states of consecutive parts of a sequence, separately for each layer.

    The states of a part are a tuple of arrays [n, units], one per layer.
    """
    return tuple(read_only(torch.cat(layer).numpy()) for layer in zip(*pieces, strict=True))
