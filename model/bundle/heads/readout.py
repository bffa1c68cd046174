"""The readout of a sequence network: the logits of a string's steps come in, the answers go out."""

import torch

from model.bundle.manifest import HeadShape


def answers(shape: HeadShape, logits: torch.Tensor) -> torch.Tensor:
    """Return for each step the answer if the string ended there, [..., steps]; `logits` [..., steps] are the steps'.

    For the readout "last" this is the step's logit. For "mean" it is the mean over the steps so far without their
    warm-up, whose length grows with the string.
    """
    if shape.readout == "last":
        return logits
    first = torch.tensor([shape.first_step(steps) for steps in range(1, logits.shape[-1] + 1)], device=logits.device)
    end = torch.arange(1, logits.shape[-1] + 1, device=logits.device)
    sums = torch.nn.functional.pad(torch.cumsum(logits, dim=-1), (1, 0))
    return (sums[..., end] - sums[..., first]) / (end - first)
