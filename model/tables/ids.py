"""Convert the text of cells to ids of patients and cases, by one set of rules.

1. An id is text. Leading zeros and the case of letters count: 007 is not 7, p1 is not P1.
2. A number with only zeros after its decimal mark is the whole number: 123.0 is 123, since some programs write it so.
3. A number in a workbook whose format shows leading zeros is the id that is shown: 7 shown as 007 is 007.
4. Two ids that are the same number in two spellings (7 and 007) are refused, since they may be one person.
5. A number that a spreadsheet has rounded (1.23E+11, or one of more than 15 digits in a workbook) is not an id.
6. Invisible characters are ignored at the ends of a text; within it, they make it invalid as an id.
"""

import re
from collections.abc import Iterable

_WHOLE = re.compile(r"(\d+)[.,]0+", re.ASCII)
_ROUNDED = re.compile(r"\d[.,]\d+[eE]\+?\d+|\d[eE]\+\d+", re.ASCII)
"""Not 1E10, which may be an id."""


def clean_id(text: str) -> str:
    """Return the id of a cell."""
    text = " ".join(text.split())
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def id_fault(text: str) -> str:
    """Return why the text of a cell is not an id, to follow the quoted text; "" if it is one."""
    if _ROUNDED.fullmatch(text.strip()):
        return "is a number that a spreadsheet has rounded: format the column as text, and enter the id again"
    if not text.isprintable():
        return "has a mark in it that cannot be seen: enter the id again"
    return ""


def near_ids(lines: Iterable[tuple[int, str]], known: Iterable[str] = ()) -> tuple[tuple[int, str], ...]:
    """Return line and fault of each id that is another spelling of an earlier number.

    The earlier number is in an earlier line or among the `known` ids.
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
                faults.append((line, f"{text!r} and {other!r} {where} are one number written in two ways"))
    return tuple(faults)


def _plain(text: str) -> str:
    return clean_id(text).lstrip("0") or "0"
