"""Compute the answers of a sequence network from the logits of its steps. The readout defines how this is done."""

import torch

from model.bundle.head_shape import HeadShape


def answers(shape: HeadShape, logits: torch.Tensor) -> torch.Tensor:
    """Return for each step the answer that the network would give if the sequence ended there, [..., steps].

    `logits` [..., steps] are the logits of the steps. With the readout "last", the answer is the logit of the step.
    With "mean", it is the mean logit of the steps so far, except the steps of the warm-up. The length of the warm-up
    grows with the sequence.
    """
    if shape.readout == "last":
        return logits
    first = torch.tensor([shape.first_step(steps) for steps in range(1, logits.shape[-1] + 1)], device=logits.device)
    end = torch.arange(1, logits.shape[-1] + 1, device=logits.device)
    sums = torch.nn.functional.pad(torch.cumsum(logits, dim=-1), (1, 0))
    return (sums[..., end] - sums[..., first]) / (end - first)
