"""Return the names of cells as spreadsheet programs show them: B2, AA17."""

from collections.abc import Iterable

_MOST_LISTED = 8


def column_letters(number: int) -> str:
    """Return the letters of a column by its number, counted from 0: A for 0, Z for 25, AA for 26."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def places(cells: Iterable[tuple[int, int]]) -> str:
    """Return names of cells as text: the first few, and how many more there are, for example "B2, B3 and 118 more".

    Each of `cells` is (row, column).
    """
    listed = [f"{column_letters(column)}{row}" for row, column in cells]
    more = f" and {len(listed) - _MOST_LISTED} more" if len(listed) > _MOST_LISTED else ""
    return ", ".join(listed[:_MOST_LISTED]) + more
