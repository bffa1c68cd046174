"""Many strings through a recurrent head at once, a step at a time: states and weighted sums come in, states go out."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch.nn.functional import linear

from model.bundle.heads.base import LayerState
from model.bundle.heads.orders import first_sums
from model.bundle.heads.recurrent import RecurrentHead

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
        self._layers = [layer._replace(back=layer.back.T.contiguous()) for layer in head.weights()]

    def sums(self, x: torch.Tensor) -> torch.Tensor:
        """The first layer's weighted sums of standardised features [..., inputs], bias included."""
        return first_sums(self._head, x)

    def start(self, rows: int) -> States:
        """The states of `rows` strings before their first step."""
        backs = [layer.back for layer in self._layers]
        return tuple((back.new_zeros(rows, len(back)),) * self._head.carries for back in backs)

    def step(self, sums: torch.Tensor, states: States) -> States:
        """The states after one step; `sums` [rows, ...] as `sums` gives them."""
        after: list[LayerState] = []
        for layer, now in zip(self._layers, states, strict=True):
            given = linear(after[-1][0], layer.inputs, layer.bias) if after else sums
            after.append(self._head.step(torch.addmm(given, now[0], layer.back), now))
        return tuple(after)

    def logits(self, states: States) -> torch.Tensor:
        """The head's logit [rows] if the strings ended here."""
        return self._head.output(states[-1][0]).squeeze(-1)
