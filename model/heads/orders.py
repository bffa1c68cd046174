"""One string read in several orders at once: features and orders come in, the last logit of each order goes out."""

from typing import cast

import torch
from torch import nn
from torch.nn.functional import linear

from model.heads.base import LayerState
from model.heads.recurrent import RecurrentHead


def logits_in_orders(head: RecurrentHead, features: torch.Tensor, orders: torch.Tensor) -> torch.Tensor:
    """Standardised features [n, inputs] and orders int64 [k, m] of their rows to the logits after the last step, [k].

    The first layer's weighted sums of a tile are the same in every order. They are nine tenths of the work and are
    done once a tile, which is why this is not `RecurrentHead.forward` on k strings.
    """
    x = features
    for number, module in enumerate(head.layers):
        layer = cast(nn.RNNBase, module)
        own = dict(layer.named_parameters())
        bias = own["bias_ih_l0"] + own["bias_hh_l0"] if layer.bias else None
        from_input = linear(x, own["weight_ih_l0"], bias)
        if number == 0:
            from_input = from_input[orders]
        back = own["weight_hh_l0"].T
        now: LayerState = (x.new_zeros(len(orders), layer.hidden_size),) * head.carries
        hidden = []
        for sums in from_input.unbind(1):
            now = head.step(sums + now[0] @ back, now)
            hidden.append(now[0])
        x = torch.stack(hidden, dim=1)
    return head.output(x[:, -1]).squeeze(-1)
