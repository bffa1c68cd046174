"""Gated attention over the tiles, the modern control: features in, one survival logit a spot out, blind to the order.

Ilse, Tomczak & Welling, ICML 2018: a_k = softmax(w (tanh(V h_k) * sg(U h_k))), and a linear unit on the sum of a_k h_k.
"""

import torch
from torch import nn
from torch.nn.functional import dropout as dropped

_EMBEDDED = 128
_GATE = 64


class GatedAttention(nn.Module):
    """Trained by the same loop as the heads: `layers` are those whose weights are penalised."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.embed = nn.Linear(inputs, _EMBEDDED)
        self.tanh, self.gate = nn.Linear(_EMBEDDED, _GATE), nn.Linear(_EMBEDDED, _GATE)
        self.attend = nn.Linear(_GATE, 1)
        self.output = nn.Linear(_EMBEDDED, 1)
        self.layers = nn.ModuleList([self.embed, self.tanh, self.gate])

    def forward(
        self, features: torch.Tensor, dropout: float = 0.0, lengths: torch.Tensor | None = None
    ) -> torch.Tensor:
        """[spots, tiles, inputs] to logits [spots, 1]; `dropout` at the input and before the output.

        `lengths` int64 [spots]: how many tiles of each there are; what follows is padding.
        """
        h = torch.relu(self.embed(dropped(features, dropout, self.training)))
        weight = self.attend(torch.tanh(self.tanh(h)) * torch.sigmoid(self.gate(h)))
        if lengths is not None:
            beyond = torch.arange(h.shape[1], device=h.device) >= lengths[:, None]
            weight = weight.masked_fill(beyond[..., None], -torch.inf)
        share = torch.softmax(weight, dim=1)
        return self.output(dropped((share * h).sum(dim=1), dropout, self.training))
