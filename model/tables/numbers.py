"""Parse numbers as people and spreadsheets write them, with the decimal mark of the table.

A number is read only if there is one way to read it. `1.815` in a table with decimal commas may be 1815 or a typing
error for 1,815; it is ambiguous, and so is `1,815` in a table with decimal dots.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

AMBIGUOUS = "ambiguous"
_EXPONENT = r"(?:[eE][+-]?\d{1,3})?"
_SPACES = " \u00a0\u2009\u202f'\u2019"
"""Signs that part thousands and nothing else: spaces of all widths, and the apostrophes of Switzerland."""
_MARKED = re.compile(rf"[+-]?(?=.*\d)[\d.,{_SPACES}]*[.,][\d.,{_SPACES}]*" + _EXPONENT, re.ASCII)
"""Digits with dots or commas, and perhaps other signs between thousands."""
_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
"""One mark before three digits, which may part thousands or decimals."""


def _pattern(mark: str, thousands: str) -> re.Pattern[str]:
    """Return the pattern of a number with this decimal mark; all thousands separators in a number must be the same."""
    whole = rf"\d+|[1-9]\d{{0,2}}(?P<sign>[{_SPACES}{thousands}])\d{{3}}(?:(?P=sign)\d{{3}})*"
    return re.compile(rf"[+-]?(?:(?:{whole})(?:{re.escape(mark)}\d*)?|{re.escape(mark)}\d+){_EXPONENT}", re.ASCII)


_NUMBERS = {".": _pattern(".", ","), ",": _pattern(",", ".")}
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)


@dataclass(frozen=True)
class Number:
    """A finite `value`, or None and the `fault`, which follows the quoted text: "is not a number"."""

    value: float | None
    fault: str = ""

    @property
    def ambiguous(self) -> bool:
        return self.fault.startswith("is ambiguous")


def number_of(text: str, mark: str = ".") -> Number:
    """Return the number in `text` with this decimal mark; `mark` "" means that the table's mark is unknown."""
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

    A sign is counted where its position can only mean decimals. If both signs are counted, the comma is the thousands
    separator in a file whose separator is a comma; numbers with the other mark are then refused where they are needed.
    """
    sure: set[str] = set()
    either: set[str] = set()
    for cell in cells:
        if ("," in cell or "." in cell) and _MARKED.fullmatch(cell):
            (either if _GROUP.fullmatch(cell) else sure).update(_marks(cell))
            if ("." if separator == "," else ",") in sure:
                break  # no later cell can change the answer
    if sure:
        return "." if sure == {"."} or (separator == "," and "." in sure) else ","
    if either == {"."} and separator != ";":
        return "."
    return AMBIGUOUS if either else ""


def _marks(cell: str) -> set[str]:
    """Return the decimal mark of `cell` as a set, empty if it is not a number."""
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
