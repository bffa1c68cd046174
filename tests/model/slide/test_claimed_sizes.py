"""A piece of a TIFF that claims more than the tile that holds it is refused before anything is decoded."""

import contextlib
import re
import runpy
import struct
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import imagecodecs
import numpy as np
import pytest
import tifffile

from model.base.errors import SlideError
from model.base.progress import result_of
from model.slide.codestream import MOST_SCANS
from model.slide.picture_size import jxl_size, jxr_size, lerc_size, png_size, webp_size
from model.slide.registry import open_slide
from model.slide.thumbnail import thumbnail_steps

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("codestreams.py"))))
HOSTILE = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "hostile"
TILE = 64
NOISE = np.random.default_rng(2).integers(0, 256, (TILE, TILE, 3), np.uint8)
CLAIM = (30_000, 20_000)


def patched(data: bytes, at: int, layout: str, *numbers: int) -> bytes:
    return data[:at] + struct.pack(layout, *numbers) + data[at + struct.calcsize(layout) :]


def lying_jpeg() -> bytes:
    data = made.jpeg(NOISE)
    return patched(data, data.index(b"\xff\xc0") + 5, ">HH", CLAIM[1], CLAIM[0])


def lying_j2k() -> bytes:
    return patched(made.j2k([NOISE[:, :, channel] for channel in range(3)]), 8, ">II", *CLAIM)


def lying_png() -> bytes:
    return patched(imagecodecs.png_encode(NOISE), 16, ">II", *CLAIM)


def lying_webp() -> bytes:
    return patched(imagecodecs.webp_encode(NOISE, lossless=True), 21, "<I", 15_999 | 15_999 << 14)


def lying_jxr() -> bytes:
    data = imagecodecs.jpegxr_encode(NOISE)
    table = int.from_bytes(data[4:8], "little")
    at = next(at for at in range(table + 2, len(data), 12) if data[at : at + 2] == b"\x80\xbc")
    return patched(patched(data, at + 8, "<I", CLAIM[0]), at + 20, "<I", CLAIM[1])


def lying_jxl() -> bytes:
    """Really of this size, as one colour takes little room."""
    return imagecodecs.jpegxl_encode(np.zeros((200, 300, 3), np.uint8))


def lying_lerc() -> bytes:
    return patched(imagecodecs.lerc_encode(NOISE), 14, "<ii", CLAIM[1], CLAIM[0])


LIES: dict[int, tuple[Callable[[], bytes], tuple[int, int]]] = {
    7: (lying_jpeg, CLAIM), 33003: (lying_j2k, CLAIM), 33005: (lying_j2k, CLAIM), 34712: (lying_j2k, CLAIM),
    34887: (lying_lerc, CLAIM), 34933: (lying_png, CLAIM), 34934: (lying_jxr, CLAIM),
    50001: (lying_webp, (16_000, 16_000)), 50002: (lying_jxl, (300, 200)),
}  # fmt: skip


@pytest.mark.parametrize("compression", LIES)
@pytest.mark.parametrize("layout", ["tile", "pyramid", "thumbnail"])
def test_the_claim_is_checked_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compression: int, layout: str
) -> None:
    lie, size = LIES[compression]
    path = tmp_path / "a.tif"
    options = {"photometric": "rgb", "compression": compression, "metadata": None, "dtype": np.uint8}
    with tifffile.TiffWriter(path) as writer:
        writer.write(iter([lie()] * 4), shape=(128, 128, 3), tile=(TILE, TILE), **options)
        if layout == "pyramid":
            writer.write(iter([lie()]), shape=(TILE, TILE, 3), tile=(TILE, TILE), subfiletype=1, **options)
    assert tifffile.TIFF.DECOMPRESSORS[compression]  # tifffile keeps the first decoder that it looks up: the true one
    no_decoder = lambda *_, **__: pytest.fail("decoded")  # noqa: E731
    monkeypatch.setattr(tifffile.TiffPage, "decode", property(no_decoder))
    for decoder in ("jpeg_decode", "jpeg2k_decode"):
        monkeypatch.setattr(imagecodecs, decoder, no_decoder)
    before = made.peak_kib()
    words = re.escape("a tile or strip of 64 x 64 px claims to hold a") + f".* {size[0]} x {size[1]} px"
    opening: Callable[[Path], object] = _thumbnail if layout == "thumbnail" else open_slide
    with pytest.raises(SlideError, match=words) as caught:
        opening(path)
    assert "Copy or export" in caught.value.remedy
    assert made.peak_kib() - before < 300_000  # KiB; the picture would have 1.8 GB


def _thumbnail(path: Path) -> object:
    return result_of(thumbnail_steps(path, 96))


def test_a_tile_at_the_edge_may_be_smaller_than_its_place(tmp_path: Path) -> None:
    """As some writers cut the last ones."""
    wide = np.ascontiguousarray(np.tile(NOISE, (1, 2, 1))[:, :96])
    tiles = [imagecodecs.png_encode(wide[:, :64]), imagecodecs.png_encode(np.ascontiguousarray(wide[:, 64:]))]
    slide = open_slide(made.tiff(tmp_path / "a.tif", tiles, (64, 96), TILE, 34933))
    assert np.array_equal(slide.read_level(0, 0, 0, 96, 64), wide)
    slide.close()


def test_a_tile_of_too_many_scans_is_refused(tmp_path: Path) -> None:
    data = imagecodecs.jpeg8_encode(NOISE, level=90)
    scan = data.index(b"\xff\xda")
    bomb = data[:-2] + (MOST_SCANS + 1) * data[scan:-2] + data[-2:]
    with pytest.raises(SlideError, match=f"more than {MOST_SCANS} scans"):
        open_slide(made.tiff(tmp_path / "a.tif", [bomb], (TILE, TILE), TILE, 7))


SIZES = [(64, 64), (5, 7), (300, 200), (160, 90), (2000, 11), (1, 1), (120, 100), (9000, 8), (8, 9000)]


@pytest.mark.parametrize("side", SIZES)
def test_sizes_are_what_the_encoders_were_given(side: tuple[int, int]) -> None:
    pixels = np.zeros((side[1], side[0], 3), np.uint8)
    pixels[:, side[0] // 2 :] = 200
    assert jxl_size(imagecodecs.jpegxl_encode(pixels)) == side
    assert jxl_size(imagecodecs.jpegxl_encode(pixels, usecontainer=True)) == side
    assert jxr_size(imagecodecs.jpegxr_encode(pixels)) == side
    assert png_size(imagecodecs.png_encode(pixels)) == side
    assert webp_size(imagecodecs.webp_encode(pixels, lossless=True)) == side
    assert webp_size(imagecodecs.webp_encode(pixels, level=50)) == side
    assert lerc_size(imagecodecs.lerc_encode(pixels)) == side


def test_an_animation_is_no_tile() -> None:
    with pytest.raises(ValueError, match="animation"):
        jxl_size(imagecodecs.jpegxl_encode(np.zeros((3, 64, 64, 3), np.uint8), photometric="rgb"))


@pytest.mark.parametrize("size_of", [jxl_size, jxr_size, lerc_size, png_size, webp_size])
def test_damaged_headers_are_value_errors(size_of: Callable[[bytes], tuple[int, int]]) -> None:
    encoders = {
        jxl_size: imagecodecs.jpegxl_encode, jxr_size: imagecodecs.jpegxr_encode, lerc_size: imagecodecs.lerc_encode,
        png_size: imagecodecs.png_encode, webp_size: imagecodecs.webp_encode,
    }  # fmt: skip
    data = encoders[size_of](NOISE)
    rng = np.random.default_rng(1)
    for length in range(40):
        for _ in range(20):
            broken = bytearray(data[: 60 if length == 39 else length])
            for at in rng.integers(0, max(len(broken), 1), 3):
                if broken:
                    broken[at] = rng.integers(0, 256)
            with contextlib.suppress(ValueError):
                assert min(size_of(bytes(broken))) >= 1


@pytest.mark.skipif(not HOSTILE.exists(), reason="needs the samples beside the project")
@pytest.mark.parametrize("name", ["lie_j2k_30000.tif", "lie_jxl_20000.tif"])
def test_the_hostile_samples(name: str) -> None:
    with pytest.raises(SlideError, match="claims to hold"):
        open_slide(HOSTILE / name)
