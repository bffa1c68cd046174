"""What cells of an event column mean, and which words mean that nothing is known."""

import pytest

from model.tables.codes import (
    absent_value_fault,
    codes_fault,
    event_of,
    example_value,
    is_value,
    need_statement,
    values_of,
)
from model.tables.missing import is_missing, known_texts, missing_note, why_missing


@pytest.mark.parametrize(("texts", "event"), [
    (("1", "1.0", "01", "TRUE", "yes", "Dead", "DECEASED", "died", "1:DECEASED"), True),
    (("0", "0.0", "False", "no", "Alive", "living", "censored", "0:LIVING"), False),
    (("2", "-1", "x", "0.5", "9", "lost", "1:LIVING", "10", "", "NA", "١", "9" * 5000), None),
])  # fmt: skip
def test_only_plain_codes_and_words_are_understood(texts, event):
    assert [event_of(text) for text in texts] == [event] * len(texts)


@pytest.mark.parametrize(("texts", "unclear", "example"), [
    ("0101", "", "1"), ("1111", "", "1"), (["Dead", "Alive", "'--", "NA"], "", "1"), ("1122", "2 (2)", "2"),
    ("0012", "2 (1)", "2"), (["1", "9", "10"], "10 (1), 9 (1)", "10"), (["A", "D", "D"], "D (2), A (1)", "VALUE"),
    (["ja", "nein", "nein"], "nein (2), ja (1)", "VALUE"), (["0/1", "1", "9"], "0/1 (1), 9 (1)", "9"),
])  # fmt: skip
def test_codes_without_a_statement_are_a_fault_that_lists_them(texts, unclear, example):
    fault = codes_fault("status", texts)
    assert (f"not stated: {unclear};" in fault) if unclear else fault == ""
    assert ("R, 1 often means censored" in fault) == (set(texts) == {"1", "2"})
    assert example_value(texts) == example


def test_numbers_that_are_no_events_are_told_from_other_text():
    assert need_statement(["1", "2"])
    assert need_statement(["0", "1", "-9"])
    assert not need_statement(["1", "perhaps", "NA"])


def test_words_of_which_none_is_understood_need_a_statement_and_a_single_slip_does_not():
    assert need_statement(["ja", "nein", "NA"])
    assert not need_statement(["dead", "deda", "alive"])
    assert not need_statement(["perhaps"])
    assert not need_statement(["NA", ""])


def test_a_value_that_no_row_has_is_a_fault_that_lists_those_there_are():
    texts = ["other", "PCM", "PCM", "", "NA"]
    assert absent_value_fault("cause", "pcm", texts) == ""
    assert absent_value_fault("cause", "PCMM", texts) == (
        "No row has 'PCMM' in the column 'cause'. The values of this column are: PCM (2), other (1)."
    )
    many = absent_value_fault("x", "y", [f"v{number}" for number in range(50)])
    assert many.endswith("v19 (1) and 38 more.")


def test_values_are_the_same_whatever_a_program_writes():
    assert is_value("1.0", "1")
    assert is_value("Dead", "dead")
    assert is_value("yes", "1")
    assert not is_value("10", "1")
    assert not is_value("", "1")
    assert values_of(["b", "a", "b", "'--"]) == {"b": 2, "a": 1}


@pytest.mark.parametrize("word", [
    "", " ", "NA", "n/a", "NaN", "'--", "--", "-", ".", "?", "Not Reported", "UNKNOWN", "[Not Available]", "#N/A",
    "#REF!",
    "null", "\u2013",
])  # fmt: skip
def test_words_for_unknown(word):
    assert is_missing(word)
    assert event_of(word) is None
    assert why_missing(word) == ("is empty" if not word.strip() else f"{word!r} means unknown")


@pytest.mark.parametrize("word", ["none", "no", "0", "x", "+", "Nathan", "-1", "..", "alive", "Not applicable here"])
def test_words_that_say_something(word):
    assert not is_missing(word)


def test_a_minus_beside_a_plus_is_an_answer():
    assert known_texts(["+", "-", "NA"]) == ["+", "-", ""]
    assert known_texts(["1", "-", "NA"]) == ["1", "", ""]
    rows = [{"er": "+", "age": "-"}, {"er": "-", "age": "NA"}, {"er": "", "age": "NA"}]
    assert missing_note(rows, ["er", "age"]) == ("Words for unknown count as missing values: age: - (1), NA (2).",)
    assert missing_note(rows, ["er"]) == ()
