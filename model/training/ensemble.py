"""Merge sequence networks that were trained with different seeds into one network with the mean of their logits.

Each layer of the merged network contains the units of all members side by side, with weights of 0 between members.
Therefore every state, map and explanation of a sequence network also exists for the merged network.
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

    A pooled head is fitted without random numbers, so that several seeds would give the same head. An attention head
    has a softmax over the tiles; a merged network would need one softmax per member.
    """
    if not shape.ordered:
        raise ConfigError(
            f"Several seeds give an ensemble, which needs a sequence network, not {shape.facts.title} (--head "
            f"{shape.kind}).",
            "Choose --head lstm or elman, or --seeds 1.",
        )


def merged(members: Sequence[RecurrentHead]) -> RecurrentHead:
    """Return one network with the units of all `members`, which must have the same shape.

    A single member is returned unchanged.
    """
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
    """Copy the weights of one member, `own`, to this member's rows and columns of the merged tensor `target`.

    The rows of a layer are blocks of units, one block for each gate. All members have the same features as input, so
    the input weights of the first layer have no separate columns for each member.
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
