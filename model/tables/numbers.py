"""Parse numbers as people and spreadsheet programs write them, with the decimal mark that the table uses.

A text is accepted only if it has exactly one meaning. In a table with decimal commas, `1.815` may be 1815 or a typing
error for 1,815, so it is refused as ambiguous. For the same reason `1,815` is ambiguous in a table with decimal dots.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

AMBIGUOUS = "ambiguous"
_EXPONENT = r"(?:[eE][+-]?\d{1,3})?"
_SPACES = " \u00a0\u2009\u202f'\u2019"
"""Characters that can only separate thousands: several kinds of spaces, and the apostrophes used in Switzerland."""
_MARKED = re.compile(rf"[+-]?(?=.*\d)[\d.,{_SPACES}]*[.,][\d.,{_SPACES}]*" + _EXPONENT, re.ASCII)
"""Matches numbers with at least one dot or comma. Other characters may separate thousands."""
_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
"""Matches numbers with one dot or comma before exactly three digits. This mark may separate thousands or be the decimal
mark."""


def _pattern(mark: str, thousands: str) -> re.Pattern[str]:
    """Return the pattern of numbers with the decimal mark `mark`. `thousands` is the mark that may separate thousands.

    Both are a dot or a comma. A number matches only if all its thousands separators are the same character.
    """
    whole = rf"\d+|[1-9]\d{{0,2}}(?P<sign>[{_SPACES}{thousands}])\d{{3}}(?:(?P=sign)\d{{3}})*"
    return re.compile(rf"[+-]?(?:(?:{whole})(?:{re.escape(mark)}\d*)?|{re.escape(mark)}\d+){_EXPONENT}", re.ASCII)


_NUMBERS = {".": _pattern(".", ","), ",": _pattern(",", ".")}
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)


@dataclass(frozen=True)
class Number:
    """A parsed number. If it is valid, `value` is finite. Otherwise `value` is None, and `fault` states why.

    `fault` completes a sentence ("is not a number").
    """

    value: float | None
    fault: str = ""

    @property
    def ambiguous(self) -> bool:
        return self.fault.startswith("is ambiguous")


def number_of(text: str, mark: str = ".") -> Number:
    """Return the number in `text`. `mark` is the decimal mark of the table, or "" if it is unknown."""
    text = text.strip().replace("\u2212", "-")
    found = _NUMBERS[mark].fullmatch(text) if mark else _INTEGER.fullmatch(text)
    if found is None:
        unclear = any(pattern.fullmatch(text) for pattern in _NUMBERS.values())
        return Number(None, _ambiguous(text, mark) if unclear else "is not a number")
    if mark and _GROUP.fullmatch(text) and mark not in text:
        return Number(None, _ambiguous(text, mark))
    plain = re.sub(f"[{_SPACES}{',' if mark == '.' else '.' if mark else ''}]", "", text)
    value = float(plain.replace(",", "."))
    return Number(value) if math.isfinite(value) else Number(None, "is too large for a number")


def decimal_mark(cells: Iterable[str], separator: str) -> str:
    """Return the decimal mark of a table from its cells: ".", ",", `AMBIGUOUS`, or "" if no cell has one.

    A dot or comma counts if its position can only mean decimals. If both dots and commas count, the decimal mark is the
    dot in a file whose separator is a comma, and the comma in other files. Numbers with the other mark are then refused
    where they are needed.
    """
    sure: set[str] = set()
    either: set[str] = set()
    for cell in cells:
        if ("," in cell or "." in cell) and _MARKED.fullmatch(cell):
            (either if _GROUP.fullmatch(cell) else sure).update(_marks(cell))
            if ("." if separator == "," else ",") in sure:
                break  # further cells cannot change the answer
    if sure:
        return "." if sure == {"."} or (separator == "," and "." in sure) else ","
    if either == {"."} and separator != ";":
        return "."
    return AMBIGUOUS if either else ""


def _marks(cell: str) -> set[str]:
    """Return a set with the decimal mark of the number in `cell`. The set is empty if `cell` is not a number."""
    last = max(cell.rfind("."), cell.rfind(","))
    mark = cell[last]
    if _NUMBERS[mark].fullmatch(cell) and cell.count(mark) == 1:
        return {mark}
    other = "," if mark == "." else "."
    return {other} if _NUMBERS[other].fullmatch(cell) else set()


def _ambiguous(text: str, mark: str) -> str:
    sign = "dot" if "." in text else "comma"
    if not mark:
        return f"is ambiguous: its {sign} may be the decimal mark or separate thousands"
    usual = "commas" if mark == "," else "dots"
    return f"is ambiguous: it has a {sign} between digits in a table with decimal {usual}"
