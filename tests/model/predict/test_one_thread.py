"""The head runs on one thread, because the last digits of its sums depend on the number of threads."""

from contextlib import suppress
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from model.bundle.heads.one_thread import one_thread
from model.bundle.heads.recurrent import RecurrentHead
from model.predict import head_steps


@pytest.fixture
def threads():
    """Give torch three threads for the test."""
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("threads")
def test_the_threads_come_back_after_an_error_too():
    with suppress(KeyError), one_thread():
        assert torch.get_num_threads() == 1
        raise KeyError
    assert torch.get_num_threads() == 3


@pytest.mark.usefixtures("threads")
def test_random_orders_and_steps_are_computed_on_one_thread(monkeypatch):
    seen = []

    class Head(RecurrentHead):
        def __init__(self):
            torch.nn.Module.__init__(self)

        def step(self, *given):
            raise NotImplementedError

        def advance(self, *given):
            seen.append(torch.get_num_threads())
            raise StopIteration

    def orders(head, features, part):
        seen.append(torch.get_num_threads())
        return torch.zeros(part.shape)

    monkeypatch.setattr(head_steps, "running_logits_in_orders", orders)
    bundle = SimpleNamespace(
        manifest=SimpleNamespace(random_orders=2, order_kind="random"), head=Head(),
        standardised=lambda x: x, calibrated=lambda z: z,
    )  # fmt: skip
    features = np.zeros((4, 2), np.float32)
    head_steps.in_random_orders(bundle, features, np.arange(4), 16)
    with pytest.raises(StopIteration):
        head_steps.HeadSteps(bundle).advance(SimpleNamespace(order=[0, 1], features=features), np.ones(16, np.float32))
    assert seen == [1, 1]
    assert torch.get_num_threads() == 3
