"""CSV files whose texts no spreadsheet program runs as formulas."""

import csv
import io

import pytest

from model.base.csv_writer import CsvDictWriter, CsvWriter, own_text, safe_cell
from model.tables.trimming import plain_cell


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "+x"])
def test_a_formula_becomes_text_and_is_read_back(text):
    assert safe_cell(text) == f"'{text}"
    assert own_text(f"'{text}") == text


@pytest.mark.parametrize("value", ["-0.5", "+3", "-", "--", "-1e-7", "-inf", "a=b", "", "'quoted'", -0.5, None, 3])
def test_numbers_and_other_texts_stay(value):
    assert safe_cell(value) == value


def test_a_name_that_is_no_text_is_written_readably():
    assert safe_cell("na\udcffme.png") == "na\\udcffme.png"


def test_the_reader_of_tables_takes_the_apostrophe_away():
    assert plain_cell("'=1+1") == "=1+1"
    assert plain_cell("'s-Gravenhage") == "'s-Gravenhage"
    assert plain_cell("'--") == "'--"


def test_rows_columns_and_missing_values():
    stream = io.StringIO()
    CsvWriter(stream).writerows([["=a", None, -1], ["b, c", 2.5, "+1"]])
    writer = CsvDictWriter(stream, ["@name", "n"], "\r\n")
    writer.writeheader()
    writer.writerows([{"@name": "=x", "n": None}, {"n": -2, "other": 1}])
    text = stream.getvalue()
    assert text.endswith("\r\n'=x,\r\n,-2\r\n")
    assert list(csv.reader(io.StringIO(text))) == [
        ["'=a", "", "-1"],
        ["b, c", "2.5", "+1"],
        ["'@name", "n"],
        ["'=x", ""],
        ["", "-2"],
    ]
