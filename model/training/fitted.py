"""The values that all ways of fitting share: an encoded cohort, and a head that was fitted on it."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from model.bundle.heads.base import Head, NetworkHead
from model.training.cohort_table import CohortRow
from model.training.evaluate import logits_of, order_logits
from model.training.log import TrainingLog
from model.training.split import Split
from model.training.standardise import Spots


@dataclass(frozen=True, eq=False)
class Cohort:
    """Spots with features float32 [spots, tiles, 4096] and tissue fraction float32 [spots, tiles].

    Features of tiles that no method uses are NaN.
    """

    rows: tuple[CohortRow, ...]
    features: np.ndarray
    tissue: np.ndarray

    @cached_property
    def patients(self) -> list[str]:
        """Return the patient of each spot."""
        return [row.patient_id for row in self.rows]

    @cached_property
    def alive(self) -> np.ndarray:
        """Return who is alive at 5 years, bool [spots].

        It is also False for patients lost earlier, who are not trained or tested on.
        """
        return np.array([row.alive for row in self.rows], dtype=bool)


@dataclass(frozen=True, eq=False)
class Fitted:
    """A head at its best epoch, with its features, its orders and the log of its training.

    `log` is None if there were no epochs. `orders` int64 [orders, tiles] is raster order alone, or the random orders
    over which the logit is averaged.
    """

    head: Head
    spots: Spots
    split: Split
    log: TrainingLog | None
    orders: np.ndarray

    def logits(self, rows: np.ndarray) -> np.ndarray:
        """Return the logits of `rows`, float64 [rows], before calibration."""
        return logits_of(cast(NetworkHead, self.head), self.spots, rows, self.orders)

    def logits_in(self, orders: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Return the same in each of `orders` int64 [orders, tiles]: float64 [orders, rows]."""
        return order_logits(cast(NetworkHead, self.head), self.spots, rows, orders)
