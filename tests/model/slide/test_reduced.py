"""Levels read at a reduced size for the display: close to the mean of the pixels, and no change for the analysis."""

from contextlib import closing

import numpy as np
import pytest
import tifffile
from PIL import Image

from model.slide.reduced import read_reduced, reduced_size
from model.slide.registry import open_slide
from model.slide.resample import block_means
from model.slide.spool import spooled
from model.slide.tiff_segments import PagePieces

WIDTH, HEIGHT = 197, 149
"""Neither is a multiple of 4, so the last blocks are smaller, and the last tiles are not whole."""
MEAN_OFF, MOST_OFF = 1.5, 20
"""Largest allowed differences in grey values. With the wrong colour space they are 30 and 180."""


def _picture() -> np.ndarray:
    """Return a smooth picture with strong colours, without symmetry: uint8 [149, 197, 3]."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    waves = [127 + 120 * np.sin(x / (7 + 5 * band) + y / (19 - 4 * band) + band) for band in range(3)]
    return np.stack(waves, axis=2).astype(np.uint8)


PICTURE = _picture()
WAYS = {
    "YCbCr, chroma of half the size": {"photometric": "ycbcr", "compression": "jpeg", "subsampling": (2, 2)},
    "YCbCr": {"photometric": "ycbcr", "compression": "jpeg", "subsampling": (1, 1)},
    "RGB": {"photometric": "rgb", "compression": "jpeg", "compressionargs": {"outcolorspace": "RGB"}},
    "not a JPEG": {"photometric": "rgb", "compression": "zlib"},
}
JPEGS = [way for way in WAYS if WAYS[way]["compression"] == "jpeg"]


@pytest.fixture
def slide_of(tmp_path):
    """Return a function that gives a fresh slide of the picture. It has tiles of 64 x 48 px and a level of a quarter.

    A slide with a level is read piece by piece.
    """
    opened = []

    def opening(way):
        path = tmp_path / "slide.tif"
        if not path.exists():
            with tifffile.TiffWriter(path) as writer:
                options = {"tile": (48, 64), "metadata": None, **WAYS[way]}
                writer.write(PICTURE, **options)
                writer.write(block_means(PICTURE, 4), subfiletype=1, **options)
        opened.append(open_slide(path))
        return opened[-1]

    yield opening
    for slide in opened:
        slide.close()


def _whole(slide, by):
    size = reduced_size(slide.level_sizes[0], by)
    return read_reduced(slide, 0, by, 0, 0, size.width, size.height)


@pytest.mark.parametrize("by", [2, 4])
@pytest.mark.parametrize("way", WAYS)
def test_reduced_pixels_are_close_to_the_means(slide_of, way, by):
    stored = slide_of(way).read_level(0, 0, 0, WIDTH, HEIGHT)
    expected = block_means(stored, by)
    found = _whole(slide_of(way), by)
    assert found.shape == expected.shape == (-(-HEIGHT // by), -(-WIDTH // by), 3)
    off = np.abs(found.astype(int) - expected)
    assert off.mean() < MEAN_OFF
    assert off.max() < MOST_OFF
    if way == "not a JPEG":
        assert off.max() == 0, "the last row and column are means of the pixels that exist"


@pytest.mark.parametrize("way", JPEGS)
def test_whole_tiles_of_a_jpeg_are_decoded_at_the_reduced_size(slide_of, way, monkeypatch):
    """The first 3 x 3 tiles are whole. Those at the edges are padded, and are decoded in full."""
    slide = slide_of(way)
    monkeypatch.setattr(PagePieces, "decoded", lambda *_: pytest.fail("a piece was decoded in full"))
    assert read_reduced(slide, 0, 2, 0, 0, 3 * 32, 3 * 24).any()


@pytest.mark.parametrize("way", JPEGS)
def test_the_analysis_gets_the_stored_pixels_whatever_was_displayed_before(slide_of, way):
    fresh = slide_of(way).read_level(0, 0, 0, WIDTH, HEIGHT)
    slide = slide_of(way)
    before = [_whole(slide, by) for by in (2, 4)]
    assert (slide.read_level(0, 0, 0, WIDTH, HEIGHT) == fresh).all()
    # The pieces are in the cache now. Their means are taken, and are close to what was decoded at a reduced size.
    for by, displayed in zip((2, 4), before, strict=True):
        assert np.abs(_whole(slide, by).astype(int) - displayed).mean() < MEAN_OFF


def test_a_part_of_a_reduced_level_equals_the_same_part_of_the_whole(slide_of):
    slide = slide_of("RGB")
    whole = _whole(slide, 2)
    assert (read_reduced(slide, 0, 2, 31, 22, 40, 30) == whole[22:52, 31:71]).all()


@pytest.mark.parametrize("box", [(0, 0, 100, 75), (-1, 0, 5, 5), (0, 0, 99, 76), (0, 0, 0, 5)])
def test_a_part_beyond_the_reduced_level_is_refused(slide_of, box):
    with pytest.raises(ValueError, match="reduced"):
        read_reduced(slide_of("RGB"), 0, 2, *box)


def test_only_the_factors_of_a_jpeg_are_taken(slide_of):
    with pytest.raises(ValueError, match="reduced by 3"):
        read_reduced(slide_of("RGB"), 0, 3, 0, 0, 5, 5)


def test_a_damaged_piece_is_reported_as_when_it_is_read_in_full(tmp_path, slide_of):
    path = tmp_path / "slide.tif"
    slide_of("RGB").close()
    with tifffile.TiffFile(path) as tiff:
        start, count = tiff.pages.first.dataoffsets[5], tiff.pages.first.databytecounts[5]
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\0" * count)
    with closing(open_slide(path)) as slide, pytest.raises(Exception) as full:  # noqa: PT011 the same error is expected below
        slide.read_level(0, 0, 0, WIDTH, HEIGHT)
    with closing(open_slide(path)) as slide, pytest.raises(type(full.value)) as reduced:
        _whole(slide, 2)
    assert str(reduced.value) == str(full.value)


def test_the_padding_of_a_large_plain_picture_does_not_mix_with_its_edges(tmp_path):
    whole = Image.fromarray(PICTURE)
    with closing(spooled(tmp_path / "large.jpg", lambda box: np.asarray(whole.crop(box)), WIDTH, HEIGHT)) as source:
        assert (source.reduced(0, 4, 0, 0, 50, 38) == block_means(PICTURE, 4)).all()
