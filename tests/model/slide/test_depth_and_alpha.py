"""Fewer significant bits than are stored, and a fourth channel whose meaning is not stated."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import openslide
import pytest
import tifffile
from PIL import Image

from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.slide.base import Slide
from model.slide.registry import open_slide
from model.slide.tiff_samples import ASSUMED_ALPHA_NOTE

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("ome_files.py"))))
REPORTS = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "reports" / "images"
RGB = made.textured(160, 120)


def shown(slide: Slide) -> np.ndarray:
    try:
        return slide.read(RegionL0(0, 0, slide.size.width, slide.size.height), slide.size.width, slide.size.height)
    finally:
        slide.close()


def significant(path: Path, pixels: np.ndarray, bits: str, **options: object) -> Path:
    more = f'Type="uint16" SignificantBits="{bits}"'
    return made.write_pages(path, [pixels], made.ome_xml(made.image_xml((160, 120), more=more)), **options)


@pytest.mark.parametrize("options", [{}, {"tile": (32, 32)}, {"compression": "zlib"}])
def test_twelve_bits_in_sixteen(tmp_path: Path, options: dict[str, object]) -> None:
    stored = RGB.astype(np.uint16) * 16 + 5
    slide = open_slide(significant(tmp_path / "a.ome.tif", stored, "12", **options))
    assert slide.facts.bits == 16
    assert slide.notes == ("12 significant bits of 16 reduced to 8 bit",)
    assert np.array_equal(shown(slide), stored >> 4)


@pytest.mark.parametrize(("bits", "factor"), [(10, 4), (14, 64), (8, 1)])
def test_other_depths(tmp_path: Path, bits: int, factor: int) -> None:
    stored = RGB.astype(np.uint16) * factor
    assert np.array_equal(shown(open_slide(significant(tmp_path / "a.ome.tif", stored, str(bits)))), RGB)


def test_fewer_than_eight_bits(tmp_path: Path) -> None:
    stored = (RGB >> 4).astype(np.uint16)
    slide = open_slide(significant(tmp_path / "a.ome.tif", stored, "4"))
    assert np.array_equal(shown(slide), stored * 17)  # 15 becomes 255


def test_sixteen_of_sixteen_and_nothing_stated(tmp_path: Path) -> None:
    stored = RGB.astype(np.uint16) * 257
    for text in ("16", " 16 "):
        slide = open_slide(significant(tmp_path / "a.ome.tif", stored, text))
        assert slide.notes == ("16 bit reduced to 8 bit",)
        assert np.array_equal(shown(slide), RGB)


@pytest.mark.parametrize("text", ["17", "0", "-12", "x", "12.0", "", "9" * 5000])
def test_significant_bits_that_cannot_be(tmp_path: Path, text: str) -> None:
    stored = RGB.astype(np.uint16) * 257
    slide = open_slide(significant(tmp_path / "a.ome.tif", stored, text))
    (rejected,) = slide.facts.rejected
    assert rejected.field == "OME-XML SignificantBits"
    assert rejected.sentence in slide.notes
    assert np.array_equal(shown(slide), RGB)


def test_eight_bits_are_shown_in_full(tmp_path: Path) -> None:
    slide = open_slide(significant(tmp_path / "a.ome.tif", RGB, "7"))
    assert slide.facts.rejected[0].reason == "samples of 8 bits are shown in full"
    assert np.array_equal(shown(slide), RGB)


def test_values_above_the_stated_bits_are_refused(tmp_path: Path) -> None:
    stored = RGB.astype(np.uint16)
    stored[-1, -1, -1] = 4096
    with pytest.raises(SlideError, match="states 12 significant bits, but contains values of up to 4096, above"):
        open_slide(significant(tmp_path / "a.ome.tif", stored, "12"))
    stored[-1, -1, -1] = 4095
    assert shown(open_slide(significant(tmp_path / "a.ome.tif", stored, "12")))[-1, -1, -1] == 255


@pytest.mark.parametrize(
    ("largest", "expected", "rejected"),
    [(4095, RGB, 0), (65535, RGB >> 4, 0), (3127, RGB >> 4, 1), (255, None, 0)],
)
def test_max_sample_value(tmp_path: Path, largest: int, expected: np.ndarray | None, rejected: int) -> None:
    """TIFF 6.0 allows both: the largest value that can be (4095), and the brightest one that occurs (3127)."""
    stored = RGB.astype(np.uint16) * 16
    tags = [(281, "H", 3, (largest,) * 3, True)]
    tifffile.imwrite(tmp_path / "a.tif", stored, photometric="rgb", metadata=None, extratags=tags)
    with tifffile.TiffFile(tmp_path / "a.tif") as tiff:
        assert tiff.pages.first.tags[281].value == (largest,) * 3
    if expected is None:
        with pytest.raises(SlideError, match="states 8 significant bits"):
            open_slide(tmp_path / "a.tif")
        return
    slide = open_slide(tmp_path / "a.tif")
    assert len(slide.facts.rejected) == rejected
    assert np.array_equal(shown(slide), expected)


def rgba(path: Path, alpha: np.ndarray, colours: np.ndarray = RGB, tile: tuple[int, int] | None = (32, 32)) -> Path:
    """Four samples without an ExtraSamples tag: its entry in the first page gets a number that means nothing."""
    pixels = np.dstack([colours, alpha])
    tifffile.imwrite(path, pixels, photometric="rgb", extrasamples=["unspecified"], metadata=None, tile=tile)
    with tifffile.TiffFile(path) as tiff:
        offset = tiff.pages.first.tags[338].offset
    with path.open("r+b") as file:
        file.seek(offset)
        file.write((65_000).to_bytes(2, "little"))
    return path


def by_openslide(path: Path) -> np.ndarray:
    """On white, as OpenSlide reads it."""
    with openslide.OpenSlide(path) as slide:
        picture = slide.read_region((0, 0), 0, slide.dimensions)
    white = Image.new("RGBA", picture.size, "white")
    white.alpha_composite(picture)
    return np.asarray(white)[:, :, :3]


def test_a_fourth_channel_of_unknown_meaning_is_taken_as_openslide_takes_it(tmp_path: Path) -> None:
    alpha = np.full((120, 160), 255, np.uint8)
    alpha[:, 80:] = 0
    alpha[:, 40:60] = 128
    colours = (RGB.astype(np.uint16) * alpha[:, :, None] // 255).astype(np.uint8)
    path = rgba(tmp_path / "a.tif", alpha, colours)
    slide = open_slide(path)
    assert slide.notes == (ASSUMED_ALPHA_NOTE,)
    pixels = shown(slide)
    assert (pixels[:, 80:] == 255).all()
    assert np.array_equal(pixels[:, :40], RGB[:, :40])
    assert np.array_equal(pixels[:, 40:60], colours[:, 40:60] + 127)
    assert np.abs(pixels.astype(int) - by_openslide(path)).max() <= 2  # OpenSlide divides by alpha and multiplies again
    assert np.array_equal(shown(open_slide(rgba(tmp_path / "b.tif", alpha, colours, tile=None))), pixels)


def test_a_fourth_channel_of_zeros_hides_nothing(tmp_path: Path) -> None:
    slide = open_slide(rgba(tmp_path / "a.tif", np.zeros((120, 160), np.uint8), np.maximum(RGB, 1)))
    assert slide.notes == (ASSUMED_ALPHA_NOTE,)
    assert np.array_equal(shown(slide), np.maximum(RGB, 1))


def test_files_rebuilt_from_reports() -> None:
    if not REPORTS.is_dir():
        pytest.skip(f"no samples at {REPORTS}: the twins made by this file are tried only")
    path = REPORTS / "rgba_noextra.tif"
    slide = open_slide(path)
    assert slide.notes == (ASSUMED_ALPHA_NOTE,)
    assert np.array_equal(shown(slide), by_openslide(path))
    path = REPORTS / "rgb16_12bit.ome.tif"
    assert np.array_equal(shown(open_slide(path)), tifffile.imread(path) >> 4)
