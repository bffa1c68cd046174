"""The grid has 256 tiles at known positions in the region and on the slide."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.geometry import Cell, PointL0, RegionL0
from model.region.grid import FITS, GridSpec, frame_offsets, grid_of_encoder, level0_boxes, region_boxes, tile_at


def test_overlap_offsets_are_those_of_the_plan():
    offsets = frame_offsets(GridSpec())
    first_row = [0, 218, 437, 655, 874, 1092, 1310, 1529, 1747, 1966, 2184, 2402, 2621, 2839, 3058, 3276]
    assert offsets[:16, 0].tolist() == first_row
    assert offsets[::16, 1].tolist() == first_row
    assert (offsets[-1] + 224).tolist() == [3500, 3500]


def test_index_runs_along_rows():
    spec = GridSpec()
    assert spec.cell(17) == Cell(1, 1)
    assert spec.index(Cell(15, 15)) == 255
    assert frame_offsets(spec)[1].tolist() == [218, 0]


def test_a_grid_may_have_other_numbers_of_rows_and_columns():
    """Three rows of five tiles, 100 px wide, in a region of 500 px: offsets 0, 200, 400 down and 0 to 400 across."""
    spec = GridSpec(window_px=500, tile_px=100, rows=3, cols=5)
    assert spec.tiles == 15
    assert [spec.cell(index) for index in (0, 4, 5, 14)] == [Cell(0, 0), Cell(0, 4), Cell(1, 0), Cell(2, 4)]
    assert [spec.index(spec.cell(index)) for index in range(15)] == list(range(15))
    offsets = frame_offsets(spec)
    assert offsets.shape == (15, 2)
    assert offsets[[0, 4, 5, 14]].tolist() == [[0, 0], [400, 0], [0, 200], [400, 400]]
    assert tile_at(spec, RegionL0(0, 0, 500, 500), PointL0(310, 220)) == 8


def test_pad_lays_tiles_side_by_side_about_the_window():
    boxes = region_boxes(GridSpec(fit="pad"))
    assert boxes[0].tolist() == [-42, -42, 224, 224]
    assert boxes[255].tolist() == [3318, 3318, 224, 224]


def test_resize_covers_the_window_exactly():
    boxes = region_boxes(GridSpec(fit="resize"))
    assert boxes[0].tolist() == [0, 0, 218.75, 218.75]
    assert boxes[255, :2].tolist() == [3281.25, 3281.25]


@pytest.mark.parametrize("fit", FITS)
@given(x=st.floats(-500, 9000), y=st.floats(-500, 9000), side=st.floats(500, 9000))
def test_boxes_follow_the_window(fit, x, y, side):
    boxes = level0_boxes(GridSpec(fit=fit), RegionL0(x, y, side, side))
    here = region_boxes(GridSpec(fit=fit)) * side / 3500
    np.testing.assert_allclose(boxes[:, :2] - [x, y], here[:, :2], atol=1e-6)
    np.testing.assert_allclose(boxes[:, 2:], here[:, 2:])


@given(index=st.integers(0, 255), scale=st.floats(0.3, 3))
def test_the_centre_of_a_tile_finds_that_tile(index, scale):
    region = RegionL0(100, 50, 3500 * scale, 3500 * scale)
    x, y, width, height = level0_boxes(GridSpec(), region)[index]
    assert tile_at(GridSpec(), region, PointL0(x + width / 2, y + height / 2)) == index


def test_no_tile_lies_outside_the_window():
    region = RegionL0(0, 0, 3500, 3500)
    assert tile_at(GridSpec(), region, PointL0(-1, 10)) is None
    assert tile_at(GridSpec(), region, PointL0(3500, 10)) is None


@pytest.mark.parametrize(("at", "tile"), [(217, 0), (219, 0), (220.9, 0), (221.1, 1), (223, 1), (225, 1)])
def test_where_two_tiles_overlap_the_nearer_one_is_meant(at, tile):
    """Tiles 0 and 1 begin at 0 and 218 px and are 224 px wide: they share 6 px, whose middle is at 221 px."""
    region = RegionL0(0, 0, 3500, 3500)
    boxes = level0_boxes(GridSpec(), region)
    assert boxes[1].tolist() == [218, 0, 224, 224]
    assert tile_at(GridSpec(), region, PointL0(at, 100)) == tile
    assert tile_at(GridSpec(), region, PointL0(100, at)) == 16 * tile


def test_an_encoder_gets_the_region_of_vgg_16_in_um():
    """By hand: 1001 um are 3500 px at 0.286 um/px, and 2002 px at 0.5; 8 tiles of 224 px cover only 1792 px of them."""
    assert grid_of_encoder(224, 0.286) == GridSpec()
    assert grid_of_encoder(224, 0.5) == GridSpec(2002, 224, 9, 9)
    assert grid_of_encoder(1001, 1.0) == GridSpec(1001, 1001, 1, 1)
    assert grid_of_encoder(1000, 1.0) == GridSpec(1001, 1000, 2, 2)


@given(st.integers(16, 1000), st.floats(0.25, 1.0))
def test_the_tiles_of_an_encoder_cover_its_region_and_stay_inside(tile_px, mpp):
    spec = grid_of_encoder(tile_px, mpp)
    x = np.unique(frame_offsets(spec)[:, 0])
    assert x[0] == 0
    assert x[-1] + tile_px == spec.window_px or spec.cols == 1
    assert (np.diff(x) <= tile_px).all()
    assert spec.window_px * mpp == pytest.approx(1001, abs=mpp)
