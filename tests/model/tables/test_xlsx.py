"""Workbooks as they come from many programs: what is read, what is reported, and what is refused."""

import contextlib
import datetime
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from model.base.errors import TableError
from model.tables.read import describe, read_table
from tests.model.tables.conftest import HEADER, ROWS, sheet_data, write_book

SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "reports" / "tables"
AS_TEXT = [{"patient_id": "P1", "months": "12.5", "died": "1"}, {"patient_id": "P2", "months": "60", "died": "0"}]


def cells(path):
    return [row for _, row in read_table(path).rows]


def test_a_plain_workbook_reads_as_it_is_shown(one_sheet):
    table = read_table(one_sheet())
    assert [row for _, row in table.rows] == AS_TEXT
    assert [line for line, _ in table.rows] == [2, 3]
    facts = table.facts
    assert (facts.format, facts.sheet, facts.decimal_mark) == ("XLSX", "data", ".")
    assert (facts.rows, facts.columns) == (2, HEADER)
    assert facts.notes == ("The sheet 'data' is read.",)


def test_a_workbook_of_openpyxl_gives_the_values_that_were_put_in(tmp_path):
    book = Workbook()
    values = ["x", 3, 3.0, 0.1, -7, True, False, datetime.date(2018, 2, 21), datetime.datetime(2018, 2, 21, 13, 5)]
    book.active.append([f"c{number}" for number in range(len(values))])
    book.active.append(values)
    book.save(tmp_path / "o.xlsx")
    assert list(cells(tmp_path / "o.xlsx")[0].values()) == [
        "x", "3", "3", "0.1", "-7", "1", "0", "2018-02-21", "2018-02-21T13:05:00",
    ]  # fmt: skip


@pytest.mark.parametrize("dimension", ["A1", "A1:B3", "A1:A99999", "nonsense"])
def test_the_stated_dimension_is_not_believed(one_sheet, dimension):
    assert cells(one_sheet(f'<dimension ref="{dimension}"/>{sheet_data([HEADER, *ROWS])}')) == AS_TEXT


def test_the_first_visible_sheet_is_read_and_the_others_are_named(tmp_path):
    old = sheet_data([HEADER, ("P1", 1, 1)])
    sheets = [("old", "hidden", old), ("older", "veryHidden", old), ("data", "visible", sheet_data([HEADER, *ROWS])),
              ("notes", "visible", sheet_data([("x",)]))]  # fmt: skip
    path = write_book(tmp_path / "t.xlsx", sheets)
    assert cells(path) == AS_TEXT
    assert describe(path).other_sheets == ("old (hidden)", "older (hidden)", "notes")
    assert describe(path).notes[0] == "The sheet 'data' is read; not read: old (hidden), older (hidden), notes."
    with pytest.raises(TableError, match=r"no visible sheet \(its sheets: old \(hidden\)\)"):
        read_table(write_book(tmp_path / "h.xlsx", [("old", "hidden", old)]))
    empty = write_book(tmp_path / "e.xlsx", [("cover", "visible", "<sheetData/>"), *sheets])
    with pytest.raises(TableError, match="first visible sheet 'cover' has no text and no number"):
        read_table(empty)


@pytest.mark.parametrize("styles", [
    None,
    "<styleSheet><fills><fill/></fills><cellXfs><xf xfId='99' numFmtId='0'/></cellXfs></styleSheet>",
])  # fmt: skip
def test_faults_of_the_styles_do_no_harm(one_sheet, styles):
    assert cells(one_sheet(styles=styles)) == AS_TEXT


def test_styles_that_cannot_be_read_are_reported_since_dates_would_be_numbers(one_sheet):
    path = one_sheet(styles="<styleSheet><broken>")
    assert cells(path) == AS_TEXT
    assert "dates may appear as numbers" in describe(path).notes[-1]


def test_a_broken_view_and_the_strict_dialect_are_read(one_sheet):
    view = '<sheetViews><sheetView view="bogus" workbookViewId="x"><pane topLeftCell="?"/></sheetView></sheetViews>'
    assert cells(one_sheet(view + sheet_data([HEADER, *ROWS]))) == AS_TEXT
    assert cells(one_sheet(strict=True)) == AS_TEXT


def test_blank_rows_and_columns_before_the_table_are_skipped(one_sheet):
    rows = [(None, *row) for row in (HEADER, *ROWS)]
    path = one_sheet(sheet_data([(None,), ("",), *rows]))
    assert cells(path) == AS_TEXT
    assert [line for line, _ in read_table(path).rows] == [4, 5]
    assert describe(path).header_line == 3
    assert "named in line 3" in describe(path).notes[1]


def test_hidden_rows_and_columns_are_read_and_counted(one_sheet):
    hidden = sheet_data([HEADER, *ROWS], hidden=(2,))
    path = one_sheet(f'<cols><col min="3" max="3" hidden="1"/></cols>{hidden}<autoFilter ref="A1:C3"/>')
    assert cells(path) == AS_TEXT
    assert describe(path).notes[1:] == (
        "1 of 2 rows are hidden by a filter and are read nevertheless: 2.",
        "Hidden columns are read nevertheless: died.",
    )
    assert "hidden in the sheet" in describe(one_sheet(hidden)).notes[1]


def test_merged_cells_and_errors_are_reported(one_sheet):
    rows = [HEADER, ("P1", 1, 1), (None, '<c t="e"><v>#REF!</v></c>', 0)]
    path = one_sheet(f'{sheet_data(rows)}<mergeCells><mergeCell ref="A2:A3"/></mergeCells>')
    assert cells(path)[1] == {"patient_id": "", "months": "#REF!", "died": "0"}
    assert describe(path).notes[1:] == (
        "Of merged cells, only the first has the value; the other cells are empty: A2.",
        "Cells that show an error of the spreadsheet are missing values: B3.",
    )


@pytest.mark.parametrize("ref", ["A2", "A2:?", "?:A3", "?:?", "A2:A3:A4", ""])
def test_merged_cells_with_an_invalid_place_are_passed_over(one_sheet, ref):
    merged = f'<mergeCells><mergeCell ref="{ref}"/><mergeCell ref="$B$2:$C$3"/></mergeCells>'
    path = one_sheet(sheet_data([HEADER, *ROWS]) + merged)
    assert cells(path) == AS_TEXT
    assert describe(path).notes[1:] == (
        "Of merged cells, only the first has the value; the other cells are empty: B2.",
    )  # fmt: skip


def test_no_more_merged_cells_are_stored_than_a_note_needs(one_sheet, monkeypatch):
    monkeypatch.setattr("model.tables.xlsx_file.MOST_MERGED", 2)
    merged = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in (2, 3, 4))
    path = one_sheet(f"{sheet_data([HEADER, *ROWS, ROWS[0]])}<mergeCells>{merged}</mergeCells>")
    assert describe(path).notes[1].endswith("the other cells are empty: A2, A3.")


@pytest.mark.parametrize("formula", [
    "<c><f>1+1</f><v/></c>", "<c><f>1+1</f></c>", '<c><f t="shared" si="0"/><v></v></c>',
])  # fmt: skip
def test_formulas_without_a_value_are_refused_by_place(one_sheet, formula):
    with pytest.raises(TableError, match="has 1 formulas without a stored value: B2"):
        read_table(one_sheet(sheet_data([HEADER, ("P1", formula, 1)])))


def test_a_formula_with_a_value_is_that_value_and_an_empty_text_is_one(one_sheet):
    rows = [HEADER, ("P1", "<c><f>1+1</f><v>2</v></c>", '<c t="str"><f>""</f><v></v></c>')]
    assert cells(one_sheet(sheet_data(rows))) == [{"patient_id": "P1", "months": "2", "died": ""}]


def test_the_text_of_a_formula_stays_text(one_sheet):
    """An id such as 007, or a grade such as 1.0, that a formula gives as text (type "str") is no number."""
    rows = [HEADER, tuple(f'<c t="str"><f>"x"</f><v>{text}</v></c>' for text in ("007", "1.0", "1e3"))]
    assert cells(one_sheet(sheet_data(rows))) == [{"patient_id": "007", "months": "1.0", "died": "1e3"}]


DATES, NUMBERS = (14, 22, 27, 36, 45, 47, 50, 58), (13, 23, 26, 37, 44, 48, 49, 59)


def test_the_built_in_date_formats_are_those_of_the_standard(one_sheet):
    """ECMA-376 part 1, 18.8.30: 14 to 22 and 45 to 47, and of East Asian programs 27 to 36 and 50 to 58."""
    formats = "".join(f'<xf numFmtId="{number}"/>' for number in (*DATES, *NUMBERS))
    styles = f'<styleSheet xmlns="{{main}}"><cellXfs>{formats}</cellXfs></styleSheet>'
    names = tuple(f"f{number}" for number in (*DATES, *NUMBERS))
    path = one_sheet(sheet_data([names, tuple((style, 43152) for style in range(len(names)))]), styles=styles)
    assert list(cells(path)[0].values()) == ["2018-02-21"] * len(DATES) + ["43152"] * len(NUMBERS)


def test_numbers_read_as_their_format_shows_them_where_that_is_an_id(one_sheet):
    rows = [("id", "P", "months", "share", "day"), ((2, 7), (3, 7), (4, 12.5), (6, 0.45), (1, 43152))]
    path = one_sheet(sheet_data(rows))
    assert cells(path) == [{"id": "007", "P": "P07", "months": "12.5", "share": "0.45", "day": "2018-02-21"}]
    assert describe(path).notes[1] == "Numbers with a format such as 000 are read as they are shown (007): id, P."


@pytest.mark.parametrize(("serial", "from_1904", "date"), [
    (1, False, "1900-01-01"), (59, False, "1900-02-28"), (61, False, "1900-03-01"), (43152, False, "2018-02-21"),
    (0, True, "1904-01-01"), (41690, True, "2018-02-21"),
])  # fmt: skip
def test_dates_follow_the_calendar_of_the_workbook(one_sheet, serial, from_1904, date):
    """ECMA-376 part 1, 18.17.4: the 1900 system has a 29 February 1900; 1904 and 1900 are 1462 days apart."""
    book = '<workbookPr date1904="1"/>' if from_1904 else ""
    assert cells(one_sheet(sheet_data([("day",), ((1, serial),)]), book=book)) == [{"day": date}]


def test_shared_texts_are_put_together_without_phonetic_readings(one_sheet):
    strings = ["<t>na</t>", "<r><t>Fall </t></r><r><t>12</t></r>", "<t>A_x0041_</t><rPh><t>phonetic</t></rPh>"]
    data = sheet_data([("a", "b"), ('<c t="s"><v>1</v></c>', '<c t="s"><v>2</v></c>')])
    assert cells(one_sheet(data, strings=strings)) == [{"a": "Fall 12", "b": "AA"}]
    with pytest.raises(TableError, match="refers to text '7', which does not exist"):
        read_table(one_sheet(sheet_data([("a",), ('<c t="s"><v>7</v></c>',)]), strings=strings))


def test_cells_without_places_stand_one_after_the_other(one_sheet):
    text = '<c t="inlineStr"><is><t>{}</t></is></c>'
    rows = [[text.format(name) for name in HEADER], [text.format("P1"), "<c><v>5</v></c>", "<c><v>1</v></c>"]]
    inside = "".join(f"<row>{''.join(row)}</row>" for row in rows)
    assert cells(one_sheet(f"<sheetData>{inside}</sheetData>")) == [{"patient_id": "P1", "months": "5", "died": "1"}]


@pytest.mark.parametrize(("row", "why"), [
    ('<row r="1"/>', "comes after row 1"), ('<row r="2000000"/>', "comes after"),
    ('<row r="2"><c r="A3"/></row>', "A3"),
    ('<row r="2"><c r="XFE2"/></row>', "XFE2"), ('<row r="2"><c r="B2"/><c r="A2"/></row>', "A2"),
])  # fmt: skip
def test_rows_and_cells_out_of_order_are_refused(one_sheet, row, why):
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
    with pytest.raises(TableError, match=why) as told:
        read_table(one_sheet(f"<sheetData>{first}{row}</sheetData>"))
    assert "save it again" in told.value.remedy


def test_a_bomb_is_refused_before_it_is_unpacked(one_sheet, monkeypatch):
    path = one_sheet(f"<sheetData><!--{' ' * 50_000_000}--></sheetData>")
    assert path.stat().st_size < 200_000
    opened, unpack = [], zipfile.ZipFile.open
    monkeypatch.setattr(zipfile.ZipFile, "open",
                        lambda archive, entry: opened.append(entry.filename) or unpack(archive, entry))  # fmt: skip
    with pytest.raises(TableError, match=r"sheet1.xml would unpack from \d+ to 50\d{6} bytes"):
        read_table(path)
    assert "xl/workbook.xml" in opened
    assert "xl/worksheets/sheet1.xml" not in opened


def test_a_directory_that_states_too_little_does_not_help_a_bomb(one_sheet, tmp_path):
    """zipfile unpacks as much as the directory says and then finds the checksum wrong."""
    whole = bytearray(one_sheet(f"<sheetData><!--{' ' * 3_000_000}--></sheetData>").read_bytes())
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    small = bytes(whole).replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    (tmp_path / "lie.xlsx").write_bytes(small)
    with pytest.raises(TableError, match=r"is damaged|not well-formed"):
        read_table(tmp_path / "lie.xlsx")


@pytest.mark.parametrize(("inside", "why"), [
    ("<a>" * 100 + "</a>" * 100, "more than 64 elements"),
    ("<sheetData>", "not well-formed"),
    (f'<sheetData><row r="1"><c t="inlineStr"><is><t>{"ab" * 600_000}</t></is></c></row></sheetData>',
     "text of more than 1000000 characters"),
])  # fmt: skip
def test_xml_that_is_hostile_or_broken_is_refused(one_sheet, inside, why):
    with pytest.raises(TableError, match=why):
        read_table(one_sheet(inside))


def test_elements_without_end_are_refused(one_sheet, monkeypatch):
    monkeypatch.setattr("model.tables.xlsx_parts.MOST_ELEMENTS", 100)
    with pytest.raises(TableError, match="more than 100 elements"):
        read_table(one_sheet("<x/>" * 200))


def test_a_document_type_is_refused_wherever_it_stands(one_sheet):
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"):
        with pytest.raises(TableError, match="has a document type"):
            read_table(one_sheet(more={part: laughs}))


@pytest.mark.parametrize(("parts", "why"), [
    ({"word/document.xml": "<x/>"}, "contains no workbook"),
    ({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "OpenDocument"),
    ({"_rels/.rels": '<r><Relationship Type="x/officeDocument" Target="xl/workbook.bin"/></r>', "xl/workbook.bin": "x"},
     "binary workbook"),
])  # fmt: skip
def test_other_archives_are_named(tmp_path, parts, why):
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    with pytest.raises(TableError, match=why):
        read_table(tmp_path / "x.xlsx")


def test_damaged_archives_are_refused_whatever_byte_is_wrong(one_sheet, tmp_path):
    whole = one_sheet().read_bytes()
    broken = tmp_path / "b.xlsx"
    for at in range(0, len(whole), 23):
        broken.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        found: list = []
        with contextlib.suppress(TableError):
            found = cells(broken)
        assert found in ([], AS_TEXT)
    for length in range(0, len(whole), 97):
        broken.write_bytes(whole[:length])
        with pytest.raises(TableError):
            read_table(broken)


SAMPLE_NAMES = ("good", "dim_A1", "dim_partial_cols", "hidden_first", "empty_fill", "xfid_out", "bad_pane", "strict",
                "blank_first_rows", "blank_first_col", "filtered_rows")  # fmt: skip


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples folder is not here")
@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_the_reported_workbooks_all_hold_the_same_table(name):
    table = read_table(SAMPLES / f"{name}.xlsx")
    assert [row for _, row in table.rows] == cells(SAMPLES / "good.xlsx")
    assert len(table.rows) == 120
    assert table.facts.sheet == ("Sheet" if "blank" in name else "data")
