"""Stains count as tissue; glass of any tint, ink and scanner borders do not."""

from pathlib import Path

import numpy as np
import pytest

from model.base.geometry import RegionL0
from model.region.tissue import BLANK, tiles_used, tissue_fraction, tissue_mask
from model.slide.registry import open_slide

SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples"

TISSUE = {
    "haematoxylin": (80, 60, 140),
    "dark nucleus": (45, 25, 70),
    "eosin": (235, 150, 190),
    "pale eosin": (240, 215, 230),
    "pale mucin": (220, 190, 215),
    "blood": (200, 60, 50),
    "brown immunostain": (130, 90, 60),
    "blue counterstain": (150, 145, 190),
}
NOT_TISSUE = {
    "white": (255, 255, 255),
    "grey glass": (215, 215, 215),
    "yellow glass": (250, 245, 220),
    "dark yellow glass": (225, 215, 190),
    "pinkish glass": (245, 236, 242),
    "scanner border": (0, 0, 0),
    "black pen": (35, 32, 40),
    "blue pen": (40, 70, 180),
    "green pen": (30, 140, 70),
    "shadow": (120, 120, 122),
}


@pytest.mark.parametrize("name", TISSUE)
def test_tissue_is_tissue(name: str) -> None:
    assert tissue_mask(np.full((4, 6, 3), TISSUE[name], np.uint8)).all()


@pytest.mark.parametrize("name", NOT_TISSUE)
def test_the_rest_is_not(name: str) -> None:
    mask = tissue_mask(np.full((4, 6, 3), NOT_TISSUE[name], np.uint8))
    assert mask.shape == (4, 6)
    assert mask.dtype == np.bool_
    assert not mask.any()


@pytest.mark.parametrize(("limit", "tissue", "not_tissue"), [
    ("magenta excess of 12", (240, 228, 240), (240, 228, 239)),
    ("difference of 24 between the channels", (100, 95, 76), (100, 95, 77)),
    ("mean below 180", (194, 185, 160), (194, 185, 161)),
    ("ink has less red than half of the blue", (100, 110, 200), (99, 110, 200)),
    ("ink is brightest in green", (150, 149, 100), (149, 150, 100)),
])  # fmt: skip
def test_each_limit_has_two_sides(limit: str, tissue: tuple[int, ...], not_tissue: tuple[int, ...]) -> None:
    pixels = np.array([[tissue, not_tissue]], np.uint8)
    assert tissue_mask(pixels).tolist() == [[True, False]], limit


def test_noise_on_glass_is_not_tissue() -> None:
    glass = np.random.default_rng(3).normal((243, 241, 238), 3, (300, 300, 3)).clip(0, 255).astype(np.uint8)
    assert tissue_mask(glass).mean() < 0.001


def test_fraction_is_the_share_of_the_mask() -> None:
    tiles = np.full((3, 224, 224, 3), 255, np.uint8)
    tiles[1, :, :112] = TISSUE["eosin"]
    tiles[2] = TISSUE["haematoxylin"]
    fraction = tissue_fraction(tiles)
    assert fraction.dtype == np.float32
    assert fraction.tolist() == [0.0, 0.5, 1.0]


@pytest.mark.parametrize(("fractions", "skip_blank", "used"), [
    ([0.0, 0.0199, 0.02, 0.5, 1.0], True, [2, 3, 4]), ([0.0, 0.0199, 0.02, 0.5, 1.0], False, [0, 1, 2, 3, 4]),
    ([0.0, 0.01, 0.0199], True, [0, 1, 2]), ([0.3, 0.0], True, [0]),
])  # fmt: skip
def test_blank_tiles_are_skipped_on_request_unless_all_are_blank(
    fractions: list[float], skip_blank: bool, used: list[int]
) -> None:
    assert BLANK == 0.02
    assert tiles_used(np.array(fractions), skip_blank).tolist() == used


def test_real_slide_against_the_eye() -> None:
    """Check areas of glass and epithelium and the tissue share of the CMU slide, as judged by eye."""
    path = SAMPLES / "slides" / "CMU-1-Small-Region.svs"
    if not path.exists():
        pytest.skip(f"no samples at {SAMPLES}: the rule is not tried on a real slide")
    slide = open_slide(path)
    glass, epithelium, all_of_it = (
        slide.read(RegionL0(x, y, w, h), w, h)
        for x, y, w, h in ((50, 50, 650, 850), (1200, 1800, 150, 500), (0, 0, 2220, 2967))
    )
    assert tissue_mask(glass).mean() < 0.01
    assert tissue_mask(epithelium).mean() > 0.95
    assert 0.25 < tissue_mask(all_of_it).mean() < 0.35
    tiles = all_of_it[: 224 * 13, : 224 * 9].reshape(13, 224, 9, 224, 3).swapaxes(1, 2).reshape(-1, 224, 224, 3)
    every_pixel = tissue_mask(tiles).mean(axis=(1, 2))
    assert np.abs(tissue_fraction(tiles) - every_pixel).max() < 0.015
