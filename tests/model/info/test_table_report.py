"""Tables described: their form, their columns, words for unknown, and what they are used for."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from model.base.errors import TableError
from model.base.files import file_sha256
from model.base.progress import result_of
from model.info.file_report import report_steps
from model.info.line import block
from model.info.table_report import TableReport, use_of

SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "reports" / "tables"
KEYS = (
    "path", "use", "format", "encoding", "separator", "decimal_mark", "sheet", "other_sheets", "header_line", "rows",
    "columns", "missing", "cores", "missing_cores", "faults", "notes", "bytes", "sha256", "kind",
)  # fmt: skip
CORES = "core,x_l0,y_l0,radius_l0,status\nA-1,100,100,50,present\nA-2,300,100,50,missing\n"


def report_of(path: Path, hashed: bool = False) -> TableReport:
    return result_of(report_steps(path, hashed))


def csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_a_csv_table(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "id;size;stage\n1;2,5;NA\n2;3,25;unknown\n3;4,5;NA\n4;5,5;\n")
    report = report_of(path)
    assert tuple(report.values) == KEYS
    assert (report.use, report.format, report.separator, report.decimal_mark) == ("table", "CSV", ";", ",")
    assert (report.rows, report.columns, report.header_line) == (4, ("id", "size", "stage"), 1)
    assert report.values["missing"] == (
        {"column": "stage", "word": "NA", "cells": 2}, {"column": "stage", "word": "unknown", "cells": 1},
    )  # fmt: skip
    text = block(report)
    assert "columns           3: id, size, stage" in text
    assert "unknown values    stage: NA (2), unknown (1)" in text
    assert "sheet" not in text
    assert report.sha256 is None
    assert report_of(path, hashed=True).sha256 == file_sha256(path)


def test_a_workbook_names_its_sheets(tmp_path: Path) -> None:
    book, path = Workbook(), tmp_path / "a.xlsx"
    book.active.title = "old"
    book.active.append(["wrong"])
    sheet = book.create_sheet("data")
    for row in ([], ["patient_id", "age"], ["P1", 61.5], ["P2", 70]):
        sheet.append(row)
    book["old"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    report = report_of(path)
    assert (report.sheet, report.other_sheets, report.separator) == ("data", ("old (hidden)",), None)
    assert (report.rows, report.columns, report.header_line) == (2, ("patient_id", "age"), 2)
    assert "not read: old (hidden)" in block(report)


def test_a_core_table_says_how_many_cores_are_missing(tmp_path: Path) -> None:
    report = report_of(csv(tmp_path / "a.cores.csv", CORES))
    assert (report.use, report.cores, report.missing_cores, report.faults) == ("core table", 2, 1, ())
    assert "2, 1 of them missing" in block(report)


def test_the_faults_of_a_core_table_are_listed(tmp_path: Path) -> None:
    report = report_of(csv(tmp_path / "a.cores.csv", CORES + "B-1,none,100,50,present\n"))
    assert (report.cores, report.missing_cores) == (None, None)
    assert any("line 4" in fault and "none" in fault for fault in report.faults)
    assert "line 4" in block(report)


@pytest.mark.parametrize(
    ("columns", "use"),
    [
        ("core x_l0 y_l0 radius_l0", "core table"),
        ("core x_l0 y_l0", "table"),
        ("core case_id", "core map"),
        ("core status", "core map"),
        ("core", "table"),
        ("patient_id image event time_years", "cohort table"),
        ("patient_id image event time_days stage", "cohort table"),
        ("patient_id image event time", "table"),
        ("patient_id event time_years", "table"),
    ],
)
def test_the_columns_say_what_a_table_is_for(columns: str, use: str) -> None:
    assert use_of(tuple(columns.split())) == use


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.csv", b""), ("a.xlsx", b"no workbook"), ("a.xls", b"\xd0\xcf\x11\xe0 old"), ("a.xlsx", b"PK\x03\x04 cut")],
)
def test_what_is_no_table_has_a_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(TableError) as told:
        report_of(path)
    assert told.value.message
    assert told.value.remedy


def test_many_columns_are_cut_in_the_text_and_whole_in_the_record(tmp_path: Path) -> None:
    names = [f"gene_{number}" for number in range(2000)]
    report = report_of(csv(tmp_path / "a.csv", ",".join(names) + "\n" + ",".join("1" for _ in names) + "\n"))
    assert report.columns == tuple(names)
    assert max(map(len, block(report).splitlines())) < 1100


def test_a_survival_table_of_r_has_the_unknown_values_that_r_counts() -> None:
    """`colSums(is.na(survival::lung))` in R gives these numbers."""
    path = SAMPLES / "lung12.csv"
    if not path.exists():
        pytest.skip(f"no samples at {SAMPLES}")
    counted = {one.column: one.cells for one in report_of(path).missing if one.word == "NA"}
    assert counted == {"inst": 1, "ph.ecog": 1, "ph.karno": 1, "pat.karno": 3, "meal.cal": 47, "wt.loss": 14}
