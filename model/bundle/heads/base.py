"""The interface of every head: from feature vectors of tiles to a survival logit after every tile."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import nn

from model.bundle.manifest import HeadShape

LayerState = tuple[torch.Tensor, ...]
"""The state of a layer between two steps: (h, c) of a recurrent layer, or (h,) where it has no cell state."""


@dataclass(frozen=True, eq=False)
class Steps:
    """The result of n steps.

    `hidden` and `cell` hold [n, cells] for each layer; `hidden` is empty where the head has no states, `cell` where
    the states have no cell. `logits` is [n]. `state` is the input of the next steps.
    """

    hidden: tuple[torch.Tensor, ...]
    cell: tuple[torch.Tensor, ...]
    logits: torch.Tensor
    state: tuple[LayerState, ...]


class Head(nn.Module, ABC):
    """The network of a row in `HEADS`. `layers` are those whose weights training penalises."""

    halved = True
    """Whether the bundle file stores its numbers with 16 bits; otherwise it stores them with 32."""
    layers: nn.ModuleList

    def __init__(self, shape: HeadShape) -> None:
        super().__init__()
        self.shape = shape

    @abstractmethod
    def forward(
        self,
        features: torch.Tensor,
        dropout: float = 0.0,
        lengths: torch.Tensor | None = None,
        tissue: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """Return the logits [spots, steps] of [spots, steps, inputs]; [spots, 1] if the head ignores the order.

        The logit of a step is the head's answer if the string ended there, by the readout of its `shape`.
        `lengths` int64 [spots] is the number of steps of each spot (None: all); padding follows them. `tissue`
        [spots, steps] is as in `advance`.
        """

    @abstractmethod
    def advance(
        self,
        features: torch.Tensor,
        state: tuple[LayerState, ...] | None = None,
        tissue: torch.Tensor | None = None,
    ) -> Steps:
        """Process n more steps, [n, inputs], from `state` (None: before the first step).

        Each logit is the head's answer if the string ended there. `tissue` [n], 0..1 (None: 1), is the tissue share by
        which pooled heads select tiles; other heads ignore it.
        """

    def tile_values(self, features: torch.Tensor, tissue: torch.Tensor | None = None) -> dict[str, torch.Tensor]:
        """Return values [n] for the n tiles [n, inputs] of a whole spot, by key of `Trace.tiles`.

        The keys are those of `HeadShape.gives` except "hidden". Tiles that are not pooled have nan.
        """
        return {}

    def logits_without(
        self, features: torch.Tensor, glass: torch.Tensor, gone: torch.Tensor, drops: bool, tissue: torch.Tensor
    ) -> Iterator[torch.Tensor]:
        """Yield, part by part, the logits [m] of the n tiles [n, inputs] without each set of `gone`, bool [m, n].

        A removed tile becomes `glass` [inputs] without tissue. With `drops` the bundle skips blank tiles, so that the
        tile is left out; a set without any tile left then has nan. This version processes one set after another and
        is right for every head.
        """
        for row in gone:
            kept = ~row if drops else torch.ones_like(row)
            if not kept.any():
                yield features.new_full((1,), torch.nan)
                continue
            with torch.no_grad():  # left before the yield: the caller's code runs during it
                x = torch.where(row[:, None], glass, features)
                logits = self.advance(x[kept], None, torch.where(row, 0.0, tissue)[kept]).logits
            yield logits[-1:]


class NetworkHead(Head):
    """A head that is trained by gradients: `output` is the unit that gives the logit."""

    output: nn.Linear
    first_weights: tuple[str, ...]
    """Names of the weights [units, inputs] that act on the input itself."""
