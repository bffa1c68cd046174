"""The Elman head: layers of simple recurrent units with tanh, and an output unit.

It is a baseline for comparison with the LSTM.
"""

import torch
from torch import nn

from model.bundle.head_shape import HeadShape
from model.bundle.heads.base import LayerState
from model.bundle.heads.recurrent import RecurrentHead


class ElmanHead(RecurrentHead):
    """The Elman head. The state of a layer consists only of its hidden state h."""

    carries = 1

    def __init__(self, shape: HeadShape) -> None:
        super().__init__(shape, lambda inputs, cells: nn.RNN(inputs, cells, bias=shape.bias, batch_first=True))

    @staticmethod
    def step(sums: torch.Tensor, state: LayerState) -> LayerState:
        return (torch.tanh(sums),)
