"""Detect a head whose output is constant, and advise what to change."""

from dataclasses import dataclass

import numpy as np
import torch

from model.bundle.heads.base import Head
from model.training.config import TrainConfig

CONSTANT_SD = 0.01
"""Minimum standard deviation of the survival probability over patients. If it is lower, most probabilities are the same
to two digits, and the output counts as constant.
"""
_ZERO = 0.01
"""Weights with an absolute value below this number count as zero. Penalised weights oscillate around zero because of
the optimiser's steps, and are seldom exactly zero. Initial weights are about 0.03.
"""
_FEW = 0.05


@dataclass(frozen=True)
class Spread:
    """How far the output and the weights of a trained head are from constant.

    `sd_of_p` is the standard deviation of the survival probability over patients. `nonzero_share` is the share (0..1)
    of the penalised weights whose absolute value is above 0.01.

    `nonzero_share` is None for a head that is not trained by gradient descent.
    """

    sd_of_p: float
    nonzero_share: float | None

    @property
    def collapsed(self) -> bool:
        """Return whether the output of the head is nearly constant."""
        return self.sd_of_p < CONSTANT_SD


def spread_of(head: Head, probability: np.ndarray, folded: bool = False) -> Spread:
    """Return the spread of the `probability` [patients] of `head`, and the share of its weights that are not near 0.

    `folded` is true if the network was trained on principal components that were then merged into its first layer. The
    weights of this layer are left out: each trained weight became thousands of small weights, whose size does not
    depend on the penalties.
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
    """Return a sentence that advises which options to change if the output is nearly constant; otherwise None.

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
        return (
            f"{what} The summed penalties are larger than the error: choose --penalty mean, or a far smaller "
            "--l1 and --l2."
        )
    if found.nonzero_share < _FEW:
        return f"{what} The penalties reduced the weights to zero: choose a smaller --l1 and --l2, such as a tenth."
    return f"{what} Train longer: more epochs, more patience, or a higher learning rate."
