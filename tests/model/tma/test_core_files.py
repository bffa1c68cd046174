"""Cores leave and come back the same, as a table and as QuPath's GeoJSON; every fault of a file is told at once."""

import json
from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest
from openpyxl import Workbook
from PIL import Image

from model.base.errors import ExportError, TmaError
from model.base.geometry import PointL0
from model.slide.opening import open_image
from model.tma.array import Core, TmaArray
from model.tma.core_files import read_cores, write_core_files
from model.tma.core_geojson import write_core_geojson
from model.tma.core_map import mapped, read_core_map
from model.tma.core_table import OfSlide, read_core_table, write_core_table
from model.tma.labels import Place

OF = OfSlide("Präparat.tif", "ab" * 32)


@pytest.fixture
def array():
    cores = [
        Core(Place(row, col), PointL0(1000.25 + 500 * col, 800.5 + 500 * row), 180.0, confidence=0.9)
        for row in range(2)
        for col in range(3)
    ]
    cores[1] = replace(cores[1], case_id="Fall 12; ä")
    cores[4] = replace(cores[4], status="missing", confidence=0.0)
    return TmaArray(tuple(cores))


def table(tmp_path, text):
    path = tmp_path / "map.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".csv", ".geojson"])
def test_cores_come_back_as_they_were_written(array, suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    (write_core_geojson if suffix == ".geojson" else write_core_table)(array, OF, path)
    assert read_cores(path) == array


def test_geojson_is_what_qupath_reads(array, tmp_path):
    write_core_geojson(array, OF, tmp_path / "x.geojson", {"A-1": {"p": 0.5}})
    data = json.loads((tmp_path / "x.geojson").read_text())
    assert data["type"] == "FeatureCollection"
    assert len({UUID(feature["id"]) for feature in data["features"]}) == 6
    for feature in data["features"]:
        ring = feature["geometry"]["coordinates"][0]
        assert ring[0] == ring[-1]
        assert feature["properties"]["objectType"] == "tmaCore"
        xs = [x for x, _ in ring]
        assert max(xs) - min(xs) == pytest.approx(360)
    assert [feature["properties"]["isMissing"] for feature in data["features"]].count(True) == 1
    assert data["features"][0]["properties"]["measurements"]["p"] == 0.5
    assert data["features"][1]["properties"]["metadata"] == {"Case ID": "Fall 12; ä"}
    write_core_geojson(array, OF, tmp_path / "y.geojson", {"A-1": {"p": 0.5}})
    assert (tmp_path / "x.geojson").read_bytes() == (tmp_path / "y.geojson").read_bytes()


def test_cores_are_read_from_among_qupath_s_other_objects(tmp_path):
    box = [[0, 0], [40, 0], [40, 40], [0, 40], [0, 0]]
    core = {
        "type": "Feature",
        "id": "TMACoreObject",
        "geometry": {"type": "Polygon", "coordinates": [box]},
        "properties": {"name": "B-2", "isMissing": True, "metadata": {"Unique ID": 77}},
    }
    other = {"type": "Feature", "geometry": None, "properties": {"objectType": "annotation"}}
    (tmp_path / "q.geojson").write_text(json.dumps([other, core]))
    (found,) = read_cores(tmp_path / "q.geojson").cores
    assert (found.label, found.status, found.case_id) == ("B-2", "missing", "77")
    assert (found.centre, found.radius) == (PointL0(20, 20), 20)


def test_faulty_geojson_is_told(tmp_path):
    nameless = {"properties": {"objectType": "tmaCore"}, "geometry": {"coordinates": [[[0, 0], [1, 1]]]}}
    shapeless = {"properties": {"objectType": "tmaCore", "name": "A-1"}, "geometry": None}
    path = tmp_path / "q.geojson"
    path.write_text(json.dumps({"features": [nameless, shapeless]}))
    with pytest.raises(TmaError) as caught:
        read_cores(path)
    assert caught.value.faults == ("feature 1: it has no name", "feature 2: it has no outline")
    path.write_text("{")
    with pytest.raises(TmaError, match="not a GeoJSON file"):
        read_cores(path)


def test_faults_of_a_core_table_are_told_at_once(tmp_path):
    lines = "core,x_l0,y_l0,radius_l0,status\nA-1,1,2,3,gone\n,1,2,3,\nA-2,x,2,-3,\nA-3,1,1,1,\na3,1,1,1,\nA-4,,2,3,\n"
    with pytest.raises(TmaError) as caught:
        read_cores(table(tmp_path, lines))
    assert caught.value.faults == (
        "line 2: status 'gone' is neither present nor missing",
        "line 3: core is empty",
        "line 4: x_l0 'x' is not a position",
        "line 4: radius_l0 '-3' is not a radius",
        "line 6: core A-3 is already in line 5",
        "line 7: x_l0 is empty",
    )


def test_a_core_map_names_cases_and_what_does_not_fit_is_told(array, tmp_path):
    rows = read_core_map(table(tmp_path, "core;case_id;status\nA1;P1;\na-03;P2;missing\nC-1;P3;present\nB2;;present\n"))
    known, notes = mapped(array, rows)
    assert [core.case_id for core in known.cores] == ["P1", "Fall 12; ä", "P2", None, None, None]
    assert [core.status for core in known.cores].count("missing") == 1
    assert [core.centre for core in known.cores] == [core.centre for core in array.cores]
    assert "C-1" in notes[0]
    assert "A-2, B-1, B-3 on" in notes[1]
    assert "A-3" in notes[2]
    assert "B-2" in notes[3]


def test_all_faults_of_a_core_map_are_told_with_their_lines(tmp_path):
    with pytest.raises(TmaError) as caught:
        read_core_map(table(tmp_path, "core,case_id,status\nA-1,p,\n1-A,p,\n,p,\nA-2,p,lost\nA01,q,\n\n7,p,\n"))
    assert caught.value.faults == (
        "line 3: core '1-A' is not a name such as A-12",
        "line 4: core is empty",
        "line 5: status 'lost' is neither present nor missing",
        "line 6: core A-1 is already in line 2",
        "line 8: core '7' is not a name such as A-12",
    )
    with pytest.raises(TmaError) as caught:
        read_core_map(table(tmp_path, "core,case_id\nA-1,p\nA-3,p,,more\n"))
    assert caught.value.faults == ("line 3 has more cells than the header",)
    with pytest.raises(TmaError) as caught:
        read_core_map(table(tmp_path, "spot,patient\nA-1,p\n"))
    assert caught.value.faults[0] == "the column 'core' is missing"


def test_all_files_are_written_beside_one_another(array, tmp_path):
    Image.fromarray(np.full((1600, 2400, 3), 240, np.uint8)).save(tmp_path / "s.png")
    slide, image = open_image(tmp_path / "s.png")
    files = write_core_files(array, slide, OfSlide("s.png", image.sha256), tmp_path / "out")
    assert [file.name for file in files] == ["s.cores.csv", "s.cores.geojson", "s.cores.png"]
    with pytest.raises(ExportError):
        write_core_files(array, slide, OfSlide("s.png", image.sha256), tmp_path / "s.png")
    slide.close()


def test_a_core_map_may_be_a_workbook_and_says_how_it_was_read(array, tmp_path):
    book = Workbook()
    rows = (("core", "case_id", "status"), ("A1", 7, None), ("A-2", "007.50", "NA"), ("A-3", "Unknown", "missing"))
    for row in rows:
        book.active.append(row)
    book.active["B2"].number_format = "000"
    book.active.row_dimensions[3].hidden = True
    book.save(tmp_path / "map.xlsx")
    known, notes = mapped(array, read_core_map(tmp_path / "map.xlsx"))
    assert [core.case_id for core in known.cores][:3] == ["007", "007.50", None]
    assert notes[:4] == (
        "The sheet 'Sheet' is read.",
        "1 of 3 rows are hidden in the sheet and are read nevertheless: 3.",
        "Numbers with a format such as 000 are read as they are shown (007): case_id.",
        "Words for unknown count as missing values: case_id: Unknown (1); status: NA (1).",
    )


def test_cases_that_are_one_number_in_two_spellings_are_faults(tmp_path):
    with pytest.raises(TmaError) as caught:
        read_core_map(table(tmp_path, "core,case_id\nA-1,7.0\nA-2,7\nA-3,07\nB-1,1.2E+11\n"))
    assert caught.value.faults[0] == "line 4: '07' and '7' in line 2 are the same number written in two ways"
    assert "line 5: case_id '1.2E+11' is a number that a spreadsheet has rounded" in caught.value.faults[1]


def test_a_core_table_is_read_by_its_decimal_mark_and_never_by_a_default(tmp_path):
    lines = "core;x_l0;y_l0;radius_l0;by_hand;confidence\n"
    (core,) = read_cores(table(tmp_path, lines + "A-1;1.200,5;2,25;3,5;1;0,9\n")).cores
    assert (core.centre, core.radius, core.by_hand, core.confidence) == (PointL0(1200.5, 2.25), 3.5, True, 0.9)
    with pytest.raises(TmaError) as caught:
        read_cores(table(tmp_path, lines + "A-1;1.200;2,25;3,5;perhaps;high\n"))
    assert caught.value.faults == (
        "line 2: x_l0 '1.200' is ambiguous: it has a dot between digits in a table with decimal commas",
        "line 2: by_hand 'perhaps' is neither true nor false",
        "line 2: confidence 'high' is not a number",
    )


def test_a_core_table_that_r_saved_again_has_no_case_called_na(tmp_path):
    lines = "core,x_l0,y_l0,radius_l0,by_hand,confidence,case_id\n"
    path = table(tmp_path, lines + "A-1,100,200,50,FALSE,NA,NA\nA-2,300,200,50,TRUE,0.9,P1\n")
    assert [(core.case_id, core.confidence) for core in read_cores(path).cores] == [(None, None), ("P1", 0.9)]
    assert "case_id: NA (1); confidence: NA (1)" in read_core_table(path).notes[-1]
    with pytest.raises(TmaError) as caught:
        read_cores(table(tmp_path, lines + "A-1,100,200,50,FALSE,,1.23E+11\n"))
    assert "rounded" in caught.value.faults[0]
