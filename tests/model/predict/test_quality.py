"""Good H&E gets the verdict "ok"; every fault is named in a sentence, and the worst one sets the level."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.predict.quality import judge, sharpness
from model.predict.tiles import cut_tiles, read_tiles
from model.region.grid import GridSpec
from model.region.region import place
from model.region.tissue import tissue_fraction
from model.result.input_checks import PIXEL_CHECKS
from model.result.prediction import Verdict
from model.slide.registry import open_slide

SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples"
SPEC = GridSpec()
MPP = 0.286
OK = Verdict("ok", (), PIXEL_CHECKS)


SMALL = GridSpec(window_px=1750, rows=8, cols=8)


def painted() -> np.ndarray:
    """Return an image like H&E: sharp purple nuclei of 24 px on pink, in a disc on glass, uint8 [1750, 1750, 3]."""
    rng = np.random.default_rng(8)
    side = SMALL.window_px
    y, x = np.mgrid[:side, :side]
    frame = np.full((side, side, 3), (244, 243, 244), np.uint8)
    disc = (x - side / 2) ** 2 + (y - side / 2) ** 2 < (0.43 * side) ** 2
    frame[disc] = (226, 160, 195)
    nuclei = (np.hypot((x % 50) - 25, (y % 50) - 25) < 12) & disc
    frame[nuclei] = (95, 65, 140)
    grain = rng.integers(-6, 7, (side, side, 1), np.int16)
    return (frame + grain).clip(0, 255).astype(np.uint8)


PAINTED = painted()
TILES = cut_tiles(PAINTED, SMALL)


def verdict(tiles: np.ndarray, mpp: float | None = MPP, inside: float = 1.0) -> Verdict:
    return judge(tiles, tissue_fraction(tiles), mpp, MPP, inside)


def blurred(tiles: np.ndarray, sigma: float) -> np.ndarray:
    from scipy.ndimage import gaussian_filter

    return gaussian_filter(tiles, (0, sigma, sigma, 0))


def says(found: Verdict, level: str, words: str) -> None:
    assert found.level == level, found
    assert any(words in reason for reason in found.reasons), found
    assert all(reason[0].isupper() and reason.endswith(".") for reason in found.reasons), found


def test_good_input_is_ok_without_a_remark() -> None:
    assert verdict(TILES) == OK
    assert verdict(TILES, mpp=0.5) == OK
    assert verdict(TILES, mpp=0.1, inside=0.95) == OK


def test_pixel_size() -> None:
    says(verdict(TILES, mpp=None), "caution", "pixel size is unknown")
    says(verdict(TILES, mpp=0.7), "caution", "coarse")
    says(verdict(TILES, mpp=1.0), "do not use", "too coarse")


def test_padding() -> None:
    says(verdict(TILES, inside=0.8), "caution", "20% of the region was filled with glass")
    says(verdict(TILES, inside=0.4), "do not use", "60% of the region was filled with glass")


def test_tissue() -> None:
    glass = np.full_like(TILES, 244)
    says(verdict(glass), "do not use", "hardly any tissue")
    some = glass.copy()
    some[:2] = TILES[27:29]
    says(verdict(some), "do not use", "hardly any tissue")
    some[:10] = TILES[24:34]
    says(verdict(some), "caution", "little tissue")


def test_focus() -> None:
    says(verdict(blurred(TILES, 2)), "caution", "slightly out of focus")
    says(verdict(blurred(TILES, 6)), "do not use", "out of focus")


def test_exposure() -> None:
    says(verdict((TILES * 0.75).astype(np.uint8)), "caution", "dark")
    says(verdict((TILES * 0.4).astype(np.uint8)), "do not use", "far too dark")
    says(verdict(np.minimum(TILES * 1.3, 255).astype(np.uint8)), "caution", "overexposed")


def recoloured(ground: tuple[int, int, int], nuclei: tuple[int, int, int]) -> np.ndarray:
    tiles = TILES.copy()
    dark = TILES[..., 1] < 110
    stained = (TILES[..., 1] < 200) & ~dark
    tiles[stained] = ground
    tiles[dark] = nuclei
    return tiles


@pytest.mark.parametrize(
    ("tiles", "words"),
    [
        (recoloured((205, 205, 218), (100, 108, 160)), "does not look like an H&E stain"),  # negative immunostain
        (recoloured((190, 192, 208), (110, 70, 45)), "does not look like an H&E stain"),  # brown immunostain
        (recoloured((120, 170, 120), (40, 90, 50)), "does not look like an H&E stain"),  # leaves
        (255 - TILES, "does not look like an H&E stain"),
        (np.repeat(TILES[..., 1:2], 3, axis=3), "no colour"),
        (np.zeros_like(TILES), "far too dark"),
    ],
    ids=["blue", "brown", "green", "inverted", "grey", "black"],
)
def test_what_is_not_h_and_e(tiles: np.ndarray, words: str) -> None:
    says(verdict(tiles), "do not use", words)


def test_some_ink_is_a_remark() -> None:
    inked = TILES.copy()
    inked[18:30] = (30, 140, 70)
    says(verdict(inked), "caution", "unusual for H&E")


def test_the_worst_reason_comes_first_and_sets_the_level() -> None:
    found = verdict(blurred(TILES, 6), mpp=None, inside=0.85)
    assert found.level == "do not use"
    assert [reason.split()[2] for reason in found.reasons] == ["is", "size", "region"]
    assert "out of focus" in found.reasons[0]


def test_sharpness_sees_detail_and_hardly_noise() -> None:
    rng = np.random.default_rng(2)
    noise = np.repeat(rng.normal(128, 3, (4, 224, 224, 1)), 3, axis=3).round().astype(np.uint8)
    assert np.allclose(sharpness(noise), 45, rtol=0.1)
    flat = np.full((2, 224, 224, 3), 90, np.uint8)
    assert (sharpness(flat) == 0).all()


def need(folder: str) -> Path:
    if not (SAMPLES / folder).is_dir():
        pytest.skip(f"no samples at {SAMPLES}: the verdict is not tried on real pictures")
    return SAMPLES / folder


def test_real_h_and_e_is_ok() -> None:
    slide = open_slide(need("slides") / "CMU-1-Small-Region.svs")
    placement = place(slide.size, slide.mpp, SPEC.window_px, MPP)
    tiles = read_tiles(slide, placement, SPEC)
    found = judge(tiles, tissue_fraction(tiles), slide.mpp, MPP, placement.region.inside_share(slide.size))
    assert found == OK
    says(verdict(blurred(tiles[::8], 4)), "do not use", "out of focus")


@pytest.mark.parametrize("name", ["crc_0.png", "crc_1.png", "crc_2.png"])
def test_real_tiles_are_ok(name: str) -> None:
    tile = np.asarray(Image.open(need("tiles") / name).convert("RGB"))
    tiles = np.stack([tile[y : y + 224, x : x + 224] for y in (0, 144, 288) for x in (0, 144, 288)])
    assert verdict(tiles) == OK


@pytest.mark.parametrize("name", ["158867.png", "158868.png", "158869.png", "158870.png"])
def test_real_immunostains_are_not_to_be_used(name: str) -> None:
    overview = np.asarray(Image.open(need("tma") / name).convert("RGB"))
    tiles = np.stack([overview[y : y + 112, x : x + 112] for y in (100, 250, 400) for x in range(30, 900, 112)])
    says(verdict(tiles), "do not use", "does not look like an H&E stain")


def test_the_projects_synthetic_tissue_is_ok() -> None:
    from model.synthesis.composition import draw_composition
    from model.synthesis.tissue import render

    image = render(draw_composition(4), 4, 1750).image
    corners = [(x, y) for y in range(0, 1526, 218) for x in range(0, 1526, 218)]
    assert verdict(np.stack([image[y : y + 224, x : x + 224] for x, y in corners])) == OK
