"""Tiles and strips that were never written are glass, said in a note, wherever the picture is small or large."""

from pathlib import Path

import numpy as np
import pytest
import tifffile

from model.base.errors import SlideError
from model.slide.base import GLASS, Slide
from model.slide.registry import open_slide

SPARSE = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "reports" / "images" / "sparse.tif"
PIXELS = np.random.default_rng(6).integers(0, 200, (192, 256, 3), np.uint8)
TILE = 64
OFFSETS, COUNTS = {"tile": 324, "strip": 273}, {"tile": 325, "strip": 279}


def write(path: Path, cut: str, compression: str | None = "zlib", level: bool = False) -> Path:
    options = {"photometric": "rgb", "compression": compression, "metadata": None}
    options |= {"tile": (TILE, TILE)} if cut == "tile" else {"rowsperstrip": TILE}
    with tifffile.TiffWriter(path) as writer:
        writer.write(PIXELS, **options)
        if level:
            writer.write(np.ascontiguousarray(PIXELS[::2, ::2]), subfiletype=1, **options)
    return path


def remove(path: Path, cut: str, pieces: tuple[int, ...], what: str = "both", page: int = 0) -> Path:
    """Zeros in the tables for `pieces`, as GDAL and libtiff leave them."""
    with tifffile.TiffFile(path, mode="r+") as file:
        tags = file.pages[page].tags
        for name, code in (("offset", OFFSETS[cut]), ("count", COUNTS[cut])):
            if what in (name, "both"):
                values = list(tags[code].value)
                for piece in pieces:
                    values[piece] = 0
                tags[code].overwrite(tuple(values))
    return path


def whole(slide: Slide) -> np.ndarray:
    return slide.read_level(0, 0, 0, slide.size.width, slide.size.height)


@pytest.mark.parametrize("what", ["both", "offset", "count"])
@pytest.mark.parametrize("compression", ["zlib", None])
@pytest.mark.parametrize(
    ("cut", "place", "note"),
    [
        ("tile", (slice(64, 128), slice(64, 128)), "1 tile was never written and is shown as glass"),
        ("strip", (slice(64, 128), slice(None)), "1 strip was never written and is shown as glass"),
    ],
)
def test_a_gap_in_a_single_picture(
    tmp_path: Path, cut: str, place: tuple[slice, slice], note: str, compression: str | None, what: str
) -> None:
    piece = 5 if cut == "tile" else 1
    slide = open_slide(remove(write(tmp_path / "a.tif", cut, compression), cut, (piece,), what))
    expected = PIXELS.copy()
    expected[place] = GLASS
    assert np.array_equal(whole(slide), expected)
    assert slide.notes == (note,)
    slide.close()


@pytest.mark.parametrize("what", ["both", "offset", "count"])
def test_the_last_of_bare_strips_may_be_missing(tmp_path: Path, what: str) -> None:
    """The others lie behind one another, as in a picture that is read in bands of rows."""
    slide = open_slide(remove(write(tmp_path / "a.tif", "strip", None), "strip", (2,), what))
    assert np.array_equal(whole(slide)[:128], PIXELS[:128])
    assert (whole(slide)[128:] == 255).all()
    slide.close()


@pytest.mark.parametrize("levels", [1, 2])
def test_the_first_tile_may_be_missing(tmp_path: Path, levels: int) -> None:
    """What is done to the samples is noted all the same."""
    path = tmp_path / "a.tif"
    with tifffile.TiffWriter(path) as writer:
        for level in range(levels):
            pixels = np.ascontiguousarray(PIXELS[:: level + 1, :: level + 1]).astype(np.uint16) << 8
            writer.write(pixels, photometric="rgb", tile=(TILE, TILE), metadata=None, subfiletype=level)
    slide = open_slide(remove(path, "tile", (0, 1)))
    assert slide.notes == ("2 tiles were never written and are shown as glass", "16 bit reduced to 8 bit")
    assert np.array_equal(whole(slide)[64:], PIXELS[64:])
    assert (whole(slide)[:64, :128] == 255).all()
    slide.close()


def test_white_is_glass_though_zero_is_white(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, PIXELS[:, :, 0], photometric="miniswhite", tile=(TILE, TILE), metadata=None)
    slide = open_slide(remove(path, "tile", (3,)))
    assert (whole(slide)[:64, 192:] == 255).all()
    assert np.array_equal(whole(slide)[64:, :, 1], 255 - PIXELS[64:, :, 0])
    slide.close()


def test_nothing_written_at_all_is_refused_without_a_word_of_damage(tmp_path: Path) -> None:
    path = remove(write(tmp_path / "a.tif", "tile"), "tile", tuple(range(12)))
    with pytest.raises(SlideError, match="none of its 12 tiles was written") as caught:
        open_slide(path)
    assert "damaged" not in caught.value.message


@pytest.mark.parametrize("of_full", [(), (5,), (0, 1, 4, 5)])
def test_a_level_with_gaps_of_its_own_is_left_out(tmp_path: Path, of_full: tuple[int, ...]) -> None:
    """The first tile of the level lies over tiles 0, 1, 4 and 5: glass there would hide what the others show."""
    path = remove(write(tmp_path / "a.tif", "tile", level=True), "tile", (0,), page=1)
    slide = open_slide(remove(path, "tile", of_full))
    is_all = len(of_full) == 4
    assert len(slide.downsamples) == (2 if is_all else 1)
    assert ("level 1 left out: the file lacks 1 tile of it" in slide.notes) is not is_all
    slide.close()


def test_a_level_of_which_nothing_was_written_is_left_out(tmp_path: Path) -> None:
    slide = open_slide(remove(write(tmp_path / "a.tif", "tile", level=True), "tile", tuple(range(4)), page=1))
    assert slide.downsamples == (1.0,)
    assert np.array_equal(whole(slide), PIXELS)
    slide.close()


@pytest.mark.parametrize("cut", ["tile", "strip"])
def test_a_piece_behind_the_end_is_no_gap(tmp_path: Path, cut: str) -> None:
    path = write(tmp_path / "a.tif", cut)
    with tifffile.TiffFile(path, mode="r+") as file:
        tag = file.pages[0].tags[OFFSETS[cut]]
        tag.overwrite((*tag.value[:-1], path.stat().st_size))
    with pytest.raises(SlideError, match="incomplete"):
        open_slide(path)


@pytest.mark.skipif(not SPARSE.exists(), reason="needs the samples beside the project")
def test_the_reported_file() -> None:
    slide = open_slide(SPARSE)
    with tifffile.TiffFile(SPARSE) as file:
        expected = file.asarray()
        tags = file.pages[0]
        for index in np.flatnonzero(np.array(tags.databytecounts) == 0):
            row, col = divmod(int(index), -(-tags.imagewidth // tags.tilewidth))
            y, x = row * tags.tilelength, col * tags.tilewidth
            expected[y : y + tags.tilelength, x : x + tags.tilewidth] = GLASS
    assert np.array_equal(whole(slide), expected)
    assert slide.notes == ("2 tiles were never written and are shown as glass",)
    slide.close()
