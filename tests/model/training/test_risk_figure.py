"""The figure of the risk groups: a curve per group, in its colour, at the height of its survival."""

import numpy as np
import pytest
from PIL import Image, ImageColor

from model.comparison.report.style import HIGH, LOW
from model.training.risk_figure import draw_risk_groups
from model.training.whole_cohort import Predicted


def drawn(path, high):
    """Ten patients: of those with high risk all die in the first five years, of the others nobody."""
    time = np.where(high, np.linspace(1, 4, len(high)), 8.0)
    draw_risk_groups(Predicted(-time, high, time, high), "m, out of fold", path)
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def places(pixels, colour):
    """The rows of the picture, 0 to 1 from its top, with the colour of a line."""
    near = (np.abs(pixels - np.array(ImageColor.getrgb(colour))) < 12).all(axis=-1)
    return np.flatnonzero(near.any(axis=1)) / len(pixels)


@pytest.mark.parametrize("seen", [(LOW, HIGH), (HIGH,)])
def test_each_group_has_its_colour(tmp_path, seen):
    high = np.array([HIGH in seen] * 5 + [LOW not in seen] * 5)
    pixels = drawn(tmp_path / "x.png", high)
    assert [len(places(pixels, colour)) > 0 for colour in (LOW, HIGH)] == [LOW in seen, HIGH in seen]


def test_the_group_that_dies_falls_and_the_other_does_not(tmp_path):
    pixels = drawn(tmp_path / "x.png", np.arange(10) % 2 == 0)
    plot = pixels[: len(pixels) * 2 // 3, : pixels.shape[1] // 2]  # without the legend and the numbers at risk
    assert np.ptp(places(plot, HIGH)) > 0.4
    assert np.ptp(places(plot, LOW)) < 0.2
