"""Measurements and notes: lengths and areas worked out by hand, saved for the content of the image, owner-only."""

import csv
import io
import json
import os
import stat
from dataclasses import replace

import pytest

from model.base.errors import HistocastError
from model.base.geometry import PointL0
from model.result.mark_files import MarkExport, write_marks
from model.result.marks import (
    Mark,
    area_text,
    change_marks,
    checked_area,
    length_text,
    marks_file,
    saved_marks,
    trouble_with_marks,
    value_text,
    with_mark,
    with_marks,
    without_marks,
)
from model.slide.record import ImageRecord

IMAGE = ImageRecord("/data/slide.svs", "a" * 64, 40_000, 30_000, 0.5, "a test", ())
LINE = Mark("one", "length", (PointL0(10, 20), PointL0(13, 24)), "=depth", "2026-11-30")
# An L of 4 x 3 px without its corner of 2 x 1 px, far from the origin: 10 px².
BEND = tuple(PointL0(30_000 + x, 20_000 + y) for x, y in ((0, 0), (4, 0), (4, 2), (2, 2), (2, 3), (0, 3)))
AREA = Mark("two", "area", BEND, "bud", "2026-11-30")
NOTE = Mark("three", "note", (PointL0(7.25, 9.5),), "necrosis?\nAsk again.", "2026-11-30")
EIGHT = (PointL0(0, 0), PointL0(10, 10), PointL0(10, 0), PointL0(0, 10))


def cells(path):
    """The rows of the table, in which a text may have several lines."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_lengths_and_areas_by_hand():
    assert LINE.length_px == 5
    assert AREA.area_px2 == 10
    assert replace(AREA, points=AREA.points[::-1]).area_px2 == 10, "the direction does not matter"
    assert (NOTE.length_px, NOTE.area_px2) == (0, 0)
    assert AREA.bounds.centre == PointL0(30_002, 20_001.5)


def test_values_have_units_and_are_never_made_up():
    assert [value_text(mark, 0.5) for mark in (LINE, AREA, NOTE)] == ["2.5 µm", "2 µm²", ""]
    assert [value_text(mark, None) for mark in (LINE, AREA, NOTE)] == ["5.0 px", "10 px²", ""]
    assert [length_text(px, 0.5) for px in (1999, 2000)] == ["999.5 µm", "1.000 mm"]
    assert [area_text(px, 0.5) for px in (399_996, 400_000)] == ["99999 µm²", "0.100 mm²"]


def test_an_outline_that_crosses_itself_has_no_area():
    with pytest.raises(HistocastError, match="crosses itself"):
        checked_area(replace(AREA, points=EIGHT))
    for points in (BEND, BEND[2:] + BEND[:2], (PointL0(0, 0), PointL0(5, 0), PointL0(0, 5))):
        assert checked_area(replace(AREA, points=points)).points == points
    back = (PointL0(0, 0), PointL0(9, 0), PointL0(9, 9), PointL0(5, -1))
    with pytest.raises(HistocastError):
        checked_area(replace(AREA, points=back))


def test_what_is_saved_comes_back_for_the_same_content():
    kept = change_marks(IMAGE, lambda marks: with_mark(with_mark(with_mark(marks, LINE), AREA), NOTE))
    assert kept == saved_marks(IMAGE.sha256) == (LINE, AREA, NOTE)
    assert saved_marks("b" * 64) == ()
    renamed = replace(AREA, text="front")
    moved = replace(IMAGE, path="/elsewhere/renamed.svs")
    assert change_marks(moved, lambda marks: with_mark(marks, renamed)) == (LINE, renamed, NOTE)
    assert change_marks(IMAGE, lambda marks: without_marks(marks, ["one"])) == (renamed, NOTE)
    change_marks(IMAGE, lambda marks: ())
    assert not marks_file(IMAGE.sha256).exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such mode")
def test_only_the_owner_can_read_the_file():
    change_marks(IMAGE, lambda marks: (NOTE,))
    assert stat.S_IMODE(marks_file(IMAGE.sha256).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "fault",
    [{"kind": "circle"}, {"points": [[1, 2]]}, {"points": [[1, float("nan")], [3, 4]]}, {"text": 3}, {"key": ""}],
)
def test_a_damaged_entry_is_left_out_and_reported(fault):
    change_marks(IMAGE, lambda marks: (LINE, AREA))
    path = marks_file(IMAGE.sha256)
    data = json.loads(path.read_text())
    data["marks"][0] |= fault
    path.write_text(json.dumps(data))
    assert saved_marks(IMAGE.sha256) == (AREA,)
    assert "1 of 2 entries" in trouble_with_marks(IMAGE.sha256)
    change_marks(IMAGE, lambda marks: marks)
    aside = path.with_suffix(".unread.json")
    assert len(json.loads(aside.read_text())["marks"]) == 2, "nothing is lost"


def test_the_table_has_um_and_px_and_runs_no_formula(tmp_path):
    table, _ = write_marks(MarkExport((LINE, AREA, NOTE), IMAGE, tmp_path))
    assert table.name == "slide.marks.csv"
    rows = cells(table)
    assert [row["kind"] for row in rows] == ["length", "area", "note"]
    assert [(row["length_um"], row["length_px"]) for row in rows] == [("2.5", "5"), ("", ""), ("", "")]
    assert [(row["area_um2"], row["area_px2"]) for row in rows] == [("", ""), ("2.5", "10"), ("", "")]
    assert rows[0]["text"] == "'=depth"
    assert rows[2]["text"] == NOTE.text
    assert all("Research use only" in row["notice"] for row in rows)
    unknown = write_marks(MarkExport((LINE,), replace(IMAGE, mpp=None), tmp_path))[0]
    (row,) = cells(unknown)
    assert (row["length_um"], row["length_px"], row["mpp"]) == ("", "5", "")


def test_qupath_reads_the_shapes(tmp_path):
    """Geometries by RFC 7946; `objectType`, `name` and `measurements` by QuPath's `PathObjectTypeAdapters`."""
    asked = MarkExport((LINE, AREA, NOTE), IMAGE, tmp_path)
    assert asked.there == ()
    _, shapes = write_marks(asked)
    assert asked.there == asked.paths
    line, area, note = json.loads(shapes.read_text())["features"]
    assert line["geometry"] == {"type": "LineString", "coordinates": [[10, 20], [13, 24]]}
    (ring,) = area["geometry"]["coordinates"]
    assert ring[0] == ring[-1] == [30_000, 20_000]
    assert len(ring) == 7
    assert note["geometry"] == {"type": "Point", "coordinates": [7.25, 9.5]}
    assert {feature["properties"]["objectType"] for feature in (line, area, note)} == {"annotation"}
    assert [feature["properties"]["name"] for feature in (line, area, note)] == ["=depth", "bud", "necrosis?"]
    assert area["properties"]["measurements"] == {"Area px^2": 10, "Area µm^2": 2.5}
    assert len({feature["id"] for feature in (line, area, note)}) == 3


def entry(**changed):
    return {"key": "one", "kind": "length", "points": [[0, 0], [3, 4]], "text": "", "made_on": ""} | changed


@pytest.mark.parametrize(
    "hostile",
    [
        entry(points=[[1e300, 0], [0, 0]]), entry(points=[[10**299, 0], [0, 0]]), entry(points=[[float("nan"), 0]] * 2),
        entry(points=[[0, 0, 0], [1, 1]]), entry(points={"ab": 1}), entry(kind=["length"]), entry(text="x" * 4001),
        entry(text="\ud800"), entry(key=""), [], None,
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_drawn_or_shown_is_left_out_and_reported(hostile):
    """Coordinates beyond any slide overflow while Qt draws; half a character cannot be shown."""
    change_marks(IMAGE, lambda marks: (LINE,))
    path = marks_file(IMAGE.sha256)
    content = json.loads(path.read_text())
    content["marks"].insert(0, hostile)
    path.write_text(json.dumps(content))
    assert saved_marks(IMAGE.sha256) == (LINE,)
    assert trouble_with_marks(IMAGE.sha256).startswith("1 of 2 entries")


def test_the_file_of_another_image_is_refused():
    change_marks(IMAGE, lambda marks: (LINE,))
    other = "b" * 64
    marks_file(other).write_text(marks_file(IMAGE.sha256).read_text())
    assert saved_marks(other) == ()
    assert "cannot be read" in trouble_with_marks(other)
    assert saved_marks(IMAGE.sha256) == (LINE,)


def test_several_marks_are_added_and_replaced_at_once():
    renamed = replace(LINE, text="front")
    assert with_marks((LINE, AREA), (NOTE, renamed)) == (renamed, AREA, NOTE)
    assert without_marks((LINE, AREA, NOTE), {"one", "three"}) == (AREA,)
