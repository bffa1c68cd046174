"""A slide at a glance: right, small, and never by way of the whole slide where the file holds a smaller copy."""

from pathlib import Path

import numpy as np
import pytest

from model.base.geometry import SizeLevel
from model.slide.array import ArraySlide
from model.slide.overview import BLANK, OVERVIEW_PX, overview
from model.slide.pixel_size import PixelSize


def slide_of(width, height):
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:, width // 2 :] = 200
    return ArraySlide(Path("x.png"), pixels, PixelSize(None, "not in the file"), ())


@pytest.mark.parametrize("size", [(40, 30), (512, 20), (3500, 2000), (9001, 5003)])
def test_it_shows_the_whole_in_its_proportions(size):
    picture = overview(slide_of(*size))
    height, width, _ = picture.shape
    assert max(width, height) <= OVERVIEW_PX
    assert width / height == pytest.approx(size[0] / size[1], rel=0.02)
    assert picture[height // 2, : width // 2 - 1].max() < 20
    assert picture[height // 2, width // 2 + 1 :].min() > 180


class Levels:
    """A slide that only says which level is read."""

    icc = None

    def __init__(self, *sides):
        self.level_sizes = tuple(SizeLevel(side, side) for side in sides)
        self.downsamples = tuple(sides[0] / side for side in sides)
        self.read_of = []

    def read_level(self, level, x, y, width, height):
        self.read_of.append(level)
        return np.full((height, width, 3), 9, np.uint8)


def test_the_coarsest_level_with_enough_pixels_is_read():
    slide = Levels(80_000, 20_000, 5000, 1250, 300)
    assert overview(slide).shape == (OVERVIEW_PX, OVERVIEW_PX, 3)
    assert slide.read_of == [3]


def test_a_huge_picture_without_a_smaller_copy_is_not_decoded_for_it():
    slide = Levels(80_000)
    assert (overview(slide) == BLANK).all()
    assert slide.read_of == []
