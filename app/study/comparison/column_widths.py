"""Widths of the columns of a table, so that no number and no word is cut; no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

_NUMBER_LETTERS = 24
"""Maximum number of characters of a line with digits that stays in one line, such as "(0.09 to 0.22), p < 0.001"."""
_TEXT_LETTERS = 26
"""Width in characters at which a longer text is broken into lines, if there is no room for more."""


@dataclass(frozen=True)
class Column:
    """The heading of a column and the texts of its cells."""

    title: str
    texts: Sequence[str]


def widths_of(
    columns: Sequence[Column], width: int, advance: Callable[[str], int], letter_px: int, pad_px: int
) -> list[int]:
    """Return the width of each column in px, to share `width` among them.

    `advance` returns the width of a text in px, `letter_px` is the width of an average character, and `pad_px` the room
    at both sides of a text. Each column has room for its numbers and for its longest word. What remains of `width` goes
    to the columns whose texts are broken into lines. If nothing remains, the widths are more than `width` together.
    """
    least = [_least(column, advance, letter_px) + pad_px for column in columns]
    whole = [max(_whole(column, advance) + pad_px, need) for column, need in zip(columns, least, strict=True)]
    free = width - sum(least)
    wished = sum(most - need for most, need in zip(whole, least, strict=True))
    if free <= 0 or wished == 0:
        return least
    share = min(1.0, free / wished)
    return [need + int(share * (most - need)) for most, need in zip(whole, least, strict=True)]


def _least(column: Column, advance: Callable[[str], int], letter_px: int) -> int:
    most = _TEXT_LETTERS * letter_px
    words = max((advance(word) for word in column.title.split()), default=0)
    return max([words, *(_line(line, advance, most) for text in column.texts for line in text.splitlines())])


def _line(line: str, advance: Callable[[str], int], most: int) -> int:
    """Return the width that a line of a cell needs."""
    if len(line) <= _NUMBER_LETTERS and any(letter.isdigit() for letter in line):
        return advance(line)
    longest = max((advance(word) for word in line.split()), default=0)
    return max(min(longest, 2 * most), min(advance(line), most))


def _whole(column: Column, advance: Callable[[str], int]) -> int:
    """Return the width at which nothing of a column is broken into lines, apart from its heading."""
    return max([0, *(advance(line) for text in column.texts for line in text.splitlines())])
