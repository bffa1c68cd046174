"""What an LSTM's gates did: a bundle and a string of features come in, every gate at every step goes out."""

import numpy as np
import torch
from torch.nn.functional import linear

from model.base.errors import ExplainError
from model.bundle.bundle import Bundle
from model.bundle.heads.lstm import LstmHead
from model.explain.states import Gates


@torch.no_grad()
def gates(bundle: Bundle, features: np.ndarray) -> tuple[Gates, ...]:
    """By layer, the first one first, for `features` float32 [steps, 4096] in reading order."""
    head = bundle.head
    if not isinstance(head, LstmHead):
        raise ExplainError(
            f"{bundle.manifest.name} ({bundle.manifest.head.words}) has no gates.",
            "Look at the gates of a bundle with an LSTM head.",
        )
    x = bundle.standardised(torch.from_numpy(features.copy()))
    steps, found = head.advance(x), []
    for layer, hidden, cell in zip(head.weights(), steps.hidden, steps.cell, strict=True):
        # Every state is known, so that all steps' sums can be taken at once.
        before = torch.cat([hidden.new_zeros(1, hidden.shape[1]), hidden[:-1]])
        i, f, g, o = (linear(x, layer.inputs, layer.bias) + linear(before, layer.back)).chunk(4, dim=-1)
        parts = (torch.sigmoid(f), torch.sigmoid(i), torch.sigmoid(o), torch.tanh(g), cell, hidden)
        found.append(Gates(*(part.float().numpy() for part in parts)))
        x = hidden
    return tuple(found)
