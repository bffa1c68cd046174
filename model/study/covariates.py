"""Read the covariates (other columns) of a clinical sheet, and report ambiguous numbers.

Numbers are saved with a decimal point, whatever decimal mark the sheet uses. Words for "unknown" are left out.
"""

import re
from collections.abc import Iterable

from model.tables.missing import known_texts
from model.tables.table import Table

_PLAIN = re.compile(r"[+-]?\d*\.?\d*(?:[eE][+-]?\d+)?")
Kept = dict[int, tuple[tuple[str, str], ...]]
"""The values to save, by line number of the sheet: the column name and the text of each value that is not empty."""


def covariates_of(table: Table, columns: Iterable[str]) -> tuple[Kept, list[tuple[int, str]]]:
    """Return the values of `columns` by line number, and the faults, each with its line number.

    A fault is a number that can be read in two ways.
    """
    kept: dict[int, list[tuple[str, str]]] = {line: [] for line, _ in table.rows}
    faults: list[tuple[int, str]] = []
    for column in columns:
        texts = known_texts([cells[column] for _, cells in table.rows])
        numbers = [table.number(text) for text in texts]
        numeric = all(number.value is not None or number.ambiguous
                      for text, number in zip(texts, numbers, strict=True) if text)  # fmt: skip
        for (line, _), text, number in zip(table.rows, texts, numbers, strict=True):
            if numeric and text and number.value is None:
                faults.append((line, f"{column} {text!r} {number.fault}"))
            elif text:
                plain = not numeric or number.value is None or _PLAIN.fullmatch(text)
                kept[line].append((column, text if plain else _written(number.value)))
    return {line: tuple(cells) for line, cells in kept.items()}, faults


def _written(value: float | None) -> str:
    return f"{value:.15g}"
