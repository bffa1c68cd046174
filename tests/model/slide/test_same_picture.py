"""A page of a fitting size is a level only where it shows the same picture."""

import runpy
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import tifffile
from PIL import Image

from model.slide.base import Slide
from model.slide.registry import open_slide
from model.slide.tiff_segments import PagePieces

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("ome_files.py"))))
SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "slides"


def structures(seed: int) -> np.ndarray:
    """Structures of about 30 px, as the nuclei and glands of a scan: uint8 [800, 1000, 3]."""
    return np.asarray(Image.fromarray(made.textured(250, 200, seed)).resize((1000, 800), Image.Resampling.BICUBIC))


FULL, OTHER = structures(0), structures(9)


def pyramid(path: Path, levels: list[np.ndarray], marked: bool = False, **options: object) -> Slide:
    options = {"tile": (128, 128), "photometric": "rgb", "metadata": None, **options}
    with tifffile.TiffWriter(path) as writer:
        for number, level in enumerate(levels):
            writer.write(level, subfiletype=int(marked and number > 0), **options)
    slide = open_slide(path)
    slide.close()
    return slide


def shrunk(full: np.ndarray, by: float, how: Image.Resampling = Image.Resampling.BOX) -> np.ndarray:
    size = (int(full.shape[1] / by), int(full.shape[0] / by))
    return np.asarray(Image.fromarray(full).resize(size, how))


def every(full: np.ndarray, by: int) -> np.ndarray:
    """The first pixel of each block, as programs do that leave pixels out."""
    return np.ascontiguousarray(full[::by, ::by])


WAYS: dict[str, Callable[[np.ndarray], list[np.ndarray]]] = {
    "averaged": lambda full: [full, shrunk(full, 2), shrunk(full, 4), shrunk(full, 8)],
    "averaged by 4": lambda full: [full, shrunk(full, 4), shrunk(full, 16)],
    "averaged by 16": lambda full: [full, shrunk(full, 16)],
    "left out": lambda full: [full, every(full, 2), every(full, 4)],
    "Lanczos": lambda full: [full, shrunk(full, 2, Image.Resampling.LANCZOS)],
    "nearest": lambda full: [full, shrunk(full, 4, Image.Resampling.NEAREST)],
    "no whole number": lambda full: [full, shrunk(full, 2.5)],
}
STORED: dict[str, dict[str, object]] = {
    "deflate": {"compression": "zlib"},
    "JPEG": {"compression": "jpeg", "compressionargs": {"level": 40}},
    "JPEG 2000": {"compression": "jpeg2000", "compressionargs": {"level": 35}},
    "bare": {},
    "bare strips": {"tile": None},
    "strips": {"tile": None, "rowsperstrip": 64, "compression": "zlib"},
    "planes": {"planarconfig": "separate", "compression": "zlib"},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("stored", STORED)
def test_copies_are_levels(tmp_path: Path, way: str, stored: str) -> None:
    levels = WAYS[way](FULL)
    if stored == "planes":
        levels = [np.ascontiguousarray(level.transpose(2, 0, 1)) for level in levels]
    slide = pyramid(tmp_path / "a.tif", levels, marked=True, **STORED[stored])
    assert len(slide.downsamples) == len(levels)
    assert slide.notes == ()


@pytest.mark.parametrize(
    "other",
    [
        shrunk(OTHER, 2), shrunk(FULL, 2)[::-1], shrunk(FULL, 2)[:, ::-1], 255 - shrunk(FULL, 2),
        shrunk(FULL, 2)[:, :, ::-1], np.roll(shrunk(FULL, 2), 40, axis=1), np.full((400, 500, 3), 255, np.uint8),
        np.zeros((400, 500, 3), np.uint8),
    ],
    ids=["other", "upside down", "mirrored", "inverted", "red is blue", "shifted", "glass", "black"],
)  # fmt: skip
@pytest.mark.parametrize("stored", ["deflate", "JPEG", "bare"])
@pytest.mark.parametrize("marked", [False, True])
def test_another_picture_is_no_level(tmp_path: Path, other: np.ndarray, stored: str, marked: bool) -> None:
    levels = [FULL, np.ascontiguousarray(other), shrunk(FULL, 4)]
    slide = pyramid(tmp_path / "a.tif", levels, marked, **STORED[stored])
    assert slide.downsamples == (1.0, 4.0)
    assert slide.facts.series == ("page 1: 1000 x 800 px, colour", "page 2: 500 x 400 px, colour")
    assert slide.facts.shown == 0
    assert slide.notes[-1].startswith("a page of 500 x 400 px was left out: its size fits a smaller copy, but it")


def test_glass_with_a_little_noise_agrees_with_itself(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    full = (240 + rng.normal(0, 3, (512, 512, 3))).clip(0, 255).astype(np.uint8)
    assert pyramid(tmp_path / "a.tif", [full, shrunk(full, 4)], marked=True).downsamples == (1.0, 4.0)
    other = (180 + rng.normal(0, 3, (128, 128, 3))).clip(0, 255).astype(np.uint8)
    assert pyramid(tmp_path / "b.tif", [full, other], marked=True).downsamples == (1.0,)


def test_little_tissue_on_much_glass_is_found(tmp_path: Path) -> None:
    full = np.full((2048, 2048, 3), 240, np.uint8)
    full[1200:1500, 300:700] = made.textured(400, 300)
    options = {"compression": "jpeg", "compressionargs": {"level": 70}}
    assert pyramid(tmp_path / "a.tif", [full, shrunk(full, 4)], **options).downsamples == (1.0, 4.0)
    moved = np.roll(full, 600, axis=1)
    assert pyramid(tmp_path / "b.tif", [full, shrunk(moved, 4)], **options).downsamples == (1.0,)


def test_a_copy_that_cannot_be_decoded_is_left_out(tmp_path: Path) -> None:
    pyramid(tmp_path / "a.tif", [FULL, shrunk(FULL, 2)], compression="zlib")
    with tifffile.TiffFile(tmp_path / "a.tif") as tiff:
        places = list(zip(tiff.pages[1].dataoffsets, tiff.pages[1].databytecounts, strict=True))
    with (tmp_path / "a.tif").open("r+b") as file:
        for offset, count in places:
            file.seek(offset)
            file.write(b"\xff" * count)
    slide = open_slide(tmp_path / "a.tif")
    slide.close()
    assert slide.downsamples == (1.0,)
    assert slide.notes[-1].endswith("it cannot be decoded")


@pytest.mark.parametrize("power", [2, 4, 8, 16])
@pytest.mark.parametrize("how", ["BOX", "NEAREST", "LANCZOS"])
def test_pyramids_of_a_real_slide(tmp_path: Path, power: int, how: str) -> None:
    if not SAMPLES.is_dir():
        pytest.skip(f"no samples at {SAMPLES}: drawn pictures are tried only")
    with tifffile.TiffFile(SAMPLES / "CMU-1-Small-Region.svs") as tiff:
        full = tiff.pages[0].asarray()
    options = {"tile": (240, 240), "compression": "jpeg", "compressionargs": {"level": 30}}
    small = shrunk(full, power, Image.Resampling[how])
    assert pyramid(tmp_path / "a.tif", [full, small], **options).downsamples == (1.0, power)
    for number, wrong in enumerate((small[::-1], small[:, ::-1], np.roll(small, len(small) // 3, axis=0))):
        slide = pyramid(tmp_path / f"{number}.tif", [full, np.ascontiguousarray(wrong)], **options)
        assert slide.downsamples == (1.0,)


def test_the_levels_of_real_slides_are_levels() -> None:
    if not SAMPLES.is_dir():
        pytest.skip(f"no samples at {SAMPLES}: drawn pictures are tried only")
    slide = open_slide(SAMPLES / "tcga-cr-7395-01a-01-ts1.svs")
    slide.close()
    assert slide.downsamples == (1.0, 2.0)
    assert not any("left out" in note for note in slide.notes)


def test_of_a_large_slide_few_tiles_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three levels with 1024, 64 and 4 tiles."""
    full = np.tile(made.textured(1024, 1024), (8, 8, 1))
    levels = [full, *(every(full, by) for by in (4, 16))]
    options = {"tile": (256, 256), "compression": "jpeg"}
    pyramid(tmp_path / "a.tif", levels, **options)
    decode, decoded = PagePieces.decoded, []

    def counted(self: PagePieces, col: int, row: int, *rest: list[str]) -> np.ndarray:
        decoded.append((self.width, col, row))
        return decode(self, col, row, *rest)

    monkeypatch.setattr(PagePieces, "decoded", counted)
    open_slide(tmp_path / "a.tif").close()
    assert {width for width, _, _ in decoded} == {8192, 2048, 512}
    assert len(decoded) <= 8  # two squares of each pair of levels, of one tile each: 7 with one for the colours
