"""Many strings through a recurrent head at once, a step at a time: states and weighted sums come in, states go out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import torch
from torch import nn
from torch.nn.functional import linear

from model.heads.base import LayerState
from model.heads.recurrent import RecurrentHead

States = tuple[LayerState, ...]
"""By layer, each tensor [rows, cells]."""


@contextmanager
def one_thread() -> Iterator[None]:
    """Torch with one thread in this block, which must not hold a yield of a task.

    Steps are thousands of small products: on a busy computer with two cores, threads that wait for each other took
    several times as long as one alone (0.7 s for 256 tiles occluded).
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


class Walk:
    """The head's layers, all taking the same step before the next one: so strings can part at any step.

    The first layer's weighted sums of its input are nine tenths of the work and do not depend on the states: they are
    asked for once a tile.
    """

    def __init__(self, head: RecurrentHead) -> None:
        self._head = head
        self._layers: list[tuple[torch.Tensor, torch.Tensor, torch.Tensor | None]] = []
        for module in head.layers:
            layer = cast(nn.RNNBase, module)
            own = dict(layer.named_parameters())
            bias = own["bias_ih_l0"] + own["bias_hh_l0"] if layer.bias else None
            self._layers.append((own["weight_ih_l0"], own["weight_hh_l0"].T.contiguous(), bias))

    def sums(self, x: torch.Tensor) -> torch.Tensor:
        """The first layer's weighted sums of standardised features [..., inputs], bias included."""
        weight, _, bias = self._layers[0]
        return linear(x, weight, bias)

    def start(self, rows: int) -> States:
        """The states of `rows` strings before their first step."""
        backs = [back for _, back, _ in self._layers]
        return tuple((back.new_zeros(rows, len(back)),) * self._head.carries for back in backs)

    def step(self, sums: torch.Tensor, states: States) -> States:
        """The states after one step; `sums` [rows, ...] as `sums` gives them."""
        after: list[LayerState] = []
        for (weight, back, bias), now in zip(self._layers, states, strict=True):
            given = linear(after[-1][0], weight, bias) if after else sums
            after.append(self._head.step(torch.addmm(given, now[0], back), now))
        return tuple(after)

    def logits(self, states: States) -> torch.Tensor:
        """The head's logit [rows] if the strings ended here."""
        return self._head.output(states[-1][0]).squeeze(-1)
