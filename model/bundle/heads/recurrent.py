"""What the sequence networks have in common: layers with a state, walked step by step, every state kept."""

from abc import abstractmethod
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple, cast

import torch
from torch import nn
from torch.nn.functional import dropout as dropped
from torch.nn.functional import linear

from model.bundle.heads.base import Head, LayerState, Steps
from model.bundle.manifest import HeadShape


class LayerWeights(NamedTuple):
    """Of one layer, in PyTorch's layout: `inputs` [n, in] and `back` [n, cells], and the sum of its biases, or None."""

    inputs: torch.Tensor
    back: torch.Tensor
    bias: torch.Tensor | None


class RecurrentHead(Head):
    """Recurrent layers one on another and one linear unit on the last layer's hidden state.

    A kind of head says which PyTorch layer it is made of and writes that layer's step out. Layout and names of the
    parameters are PyTorch's.
    """

    carries: int
    """How many tensors a layer carries from step to step; the first is h."""

    def __init__(self, shape: HeadShape, make_layer: Callable[[int, int], nn.RNNBase]) -> None:
        super().__init__(shape)
        sizes = (shape.inputs, *shape.cells)
        self.layers = nn.ModuleList(make_layer(inputs, cells) for inputs, cells in pairwise(sizes))
        self.output = nn.Linear(shape.cells[-1], 1, bias=shape.bias)

    def weights(self) -> tuple[LayerWeights, ...]:
        """What the layers weigh with, the first layer first."""
        found = []
        for module in self.layers:
            layer = cast(nn.RNNBase, module)
            own = dict(layer.named_parameters())
            bias = own["bias_ih_l0"] + own["bias_hh_l0"] if layer.bias else None
            found.append(LayerWeights(own["weight_ih_l0"], own["weight_hh_l0"], bias))
        return tuple(found)

    @staticmethod
    @abstractmethod
    def step(sums: torch.Tensor, state: LayerState) -> LayerState:
        """A layer's state after one step: `sums` are its weighted sums of input and last h, bias included."""

    def forward(
        self, features: torch.Tensor, dropout: float = 0.0, lengths: torch.Tensor | None = None
    ) -> torch.Tensor:
        """[spots, steps, inputs] to logits [spots, steps]; `dropout` at input and last layer.

        `lengths` are of no concern here: what follows a string's end cannot reach back to its last step.
        """
        x = dropped(features, dropout, self.training)
        for layer in self.layers:
            x, _ = layer(x)
        x = dropped(x, dropout, self.training)
        return self.output(x).squeeze(-1)

    def advance(
        self,
        features: torch.Tensor,
        state: tuple[LayerState, ...] | None = None,
        tissue: torch.Tensor | None = None,
    ) -> Steps:
        """As `Head.advance`, from the zero state where there is none.

        PyTorch's layers tell the cell state of the last step only, so the recurrence is written out here; tests hold it
        to `forward` and to `model.reference`.
        """
        x = features
        walked: list[tuple[torch.Tensor, ...]] = []
        for number, layer in enumerate(self.weights()):
            now = state[number] if state else (x.new_zeros(layer.back.shape[1]),) * self.carries
            after: list[LayerState] = []
            for from_input in linear(x, layer.inputs, layer.bias):
                now = self.step(from_input + layer.back @ now[0], now)
                after.append(now)
            walked.append(tuple(torch.stack(part) for part in zip(*after, strict=True)))
            x = walked[-1][0]
        hidden, *cell = zip(*walked, strict=True)
        last = tuple(tuple(part[-1] for part in layer) for layer in walked)
        return Steps(hidden, cell[0] if cell else (), self.output(x).squeeze(-1), last)
