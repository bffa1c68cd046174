"""Tiles of the screen that are read from a finer level: which are reduced while decoding, and how close they are."""

from types import SimpleNamespace

import numpy as np
import pytest
import tifffile
from PIL import Image

from app.viewer.canvas.levels import TileKey, tile_size
from app.viewer.canvas.tile_reading import read_tile, reduction
from model.slide.registry import open_slide

SIDE_X, SIDE_Y = 1300, 1104


@pytest.fixture(scope="module")
def slide(tmp_path_factory):
    """A JPEG pyramid with levels that are 4 times apart, and a picture without symmetry."""
    y, x = np.mgrid[:SIDE_Y, :SIDE_X]
    waves = [127 + 120 * np.sin(x / (31 + 9 * band) + y / (47 - 8 * band) + band) for band in range(3)]
    picture = np.stack(waves, axis=2).astype(np.uint8)
    path = tmp_path_factory.mktemp("pyramid") / "slide.tif"
    with tifffile.TiffWriter(path) as writer:
        options = {"tile": (256, 256), "photometric": "ycbcr", "compression": "jpeg", "metadata": None}
        writer.write(picture, **options)
        writer.write(np.asarray(Image.fromarray(picture).reduce(4)), subfiletype=1, **options)
    opened = open_slide(path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("level", "downsamples", "by"),
    [
        (0, (1.0, 4.0), 1),
        (1, (1.0, 4.0), 2),
        (2, (1.0, 4.0), 1),
        (3, (1.0, 4.0), 2),
        (2, (1.0,), 4),
        (2, (1.0, 1.5), 2),
        (2, (1.0, 2.3), 1),
        (1, (1.0005,), 2),
    ],
)
def test_a_tile_is_reduced_by_what_its_level_is_finer(level, downsamples, by):
    """1.0005 stands for a size that was rounded."""
    assert reduction(SimpleNamespace(downsamples=downsamples), TileKey(level, 0, 0)) == by


@pytest.mark.parametrize("key", [TileKey(1, 0, 0), TileKey(1, 1, 1)])
def test_a_tile_between_two_levels_is_close_to_the_average(slide, key):
    """The second tile ends at the edges of the slide."""
    width, height = tile_size(key, slide.size)
    left, top = key.col * 1024, key.row * 1024
    right, bottom = min(left + 1024, SIDE_X), min(top + 1024, SIDE_Y)
    stored = Image.fromarray(slide.read_level(0, left, top, right - left, bottom - top))
    expected = np.asarray(stored.resize((width, height), Image.Resampling.BOX))
    off = np.abs(_pixels(read_tile(slide, key)).astype(int) - expected)
    assert off.shape == (height, width, 3)
    assert off.mean() < 1.5
    assert off.max() < 20


def test_tiles_of_full_resolution_show_the_stored_pixels(slide):
    read_tile(slide, TileKey(1, 0, 0))
    assert (_pixels(read_tile(slide, TileKey(0, 1, 1))) == slide.read_level(0, 512, 512, 512, 512)).all()


def _pixels(image):
    """Return the pixels of a picture of Qt: uint8 [h, w, 3], RGB."""
    found = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return found[:, :, 2::-1].copy()
