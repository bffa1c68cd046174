"""The common code of the sequence networks. Their layers have a state and are computed step by step.

The method `advance` also returns the states after every step.
"""

from abc import abstractmethod
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple, cast

import torch
from torch import nn
from torch.nn.functional import dropout as dropped
from torch.nn.functional import linear

from model.bundle.head_shape import HeadShape
from model.bundle.heads.base import LayerState, NetworkHead, Steps
from model.bundle.heads.readout import answers


class LayerWeights(NamedTuple):
    """The weights of a layer in PyTorch's layout.

    `inputs` [n, in] are the weights of the input, and `back` [n, units] the weights of the hidden state h of the step
    before. `bias` [n] is the sum of both biases, or None if there are no biases.
    """

    inputs: torch.Tensor
    back: torch.Tensor
    bias: torch.Tensor | None


class RecurrentHead(NetworkHead):
    """Recurrent layers, followed by a linear unit on the hidden state of the last layer.

    A subclass provides the PyTorch layer and computes one step of this layer. Parameters have PyTorch's layout and
    names. If a layer needs the weighted input and the weighted last h separately (GRU), the subclass overrides
    `weights` and adds rows of zeros, so that the two sums stay separate.
    """

    carries: int
    """Number of tensors in a layer's state. The first tensor is the hidden state h."""
    first_weights = ("layers.0.weight_ih_l0",)

    def __init__(self, shape: HeadShape, make_layer: Callable[[int, int], nn.RNNBase]) -> None:
        super().__init__(shape)
        sizes = (shape.inputs, *shape.cells)
        self.layers = nn.ModuleList(make_layer(inputs, cells) for inputs, cells in pairwise(sizes))
        self.make_output(shape.cells[-1], shape.bias)

    def weights(self) -> tuple[LayerWeights, ...]:
        """Return the weights of all recurrent layers, starting with the first layer."""
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
        """Return the state of a layer after one step.

        `sums` [..., n] are the weighted sums of the layer's input and of its hidden state h before the step, including
        the bias.
        """

    def curves(
        self, features: torch.Tensor, dropout: float = 0.0, lengths: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Return the log odds of being alive at each time, [spots, steps, times]; see `NetworkHead.curves`.

        Dropout acts on the input and on the last layer's output. `lengths` is not used, because padding at the end does
        not change the logits before it.
        """
        x = dropped(features, dropout, self.training)
        for layer in self.layers:
            x, _ = layer(x)
        x = dropped(x, dropout, self.training)
        return torch.stack([answers(self.shape, logits) for logits in self.curve(x).unbind(-1)], dim=-1)

    def answer(self, hidden: torch.Tensor) -> torch.Tensor:
        """Return the logits [sequences] of whole sequences.

        `hidden` [sequences, steps, units] are the hidden states of the last layer.
        """
        if self.shape.survival is not None or self.shape.members > 1:
            return self.answer_curve(hidden)[:, -1]
        first, steps = self.shape.first_step(hidden.shape[1]), hidden.shape[1]
        # Because the output unit is linear, the logit of the mean hidden state is the mean of the logits.
        return self.output(hidden[:, -1] if first == steps - 1 else hidden[:, first:].mean(dim=1)).squeeze(-1)

    def answer_curve(self, hidden: torch.Tensor) -> torch.Tensor:
        """Return the log odds of being alive at each time, [sequences, times].

        They are computed from the hidden states `hidden` [sequences, steps, units] of the last layer.
        """
        return self.answer_members(hidden).mean(dim=1)

    def answer_members(self, hidden: torch.Tensor) -> torch.Tensor:
        """Return the log odds of being alive at each time for each ensemble member, [sequences, members, times]."""
        return self.member_curves(hidden[:, self.shape.first_step(hidden.shape[1]) :]).mean(dim=1)

    def advance(
        self,
        features: torch.Tensor,
        state: tuple[LayerState, ...] | None = None,
        tissue: torch.Tensor | None = None,
    ) -> Steps:
        """Process n more tiles, and return the result of each step, as `Head.advance` describes.

        If `state` is None, start from states of zeros.

        If the readout is a mean, the state has one more entry: the logits of all steps so far. The recurrence is
        computed here, because PyTorch's layers return only the last cell state. Tests compare this method with
        `forward` and with `model.reference`.
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
        last: tuple[LayerState, ...] = tuple(tuple(part[-1] for part in layer) for layer in walked)
        logits = self.logit(x)
        if self.shape.readout != "last":
            # The logits are converted to float64, because an answer is the difference of two long sums.
            every = torch.cat([*(state[-1] if state else ()), logits.double()])
            logits = answers(self.shape, every)[-len(x) :].to(x.dtype)
            last = (*last, (every,))
        return Steps(hidden, cell[0] if cell else (), logits, last)
