"""Which blocks a map has, and in which colours, without Qt."""

import numpy as np
import pytest

from app.viewer.overlays.heat import blocks, heat
from app.viewer.overlays.lattice import tiles_of
from model.base.colours import SIGNS, colour_table
from model.result.maps import MapChoice


def test_only_tiles_that_were_read_have_a_block(made):
    session = made.make_session(made.PlaceSlide(3500, 3500), read=[0, 1, 17])
    places = [block[:4] for block in blocks(heat(session), tiles_of(session))]
    assert places == [(0, 0, 221, 221), (221, 0, 218.5, 221), (221, 221, 218.5, 218.5)]


def test_lowest_and_highest_tile_have_the_ends_of_the_table(made):
    session = made.make_session(made.PlaceSlide(3500, 3500), read=[5, 6], colours="viridis")
    shown = heat(session)
    hidden = np.array([[0, 0, 0, 1], [0, 0, 0, 3]], np.float32)
    trace = made.make_trace(np.array([5, 6]), hidden)
    session = made.changed(session, "analysis", partial=made.replace(session.analysis.partial, trace=trace))
    shown = heat(session)
    assert (shown.low, shown.high) == (1, 3)
    low, high = (block[4] for block in blocks(shown, tiles_of(session)))
    assert (low, high) == (tuple(colour_table("viridis")[0]), tuple(colour_table("viridis")[255]))


def test_signed_maps_take_the_signed_table_whatever_was_chosen(made):
    session = made.make_session(
        made.PlaceSlide(3500, 3500), read=np.arange(256), colours="magma", map=MapChoice("unit", 1, 2)
    )
    shown = heat(session)
    assert shown.low == -shown.high
    assert (shown.table == colour_table(SIGNS)).all()


@pytest.mark.parametrize("read", [None, []])
def test_nothing_read_is_no_map(made, read):
    read = None if read is None else np.array(read, np.int64)
    assert heat(made.make_session(made.PlaceSlide(3500, 3500), read=read)) is None
