"""The values that all training methods use: a cohort with features, and a head that was fitted to the cohort."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import numpy as np

from model.bundle.heads.base import Head, NetworkHead
from model.training.cohort_features import Features
from model.training.cohort_table import CohortRow
from model.training.evaluate import logits_of, order_logits
from model.training.log import TrainingLog
from model.training.outcomes import Outcomes, outcomes_of
from model.training.split import Split
from model.training.standardise import Spots


@dataclass(frozen=True, eq=False)
class Cohort:
    """Spots with features [spots, tiles, 4096], in memory or on the disk, and tissue shares float32 [spots, tiles].

    The features of tiles that no method uses are NaN.
    """

    rows: tuple[CohortRow, ...]
    features: Features
    tissue: np.ndarray

    @cached_property
    def patients(self) -> list[str]:
        """Return the patient of each spot."""
        return [row.patient_id for row in self.rows]

    @property
    def states(self) -> list[bool | None]:
        """Return whether the patient of each spot is alive at 5 years, or None if the patient was lost earlier."""
        return [row.alive for row in self.rows]

    @cached_property
    def alive(self) -> np.ndarray:
        """Return whether the patient of each spot is alive at 5 years, bool [spots].

        The value is also False for patients who were lost earlier; use `outcomes.known` to exclude them.
        """
        return self.outcomes.alive

    @cached_property
    def outcomes(self) -> Outcomes:
        """Return the follow-up of the patient of each spot."""
        return outcomes_of(self.rows)


@dataclass(frozen=True, eq=False)
class Fitted:
    """A head with the weights of its best epoch, and the features, tile orders and log of its training.

    `log` is None if the head was not trained in epochs. `orders` int64 [orders, tiles] are the tile orders over which
    the logit is averaged: raster order alone, or random orders.
    """

    head: Head
    spots: Spots
    split: Split
    log: TrainingLog | None
    orders: np.ndarray
    members: tuple["Fitted", ...] = field(default=(), kw_only=True)
    """The networks of an ensemble, each with its own log; `log` is the log of the first network. If there is only one
    network, `members` is empty.
    """
    chosen: Mapping[str, Any] = field(default_factory=dict, kw_only=True)
    """The values that were chosen from a grid of options, by option."""

    def logits(self, rows: np.ndarray) -> np.ndarray:
        """Return the uncalibrated logits of the spots `rows`, float64 [rows]."""
        return logits_of(cast(NetworkHead, self.head), self.spots, rows, self.orders)

    def logits_in(self, orders: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Return the logits of the spots `rows` in each of the tile orders `orders`, float64 [orders, rows].

        The logits are not calibrated.

        `orders` is int64 [orders, tiles].
        """
        return order_logits(cast(NetworkHead, self.head), self.spots, rows, orders)
