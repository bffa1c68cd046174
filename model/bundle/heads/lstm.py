"""The LSTM head: layers of long short-term memory units (264, 128, 64 in the publication) and an output unit."""

import torch
from torch import nn

from model.bundle.head_shape import HeadShape
from model.bundle.heads.base import LayerState
from model.bundle.heads.recurrent import RecurrentHead


class LstmHead(RecurrentHead):
    """The LSTM head. The state of a layer is (h, c): the hidden state and the cell state.

    The gates are in PyTorch's order: i, f, g, o.
    """

    carries = 2

    def __init__(self, shape: HeadShape) -> None:
        super().__init__(shape, lambda inputs, cells: nn.LSTM(inputs, cells, bias=shape.bias, batch_first=True))

    @staticmethod
    def step(sums: torch.Tensor, state: LayerState) -> LayerState:
        i, f, g, o = sums.chunk(4, dim=-1)
        c = torch.sigmoid(f) * state[1] + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c
