"""The record of a bundle, and the spread of the probability over tile orders. Every prediction contains both.

This module does not import torch.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.base.probability_text import range_text
from model.bundle.stability import StabilityLimits

RiskGroup = Literal["low risk", "high risk"]


@dataclass(frozen=True)
class BundleRecord:
    """The model that was used: name, version, and the SHA-256 of its bundle file and of its backbone's weights."""

    name: str
    version: str
    sha256: str
    backbone_sha256: str
    demo: bool
    endpoint: str
    threshold: float | None
    threshold_origin: str
    calibration: str
    """"uncalibrated", or a text that describes the calibration layer."""
    stability: StabilityLimits = StabilityLimits()


@dataclass(frozen=True)
class OrderSpread:
    """The survival probability in each of several tile orders, or from each member of an ensemble.

    The spread shows how much the result depends on the tile order or, for an ensemble, on the seed of the training.
    This is a measure of instability and not a confidence interval. `flipped` is the number of orders that give another
    risk group than the prediction. It is None if the bundle has no threshold. `kind` names the orders: "random orders",
    "balanced orders" (`model.region.order_kinds`), "flips and rotations" or "members".
    """

    probabilities: tuple[float, ...]
    flipped: int | None
    kind: str = "random orders"

    @property
    def sd(self) -> float:
        """Return the sample standard deviation of the survival probabilities over the orders or members."""
        return float(np.std(self.probabilities, ddof=1))

    @property
    def text(self) -> str:
        """Return text such as "8 balanced orders: 0.61 to 0.66, SD 0.017; none gave the other risk group"."""
        low, high = min(self.probabilities), max(self.probabilities)
        spread = f"{len(self.probabilities)} {self.kind}: {range_text(low, high)}, SD {self.sd:.3f}"
        if self.flipped is None:
            return spread
        return f"{spread}; {self.flipped or 'none'} gave the other risk group"


@dataclass(frozen=True)
class OrderCheck:
    """The survival probabilities of a spot in tile orders that the prediction did not use.

    These are random orders, and the flips and rotations of the grid.
    """

    random: OrderSpread
    turned: OrderSpread
