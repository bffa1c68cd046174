"""Training of the Elman network: its gradients equal PyTorch's autograd, its steps those of PyTorch's SGD."""

import dataclasses

import numpy as np
import pytest
import torch

from model.base.progress import result_of
from model.lecture import elman_task
from model.lecture.elman_task import WEIGHTS, Task, check, examples_of, least_without_memory, train
from model.reference.elman import near_zero


def torch_error(weights, examples):
    """E of the lecture's network, summed over the examples, written in PyTorch."""
    u, v, w = weights
    total = torch.zeros((), dtype=torch.float64)
    for x, d in examples:
        h = torch.zeros(len(w), dtype=torch.float64)
        for x_t, d_t in zip(torch.from_numpy(x), torch.from_numpy(d), strict=True):
            h = torch.tanh(u @ x_t + w @ h)
            total = total + ((torch.tanh(v @ h) - d_t) ** 2).sum() / 2
    return total


def parameters(network):
    return [torch.from_numpy(getattr(network, weight).copy()).requires_grad_() for weight in WEIGHTS]


@pytest.mark.parametrize("seed", [0, 5])
def test_both_gradients_are_those_of_autograd(seed):
    network, examples = near_zero(1, 3, 1, seed, size=1.2), examples_of(3, 6, seed + 1)
    found, tensors = check(network, examples, 0), parameters(network)
    torch_error(tensors, examples).backward()
    for weight, tensor in zip(WEIGHTS, tensors, strict=True):
        np.testing.assert_allclose(found.propagated[weight], tensor.grad.numpy(), rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(found.differences[weight], tensor.grad.numpy(), rtol=1e-6, atol=1e-9)
        assert found.relative(weight) < 1e-6


def test_the_relative_difference_is_a_share_of_the_finite_differences():
    propagated, differences = {"w": np.array([[3.0, 4.0]])}, {"w": np.array([[3.0, 2.0]])}
    assert elman_task.GradientCheck(0, propagated, differences).relative("w") == pytest.approx(2 / 13**0.5)


def test_the_descent_is_plain_gradient_descent():
    task = Task(sequences=3, bits=6, steps=14, every=4, unseen=5)
    found = result_of(train(task))
    tensors = parameters(found.networks[0])
    optimiser, errors = torch.optim.SGD(tensors, lr=task.rate), []
    for _ in range(task.steps):
        optimiser.zero_grad()
        total = torch_error(tensors, found.examples)
        errors.append(float(total.detach()))
        total.backward()
        optimiser.step()
    errors.append(float(torch_error(tensors, found.examples).detach()))
    np.testing.assert_allclose(found.errors, errors, rtol=1e-10)
    assert found.recorded == (0, 4, 8, 12, 14)
    for weight, tensor in zip(WEIGHTS, tensors, strict=True):
        np.testing.assert_allclose(getattr(found.networks[-1], weight), tensor.detach().numpy(), rtol=1e-9)
    assert [one.step for one in found.checks] == [0, 14]


def test_the_desired_output_is_the_bit_before():
    [(x, d), *_] = examples_of(2, 7, 2)
    assert set(x.ravel()) == {-0.5, 0.5}
    assert d[0] == 0
    np.testing.assert_array_equal(d[1:], x[:-1])


def test_the_least_error_without_memory_is_that_of_the_means():
    # Bit 0.5 is followed by 0 and 0.5, mean 0.25: 2 x 1/2 x 0.25^2. Bit -0.5 has one value.
    examples = ((np.array([[0.5], [0.5], [-0.5]]), np.array([[0.0], [0.5], [0.5]])),)
    assert least_without_memory(examples) == pytest.approx(0.0625)


def test_the_whole_task_is_learned_and_needs_memory():
    found = result_of(train(Task(unseen=10)))
    assert found.errors[-1] < 0.01 * found.without_memory
    assert (found.unseen_right, found.unseen_bits) == (90, 90)
    forgetful = dataclasses.replace(found.networks[-1], w=np.zeros((2, 2)))
    assert elman_task.total_error(forgetful, found.examples) >= found.without_memory
    right, bits = elman_task._unseen(forgetful, examples_of(10, 10, 3))
    assert right < 0.8 * bits
