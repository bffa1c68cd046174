"""CSV files of many programs: encoding, separator and shape are found out, or the file is refused."""

import os

import pytest

from model.base.errors import StudyError, TableError
from model.tables.limits import LONGEST_LINE, MOST_BYTES, MOST_COLUMNS
from model.tables.read import describe, read_table

TEXT = "id,größe,died\nMüller,12.5,1\nB,60,0\n"
ROWS = [{"id": "Müller", "größe": "12.5", "died": "1"}, {"id": "B", "größe": "60", "died": "0"}]


@pytest.fixture
def write(tmp_path):
    def make(data, name="t.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return make


def cells(path):
    return [row for _, row in read_table(path).rows]


@pytest.mark.parametrize(("data", "name"), [
    (TEXT.encode(), "UTF-8"), (TEXT.encode("utf-8-sig"), "UTF-8 with byte order mark"),
    (TEXT.encode("utf-16"), "UTF-16"),
    (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"), (TEXT.encode("utf-16-le"), "UTF-16 without byte order mark"),
    (TEXT.encode("utf-16-be"), "UTF-16 without byte order mark"), (TEXT.encode("utf-32"), "UTF-32"),
    (TEXT.encode("cp1252"), "Windows-1252"),
])  # fmt: skip
def test_the_encoding_is_found_out(write, data, name):
    path = write(data)
    assert cells(path) == ROWS
    assert describe(path).encoding == name


def test_an_encoding_that_is_taken_for_granted_is_reported_with_its_signs(write):
    assert describe(write(TEXT.encode("cp1252"))).notes == (
        "The file is not in UTF-8; it is read as Windows-1252. Check that these characters are right: öß",
    )
    many = describe(write("a,b\nÀÁÂÃÄÅÆÇÈÉÊËÀ,1\nÿ,2\n".encode("cp1252"))).notes[0]
    assert many.endswith(": ÀÁÂÃÄÅÆÇÈÉ"), "the first ten different ones of the first line that has any"
    with pytest.raises(TableError, match=r"not a table in UTF-8 or Windows-1252 \(byte 2\)"):
        read_table(write(b"a,\x81\n1,2\n"))


@pytest.mark.parametrize(("text", "separator"), [
    ("a,b\n1,2\n", ","), ("a;b\n1,5;2\n", ";"), ("a\tb\n1,5\t2\n", "tab"), ("a|b\n1|2\n", "|"), ("a\n1\n", ""),
    ('a;"b, with, commas"\n1;2\n', ";"), ("months;risk (0,1)\n12,5;0,3\n6,5;0,2\n", ";"), ("\n;;\na;b;\n1;2;\n", ";"),
    ("a,b;c\n1,2\n3,4\n", ","), ('a,b\n"x; y; z",2\n', ","), ("sep=;\na;b\n1;2\n", ";"),
    ('"sep=|"\r\na|b\r\n1|2\r\n', "|"),
])  # fmt: skip
def test_the_separator_is_the_one_that_parts_all_lines_alike(write, text, separator):
    facts = describe(write(text))
    assert facts.separator == separator
    assert facts.columns[0] in ("a", "months")


def test_two_separators_that_fit_alike_are_refused_with_a_remedy(write):
    with pytest.raises(TableError, match=r"separated by , or ;") as told:
        read_table(write("a,b;c\n1,2;3\n"))
    assert "sep=;" in told.value.remedy
    assert cells(write("sep=;\na,b;c\n1,2;3\n")) == [{"a,b": "1,2", "c": "3"}]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_system_ends_them_and_are_numbered_as_an_editor_does(write, ending):
    text = 'a,b\n1,2\n\n"x\ny",3\n4,5'.replace("\n", ending)
    table = read_table(write(text))
    assert [line for line, _ in table.rows] == [2, 5, 6]
    assert table.rows[1][1]["a"].splitlines() == ["x", "y"]


def test_blank_rows_and_columns_before_the_table_are_skipped(write):
    path = write(",,\n\n,a,b\n,1,2\n,,\n,3,4\n")
    assert cells(path) == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]
    assert (describe(path).header_line, describe(path).rows, describe(path).columns) == (3, 2, ("a", "b"))


def test_columns_without_a_name_are_counted(write):
    """pandas and R write the numbers of rows into a first column without a name."""
    path = write(',a,b\n0,1,2\n1,3,4\n')
    assert cells(path) == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]
    assert describe(path).notes == ("Column A has no name and is not used (2 cells).",)


def test_short_rows_end_empty_and_are_counted_and_long_rows_are_refused(write):
    path = write("a,b,c\n1,2\n3,4,5\n6\n")
    assert cells(path)[0] == {"a": "1", "b": "2", "c": ""}
    note = "2 rows have fewer cells than the header; the missing cells count as empty: lines 2, 4."
    assert describe(path).notes == (note,)
    assert cells(write("a,b\n1,2,,\n")) == [{"a": "1", "b": "2"}], "empty cells beyond the header are no cells"
    with pytest.raises(TableError) as told:
        read_table(write("a,b\n1,2\n" + "1,2,3\n" * 50))
    assert told.value.faults[:2] == ("line 3 has more cells than the header", "line 4 has more cells than the header")
    assert told.value.faults[-1] == "and 10 more lines"


@pytest.mark.parametrize(("data", "why"), [
    (b"", "is empty"), (b"\n,,\n", "is empty"), (b"a,b\n", "has no rows"), (b"a,b\n,\n", "has no rows"),
    (b"a,a\n1,2\n", "has faults"), (b"a,b\n1,\x002\n", "null bytes"), (b"\0" * 100, "null bytes"),
    (b'a,b\n"1,2\n', "line 2"),
    (b'a,b\n"1"x,2\n', "not a CSV table"), (b"<html><table>", "web page"),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 50, "old Excel"),
])  # fmt: skip
def test_what_is_no_table_is_refused(write, data, why):
    with pytest.raises(TableError, match=why) as told:
        read_table(write(data))
    assert told.value.remedy


def test_the_number_of_cells_of_all_lines_together_is_limited(write, monkeypatch):
    monkeypatch.setattr("model.tables.csv_file.MOST_CELLS", 9)
    assert len(cells(write("a,b,c\n1,2,3\n4,5,6\n"))) == 2
    with pytest.raises(TableError, match="3 columns in line 4, 12 cells so far") as told:
        read_table(write("a,b,c\n1,2,3\n4,5,6\n7,8,9\n"))
    assert told.value.remedy


def test_hostile_sizes_are_refused_before_they_fill_the_memory(tmp_path, write):
    large = tmp_path / "large.csv"
    large.touch()
    os.truncate(large, MOST_BYTES + 1)
    with pytest.raises(TableError, match="more than 100 MB"):
        read_table(large)
    assert MOST_BYTES == 100_000_000
    with pytest.raises(TableError, match=f"Line 2 of t.csv has more than {LONGEST_LINE} characters"):
        read_table(write("a,b\n" + "x" * (LONGEST_LINE + 1)))
    with pytest.raises(TableError, match=f"{MOST_COLUMNS + 1} columns"):
        read_table(write("a," * MOST_COLUMNS + "\n"))
    with pytest.raises(TableError, match="field larger than field limit"):
        read_table(write(f"a,b\n{'x' * 140_000},1\n"))


def test_paths_that_are_no_files_are_refused(tmp_path):
    with pytest.raises(TableError, match="it is not a regular file"):
        read_table(tmp_path)
    with pytest.raises(TableError, match="No such file"):
        read_table(tmp_path / "none.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(TableError, match="it is not a regular file"):
        read_table(tmp_path / "pipe.csv")


def test_the_caller_gets_its_own_kind_of_error_and_an_absolute_path(write, monkeypatch):
    path = write("a\n1\n")
    monkeypatch.chdir(path.parent)
    assert read_table(type(path)("t.csv")).path == path
    with pytest.raises(StudyError, match="has no rows"):
        read_table(write("a\n"), StudyError)


def test_a_workbook_is_known_by_its_content(write):
    with pytest.raises(TableError, match="despite its suffix, it is not an XLSX workbook"):
        read_table(write("a,b\n1,2\n", "t.xlsx"))


@pytest.mark.parametrize(("text", "mark", "value"), [
    ("a;b\n12,5;1\n", ",", 12.5), ("a,b\n12.5,1\n", ".", 12.5), ("a\tb\n12,5\t1\n", ",", 12.5),
    ('a,b\n"12,5",1\n', ",", 12.5),
    ("a;b\n12.5;1\n", ".", 12.5), ("a;b\n1.815;402\n", "ambiguous", None), ("a;b\nx;y\n", "none seen", None),
])  # fmt: skip
def test_one_rule_finds_the_decimal_mark_whatever_the_separator(write, text, mark, value):
    table = read_table(write(text))
    assert table.facts.decimal_mark == mark
    assert table.number(table.rows[0][1]["a"]).value == value
