"""Reading a region in a thread gives the same tiles and the same errors as reading it at once."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.predict.region_tiles import RegionTiles
from model.predict.tiles import cut_tiles, read_tiles
from model.region.grid import FITS, GridSpec, frame_offsets
from model.region.region import Placement
from model.region.tissue import tissue_fraction
from model.slide.array import ArraySlide
from model.slide.base import GLASS
from model.slide.pixel_size import PixelSize

SMALL = GridSpec(window_px=220, tile_px=32, rows=7, cols=7)


def slide_of(side, low=90, high=160):
    """Return noise in the middle of the range, so that no filter overshoots 0 or 255."""
    pixels = np.random.default_rng(4).integers(low, high, (side, side, 3), dtype=np.uint8)
    return ArraySlide(Path("made.png"), pixels, PixelSize(0.286, "made so"), ())


def placed(x, y, side):
    return Placement(RegionL0(x, y, side, side), "placed", "a test")


def whole_frame(slide, placement, spec):
    """Return the whole frame at once, by the definition of each fit."""
    if spec.fit != "pad":
        return slide.read(placement.region, spec.frame_px, spec.frame_px)
    frame = np.empty((spec.frame_px, spec.frame_px, 3), np.uint8)
    frame[:] = GLASS
    margin = (spec.frame_px - spec.window_px) // 2
    inner = slice(margin, margin + spec.window_px)
    frame[inner, inner] = slide.read(placement.region, spec.window_px, spec.window_px)
    return frame


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize("region", [(0, 0, 220), (-31, 17, 220), (3.25, -8.5, 131.7), (0, 0, 385)], ids=str)
def test_row_by_row_gives_the_tiles_of_the_whole_frame(fit, region):
    slide, spec = slide_of(240), GridSpec(220, 32, 7, 7, fit)
    tiles = read_tiles(slide, placed(*region), spec)
    expected = cut_tiles(whole_frame(slide, placed(*region), spec), spec)
    assert tiles.shape == expected.shape
    # Pillow resamples rows or columns first, whichever is cheaper, and rounds in between, so a strip may differ by 1.
    resampled = region[2] != 220 or fit == "resize"
    assert np.abs(tiles.astype(int) - expected).max() <= (2 if resampled else 0)


def test_no_pixel_is_asked_for_twice():
    asked = []

    class Counting:
        size = slide_of(220).size

        def read(self, region, width, height):
            asked.append((region.y, region.bottom))
            return np.zeros((height, width, 3), np.uint8)

    read_tiles(Counting(), placed(0, 0, 220), SMALL)
    assert asked[0][0] == 0
    assert asked[-1][1] == 220
    assert all(before[1] == after[0] for before, after in itertools.pairwise(asked))


def test_the_thread_leaves_tiles_tissue_and_verdict():
    slide = slide_of(220, 0, 256)
    with RegionTiles(slide, placed(0, 0, 220), SMALL, 0.286, 0.286) as region:
        verdict = region.wait_for_verdict()
    expected = cut_tiles(slide.read(RegionL0(0, 0, 220, 220), 220, 220), SMALL)
    assert (region.tiles == expected).all()
    assert (region.tissue_fraction == tissue_fraction(expected)).all()
    assert verdict.level == "do not use"  # noise is not H&E
    assert region.verdict == verdict
    assert len(frame_offsets(SMALL)) == len(region.tiles)


def test_what_is_not_read_yet_is_not_a_number_and_has_no_verdict():
    region = RegionTiles(slide_of(220), placed(0, 0, 220), SMALL, 0.286, 0.286)
    assert np.isnan(region.tissue_fraction).all()
    assert region.verdict is None


def test_an_error_while_reading_reaches_whoever_waits():
    slide = slide_of(220)
    slide.close()
    with RegionTiles(slide, placed(0, 0, 220), SMALL, 0.286, 0.286) as region:
        with pytest.raises(SlideError):
            region.wait_for(1)
        with pytest.raises(SlideError):
            region.wait_for_verdict()
