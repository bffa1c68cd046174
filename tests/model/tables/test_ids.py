"""Ids by one rule: text, without the decimals that programs add; spellings of one number are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.tables.ids import clean_id, id_fault, near_ids


@pytest.mark.parametrize(("text", "found"), [
    ("007", "007"), ("7", "7"), ("123.0", "123"), ("1.0", "1"), ("1,00", "1"), ("007.0", "007"), ("1.50", "1.50"),
    (" P 1 ", "P 1"), ("P1.0", "P1.0"), ("1.2.0", "1.2.0"), ("-1.0", "-1.0"), ("0.0", "0"), ("p1", "p1"),
])  # fmt: skip
def test_an_id_is_its_text(text, found):
    assert clean_id(text) == found
    assert clean_id(found) == found, "an id that is clean stays as it is"


@given(st.integers(0, 10**15))
def test_a_whole_number_has_one_id_however_a_program_writes_it(number):
    assert {clean_id(text) for text in (f"{number}", f"{number}.0", f"{number},000", f" {number} ")} == {f"{number}"}


@given(st.text(max_size=20))
def test_nothing_but_blanks_and_decimals_is_taken_off(text):
    found = clean_id(text)
    assert "".join(text.split()).startswith("".join(found.split()))


def test_spellings_of_one_number_are_faults_in_the_table_and_against_the_study():
    lines = [(2, "007"), (3, "8"), (4, "7"), (5, "007"), (6, "P07"), (7, "P7")]
    assert near_ids(lines) == ((4, "'7' and '007' in line 2 are the same number written in two ways"),)
    (fault,) = near_ids([(2, "123")], ["123.0"])
    assert fault == (2, "'123' and '123.0' of the study are the same number written in two ways")
    assert near_ids([(2, "123")], ["123", "0"]) == ()


@pytest.mark.parametrize(("text", "bad"), [
    ("1.23E+11", True), ("1,23E+11", True), ("1E+11", True), ("1.2345678901234568e+16", True), ("1E10", False),
    ("12E5", False), ("TCGA-01", False), ("12.5", False),
])  # fmt: skip
def test_ids_that_a_spreadsheet_has_rounded_are_none(text, bad):
    assert bool(id_fault(text)) is bad
