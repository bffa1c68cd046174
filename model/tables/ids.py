"""Convert the text of cells to ids of patients and cases, by the same rules everywhere.

1. An id is text. Leading zeros and the case of letters matter: 007 is not 7, and p1 is not P1.
2. A number whose decimals are all zero is a whole number: 123.0 is 123, because some programs write it so.
3. If the number format of a workbook cell shows leading zeros, they belong to the id: 7 shown as 007 is 007.
4. Two ids that are the same number in different spellings (7 and 007) are refused, because they may mean one person.
5. A number that a spreadsheet has rounded is not a valid id: 1.23E+11, or more than 15 digits in a workbook.
6. Invisible characters at the ends of a text are ignored; an id with such a character inside is invalid.
"""

import re
from collections.abc import Iterable

_WHOLE = re.compile(r"(\d+)[.,]0+", re.ASCII)
_ROUNDED = re.compile(r"\d[.,]\d+[eE]\+?\d+|\d[eE]\+\d+", re.ASCII)
"""Matches rounded numbers, but not 1E10, which may be an id."""


def clean_id(text: str) -> str:
    """Return the id that a cell with this text contains."""
    text = " ".join(text.split())
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def id_fault(text: str) -> str:
    """Return why the text of a cell is not a valid id, or "" if it is valid.

    The reason completes a sentence that starts with the text of the cell: "is a number that a spreadsheet has rounded
    ...".
    """
    if _ROUNDED.fullmatch(text.strip()):
        return "is a number that a spreadsheet has rounded: format the column as text, and enter the id again"
    if not text.isprintable():
        return "contains an invisible character: enter the id again"
    return ""


def near_ids(lines: Iterable[tuple[int, str]], known: Iterable[str] = ()) -> tuple[tuple[int, str], ...]:
    """Return the line and the fault of each id that is another spelling of an earlier id, such as 007 after 7.

    Earlier ids come from earlier lines or from the `known` ids of the study.
    """
    first: dict[str, tuple[str, str]] = {}
    for text in known:
        first.setdefault(_plain(text), ("of the study", text))
    faults = []
    for line, text in lines:
        plain = _plain(text)
        if plain.isascii() and plain.isdigit():
            where, other = first.setdefault(plain, (f"in line {line}", text))
            if other != text:
                faults.append((line, f"{text!r} and {other!r} {where} are the same number written in two ways"))
    return tuple(faults)


def _plain(text: str) -> str:
    return clean_id(text).lstrip("0") or "0"
