"""The lecture's example: a network with the step activation processes three vectors, one per step."""

from dataclasses import dataclass

import numpy as np

from model.reference.activations import STEP
from model.reference.elman import Elman, Pass, error, forward

LECTURE_X = ((0, 0), (1, 0), (1, 1))
LECTURE_H = ((1, 1), (1, 0), (0, 1))
LECTURE_Y = ((1,), (0,), (1,))
"""The input sequence, the states h_1, h_2, h_3, and the outputs, as given in the lecture."""
WEIGHTS = {"U": ((1, -1), (-1, 1)), "W": ((-1, 0), (0, -1)), "V": ((-1, 1),)}
"""Small integers that give these states and outputs. The lecture gives no weights, so the weights are a choice of this
program."""


@dataclass(frozen=True, eq=False)
class ThreeSteps:
    """The lecture's example of three steps, with all values computed.

    `h_sums` [3, 2] and `y_sums` [3, 1] are the weighted sums U x_t + W h_(t-1) and V h_t before the activation. `error`
    is E with the lecture's outputs as the desired outputs. `forgetful` is the pass of the same network with W = 0,
    which cannot use earlier vectors.
    """

    network: Elman
    run: Pass
    h_sums: np.ndarray
    y_sums: np.ndarray
    error: float
    forgetful: Pass

    @property
    def agrees(self) -> bool:
        """Return whether the computed states and outputs equal those in the lecture."""
        return bool((self.run.h[1:] == np.array(LECTURE_H)).all() and (self.run.y == np.array(LECTURE_Y)).all())


def three_steps() -> ThreeSteps:
    """Compute the example with the reference network, and return all its values."""
    u, w, v = (np.array(WEIGHTS[name], dtype=np.float64) for name in ("U", "W", "V"))
    network, x = Elman(u, v, w, STEP), np.array(LECTURE_X, dtype=np.float64)
    run = forward(network, x)
    return ThreeSteps(
        network=network,
        run=run,
        h_sums=x @ u.T + run.h[:-1] @ w.T,
        y_sums=run.h[1:] @ v.T,
        error=error(run.y, np.array(LECTURE_Y)),
        forgetful=forward(Elman(u, v, np.zeros_like(w), STEP), x),
    )
