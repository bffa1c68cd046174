"""Tables with a row a core: the rows of a table come in; what each core is, or all faults at once, go out."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from model.base.errors import TmaError
from model.tables.table import Table
from model.tma.labels import Place

Fields = Mapping[str, str]
"""Cells by column."""


class Placed(Protocol):
    """What a row becomes."""

    @property
    def place(self) -> Place: ...


R = TypeVar("R", bound=Placed)


def faulty(path: Path, faults: list[str], remedy: str) -> TmaError:
    """All `faults` of a table as one error."""
    count = "a fault" if len(faults) == 1 else f"{len(faults)} faults"
    return TmaError(f"{path.name} has {count}:", remedy, tuple(faults))


def one_a_core(
    table: Table, made: Callable[[Fields], tuple[R | None, list[str]]], more: Iterable[tuple[int, str]] = ()
) -> tuple[R, ...]:
    """What is `made` of each row, which says its faults; TmaError lists all of them, cores named twice among them.

    `more`: faults that were found already, by line.
    """
    rows: list[R] = []
    first: dict[Place, int] = {}
    faults = list(more)
    for line, fields in table.rows:
        row, wrong = made(fields)
        if row is not None:
            before = first.setdefault(row.place, line)
            if before != line:
                wrong.append(f"core {row.place.label} stands in line {before} already")
            rows.append(row)
        faults += [(line, fault) for fault in wrong]
    if faults:
        in_order = [f"line {line}: {fault}" for line, fault in sorted(faults, key=lambda pair: pair[0])]
        raise faulty(table.path, in_order, "Correct these lines. Nothing was imported.")
    return tuple(rows)
