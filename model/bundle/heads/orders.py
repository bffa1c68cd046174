"""One string read in several orders at once: features and orders come in, the last logit of each order goes out."""

import torch
from torch.nn.functional import linear

from model.bundle.heads.base import LayerState
from model.bundle.heads.recurrent import RecurrentHead


def logits_in_orders(head: RecurrentHead, features: torch.Tensor, orders: torch.Tensor) -> torch.Tensor:
    """Standardised features [n, inputs] and orders int64 [k, m] of their rows to the logits after the last step, [k].

    The first layer's weighted sums of a tile are the same in every order. They are nine tenths of the work and are
    done once a tile, which is why this is not `RecurrentHead.forward` on k strings.
    """
    return logits_of_sums(head, first_sums(head, features), orders)


def first_sums(head: RecurrentHead, features: torch.Tensor) -> torch.Tensor:
    """The first layer's weighted sums of standardised features [..., inputs], bias included."""
    first = head.weights()[0]
    return linear(features, first.inputs, first.bias)


def logits_of_sums(head: RecurrentHead, sums: torch.Tensor, orders: torch.Tensor) -> torch.Tensor:
    """As `logits_in_orders`, of `sums` [n, ...] as `first_sums` gives them."""
    x = given = sums[orders]
    for number, layer in enumerate(head.weights()):
        if number:
            given = linear(x, layer.inputs, layer.bias)
        now: LayerState = (given.new_zeros(len(orders), layer.back.shape[1]),) * head.carries
        hidden = []
        for own in given.unbind(1):
            now = head.step(own + now[0] @ layer.back.T, now)
            hidden.append(now[0])
        x = torch.stack(hidden, dim=1)
    return head.output(x[:, -1]).squeeze(-1)
