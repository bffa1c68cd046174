"""Compute the answers of a sequence network for one set of tiles in several tile orders at once."""

import torch
from torch.nn.functional import linear

from model.bundle.heads.base import LayerState
from model.bundle.heads.readout import answers
from model.bundle.heads.recurrent import RecurrentHead


def logits_in_orders(head: RecurrentHead, features: torch.Tensor, orders: torch.Tensor) -> torch.Tensor:
    """Return the logit of the head for each of the tile orders `orders` int64 [k, m]: [k].

    `features` [n, inputs] are standardised. An order contains the rows of `features` in the sequence in which they are
    processed.

    The first layer's weighted input sums of a tile are the same in every order, and their computation takes nine tenths
    of the time. This function computes them once per tile, whereas `RecurrentHead.forward` would compute them k times.
    """
    return logits_of_sums(head, first_sums(head, features), orders)


def curves_in_orders(head: RecurrentHead, features: torch.Tensor, orders: torch.Tensor) -> torch.Tensor:
    """Return the log odds of being alive at each time, [k, times], for the arguments of `logits_in_orders`.

    The last column equals the result of `logits_in_orders`.
    """
    return members_in_orders(head, features, orders).mean(dim=1)


def members_in_orders(head: RecurrentHead, features: torch.Tensor, orders: torch.Tensor) -> torch.Tensor:
    """Return the log odds of being alive for each member of an ensemble, [k, members, times].

    The log odds are those at each time of the survival curve. The arguments are those of `logits_in_orders`.
    """
    return head.answer_members(_hidden(head, first_sums(head, features), orders))


def running_logits_in_orders(head: RecurrentHead, features: torch.Tensor, orders: torch.Tensor) -> torch.Tensor:
    """Return the logits [k, m] that the head would give if each order ended after each step.

    The arguments are those of `logits_in_orders`. The last column equals the result of `logits_in_orders`.
    """
    hidden = _hidden(head, first_sums(head, features), orders)
    # The logits are converted to float64, because the answer after a step is computed from the difference of two long
    # sums.
    steps = head.logit(hidden).double()
    running = answers(head.shape, steps).to(hidden.dtype)
    return torch.cat([running[:, :-1], head.answer(hidden)[:, None]], dim=1)


def first_sums(head: RecurrentHead, features: torch.Tensor) -> torch.Tensor:
    """Return the first layer's weighted sums, with bias, of standardised features [..., inputs]."""
    first = head.weights()[0]
    return linear(features, first.inputs, first.bias)


def logits_of_sums(head: RecurrentHead, sums: torch.Tensor, orders: torch.Tensor) -> torch.Tensor:
    """Return the logit of the head for each of the tile orders `orders` int64 [k, m]: [k].

    The logits are computed from `sums` [n, ...], the first layer's weighted sums that `first_sums` returned. They equal
    the result of `logits_in_orders`.
    """
    return head.answer(_hidden(head, sums, orders))


def _hidden(head: RecurrentHead, sums: torch.Tensor, orders: torch.Tensor) -> torch.Tensor:
    """Return the last layer's hidden states [k, m, units] after each step of each tile order of `orders` [k, m].

    `sums` are the first layer's weighted sums that `first_sums` returned.
    """
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
    return x
