"""The curves of the running probability: the orders of the answer, their mean, and the order that is drawn."""

import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.bundle.record import OrderSpread
from model.result.running import running_answers


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A prediction in one order."""
    builders = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))
    path = tmp_path_factory.mktemp("made") / "spot.png"
    return builders["make_prediction"](builders["make_slide"](path, np.full((40, 40, 3), 200, np.uint8)))


def test_one_order_is_its_own_mean(made):
    found = running_answers(made)
    assert found.orders.shape == (0, made.trace.steps)
    assert found.mean is made.trace.running
    assert found.drawn is made.trace.running


def test_the_mean_is_that_of_the_log_odds(made):
    """Log odds of -40, 0 and 43 have the mean 1; the mean of the probabilities would be 0.5."""
    logits = np.array([[0, -40], [0, 0], [0, 43]], np.float32)
    found = running_answers(replace(made, orders=OrderSpread((0.0, 0.5, 1.0), None), order_logits=logits))
    assert found.mean.tolist() == pytest.approx([0.5, 0.7310586], abs=1e-6)
    assert found.orders[:, 1].tolist() == pytest.approx([0, 0.5, 1], abs=1e-6)
    assert np.isfinite(found.orders).all()


def test_without_the_steps_of_the_orders_there_are_no_curves(made):
    """The curve of the order that is drawn is not that of the answer, and must not be taken for it."""
    assert running_answers(replace(made, orders=OrderSpread((0.6, 0.7), 0))) is None
