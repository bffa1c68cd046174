"""Convert the outputs of a survival head to the log odds of being alive at several times. The last is its logit.

H is the cumulative hazard, so that the share alive is exp(-H). With the kind "hazards", each interval has an output,
and its hazard, the probability of dying in it, is the sigmoid of output plus baseline: the share alive is the product
of (1 - hazard). With the kind "cox", there is one output, and H is exp(baseline - output) at each time.
"""

import torch
from torch.nn.functional import softplus

from model.bundle.head_shape import SurvivalShape

_LEAST = 1e-30
"""Smallest H. A smaller one would have no finite log odds in float32."""
_LARGEST_LOG = 13.0
"""Largest log of H. The log odds of a larger one would be beyond the limits of an answer."""


def outputs(survival: SurvivalShape | None) -> int:
    """Return the number of units in the output layer."""
    return len(survival.times) if survival is not None and survival.kind == "hazards" else 1


def curve_logits(survival: SurvivalShape, values: torch.Tensor, baseline: torch.Tensor) -> torch.Tensor:
    """Return the log odds of being alive at each of the times, [..., times], which never rise.

    `values` [..., outputs] are those of the output layer, `baseline` [times] is described above.
    """
    if survival.kind == "hazards":
        hazard = torch.cumsum(softplus(values + baseline), dim=-1)
    else:
        hazard = (baseline - values).clamp(max=_LARGEST_LOG).exp()
    return logit_of_hazard(hazard)


def logit_of_hazard(hazard: torch.Tensor) -> torch.Tensor:
    """Return the log odds of being alive for cumulative hazards [...]: -log(exp(H) - 1), without overflow."""
    bounded = hazard.clamp(min=_LEAST)
    return -bounded - torch.log(-torch.expm1(-bounded))


def hazard_of_logit(logit: torch.Tensor) -> torch.Tensor:
    """Return the cumulative hazards for log odds of being alive [...]: the inverse of `logit_of_hazard`."""
    return softplus(-logit)
