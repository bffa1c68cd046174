"""The limits of the verdict on focus and exposure, from both sides, on tiles whose numbers follow from arithmetic."""

import math

import numpy as np
import pytest

from model.predict.quality import judge, sharpness
from model.region.tissue import tissue_fraction
from model.result.input_checks import PIXEL_CHECKS
from model.result.prediction import Verdict

MPP = 0.286
OK = Verdict("ok", (), PIXEL_CHECKS)
SOFT = Verdict("caution", ("The tissue is slightly out of focus.",), PIXEL_CHECKS)
BLURRED = Verdict("do not use", ("The tissue is out of focus: nuclei cannot be recognised.",), PIXEL_CHECKS)
PINK = (226, 160, 195)
SIDE = 224


def plain(colour, count):
    """Tiles of one colour, uint8 [count, 224, 224, 3]."""
    return np.full((count, SIDE, SIDE, 3), colour, np.uint8)


def verdict(*tiles):
    """The verdict on the tiles and as many of glass."""
    tissue = np.concatenate(tiles)
    every = np.concatenate([tissue, plain((244, 243, 244), len(tissue))])
    return judge(every, tissue_fraction(every), MPP, MPP, 1.0)


def chequered(eighths):
    """Pink tiles whose green, at half size, is a chequerboard of `eighths` / 8 above and below its mean.

    The Laplacian is 8 times that at each place, up and down in turn: its variance is 64 (`eighths` / 8)^2, `eighths`
    squared. A block of 2 x 2 pixels differs from the next by `eighths` / 4, spread over its four pixels.
    """
    blocks = np.indices((SIDE // 2, SIDE // 2)).sum(axis=0) % 2
    whole, rest = divmod(eighths, 4)
    tile = plain(PINK, 8)
    for number, (y, x) in enumerate(((0, 0), (1, 0), (0, 1), (1, 1))):
        tile[:, y::2, x::2, 1] += (blocks * (whole + (number < rest))).astype(np.uint8)
    return tile


@pytest.mark.parametrize("eighths", [6, 7, 12, 13, 16])
def test_the_chequered_tiles_are_as_sharp_as_said(eighths):
    assert sharpness(chequered(eighths)) == pytest.approx(eighths**2)


@pytest.mark.parametrize(
    ("eighths", "expected"),
    [
        (6, BLURRED),  # 36, below 40
        (7, SOFT),  # 49
        (12, SOFT),  # 144, below 150
        (13, OK),  # 169
    ],
)
def test_focus_has_its_limits_at_40_and_150(eighths, expected):
    assert verdict(chequered(eighths)) == expected


def test_focus_is_the_median_of_the_tissue_tiles():
    """Of 24 tiles 16 are sharp: the median is theirs, while their mean, 124.7, would not be enough."""
    assert verdict(chequered(13), chequered(13), chequered(6)) == OK
    assert verdict(chequered(13), chequered(6), chequered(6)).level == "do not use"


def density(colour):
    """Mean optical density over the channels."""
    return sum(-math.log10((channel + 1) / 256) for channel in colour) / 3


def sharp(colour, count):
    """Tiles of one colour with sharp lines between the pixels on which colours are judged, every eighth."""
    tiles = plain(colour, count)
    tiles[:, 4::8, :, 1] -= 60
    tiles[:, 5::8, :, 1] -= 60
    return tiles


PALE = ["The tissue is very pale or overexposed; details may be lost."]


def pale(found):
    """The reasons of a verdict that are about pale tissue."""
    return [reason for reason in found.reasons if "pale" in reason]


def test_tissue_is_pale_below_a_density_of_a_tenth():
    paler, darker = (250, 149, 226), (250, 145, 224)
    assert 0.097 < density(paler) < 0.1 < density(darker) < 0.104
    assert pale(verdict(sharp(paler, 10))) == PALE
    assert verdict(sharp(darker, 10)) == OK


def test_it_is_the_median_density_that_counts():
    """Six of ten tiles are dark enough, and four nearly white: their mean density is below a tenth."""
    darker, white = (250, 145, 224), (252, 200, 240)
    assert 0.6 * density(darker) + 0.4 * density(white) < 0.1
    assert verdict(sharp(darker, 6), sharp(white, 4)) == OK


def test_tissue_is_overexposed_when_more_than_a_quarter_of_its_pixels_is_at_255():
    burnt, good = (255, 130, 210), (254, 130, 210)
    assert density(good) > 0.1
    assert verdict(sharp(burnt, 5), sharp(good, 15)) == OK  # a quarter is not more than a quarter
    assert pale(verdict(sharp(burnt, 13), sharp(good, 37))) == PALE  # 26 %
