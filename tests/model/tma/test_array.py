"""The array as a value: every change touches what it was asked to and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.errors import TmaError
from model.base.geometry import PointL0
from model.tma.array import Core, TmaArray
from model.tma.finding import region_over
from model.tma.labels import Place, place_named


def grid(rows=3, cols=4):
    return TmaArray(
        tuple(
            Core(Place(row, col), PointL0(1000 + 500 * col, 800 + 500 * row), 180.0, confidence=0.9)
            for row in range(rows)
            for col in range(cols)
        )
    )


@given(st.integers(0, 700), st.integers(0, 998))
def test_every_place_has_a_name_that_means_it(row, col):
    place = Place(row, col)
    assert place_named(place.label) == place


@pytest.mark.parametrize("text", ["A-12", "a12", "A 012", " a-12 ", "A_12"])
def test_names_may_be_written_in_many_ways(text):
    assert place_named(text) == Place(0, 11)


@pytest.mark.parametrize("text", ["", "12", "A", "A-0", "A-1-2", "ABC-1"])
def test_what_is_no_name(text):
    assert place_named(text) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda array: array.moved("B-2", PointL0(5, 5)),
        lambda array: array.marked("B-2", "missing"),
        lambda array: array.assigned("B-2", "case 7"),
        lambda array: array.removed("B-2"),
        lambda array: array.relabelled([("B-2", "F-9")]),
    ],
    ids=["moved", "marked", "assigned", "removed", "relabelled"],
)
def test_no_other_core_is_touched(change):
    before = grid()
    after = change(before)
    others = {core.label: core for core in before.cores if core.label != "B-2"}
    assert {core.label: core for core in after.cores if core.label in others} == others
    assert before == grid()


def test_a_removed_core_leaves_a_gap_and_one_may_be_put_there_again():
    array = grid().removed("B-2").added("B-2", PointL0(1500, 1300))
    assert array.core("B-2").by_hand
    assert array.core("B-2").radius == 180
    with pytest.raises(TmaError, match="already has a core"):
        array.added("B-3", PointL0(0, 0))


def test_two_cores_may_change_names_and_a_taken_one_is_refused():
    array = grid().relabelled([("A-1", "A-2"), ("A-2", "A-1")])
    assert array.core("A-1").centre == grid().core("A-2").centre
    with pytest.raises(TmaError) as caught:
        grid().relabelled([("A-1", "A-2")])
    assert caught.value.faults == ("A-2 is the name of more than one core",)


def test_rows_and_columns_are_shifted_on_the_user_s_word():
    array = grid().shifted("rows", 1, 1).shifted("columns", 0, 2)
    assert array.core("C-3").centre == grid().core("B-1").centre
    with pytest.raises(TmaError, match="no row before A"):
        grid().shifted("rows", 0, -1)
    with pytest.raises(TmaError, match="Two cores have the same name"):
        grid().shifted("rows", 1, -1)


def test_arrows_pass_over_empty_places_and_stop_at_the_edge():
    array = grid().removed("A-2")
    assert array.next_to("A-1", 0, 1).label == "A-3"
    assert array.next_to("A-1", 0, -1) is None
    assert array.next_to("A-1", 1, 0).label == "B-1"


def test_a_click_finds_the_core_under_it_or_none():
    assert grid().at(PointL0(1510, 790)).label == "A-2"
    assert grid().at(PointL0(1250, 1050)) is None


def test_an_unknown_core_is_told():
    with pytest.raises(TmaError) as caught:
        grid().core("Z-9")
    assert "C-4" in caught.value.remedy


def test_the_window_is_laid_over_the_core():
    placement = region_over(grid().core("B-3"), 0.286, 3500, 0.286)
    assert placement.region.centre == PointL0(2000, 1300)
    assert "B-3" in placement.note
    assert region_over(grid().core("B-3"), 0.572, 3500, 0.286).region.width == 1750
