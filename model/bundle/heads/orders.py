"""Process one string in several orders at once: features and orders come in, the answer in each order goes out."""

import torch
from torch.nn.functional import linear

from model.bundle.heads.base import LayerState
from model.bundle.heads.recurrent import RecurrentHead


def logits_in_orders(head: RecurrentHead, features: torch.Tensor, orders: torch.Tensor) -> torch.Tensor:
    """Return the logits [k] of the head for standardised features [n, inputs] in `orders` int64 [k, m].

    The first layer's weighted sums of a tile are the same in every order and nine tenths of the work. They are
    computed once per tile, unlike in `RecurrentHead.forward` with k strings.
    """
    return logits_of_sums(head, first_sums(head, features), orders)


def first_sums(head: RecurrentHead, features: torch.Tensor) -> torch.Tensor:
    """Return the first layer's weighted sums of standardised features [..., inputs], with bias."""
    first = head.weights()[0]
    return linear(features, first.inputs, first.bias)


def logits_of_sums(head: RecurrentHead, sums: torch.Tensor, orders: torch.Tensor) -> torch.Tensor:
    """Return the logits as `logits_in_orders` does, from the `sums` [n, ...] that `first_sums` returned."""
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
    return head.answer(x)
