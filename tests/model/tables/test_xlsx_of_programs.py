"""Workbooks as spreadsheet programs and libraries write them: each reads as openpyxl or the specification has it."""

import datetime
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table as SheetTable

from model.base.errors import TableError
from model.tables import xlsx_file
from model.tables.ids import id_fault
from model.tables.read import describe, read_table
from model.tables.xlsx_book import as_shown
from tests.model.tables.conftest import HEADER, MAIN, RELATIONS, ROWS, sheet_data, write_book

AS_TEXT = [{"patient_id": "P1", "months": "12.5", "died": "1"}, {"patient_id": "P2", "months": "60", "died": "0"}]


def cells(path):
    return [row for _, row in read_table(path).rows]


def rewritten(path, change):
    """Write every part of the workbook anew; `change` gets a part's name and text and returns its bytes or text."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, change(name, text))
    return path


@pytest.mark.parametrize(("code", "whole", "text"), [
    ('"P"000', 7, "P007"), ("\\P000", 7, "P007"), ("000\\-00\\-0000", 12345678, "012-34-5678"),
    ("000-00-0000", 12345678901, "12345-67-8901"), ("[$-407]000", 7, "007"), ("[Red]000", 7, "007"),
    ('"P-"000\\-0', 12345, "P-1234-5"), ("000;-000", 7, "007"), ("000", -7, "-7"),
    # What is shown after the digits is a unit; a currency and a format that changes the number are none of an id.
    ('0" months"', 7, "7"), ("0\\ \\d", 7, "7"), ("0%", 7, "7"), ("#,##0", 7000, "7000"), ("[$€-2] 0", 7, "7"),
    ("-0", 7, "7"), ('0"."000', 7, "7"), ("0_);(0)", 7, "7"), ("General", 7, "7"), ("", 7, "7"),
])  # fmt: skip
def test_ids_read_as_their_format_shows_them(code, whole, text):
    assert as_shown(whole, code) == text


def test_a_number_beyond_what_a_spreadsheet_keeps_is_a_number_and_no_id(one_sheet):
    stored = (123456789012345, 999999999999999, 10**15, 1234567890123450, 9007199254740993)
    path = one_sheet(sheet_data([("id",), *((number,) for number in stored)]))
    exact, fifteen, *rounded = [row["id"] for row in cells(path)]
    assert (exact, id_fault(exact)) == ("123456789012345", "")
    assert (fifteen, id_fault(fifteen)) == ("999999999999999", "")
    for text, value in zip(rounded, (1e15, 1234567890123450.0, 9007199254740992.0), strict=True):
        assert read_table(path).number(text).value == value
        assert "rounded" in id_fault(text)


def test_times_and_spans_of_time_follow_both_calendars(tmp_path):
    values = (datetime.time(13, 5), datetime.timedelta(hours=30, minutes=5), datetime.datetime(2018, 2, 21, 6, 30))
    for name, epoch in (("1900", None), ("1904", CALENDAR_MAC_1904)):
        book = Workbook()
        if epoch:
            book.epoch = epoch
        book.active.append(["time", "span", "moment"])
        book.active.append(values)
        book.save(tmp_path / f"{name}.xlsx")
        (found,) = cells(tmp_path / f"{name}.xlsx")
        assert found == {"time": "13:05:00", "span": "30:05:00", "moment": "2018-02-21T06:30:00"}


def test_a_negative_date_is_no_time_of_the_day(one_sheet):
    """Spreadsheets show ### there: the stored number is all that is known."""
    assert cells(one_sheet(sheet_data([("day", "hours"), ((1, -3), (7, -0.5))]))) == [{"day": "-3", "hours": "-0.5"}]


def test_a_sheet_that_is_not_in_the_file_is_never_replaced_by_the_next_one(tmp_path):
    sheets = [("data", "visible", sheet_data([HEADER, *ROWS])), ("old", "visible", sheet_data([HEADER, ("X", 1, 1)]))]
    path = write_book(tmp_path / "t.xlsx", sheets)
    rewritten(path, lambda _, text: text.replace('r:id="rId1"', 'r:id="rId77"'))
    with pytest.raises(TableError, match="its first visible sheet 'data' is not in the file"):
        read_table(path)


def test_a_chart_before_the_data_is_passed_over(one_sheet):
    chart = f'<Relationship Id="rId50" Type="{RELATIONS}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>'

    def change(name, text):
        if name == "xl/workbook.xml":
            return text.replace("<sheets>", '<sheets><sheet name="Chart1" sheetId="9" r:id="rId50"/>')
        return text.replace("</Relationships>", chart) if "workbook.xml.rels" in name else text

    assert cells(rewritten(one_sheet(), change)) == AS_TEXT


def test_elements_with_prefixes_and_parts_in_utf16_are_read(one_sheet):
    def prefixed(name, text):
        if not name.endswith(".xml"):
            return text
        text = text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"').replace("<", "<x:").replace("<x:/", "</x:")
        return '<?xml version="1.0" encoding="UTF-16"?>'.encode("utf-16") + text.encode("utf-16")[2:]

    assert cells(rewritten(one_sheet(), prefixed)) == AS_TEXT


def test_the_totals_row_of_a_table_is_no_patient(tmp_path):
    book = Workbook()
    for row in (HEADER, *ROWS, ("Total", 36.25, 1)):
        book.active.append(row)
    table = SheetTable(displayName="T1", ref="A1:C4", totalsRowCount=1)
    book.active.add_table(table)
    book.save(tmp_path / "t.xlsx")
    assert cells(tmp_path / "t.xlsx") == AS_TEXT
    assert describe(tmp_path / "t.xlsx").notes[1] == "The totals of the sheet's table are left out: line 4."
    book.active["E4"] = "beside the table"
    book.active["E1"] = "remark"
    book.save(tmp_path / "b.xlsx")
    assert [row["patient_id"] for row in cells(tmp_path / "b.xlsx")] == ["P1", "P2", "Total"]


def test_a_totals_row_begins_with_the_first_column_of_its_table(tmp_path):
    """The table begins in column B; what stands before it in the same row is no total."""
    book = Workbook()
    for row in (HEADER, *ROWS, ("Total", 36.25, 1)):
        book.active.append(("", *row))
    book.active.add_table(SheetTable(displayName="T1", ref="B1:D4", totalsRowCount=1))
    book.save(tmp_path / "t.xlsx")
    assert [row["patient_id"] for row in cells(tmp_path / "t.xlsx")] == ["P1", "P2"]
    book.active["A1"], book.active["A4"] = "remark", "before the table"
    book.save(tmp_path / "b.xlsx")
    assert [row["patient_id"] for row in cells(tmp_path / "b.xlsx")] == ["P1", "P2", "Total"]


def test_a_table_that_a_workbook_names_but_does_not_hold_takes_no_row_away(tmp_path):
    book = Workbook()
    for row in (HEADER, *ROWS, ("Total", 36.25, 1)):
        book.active.append(row)
    book.active.add_table(SheetTable(displayName="T1", ref="A1:C4", totalsRowCount=1))
    book.save(tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as whole, zipfile.ZipFile(tmp_path / "u.xlsx", "w") as lacking:
        names = [name for name in whole.namelist() if "/tables/" not in name]
        assert len(names) == len(whole.namelist()) - 1
        for name in names:
            lacking.writestr(name, whole.read(name))
    assert [row["patient_id"] for row in cells(tmp_path / "u.xlsx")] == ["P1", "P2", "Total"]


def test_cells_that_have_a_format_only_are_not_counted(one_sheet, monkeypatch):
    monkeypatch.setattr(xlsx_file, "MOST_CELLS", 9)
    blank = [("<c/>",) * 3] * 40
    assert cells(one_sheet(sheet_data([HEADER, *ROWS, *blank]))) == AS_TEXT
    with pytest.raises(TableError, match="more than 9 cells"):
        read_table(one_sheet(sheet_data([HEADER, *ROWS, *blank, ("P3", 1, 1)])))


def test_a_title_above_the_header_is_named_in_the_remedy(one_sheet):
    with pytest.raises(TableError) as caught:
        read_table(one_sheet(sheet_data([("Table S1",), HEADER, *ROWS])))
    assert caught.value.remedy.endswith(
        "If that line is a title or a comment, delete it and all further lines above the real header."
    )
    with pytest.raises(TableError) as caught:
        read_table(one_sheet(sheet_data([HEADER[:2], ROWS[0], ROWS[1][:2]])))
    assert "title" not in caught.value.remedy


def test_the_sheet_is_named_in_every_error_where_a_workbook_has_several(tmp_path):
    """Numbers writes a visible sheet "Export Summary" before the data."""
    cover = sheet_data([("This document was exported",), ("Sheet", "Table")])
    sheets = [("Export Summary", "visible", cover), ("Patients", "visible", sheet_data([HEADER, *ROWS]))]
    with pytest.raises(TableError) as caught:
        read_table(write_book(tmp_path / "n.xlsx", sheets))
    assert caught.value.message == "n.xlsx, sheet 'Export Summary' (not read: Patients), has faults:"
    sheets[0] = ("cover", "visible", sheet_data([("a", "b"), ("1", "2")]))
    table = read_table(write_book(tmp_path / "c.xlsx", sheets))
    assert table.columns_text == "The columns of the sheet 'cover' (not read: Patients) are a, b."
    single = read_table(write_book(tmp_path / "s.xlsx", sheets[1:]))
    assert single.columns_text == "The columns are patient_id, months, died."
