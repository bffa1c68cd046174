"""Numbers as they are typed in many countries: one reading, or none."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.tables.numbers import AMBIGUOUS, decimal_mark, number_of

GOOD = [
    (".", "12.5", 12.5), (".", "12", 12), (".", "-3.25", -3.25), (".", "\u22123.25", -3.25), (".", "+7", 7),
    (".", "1.815", 1.815), (".", ".5", 0.5), (".", "5.", 5), (".", "1e-3", 0.001), (".", "1.5E+2", 150),
    (".", "1,234.5", 1234.5), (".", "1,234,567", 1234567), (".", "1 234.5", 1234.5), (".", "1'234.5", 1234.5),
    (".", "1\u202f234", 1234), (".", "007", 7), (".", "12345.678", 12345.678),
    (",", "12,5", 12.5), (",", "1,815", 1.815), (",", "0,125", 0.125), (",", "1.815,5", 1815.5),
    (",", "1.234.567", 1234567), (",", "1\u00a0815,25", 1815.25), (",", "12", 12), (",", "1,5E-3", 0.0015),
    ("", "12", 12), ("", "-12", -12),
]  # fmt: skip
"""Decimal mark of the table, text, value by hand."""


@pytest.mark.parametrize(("mark", "text", "value"), GOOD)
def test_a_number_with_one_reading_is_read(mark, text, value):
    assert number_of(text, mark).value == value


@pytest.mark.parametrize(("mark", "text"), [
    (",", "1.815"), (",", "5.5"), (",", "0.25"), (".", "12,5"), (".", "1,815"), (".", "0,5"), ("", "1.815"),
    ("", "1,815"),
])  # fmt: skip
def test_a_number_with_two_readings_is_none(mark, text):
    found = number_of(text, mark)
    assert found.value is None
    assert found.ambiguous


@pytest.mark.parametrize("text", [
    "", "x", "45%", "1_000", "nan", "inf", "1.2.3", "12.05.2019", "1,2,3", "1 23", "1e", "--5", "٣", "１２", "0x10",
    "1e999",
    "12 000 00", "1'23", "2019-05-12", "12.5 months", "<5", ">60", "~3",
])  # fmt: skip
@pytest.mark.parametrize("mark", [".", ","])
def test_what_is_no_number_is_none(text, mark):
    found = number_of(text, mark)
    assert found.value is None
    assert not found.ambiguous
    assert found.fault in ("is not a number", "is too large for a number")


@pytest.mark.parametrize(("cells", "separator", "mark"), [
    (["12,5", "60"], ";", ","), (["12.5", "60"], ",", "."), (["60", "x"], ";", ""), (["12,5", "1.815"], ";", ","),
    (["1.815", "2.010"], ",", "."), (["1.815", "2.010"], "\t", "."), (["1.815", "2.010"], ";", AMBIGUOUS),
    (["1,815", "402"], ";", AMBIGUOUS), (["1,815"], ",", AMBIGUOUS), (["0.815"], ";", "."), (["0,815"], ";", ","),
    (["1,234.5"], ";", "."), (["1.234,5"], ";", ","), (["1,234,567"], ";", "."), (["1,815", "1.815"], ";", AMBIGUOUS),
    (["1,5", "0.5003"], ",", "."), (["1,5", "0.5003"], ";", ","), (["T1,5", "a.b"], ";", ""),
    (["1.815", "1234.567"], ";", "."),
])  # fmt: skip
def test_the_decimal_mark_is_told_by_numbers_that_leave_no_choice(cells, separator, mark):
    assert decimal_mark(cells, separator) == mark


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_python_writes_comes_back(value):
    text = repr(value)
    assert number_of(text).value == value
    assert number_of(text.replace(".", ","), ",").value == value


@given(st.integers(-(10**12), 10**12), st.sampled_from([" ", "'", "\u00a0", "\u202f"]), st.sampled_from([".", ","]))
def test_thousands_are_put_together(whole, sign, mark):
    assert number_of(f"{whole:,}".replace(",", sign) + f"{mark}5", mark).value == whole + math.copysign(0.5, whole)


@given(st.text(max_size=12) | st.text("0123456789.,+-e '", max_size=12))
def test_no_text_is_two_numbers(text):
    """What tables with dots and tables with commas both read is the same number."""
    dot, comma = number_of(text, ".").value, number_of(text, ",").value
    assert None in (dot, comma) or dot == comma


@given(st.lists(st.integers(1, 999_999).map(lambda n: f"{n / 100:.2f}".replace(".", ",")), min_size=1))
def test_a_table_of_decimal_commas_is_found_out(cells):
    assert decimal_mark(cells, ";") == ","
