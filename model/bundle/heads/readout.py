"""Convert the logits of a sequence network's steps to answers, by its readout."""

import torch

from model.bundle.head_shape import HeadShape


def answers(shape: HeadShape, logits: torch.Tensor) -> torch.Tensor:
    """Return for each step the answer if the sequence ended there, [..., steps].

    `logits` [..., steps] are the logits of the steps. With the readout "last", the answer is the step's logit. With
    "mean", it is the mean logit of the steps so far without the warm-up, whose length grows with the sequence.
    """
    if shape.readout == "last":
        return logits
    first = torch.tensor([shape.first_step(steps) for steps in range(1, logits.shape[-1] + 1)], device=logits.device)
    end = torch.arange(1, logits.shape[-1] + 1, device=logits.device)
    sums = torch.nn.functional.pad(torch.cumsum(logits, dim=-1), (1, 0))
    return (sums[..., end] - sums[..., first]) / (end - first)
