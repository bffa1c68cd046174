"""Large pictures that are decoded in full: from the disk they are what they would be in memory, and leave no trace."""

import io
import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.base.places import cache_folder
from model.base.progress import GivenUpError
from model.slide import spool
from model.slide.array import Memory
from model.slide.pieces import PieceSource
from model.slide.plain import open_plain

WIDTH, HEIGHT = 1300, 900
"""Three tiles across and two down, the last ones cut off at the edge."""
PIXELS = np.random.default_rng(7).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)


@pytest.fixture
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.slide.plain.WHOLE_PIXELS", 0)


def left_behind() -> list[Path]:
    return [path for path in cache_folder().rglob("*") if path.is_file()]


@pytest.mark.usefixtures("_all_are_large")
@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_gives_the_pixels_it_would_give_from_memory(tmp_path: Path, orientation: int, monkeypatch) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    Image.fromarray(PIXELS).save(tmp_path / "a.png", exif=exif)
    large = open_plain(tmp_path / "a.png")
    monkeypatch.setattr("model.slide.plain.WHOLE_PIXELS", 10**9)
    small = open_plain(tmp_path / "a.png")
    assert isinstance(large._source, PieceSource)
    assert isinstance(small._source, Memory)
    assert (large.size, large.notes) == (small.size, small.notes)
    width, height = small.size.width, small.size.height
    assert np.array_equal(large.read_level(0, 0, 0, width, height), small.read_level(0, 0, 0, width, height))
    for place in (RegionL0(500, 400, 200, 300), RegionL0(-20, 600, 700, 400), RegionL0(5000, 0, 10, 10)):
        size = int(place.width), int(place.height)
        assert np.array_equal(large.read(place, *size), small.read(place, *size))
    assert np.array_equal(
        large.read(RegionL0(0, 0, width, height), 60, 40), small.read(RegionL0(0, 0, width, height), 60, 40)
    )
    large.close()
    small.close()
    assert left_behind() == []


@pytest.mark.usefixtures("_all_are_large")
@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_colour_goes_the_same_way(tmp_path: Path, mode: str, monkeypatch) -> None:
    name = "a.jpg" if mode == "CMYK" else "a.png"
    grey = Image.fromarray(PIXELS[:, :, 0].astype(np.uint16) << 8) if mode == "I;16" else None
    (grey or Image.fromarray(PIXELS).convert(mode)).save(tmp_path / name)
    large = open_plain(tmp_path / name)
    monkeypatch.setattr("model.slide.plain.WHOLE_PIXELS", 10**9)
    small = open_plain(tmp_path / name)
    assert np.array_equal(large.read_level(0, 0, 0, WIDTH, HEIGHT), small.read_level(0, 0, 0, WIDTH, HEIGHT))
    assert large.notes == small.notes
    large.close()
    small.close()


@pytest.mark.usefixtures("_all_are_large")
def test_without_room_on_the_disk_it_stays_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=WIDTH * HEIGHT * 3))
    Image.fromarray(PIXELS).save(tmp_path / "a.png")
    slide = open_plain(tmp_path / "a.png")
    assert isinstance(slide._source, Memory)
    assert np.array_equal(slide.read_level(0, 0, 0, WIDTH, HEIGHT), PIXELS)


def test_a_disk_that_fills_up_meanwhile_leaves_no_file_open(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    class Full(io.BytesIO):
        def __init__(self, dir: Path) -> None:
            super().__init__()
            opened.append(self)

        def write(self, data) -> int:
            raise OSError(28, "full")

    monkeypatch.setattr(spool.tempfile, "TemporaryFile", Full)
    with pytest.raises(OSError, match="full"):
        spool.spooled(Path("a.png"), lambda box: PIXELS[box[1] : box[3], box[0] : box[2]], WIDTH, HEIGHT)
    assert opened[0].closed


def test_given_up_meanwhile_leaves_nothing_behind() -> None:
    boxes = []

    def crop(box):
        boxes.append(box)
        if len(boxes) == 4:
            raise GivenUpError
        return PIXELS[box[1] : box[3], box[0] : box[2]]

    with pytest.raises(GivenUpError):
        spool.spooled(Path("a.png"), crop, WIDTH, HEIGHT)
    assert len(boxes) == 4
    assert left_behind() == []


@pytest.mark.usefixtures("_all_are_large")
def test_a_cache_that_goes_away_is_told_with_a_remedy(tmp_path: Path) -> None:
    Image.fromarray(PIXELS).save(tmp_path / "a.png")
    slide = open_plain(tmp_path / "a.png")
    slide._source._levels[0]._file.truncate(1000)
    with pytest.raises(SlideError, match=r"a\.png cannot be read back from the cache folder") as told:
        slide.read_level(0, 0, 0, 10, 10)
    assert "open the image again" in told.value.remedy
    slide.close()
