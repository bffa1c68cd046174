"""What every head has in common: a string of feature vectors in, a survival logit after every step out."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

import torch
from torch import nn

from model.bundle.manifest import HeadShape

LayerState = tuple[torch.Tensor, ...]
"""What a layer carries from step to step; of a recurrent one (h, c), or (h,) where there is no cell state."""


@dataclass(frozen=True, eq=False)
class Steps:
    """What n steps did: `hidden` and `cell` each [n, cells] a layer, `logits` [n], `state` what the next steps need.

    `hidden` is empty where the head has no states, `cell` where these have no cell.
    """

    hidden: tuple[torch.Tensor, ...]
    cell: tuple[torch.Tensor, ...]
    logits: torch.Tensor
    state: tuple[LayerState, ...]


class Head(nn.Module, ABC):
    """A row of `HEADS`. `layers` are those whose weights training penalises."""

    halved = True
    """Whether 16 bits a number are enough in the bundle file; else they are kept as 32."""
    layers: nn.ModuleList

    def __init__(self, shape: HeadShape) -> None:
        super().__init__()
        self.shape = shape

    @abstractmethod
    def forward(
        self, features: torch.Tensor, dropout: float = 0.0, lengths: torch.Tensor | None = None
    ) -> torch.Tensor:
        """[spots, steps, inputs] to logits [spots, steps], or [spots, 1] of a head that is blind to the order.

        `lengths` int64 [spots]: how many steps of each there are (None: all); what follows is padding.
        """

    @abstractmethod
    def advance(
        self,
        features: torch.Tensor,
        state: tuple[LayerState, ...] | None = None,
        tissue: torch.Tensor | None = None,
    ) -> Steps:
        """Read n more steps, [n, inputs], from `state` (None: before the first step).

        Each logit is that of the string if it ended there. `tissue` [n], 0..1, is what pooled heads choose tiles by
        (None: all tissue); the others read every tile alike.
        """

    def tile_values(self, features: torch.Tensor, tissue: torch.Tensor | None = None) -> dict[str, torch.Tensor]:
        """What each of n tiles, [n, inputs], had to do with the logit of them all: [n] by key of `Trace.tiles`.

        nan of tiles that are not pooled. A recurrent head has nothing of the kind to tell.
        """
        return {}
