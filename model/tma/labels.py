"""Convert the label of a core to its row and column in the array, and back.

Labels have QuPath's form "A-12": rows are letters, and columns are numbers.
"""

import re
from dataclasses import dataclass

_LABEL = re.compile(r"([A-Za-z]{1,2})\s*[-_ :]?\s*0*([1-9][0-9]{0,2})")


@dataclass(frozen=True, order=True)
class Place:
    """A place in the grid of a tissue microarray. `row` 0 is row A, and `col` 0 is column 1."""

    row: int
    col: int

    @property
    def label(self) -> str:
        return f"{row_name(self.row)}-{self.col + 1}"


def row_name(row: int) -> str:
    """Return the letters of a row by its number, counted from 0: A for 0, Z for 25, AA for 26."""
    letters, number = "", row + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def row_number(name: str) -> int:
    """Return the number of a row from its letters: 0 for A, 26 for AA."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def place_named(text: str) -> Place | None:
    """Return the place of a core with a label such as "A-12", "a12" or "A 012".

    Return None if the text is not a label.
    """
    found = _LABEL.fullmatch(text.strip())
    return Place(row_number(found.group(1)), int(found.group(2)) - 1) if found else None
