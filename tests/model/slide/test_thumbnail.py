"""Thumbnails: the whole image, small and upright, and never at the price of decoding a large one in full."""

import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageFile

from model.base.errors import SlideError
from model.base.progress import result_of
from model.slide.thumbnail import thumbnail_steps

SIDE = 112
TILE = 1024


def halves(width: int, height: int) -> Image.Image:
    """Dark at the left, light at the right."""
    pixels = np.full((height, width, 3), 220, np.uint8)
    pixels[:, : width // 2] = 30
    return Image.fromarray(pixels)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp"])
@pytest.mark.parametrize("size", [(3000, 1500), (100, 80)])
def test_it_shows_the_whole_with_its_longer_side_as_asked(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    halves(*size).save(tmp_path / name)
    picture = result_of(thumbnail_steps(tmp_path / name, SIDE))
    assert picture.shape == (round(size[1] * SIDE / size[0]), SIDE, 3)
    inside = picture[4:-4, 4:-4]  # at the edge Lanczos sees glass
    assert inside[:, : SIDE // 2 - 8].max() < 60
    assert inside[:, SIDE // 2 :].min() > 190


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_it_is_upright(tmp_path: Path, name: str) -> None:
    exif = Image.Exif()
    exif[274] = 6
    halves(2000, 1000).save(tmp_path / name, exif=exif)
    picture = result_of(thumbnail_steps(tmp_path / name, SIDE))
    assert picture.shape == (SIDE, SIDE // 2, 3)
    inside = picture[4:-4, 4:-4]
    assert inside[: SIDE // 2 - 8].max() < 60
    assert inside[SIDE // 2 :].min() > 190


def test_a_large_jpeg_is_decoded_at_a_fraction_of_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    halves(3200, 1600).save(tmp_path / "a.jpg")
    decoded = []
    real = ImageFile.ImageFile.load

    def load(image):
        decoded.append(image.size)
        return real(image)

    monkeypatch.setattr(ImageFile.ImageFile, "load", load)
    result_of(thumbnail_steps(tmp_path / "a.jpg", SIDE))
    assert max(decoded) == (400, 200)


def test_a_large_png_waits_until_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    halves(300, 200).save(tmp_path / "a.png")
    monkeypatch.setattr("model.slide.thumbnail.WHOLE_PIXELS", 300 * 200 - 1)
    assert result_of(thumbnail_steps(tmp_path / "a.png", SIDE)) is None


def test_a_cut_off_jpeg_is_refused_as_it_is_when_opened(tmp_path: Path) -> None:
    halves(3000, 1500).save(tmp_path / "a.jpg")
    data = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(data[: len(data) // 2])
    with pytest.raises(SlideError, match="incomplete"):
        result_of(thumbnail_steps(tmp_path / "a.jpg", SIDE))


@pytest.mark.parametrize("levels", [1, 2])
def test_a_large_slide_without_a_small_level_waits_until_it_is_opened(tmp_path: Path, levels: int) -> None:
    """One tile a level is written: to decode the rest as well would take as long as there are tiles."""
    side = 300_000
    path = made_sparse(tmp_path / "a.tif", [side >> level for level in range(levels)])
    assert result_of(thumbnail_steps(path, SIDE)) is None
    small = made_sparse(tmp_path / "b.tif", [40_960, 40_960 // 16])
    assert result_of(thumbnail_steps(small, SIDE)).shape == (SIDE, SIDE, 3)


def made_sparse(path: Path, sides: list[int]) -> Path:
    """A pyramid of glass."""

    def glass(side: int) -> Iterator[bytes]:
        count = (-(-side // TILE)) ** 2
        yield zlib.compress(b"\xff" * (TILE * TILE * 3))
        yield from (b"" for _ in range(count - 1))

    with tifffile.TiffWriter(path, bigtiff=True) as writer:
        for number, side in enumerate(sides):
            writer.write(
                glass(side), shape=(side, side, 3), dtype=np.uint8, tile=(TILE, TILE), photometric="rgb",
                compression="deflate", metadata=None, subfiletype=int(number > 0),
            )  # fmt: skip
    return path
