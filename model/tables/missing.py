"""Words for an unknown value: whether the text of a cell is one, and how often each stands in a column."""

from collections import Counter
from collections.abc import Iterable, Mapping

_WORDS = frozenset({
    "na", "n/a", "n.a.", "#n/a", "<na>", "nan", "null", "nil", "missing", "unknown", "unk", "not known",
    "not reported", "not available", "not applicable", "not evaluated", "not recorded", "not stated", "unspecified",
    "[not available]", "[not applicable]", "[not evaluated]", "[unknown]", "[discrepancy]",
    "'--", "--", "---", "-", "\u2013", "\u2014", ".", "?", "??",
    "unbekannt", "keine angabe", "k.a.", "k. a.", "fehlt",
})  # fmt: skip
"""Lower case. R writes NA, pandas nan, SAS and Stata a dot, the GDC portal '-- and Not Reported, TCGA the words in
square brackets. "None" is not among them: it is an answer ("lymphocytes: none")."""
_ERRORS = ("#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#getting_data")
"""What a spreadsheet shows in place of a result."""


def is_missing(text: str) -> bool:
    """Whether a cell is empty, holds a word for unknown, or an error of the spreadsheet."""
    word = text.strip().casefold()
    return not word or word in _WORDS or word in _ERRORS


def why_missing(text: str) -> str:
    """What follows the column's name: "is empty", "'NA' means unknown"."""
    return f"{text!r} means unknown" if text.strip() else "is empty"


def known(text: str) -> str:
    """The text, "" where it means unknown."""
    return "" if is_missing(text) else text


def missing_note(rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> tuple[str, ...]:
    """One sentence that lists the words for unknown in `columns` and how often each stands there; none: nothing."""
    counts: dict[str, Counter[str]] = {column: Counter() for column in dict.fromkeys(columns)}
    for cells in rows:
        for column, words in counts.items():
            text = cells.get(column, "")
            if text and is_missing(text):
                words[text] += 1
    found = [
        f"{column}: {', '.join(f'{word} ({count})' for word, count in sorted(words.items()))}"
        for column, words in counts.items()
        if words
    ]
    return (f"Words for unknown are missing values: {'; '.join(found)}.",) if found else ()
