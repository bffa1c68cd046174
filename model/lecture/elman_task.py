"""Train an Elman network on a small task: at every step, return the bit of the step before.

Only the reference network is used, with back-propagation through time and plain gradient descent from weights near 0.
"""

from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from model.base.progress import Progress
from model.reference.elman import Elman, back_propagate, descend, error, forward, near_zero

Weight = Literal["u", "v", "w"]
Example = tuple[np.ndarray, np.ndarray]
WEIGHTS: tuple[Weight, ...] = ("u", "v", "w")
DIFFERENCE = 1e-5
"""The step of the finite differences. For float64, it keeps small both the rounding error and the error from the
curvature of the error function E."""


@dataclass(frozen=True)
class Task:
    """The sizes of the task and of the gradient descent.

    `every` is the number of steps between two records of the weights.
    """

    sequences: int = 4
    bits: int = 10
    hidden: int = 2
    rate: float = 0.1
    steps: int = 600
    every: int = 5
    size: float = 0.2
    data_seed: int = 2
    weight_seed: int = 1
    unseen_seed: int = 3
    unseen: int = 50


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """Gradients of the error E for each weight matrix after `step` steps.

    `propagated` was computed by back-propagation, and `differences` by central differences.
    """

    step: int
    propagated: dict[Weight, np.ndarray]
    differences: dict[Weight, np.ndarray]

    def relative(self, weight: Weight) -> float:
        """Return the relative difference (L2 norm) of the two gradients of `weight`: 0 means that they are equal."""
        expected = self.differences[weight]
        return float(np.linalg.norm(self.propagated[weight] - expected) / np.linalg.norm(expected))


@dataclass(frozen=True, eq=False)
class Trained:
    """The result of a gradient descent.

    `errors` [steps + 1] is the error E before each step and after the last step, summed over `examples`. `networks` are
    the networks after the numbers of steps in `recorded`, from 0 to the last step. `checks` are made before the first
    and after the last step. `without_memory` is the minimum E of any output that depends only on the present bit. For
    new sequences, `unseen_bits` outputs were compared with the desired outputs, and `unseen_right` of them have the
    right sign.
    """

    task: Task
    examples: tuple[Example, ...]
    errors: np.ndarray
    recorded: tuple[int, ...]
    networks: tuple[Elman, ...]
    checks: tuple[GradientCheck, GradientCheck]
    without_memory: float
    unseen_right: int
    unseen_bits: int


def examples_of(sequences: int, bits: int, seed: int) -> tuple[Example, ...]:
    """Return random sequences x [bits, 1] of -0.5 and 0.5, each with its desired outputs d.

    The desired output is the bit of the step before, and 0 at the first step.
    """
    drawn = np.random.default_rng(seed).integers(0, 2, (sequences, bits, 1)) - 0.5
    return tuple((x, np.concatenate([np.zeros((1, 1)), x[:-1]])) for x in drawn)


def train(task: Task | None = None) -> Generator[Progress, None, Trained]:
    """Train the Elman network on the task and return the result.

    The gradients are checked before the first and after the last step.
    """
    task = task or Task()
    examples = examples_of(task.sequences, task.bits, task.data_seed)
    network = near_zero(1, task.hidden, 1, task.weight_seed, task.size)
    errors, recorded, networks = [total_error(network, examples)], [0], [network]
    for done in range(0, task.steps, task.every):
        yield Progress("training the Elman network", done, task.steps)
        found = descend(networks[-1], examples, task.rate, min(task.every, task.steps - done))
        errors += found.errors[1:]
        recorded.append(len(errors) - 1)
        networks.append(found.network)
    right, bits = _unseen(networks[-1], examples_of(task.unseen, task.bits, task.unseen_seed))
    return Trained(
        task,
        examples,
        np.array(errors),
        tuple(recorded),
        tuple(networks),
        (check(networks[0], examples, 0), check(networks[-1], examples, task.steps)),
        least_without_memory(examples),
        right,
        bits,
    )


def total_error(network: Elman, examples: tuple[Example, ...]) -> float:
    """Return the error E of `network`, summed over `examples`."""
    return sum(error(forward(network, x).y, d) for x, d in examples)


def check(network: Elman, examples: tuple[Example, ...], step: int) -> GradientCheck:
    """Return the gradients of E by back-propagation through time and, for each weight, by a central difference."""
    found = [back_propagate(network, forward(network, x), d) for x, d in examples]
    return GradientCheck(
        step,
        {weight: np.sum([getattr(one, weight) for one in found], axis=0) for weight in WEIGHTS},
        {weight: _differences(network, examples, weight) for weight in WEIGHTS},
    )


def _differences(network: Elman, examples: tuple[Example, ...], weight: Weight) -> np.ndarray:
    values: np.ndarray = getattr(network, weight)
    found = np.zeros_like(values)
    for place in np.ndindex(values.shape):
        step = np.zeros_like(values)
        step[place] = DIFFERENCE
        above, below = (total_error(_with(network, weight, values + sign * step), examples) for sign in (1, -1))
        found[place] = (above - below) / (2 * DIFFERENCE)
    return found


def _with(network: Elman, weight: Weight, values: np.ndarray) -> Elman:
    return replace(
        network,
        u=values if weight == "u" else network.u,
        v=values if weight == "v" else network.v,
        w=values if weight == "w" else network.w,
    )


def least_without_memory(examples: tuple[Example, ...]) -> float:
    """Return the smallest error E that is possible for outputs that depend only on the present bit.

    The best such output is, for each bit, the mean desired output.
    """
    x, d = (np.concatenate([one[part].ravel() for one in examples]) for part in (0, 1))
    return float(sum(np.sum((d[x == bit] - d[x == bit].mean()) ** 2) / 2 for bit in np.unique(x)))


def _unseen(network: Elman, examples: tuple[Example, ...]) -> tuple[int, int]:
    """Return how many outputs have the sign of the previous bit, and how many outputs were compared.

    The first output of each sequence is left out.
    """
    signs = [np.sign(forward(network, x).y[1:]) == np.sign(d[1:]) for x, d in examples]
    return int(np.sum(signs)), int(np.size(signs))
