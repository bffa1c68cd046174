"""Names may contain anything: they reach files, terminals and logs without what controls these."""

import pytest

from model.base.printable import indented, on_one_line, printable, without_controls


def test_bytes_that_are_not_utf_8_are_escaped():
    assert printable("a\udcff") == "a\\udcff"
    assert printable("Süß 漢") == "Süß 漢"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("gone\rfine", "gone\\rfine"),
        ("a\x08b\x7f\x00", "a\\x08b\\x7f\\x00"),
        ("\x9b31m", "\\x9b31m"),
        ("case\u202egnp.exe", "case\\u202egnp.exe"),
        ("\u2066a\u2069", "\\u2066a\\u2069"),
        ("a\tb\nc", "a\tb\nc"),
        ("Müller 漢字 é", "Müller 漢字 é"),
    ],
)
def test_what_controls_a_terminal_is_escaped(text, shown):
    assert without_controls(text) == shown


def test_a_name_stays_within_its_line_or_its_entry():
    assert on_one_line("a.png\nDone.\x1b") == "a.png\\nDone.\\x1b"
    assert indented("failed\n2026-01-01 done\n") == "failed\n    2026-01-01 done\n    "
