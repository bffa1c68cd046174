"""Tables with a row a core, read line by line: a file comes in; its rows, or all their faults at once, go out."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from model.errors import TmaError
from model.tma.labels import Place

Fields = Mapping[str | None, str]
"""Cells by column; below None what is beyond the header."""


class Placed(Protocol):
    """What a row becomes."""

    @property
    def place(self) -> Place: ...


R = TypeVar("R", bound=Placed)


def read_lines(path: Path) -> tuple[list[str], list[tuple[int, Fields]]]:
    """The header of a table, and each row with the number of the line it ends on, without empty rows."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            header = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, strict=True, delimiter=max(",;\t", key=header.count), restval="")
            lines = [(reader.line_num, fields) for fields in reader]
            return [name.strip() for name in reader.fieldnames or []], [
                (number, {key.strip() if key else key: value for key, value in fields.items()})
                for number, fields in lines
                if any(value and str(value).strip() for value in fields.values())
            ]
    except OSError as error:
        raise TmaError(f"{path} cannot be read ({error.strerror}).", "Check the path.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise TmaError(f"{path.name} is not a CSV table ({error}).", "Save it as CSV in UTF-8.") from error


def faulty(path: Path, faults: list[str], remedy: str) -> TmaError:
    """All `faults` of a table as one error."""
    count = "a fault" if len(faults) == 1 else f"{len(faults)} faults"
    return TmaError(f"{path.name} has {count}:", remedy, tuple(faults))


def one_a_core(
    path: Path, lines: list[tuple[int, Fields]], made: Callable[[Fields], tuple[R | None, list[str]]]
) -> tuple[R, ...]:
    """What is `made` of each line, which says its faults; TmaError lists all of them, cores named twice among them."""
    rows: list[R] = []
    first: dict[Place, int] = {}
    faults: list[str] = []
    for line, fields in lines:
        row, wrong = made(fields)
        if row is not None:
            before = first.setdefault(row.place, line)
            if before != line:
                wrong.append(f"core {row.place.label} stands in line {before} already")
            rows.append(row)
        faults += [f"line {line}: {fault}" for fault in wrong]
    if faults:
        raise faulty(path, faults, "Mend these lines; none was used.")
    if not rows:
        raise TmaError(f"{path.name} has no rows.", "Give one row a core.")
    return tuple(rows)
