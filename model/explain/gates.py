"""Compute the values of an LSTM's gates at every step of a sequence of features."""

import numpy as np
import torch
from torch.nn.functional import linear

from model.base.errors import ExplainError
from model.bundle.bundle import Bundle
from model.bundle.heads.lstm import LstmHead
from model.explain.states import Gates


@torch.no_grad()
def gates(bundle: Bundle, features: np.ndarray) -> tuple[Gates, ...]:
    """Return the gates of each LSTM layer at every step, first layer first.

    `features` is float32 [steps, 4096] in the order of analysis. Raise ExplainError if the head is not an LSTM.
    """
    head = bundle.head
    if not isinstance(head, LstmHead):
        raise ExplainError(
            f"{bundle.manifest.name} ({bundle.manifest.head.text}) has no gates.",
            "Choose a bundle with an LSTM head to see gates.",
        )
    x = bundle.standardised(torch.from_numpy(features.copy()))
    steps, found = head.advance(x), []
    for layer, hidden, cell in zip(head.weights(), steps.hidden, steps.cell, strict=True):
        # All states are already known, so the weighted sums of all steps are computed at once.
        before = torch.cat([hidden.new_zeros(1, hidden.shape[1]), hidden[:-1]])
        i, f, g, o = (linear(x, layer.inputs, layer.bias) + linear(before, layer.back)).chunk(4, dim=-1)
        parts = (torch.sigmoid(f), torch.sigmoid(i), torch.sigmoid(o), torch.tanh(g), cell, hidden)
        found.append(Gates(*(part.float().numpy() for part in parts)))
        x = hidden
    return tuple(found)
