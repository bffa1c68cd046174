"""The interface of every head. A head converts the feature vectors of tiles to a survival logit after every tile."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import nn

from model.bundle.head_shape import HeadShape
from model.bundle.heads.curve import curve_logits, outputs

LayerState = tuple[torch.Tensor, ...]
"""The state of a layer between two steps: (h, c) for an LSTM layer, or (h,) for a layer without cell state."""


@dataclass(frozen=True, eq=False)
class Steps:
    """The result of n steps of a head; each step processes one tile.

    `hidden` and `cell` have an array [n, units] for each layer. `hidden` is empty if the head has no states, and `cell`
    is empty if it has no cell states. `logits` is [n]. `state` is the input of the next steps.
    """

    hidden: tuple[torch.Tensor, ...]
    cell: tuple[torch.Tensor, ...]
    logits: torch.Tensor
    state: tuple[LayerState, ...]


class Head(nn.Module, ABC):
    """The network of one kind of head in the table `HEADS`. Training penalises the weights of `layers`."""

    halved = True
    """Whether the bundle file stores each weight as a 16-bit number. If not, the file stores 32-bit numbers."""
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
        """Return the logits [spots, steps] for features [spots, steps, inputs].

        A head that ignores the order returns [spots, 1]. The logit of a step is the answer that the head would give if
        the sequence ended there. The readout of `shape` defines how this answer is computed. `lengths`, int64 [spots],
        is the number of steps of each spot; later steps are padding. If `lengths` is None, all steps count. `tissue`,
        [spots, steps], is described in `advance`.
        """

    @abstractmethod
    def advance(
        self,
        features: torch.Tensor,
        state: tuple[LayerState, ...] | None = None,
        tissue: torch.Tensor | None = None,
    ) -> Steps:
        """Process n more tiles with `features` [n, inputs], and return the result of the n steps.

        If `state` is None, start a new sequence.

        `state` is the state of the layers after the tiles before. Each logit is the answer that the head would give if
        the sequence ended there. `tissue` [n] is the share of tissue in each tile, 0..1; None means 1 for all tiles.
        Pooled heads use it to select tiles; other heads ignore it.
        """

    def tile_values(self, features: torch.Tensor, tissue: torch.Tensor | None = None) -> dict[str, torch.Tensor]:
        """Return the values that the head computes for each tile of a whole spot, [n], by key of `Trace.tiles`.

        `features` are [n, inputs].

        The keys are all names in `HeadShape.gives` except "hidden". The values of tiles that the head does not pool are
        nan.
        """
        return {}

    def logits_without(
        self, features: torch.Tensor, glass: torch.Tensor, gone: torch.Tensor, drops: bool, tissue: torch.Tensor
    ) -> Iterator[torch.Tensor]:
        """Yield the logits of a spot without each of m sets of tiles, in batches, [m] in total.

        The spot has n tiles, `features` [n, inputs]. `gone`, bool [m, n], marks the removed tiles of each set.

        Each removed tile is replaced by the features of blank glass, `glass` [inputs], with no tissue. If `drops` is
        true, the bundle skips blank tiles, and removed tiles are left out instead. The logit is nan if no tile is left.
        This implementation processes one set after another and is correct for every head.
        """
        for row in gone:
            kept = ~row if drops else torch.ones_like(row)
            if not kept.any():
                yield features.new_full((1,), torch.nan)
                continue
            with torch.no_grad():  # ends before the yield, because it would otherwise affect the caller's code too
                x = torch.where(row[:, None], glass, features)
                logits = self.advance(x[kept], None, torch.where(row, 0.0, tissue)[kept]).logits
            yield logits[-1:]


class NetworkHead(Head):
    """A head that is trained by gradient descent.

    `output` is the layer that computes the logit, or the values from which the survival curve is computed (`curve.py`).
    `baseline` [times] exists only if there is a survival curve. It is estimated from the follow-up and not trained with
    gradients. In an ensemble, the outputs of the members are concatenated, and `baseline` is [members, times].
    """

    output: nn.Linear
    baseline: nn.Parameter
    first_weights: tuple[str, ...]
    """Names of the weight matrices [units, inputs] that are applied to the input features."""

    def make_output(self, units: int, bias: bool = True) -> None:
        """Add the output layer, whose input has `units` numbers, and the baseline if there is a survival curve."""
        survival, members = self.shape.survival, self.shape.members
        self.output = nn.Linear(units, members * outputs(survival), bias=bias)
        if survival is not None:
            size = (len(survival.times),) if members == 1 else (members, len(survival.times))
            self.baseline = nn.Parameter(torch.zeros(size), requires_grad=False)

    def curve(self, units: torch.Tensor) -> torch.Tensor:
        """Return the log odds of being alive at each time, [..., times], for inputs of the output layer [..., units].

        If the head gives no survival curve, return only the logit, [..., 1].
        """
        found = self.member_curves(units)
        return found[..., 0, :] if self.shape.members == 1 else found.mean(dim=-2)

    def member_curves(self, units: torch.Tensor) -> torch.Tensor:
        """Return the log odds of being alive at each time for each member of an ensemble, [..., members, times].

        `units` [..., units] are the inputs of the output layer. A head that is not an ensemble has one member.
        """
        survival = self.shape.survival
        values = self.output(units).unflatten(-1, (self.shape.members, -1))
        return values if survival is None else curve_logits(survival, values, self.baseline)

    def logit(self, units: torch.Tensor) -> torch.Tensor:
        """Return the logits [...] for inputs of the output layer [..., units]."""
        return self.curve(units)[..., -1]

    @abstractmethod
    def curves(
        self, features: torch.Tensor, dropout: float = 0.0, lengths: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Return the log odds of being alive at each time, for the arguments of `forward`: [spots, steps, times].

        The log odds at the last time are the logits that `forward` returns.
        """

    def forward(
        self,
        features: torch.Tensor,
        dropout: float = 0.0,
        lengths: torch.Tensor | None = None,
        tissue: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """Return the logits [spots, steps] for `features` [spots, steps, inputs], as `Head.forward` describes."""
        return self.curves(features, dropout, lengths)[..., -1]
