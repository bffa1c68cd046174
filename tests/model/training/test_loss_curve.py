"""The loss curve: a picture for any length of log, with both lines in it."""

import math

import numpy as np
import pytest
from PIL import Image

from model.training.log import Epoch, TrainingLog, write_epochs
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


@pytest.mark.parametrize("losses", [[0.5, 0.6, 0.7], [0.7, 0.6, 0.5], [0.7]])
def test_the_label_of_the_kept_epoch_is_within_the_page(tmp_path, losses):
    """The strip above the plot, right of the axis title: the label is in it, and it does not touch the page's edge."""
    log = TrainingLog(tuple(Epoch(n + 1, loss, loss, 0.5, 0.1) for n, loss in enumerate(losses)))
    draw_loss(log, "", tmp_path / "x.png")
    with Image.open(tmp_path / "x.png") as picture:
        strip = np.asarray(picture.convert("L"))[44:60, 50:] < 128
    columns = np.flatnonzero(strip.any(axis=0))
    assert columns[-1] - columns[0] > 60, "the label is drawn"
    assert columns[-1] < strip.shape[1] - 3


def test_every_epoch_is_a_line_of_the_table(tmp_path):
    figures = [(0.75, 0.7, math.nan, 0.1), (0.5, 0.6, 0.625, 0.2), (0.25, 0.65, 0.5, 0)]
    log = TrainingLog(tuple(Epoch(number + 1, *one) for number, one in enumerate(figures)))
    other = TrainingLog((Epoch(1, 0.5, 0.4, 0.75, 0.3),))
    write_epochs({7: log, 8: other}, tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").splitlines() == [
        "epoch,training_loss,validation_loss,validation_auc,validation_sd,kept,seed",
        "1,0.75,0.7,,0.1,0,7",
        "2,0.5,0.6,0.625,0.2,1,7",
        "3,0.25,0.65,0.5,0,0,7",
        "1,0.5,0.4,0.75,0.3,1,8",
    ]
