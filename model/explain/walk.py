"""Run a recurrent head over many sequences at once, one step at a time."""

from collections.abc import Sequence

import torch
from torch.nn.functional import linear

from model.bundle.heads.base import LayerState
from model.bundle.heads.orders import first_sums
from model.bundle.heads.recurrent import RecurrentHead

States = tuple[LayerState, ...]
"""The states by layer. Each tensor is [rows, units]."""


class Walk:
    """Runs all layers of a head one step at a time, so that sequences can branch at any step.

    The weighted sums of the first layer take nine tenths of the time. They do not depend on the states, so they are
    computed only once per tile.
    """

    def __init__(self, head: RecurrentHead) -> None:
        self._head = head
        self._layers = [layer._replace(back=layer.back.T.contiguous()) for layer in head.weights()]

    def sums(self, x: torch.Tensor) -> torch.Tensor:
        """Return the first layer's weighted sums of standardised features [..., inputs], including the bias."""
        return first_sums(self._head, x)

    def start(self, rows: int) -> States:
        """Return the states of `rows` sequences before their first step."""
        backs = [layer.back for layer in self._layers]
        return tuple((back.new_zeros(rows, len(back)),) * self._head.carries for back in backs)

    def step(self, sums: torch.Tensor, states: States) -> States:
        """Return the states of the sequences after one more tile.

        `sums` [rows, ...] is the tile's result of the method `sums`.
        """
        after: list[LayerState] = []
        for layer, now in zip(self._layers, states, strict=True):
            given = linear(after[-1][0], layer.inputs, layer.bias) if after else sums
            after.append(self._head.step(torch.addmm(given, now[0], layer.back), now))
        return tuple(after)

    def logits(self, states: States) -> torch.Tensor:
        """Return the logit [rows] after the last step for each sequence, computed from its `states`.

        The answer of the head is the mean of such logits over several steps; see `answers`.
        """
        return self._head.logit(states[-1][0])

    def first_step(self, steps: int) -> int:
        """Return the first step whose logit is part of the answer (see `HeadShape.first_step`)."""
        return self._head.shape.first_step(steps)

    def answers(self, logits: Sequence[torch.Tensor]) -> torch.Tensor:
        """Return the answer of the head for each sequence, [rows], computed from the logits [rows] of all its steps."""
        return torch.stack(tuple(logits[self.first_step(len(logits)) :])).mean(dim=0)
