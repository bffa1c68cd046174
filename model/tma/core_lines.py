"""Read a table with one row per core. Return one record per core, or raise one error with all faults."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from model.base.errors import TmaError
from model.base.plural import plural
from model.tables.table import Table
from model.tma.labels import Place

Fields = Mapping[str, str]
"""The texts of the cells of one row, by column name."""


class Placed(Protocol):
    """A record of one core, with the place of the core (row and column) in the array."""

    @property
    def place(self) -> Place: ...


R = TypeVar("R", bound=Placed)


def faulty(path: Path, faults: list[str], remedy: str) -> TmaError:
    """Return one TmaError that lists all `faults` of the file `path`."""
    count = plural(len(faults), "fault")
    return TmaError(f"{path.name} has {count}:", remedy, tuple(faults))


def one_a_core(
    table: Table, made: Callable[[Fields], tuple[R | None, list[str]]], more: Iterable[tuple[int, str]] = ()
) -> tuple[R, ...]:
    """Return one record per core, made by `made` from each row. Raise TmaError with all faults if there are any.

    `made` takes the cells of a row and returns its record and faults. Two rows for the same core are a fault too.
    `more` are faults that were found earlier, as (line, fault).
    """
    rows: list[R] = []
    first: dict[Place, int] = {}
    faults = list(more)
    for line, fields in table.rows:
        row, wrong = made(fields)
        if row is not None:
            before = first.setdefault(row.place, line)
            if before != line:
                wrong.append(f"core {row.place.label} is already in line {before}")
            rows.append(row)
        faults += [(line, fault) for fault in wrong]
    if faults:
        in_order = [f"line {line}: {fault}" for line, fault in sorted(faults, key=lambda pair: pair[0])]
        raise faulty(table.path, in_order, "Correct these lines. Nothing was imported.")
    return tuple(rows)
