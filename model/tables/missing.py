"""Recognise cells whose text means "unknown", and count these cells by column."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

_WORDS = frozenset({
    "na", "n/a", "n.a.", "#n/a", "<na>", "nan", "\\n", "null", "nil", "missing", "unknown", "unk", "not known",
    "not reported", "not available", "not applicable", "not evaluated", "not recorded", "not stated", "unspecified",
    "[not available]", "[not applicable]", "[not evaluated]", "[unknown]", "[discrepancy]",
    "'--", "--", "---", "-", "\u2013", "\u2014", ".", "?", "??",
    "unbekannt", "keine angabe", "k.a.", "k. a.", "fehlt",
})  # fmt: skip
"""Words that mean "unknown", in lower case.

R writes NA, pandas writes nan, and SAS and Stata write a dot. MySQL writes \\N, and the GDC portal writes '-- and Not
Reported. TCGA uses the words in square brackets. "None" is not included, because it can be an answer ("lymphocytes:
none")."""
_ERRORS = ("#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#getting_data")
"""Texts that spreadsheet programs show when a formula fails, in lower case."""


def is_missing(text: str) -> bool:
    """Return whether a cell is empty, contains a word for "unknown", or shows a spreadsheet error."""
    word = text.strip().casefold()
    return not word or word in _WORDS or word in _ERRORS


def why_missing(text: str) -> str:
    """Return why a cell is missing: "is empty", or "'NA' means unknown".

    The reason completes a sentence that starts with the name of the column.
    """
    return f"{text!r} means unknown" if text.strip() else "is empty"


def known_texts(texts: Sequence[str]) -> list[str]:
    """Return the texts of a column. Every text that means "unknown" is replaced by "".

    If the column contains plus signs, a minus sign means "negative" and is not replaced.
    """
    signs = any(text.startswith("+") for text in texts)
    return [text if signs and text == "-" else "" if is_missing(text) else text for text in texts]


def missing_note(rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> tuple[str, ...]:
    """Return a sentence that lists the words for "unknown" in `columns` with their counts, or () if there are none."""
    rows = tuple(rows)
    found = []
    for column in dict.fromkeys(columns):
        texts = [cells.get(column, "") for cells in rows]
        lost = Counter(text for text, known in zip(texts, known_texts(texts), strict=True) if text and not known)
        if lost:
            found.append(f"{column}: {', '.join(f'{word} ({count})' for word, count in sorted(lost.items()))}")
    return (f"Words for unknown count as missing values: {'; '.join(found)}.",) if found else ()
