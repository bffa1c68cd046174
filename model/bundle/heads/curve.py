"""Convert the outputs of a survival head to the log odds of being alive at several times.

The last value is the logit. H is the cumulative hazard, so the share alive is exp(-H). With the kind "hazards", there
is one output for each time interval. The hazard of an interval is the probability of dying in it, which is the sigmoid
of output plus baseline. The share alive is the product of (1 - hazard) over the intervals. With the kind "cox", there
is one output, and H is exp(baseline - output) at each time.
"""

import torch
from torch.nn.functional import softplus

from model.bundle.head_shape import SurvivalShape

_LEAST = 1e-30
"""Minimum of the cumulative hazard H. A smaller H would have no finite log odds in float32."""
_LARGEST_LOG = 13.0
"""Maximum of the logarithm of the cumulative hazard H. For a larger H, the log odds would be outside the valid range of
an answer.
"""


def outputs(survival: SurvivalShape | None) -> int:
    """Return how many output units a network needs for the survival curve `survival`; 1 if there is no curve."""
    return len(survival.times) if survival is not None and survival.kind == "hazards" else 1


def curve_logits(survival: SurvivalShape, values: torch.Tensor, baseline: torch.Tensor) -> torch.Tensor:
    """Return the log odds of being alive at each of the times, [..., times]. The log odds never rise with time.

    `values` [..., outputs] are the values of the output layer, and `baseline` [times] is described at the top of this
    file.
    """
    if survival.kind == "hazards":
        hazard = torch.cumsum(softplus(values + baseline), dim=-1)
    else:
        hazard = (baseline - values).clamp(max=_LARGEST_LOG).exp()
    return logit_of_hazard(hazard)


def logit_of_hazard(hazard: torch.Tensor) -> torch.Tensor:
    """Return the log odds of being alive for cumulative hazards H [...].

    The log odds are -log(exp(H) - 1), computed without overflow.
    """
    bounded = hazard.clamp(min=_LEAST)
    return -bounded - torch.log(-torch.expm1(-bounded))


def hazard_of_logit(logit: torch.Tensor) -> torch.Tensor:
    """Return the cumulative hazards for log odds of being alive [...]. This is the inverse of `logit_of_hazard`."""
    return softplus(-logit)
