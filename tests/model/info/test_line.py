"""Reports as text: titles, texts and sizes in bytes."""

import pytest

from model.info.line import Line, bytes_text, listed, one_line


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1 kB"), (1_938_955, "1.94 MB"), (999_600, "1 MB"),
     (999_400_000, "999 MB"), (10**10, "10 GB"), (2 * 10**12, "2000 GB")],
)  # fmt: skip
def test_bytes_in_text(count: int, text: str) -> None:
    assert bytes_text(count) == text


def test_a_title_stands_once() -> None:
    assert listed("notes", ("a", "b")) == (Line("notes", "a"), Line("", "b"))
    assert listed("notes", ()) == ()


def test_accents_and_other_scripts_stay() -> None:
    assert one_line("Gewebe λ 組織 é µm/px") == "Gewebe λ 組織 é µm/px"


def test_control_signs_become_escapes() -> None:
    assert one_line("a\tb\r\nc\x1b]0;x\x07\x9b") == "a b c\\x1b]0;x\\x07\\x9b"
