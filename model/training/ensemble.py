"""Merge sequence networks that were trained with different seeds into one network with the mean of their logits.

The layers of the merged network hold the units of all members side by side, with weights of 0 between members. Every
state, map and explanation of a sequence network therefore exists for it too.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import torch

from model.base.errors import ConfigError
from model.bundle.head_shape import HeadShape
from model.bundle.heads.networks import make_head
from model.bundle.heads.recurrent import RecurrentHead


def can_merge(shape: HeadShape) -> None:
    """Raise ConfigError if heads of this shape cannot be merged.

    A pooled head is fitted without random numbers, so that several seeds give the same head. The softmax of an
    attention head is over the tiles of one network; the units of several networks have no common one.
    """
    if not shape.ordered:
        raise ConfigError(
            f"Several seeds give an ensemble, which needs a sequence network, not {shape.facts.title} (--head "
            f"{shape.kind}).",
            "Choose --head lstm or elman, or --seeds 1.",
        )


def merged(members: Sequence[RecurrentHead]) -> RecurrentHead:
    """Return the network with the units of all `members`, which have the same shape. Return a single member itself."""
    count, shape = len(members), members[0].shape
    if count == 1:
        return members[0]
    cells = tuple(count * units for units in shape.cells)
    whole = cast(RecurrentHead, make_head(replace(shape, cells=cells, members=count)))
    found = {name: torch.zeros_like(tensor) for name, tensor in whole.state_dict().items()}
    for number, member in enumerate(members):
        for name, tensor in member.state_dict().items():
            if name == "baseline":
                found[name][number] = tensor
            else:
                _place(found[name], tensor, number, count, shape, name)
    whole.load_state_dict(found)
    return whole.eval()


def _place(target: torch.Tensor, own: torch.Tensor, number: int, count: int, shape: HeadShape, name: str) -> None:
    """Copy a member's weights to its rows and columns of the merged tensor.

    The rows of a layer are blocks of units, one for each gate. All members see the same features, so that the input
    weights of the first layer have no columns of their own.
    """
    blocks = 1
    if name.startswith("layers."):
        layer = int(name.split(".")[1])
        blocks = len(own) // shape.cells[layer]
    rows = torch.arange(len(own)).view(blocks, -1)
    step = rows.shape[1]
    places = (rows + torch.arange(blocks)[:, None] * step * (count - 1) + number * step).flatten()
    if own.dim() == 1:
        target[places] = own
        return
    first_inputs = name == "layers.0.weight_ih_l0"
    start = 0 if first_inputs else number * own.shape[1]
    target[places, start : start + own.shape[1]] = own
