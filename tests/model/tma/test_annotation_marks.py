"""Annotations of QuPath become marks with their names, outlines and areas."""

import pytest

from model.base.geometry import PointL0
from model.result.marks import LONGEST_TEXT
from model.tma.annotation_marks import marks_of
from model.tma.geojson_file import Feature

SQUARE = [[10, 20], [40, 20], [40, 60], [10, 60], [10, 20]]
HOLE = [[15, 25], [20, 25], [20, 30], [15, 25]]


def of(geometry, **properties):
    return marks_of(Feature("feature 1", {"type": "Feature", "geometry": geometry, "properties": properties}))


def test_a_polygon_is_an_area_with_its_name():
    (mark,) = of({"type": "Polygon", "coordinates": [SQUARE]}, name="Tumour", classification={"name": "class"})
    assert (mark.kind, mark.text, mark.area_px2) == ("area", "Tumour", 1200)
    assert mark.points[0] == PointL0(10, 20)
    assert len(mark.points) == 4
    assert of({"type": "Polygon", "coordinates": [SQUARE]}, name="Tumour", classification=None) == (mark,)


def test_an_outline_with_a_hole_or_a_crossing_has_no_value():
    (holed,) = of({"type": "Polygon", "coordinates": [SQUARE, HOLE]}, classification={"name": "Stroma"})
    eight = [[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]
    (crossed,) = of({"type": "Polygon", "coordinates": [eight]})
    assert [(mark.kind, mark.text, mark.area_px2) for mark in (holed, crossed)] == [
        ("outline", "Stroma", 0), ("outline", "", 0),
    ]  # fmt: skip
    assert holed.holes == ((PointL0(15, 25), PointL0(20, 25), PointL0(20, 30)),)
    assert (crossed.holes, crossed.imported) == ((), True)


def test_each_part_is_a_mark():
    collection = {
        "type": "GeometryCollection",
        "geometries": [
            {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[x + 100, y] for x, y in SQUARE]]]},
            {"type": "LineString", "coordinates": [[0, 0], [3, 4], [3, 14]]},
            {"type": "MultiPoint", "coordinates": [[5, 6], [7, 8]]},
        ],
    }
    marks = of(collection)
    assert [mark.kind for mark in marks] == ["area", "area", "length", "note", "note"]
    assert marks[2].length_px == 15
    assert marks[4].points == (PointL0(7, 8),)
    assert marks[4].text, "a note always has a text"
    assert len({mark.key for mark in marks}) == 5


def test_coordinates_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="not a number"):
        of({"type": "Polygon", "coordinates": [[*SQUARE[:2], ["x", 1], SQUARE[0]]]})


def test_a_name_can_be_saved_and_read_again():
    """A saved mark with a longer text, or with half a character, would be left out at the next start."""
    (long,) = of({"type": "Point", "coordinates": [1, 2]}, name="x" * (LONGEST_TEXT + 1))
    assert len(long.text) == LONGEST_TEXT
    (half,) = of({"type": "Point", "coordinates": [1, 2]}, name="a\ud800")
    assert half.text == "a\\ud800"
