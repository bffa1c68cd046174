"""Typed numbers: a decimal point and a decimal comma in every language, or a reason for the refusal."""

import pytest

from app.language.text import use
from app.language.typed import typed_number, why_not


@pytest.fixture(params=[".", ","])
def mark_of_the_language(request):
    use(lambda source, number: source, decimal_point=request.param)
    yield request.param
    use(None)


@pytest.mark.parametrize(
    ("text", "number"),
    [("0.25", 0.25), ("0,25", 0.25), (" 1 ", 1.0), (".5", 0.5), (",5", 0.5), ("−0,5", -0.5), ("0,286", 0.286),
     ("", None), ("abc", None), ("1,2,3", None), ("1e9", None), ("1.000,5", None), ("nan", None)],
)  # fmt: skip
def test_both_marks_are_read_in_every_language(mark_of_the_language, text, number):
    assert typed_number(text) == number


def test_a_mark_that_may_separate_thousands_is_refused_with_the_unambiguous_form(mark_of_the_language):
    other = "," if mark_of_the_language == "." else "."
    assert typed_number(f"1{mark_of_the_language}500") == 1.5
    assert typed_number(f"1{other}500") is None
    assert f"write 1{mark_of_the_language}500," in why_not(f"1{other}500", 0, 5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("0,5", ""), ("", "Enter a number"), ("abc", "abc is not a number"), ("40", "outside the range of 0.01 to 20")],
)
def test_the_reason_of_a_refusal_is_stated(text, reason):
    said = why_not(text, 0.01, 20)
    assert reason in said
    assert bool(said) == bool(reason)


def test_a_whole_number_has_no_fraction():
    assert why_not("224", 1, 8192, whole=True) == ""
    assert "whole number" in why_not("224,5", 1, 8192, whole=True)
