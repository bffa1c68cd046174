"""Colours can be told apart: over stained tissue, and without red or green cones.

Distances are CIE76 in CIELAB (D65). Colour blindness is simulated by the matrices of Machado, Oliveira & Fernandes
(IEEE TVCG 2009) at full severity, in linear RGB.
"""

from colorsys import rgb_to_hsv
from importlib.resources import as_file, files
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from model.base.colours import SIGNED, SIGNS, UNSIGNED, colour_table

VISION = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.119192, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
OPACITY = 0.45


def lab(rgb, vision="usual"):
    """CIELAB [..., 3] of colours 0..255 [..., 3] as someone with this vision sees them."""
    share = np.asarray(rgb, float) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    xyz = np.clip(linear @ VISION[vision].T, 0, 1) @ TO_XYZ.T / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def apart(first, second):
    return float(np.linalg.norm(first - second))


@pytest.fixture(scope="module")
def tissue():
    """Pixels of a tile of a stained spot, float64 [n, 3]."""
    with as_file(files("resources") / "spots" / "sample-1-mixed.jpg") as path, Image.open(path) as spot:
        return np.asarray(spot.crop((1600, 1600, 1824, 1824)).convert("RGB"), float).reshape(-1, 3)


def test_the_reference_values_of_the_distance():
    # Lindbloom's calculator: sRGB red and mid grey, D65.
    np.testing.assert_allclose(lab([255, 0, 0]), [53.24, 80.09, 67.20], atol=0.05)
    np.testing.assert_allclose(lab([119, 119, 119]), [50.03, 0, 0], atol=0.05)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("name", [SIGNED, SIGNS])
def test_both_signs_differ_from_each_other_and_from_zero_for_everyone(name, vision):
    low, middle, high = (lab(colour_table(name)[at, :3], vision) for at in (0, 128, 255))
    assert apart(low, high) > 60
    assert apart(low, middle) > 20
    assert apart(middle, high) > 20


# With cividis the usual distance is 10; without red or green cones no table of these reaches 15.
@pytest.mark.parametrize(("vision", "least"), [("usual", 15), ("protanopia", 8), ("deuteranopia", 8)])
def test_the_quarters_of_the_usual_table_differ_over_stained_tissue(tissue, vision, least):
    quarters = [colour_table(UNSIGNED[0])[at, :3] for at in (0, 64, 128, 191, 255)]
    seen = [lab((1 - OPACITY) * tissue + OPACITY * colour, vision).mean(axis=0) for colour in quarters]
    assert min(apart(*pair) for pair in pairwise(seen)) > least
    assert apart(seen[0], seen[-1]) > 60


@pytest.mark.parametrize(("end", "hues"), [(0, (15, 40)), (255, (165, 188))])
def test_death_is_orange_and_survival_is_teal(end, hues):
    """Named as they look: from a hue of about 190 degrees on, people call a colour blue."""
    red, green, blue = (colour_table(SIGNED)[end, :3] / 255).tolist()
    hue, _, value = rgb_to_hsv(red, green, blue)
    assert hues[0] <= 360 * hue <= hues[1]
    assert value > 0.35, "it does not look black"
