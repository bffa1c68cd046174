"""Detect a head whose output is constant, and give advice."""

from dataclasses import dataclass

import numpy as np
import torch

from model.bundle.heads.base import Head
from model.training.config import TrainConfig

CONSTANT_SD = 0.01
"""Limit for the SD of the survival probability over patients. Below it, most probabilities agree to two digits."""
_ZERO = 0.01
"""Weights below this count as zero.

Penalised weights oscillate about zero by the optimiser's step and are seldom exactly zero; initial weights are about
0.03.
"""
_FEW = 0.05


@dataclass(frozen=True)
class Spread:
    """Standard deviation of the survival probability over patients, and share of penalised weights above 0.01.

    The share is None for a head that is not trained by gradient descent.
    """

    sd_of_p: float
    nonzero_share: float | None

    @property
    def collapsed(self) -> bool:
        """Return whether the output is nearly constant."""
        return self.sd_of_p < CONSTANT_SD


def spread_of(head: Head, probability: np.ndarray, folded: bool = False) -> Spread:
    """Return the spread of the `probability` [patients] of `head`, and the share of its weights that are not near 0.

    If principal components were `folded` into the first layer, its weights are left out: each of its few trained
    weights became thousands of small ones, whose size says nothing about the penalties.
    """
    left_out = getattr(head, "first_weights", ()) if folded else ()
    weights = [
        p.detach().flatten()
        for n, p in head.layers.named_parameters()
        if ".weight" in n and f"layers.{n}" not in left_out
    ]
    share = float((torch.cat(weights).abs() > _ZERO).float().mean()) if weights else None
    return Spread(float(probability.std()), share)


def advice(found: Spread, config: TrainConfig, mean: float) -> str | None:
    """If the output is constant, return what happened and what to change. Otherwise return None.

    `mean` is the mean survival probability.
    """
    if not found.collapsed:
        return None
    same = (
        f"The model gives nearly the same answer for every patient: the standard deviation of the survival probability "
        f"is {found.sd_of_p:.4f}"
    )
    if not CONSTANT_SD < mean < 1 - CONSTANT_SD:
        return f"{same}, and their mean {mean:.3f}. The training diverged: choose a lower --learning-rate."
    if found.nonzero_share is None:
        return f"{same}. No setting was better on the validation patients: choose another pooling or classifier."
    what = f"{same}, and {found.nonzero_share:.1%} of its weights are not near zero."
    if config.penalty == "sum":
        return f"{what} Summed penalties outweigh the error: choose --penalty mean, or a far smaller --l1 and --l2."
    if found.nonzero_share < _FEW:
        return f"{what} The penalties reduced the weights to zero: choose a smaller --l1 and --l2, such as a tenth."
    return f"{what} Train longer: more epochs, more patience, or a higher learning rate."
