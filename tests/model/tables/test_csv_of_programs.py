"""CSV files as R, SAS, databases, old systems and web pages leave them."""

import pytest

from model.base.errors import TableError
from model.tables.ids import id_fault
from model.tables.missing import is_missing
from model.tables.read import describe, read_table


@pytest.fixture
def write(tmp_path):
    def make(text):
        path = tmp_path / "t.csv"
        path.write_bytes(text.encode())
        return path

    return make


def cells(path):
    return [list(row.values()) for _, row in read_table(path).rows]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_stated_separator_ends_like_any_other_line(write, line, ending):
    path = write(f"{line}\nid;x\nP1;1,5\n".replace("\n", ending))
    table = read_table(path)
    assert [(number, list(row.values())) for number, row in table.rows] == [(3, ["P1", "1,5"])]
    assert table.facts.separator == ";"
    assert table.notes == ()  # the line with the separator is not blank, and is no matter


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\u00a0", " \u200b ", "\u2060\u200e"])
def test_marks_that_cannot_be_seen_make_no_other_patient(write, mark):
    assert cells(write(f"id{mark},x\n{mark}P1{mark},{mark}1\n")) == [["P1", "1"]]
    assert describe(write(f"id{mark},x\nP1,1\n")).columns == ("id", "x")


def test_a_mark_within_an_id_that_cannot_be_seen_is_a_fault():
    assert "invisible character" in id_fault("P\u200b1")
    assert not id_fault("P 1")
    assert not id_fault("Mäx-7")


def test_text_that_is_written_as_a_formula_to_keep_its_zeros_is_that_text(write):
    assert cells(write('id,x\n="007",1\n"=""008""",2\n=1+1,3\n')) == [["007", "1"], ["008", "2"], ["=1+1", "3"]]


def test_the_end_of_a_dos_file_is_no_row(write):
    assert cells(write("id,x\nP1,3\n\x1a")) == [["P1", "3"]]


def test_the_null_of_a_database_is_a_missing_value():
    assert is_missing("\\N")


def test_a_cell_that_goes_over_several_lines_is_reported_since_a_stray_quotation_mark_does_the_same(write):
    path = write('id,"no\nte",x\nP1,"a,1\nP2,b",2\nP3,c,3\n')
    assert cells(path) == [["P1", "a,1\nP2,b", "2"], ["P3", "c", "3"]]
    (note,) = describe(path).notes
    assert note.startswith("1 row has a cell with a line break; the ends are in lines 4.")


@pytest.mark.parametrize(("text", "mark", "value"), [
    ("id;n\nP1;1\u202f234,5\n", ",", 1234.5), ("id;n\nP1;1 234,5\n", ",", 1234.5), ("id;n\nP1;1'234.5\n", ".", 1234.5),
    ("id;n\nP1;12, 13\n", "none seen", None),
])  # fmt: skip
def test_a_number_with_parted_thousands_shows_the_decimal_mark(write, text, mark, value):
    table = read_table(write(text))
    assert table.facts.decimal_mark == mark
    assert table.number(table.rows[0][1]["n"]).value == value


def test_a_comment_above_the_header_is_named_in_the_remedy(write):
    with pytest.raises(TableError) as caught:
        read_table(write("# exported by me\nid,x\nP1,1\n"))
    assert "title or a comment" in caught.value.remedy
