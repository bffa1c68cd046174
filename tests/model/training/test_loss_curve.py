"""The loss curve: a picture for any length of log, with both lines in it."""

import numpy as np
import pytest
from PIL import Image

from model.training.log import Epoch, TrainingLog
from model.training.loss_curve import draw_loss


@pytest.mark.parametrize("losses", [[0.7], [0.7, 0.7], [0.9, 0.5, 0.6]])
def test_both_lines_are_drawn(tmp_path, losses):
    log = TrainingLog(tuple(Epoch(n + 1, loss - 0.1, loss, 0.5, 0.1) for n, loss in enumerate(losses)))
    draw_loss(log, "x", tmp_path / "x.png")
    with Image.open(tmp_path / "x.png") as picture:
        plot = np.asarray(picture)[60:, 90:]  # without the legend
    for colour in ((0x1F, 0x77, 0xB4), (0xA8, 0x8A, 0x00)):
        assert (plot == colour).all(axis=-1).any()


def test_the_lowest_validation_loss_is_the_best():
    log = TrainingLog(tuple(Epoch(n + 1, 0.1, loss, 0.5, 0.1) for n, loss in enumerate([0.9, 0.5, 0.5, 0.7])))
    assert log.best.number == 2
    assert log.losses == (0.9, 0.5, 0.5, 0.7)
    assert "best 0.500 in 2" in log.text
