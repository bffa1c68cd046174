"""What an LSTM's gates did: a bundle and a string of features come in, every gate at every step goes out."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from torch import nn
from torch.nn.functional import linear

from model.bundle import Bundle
from model.errors import ExplainError
from model.heads.lstm import LstmHead


@dataclass(frozen=True, eq=False)
class Gates:
    """One layer, each float32 [steps, cells]: gates between 0 and 1, `candidate` and `hidden` between -1 and 1.

    C_t = forget * C_(t-1) + input * candidate; h_t = output * tanh(C_t).
    """

    forget: np.ndarray
    input: np.ndarray
    output: np.ndarray
    candidate: np.ndarray
    cell: np.ndarray
    hidden: np.ndarray


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
    for module, hidden, cell in zip(head.layers, steps.hidden, steps.cell, strict=True):
        layer = cast(nn.LSTM, module)
        own = dict(layer.named_parameters())
        bias = own["bias_ih_l0"] + own["bias_hh_l0"] if layer.bias else None
        # Every state is known, so that all steps' sums can be taken at once.
        before = torch.cat([hidden.new_zeros(1, hidden.shape[1]), hidden[:-1]])
        i, f, g, o = (linear(x, own["weight_ih_l0"], bias) + linear(before, own["weight_hh_l0"])).chunk(4, dim=-1)
        parts = (torch.sigmoid(f), torch.sigmoid(i), torch.sigmoid(o), torch.tanh(g), cell, hidden)
        found.append(Gates(*(part.float().numpy() for part in parts)))
        x = hidden
    return tuple(found)
