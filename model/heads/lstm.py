"""The sequence network: a string of feature vectors in, a survival logit after every step out.

Layers of LSTM cells one on another, and one linear unit on the last layer's hidden state. Layout, order of the gates
(i, f, g, o) and parameter names are PyTorch's.
"""

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import nn
from torch.nn.functional import linear

from model.manifest import HeadShape


@dataclass(frozen=True)
class Steps:
    """What n steps did, layer by layer: `hidden` and `cell` each [n, cells] a layer, `logits` [n]."""

    hidden: tuple[torch.Tensor, ...]
    cell: tuple[torch.Tensor, ...]
    logits: torch.Tensor

    @property
    def state(self) -> tuple[tuple[torch.Tensor, torch.Tensor], ...]:
        """(h, c) of every layer after the last step: what the next steps start from."""
        return tuple((h[-1], c[-1]) for h, c in zip(self.hidden, self.cell, strict=True))


class LstmHead(nn.Module):
    """LSTM layers (264, 128, 64 cells in the publication) and an output unit."""

    def __init__(self, shape: HeadShape) -> None:
        super().__init__()
        sizes = (shape.inputs, *shape.cells)
        self.layers = nn.ModuleList(
            nn.LSTM(inputs, cells, bias=shape.bias, batch_first=True)
            for inputs, cells in pairwise(sizes)
        )
        self.output = nn.Linear(shape.cells[-1], 1, bias=shape.bias)

    def forward(self, features: torch.Tensor, dropout: float = 0.0) -> torch.Tensor:
        """[spots, steps, inputs] to logits [spots, steps]; `dropout` at input and last layer."""
        x = nn.functional.dropout(features, dropout, self.training)
        for layer in self._lstms():
            x, _ = layer(x)
        x = nn.functional.dropout(x, dropout, self.training)
        return self.output(x).squeeze(-1)

    def _lstms(self) -> list[nn.LSTM]:
        return [layer for layer in self.layers if isinstance(layer, nn.LSTM)]

    def advance(
        self, features: torch.Tensor, state: tuple[tuple[torch.Tensor, torch.Tensor], ...] | None = None
    ) -> Steps:
        """Read n more steps, [n, inputs], from `state` (None: zero, before the first step), keeping every state.

        `torch.nn.LSTM` tells the cell state of the last step only, so the recurrence is written out here; a test holds
        it to `forward`.
        """
        hidden: list[torch.Tensor] = []
        cell: list[torch.Tensor] = []
        x = features
        for number, layer in enumerate(self._lstms()):
            h, c = state[number] if state else (x.new_zeros(layer.hidden_size), x.new_zeros(layer.hidden_size))
            own = dict(layer.named_parameters())
            bias = own["bias_ih_l0"] + own["bias_hh_l0"] if layer.bias else None
            from_input = linear(x, own["weight_ih_l0"], bias)
            hs, cs = [], []
            for step in from_input:
                i, f, g, o = (step + own["weight_hh_l0"] @ h).chunk(4)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                hs.append(h)
                cs.append(c)
            x = torch.stack(hs)
            hidden.append(x)
            cell.append(torch.stack(cs))
        return Steps(tuple(hidden), tuple(cell), self.output(x).squeeze(-1))
