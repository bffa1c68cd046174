"""Find the columns of a table of reads: which column is the reader, the spot, an answer, or not used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from model.base.plural import plural
from model.study.score_sheet import Sheet
from model.tables.table import Table

FACTS = (
    "reader", "patient_id", "image", "core", "round", "kind", "not_assessable", "locked_at", "seconds",
)  # fmt: skip
"""Names of the columns that are no answers, as in the table of reads that the program exports."""
_OTHER_NAMES = {"patient": "patient_id", "rater": "reader", "observer": "reader"}
_OWN_EXPORT = (
    "seed", "position", "image_sha256", "started_at", "saw_model_before", "revealed_at", "origin", "provenance",
    "notice",
)  # fmt: skip
"""Further columns of the program's own export, which the import does not use."""


@dataclass(frozen=True)
class ReadColumns:
    """The columns of a table of reads."""

    names: Mapping[str, str]
    """For each column in use, the name by which the import knows it: one of `FACTS`, or the key of a question."""
    unused: tuple[str, ...]
    """Columns whose names mean nothing to the import, without those of the program's own export."""
    faults: tuple[str, ...]

    def of(self, cells: Mapping[str, str]) -> dict[str, str]:
        """Return the cells of a row by the names that the import knows."""
        return {name: cells[column] for column, name in self.names.items() if column in cells}

    @property
    def note(self) -> tuple[str, ...]:
        """Return a sentence that names the columns that are not used, so that no answers are lost unnoticed."""
        if not self.unused:
            return ()
        listed = ", ".join(repr(name) for name in self.unused)
        return (f"{plural(len(self.unused), 'column is', 'columns are')} not used: {listed}.",)


def read_columns(table: Table, sheet: Sheet) -> ReadColumns:
    """Return what the columns of `table` mean. Upper case, spaces and hyphens in their names do not matter.

    A question is found by its key ("risk") or by its title ("Visual risk").
    """
    known = {_plain(name): name for name in (*FACTS, *sheet.keys)}
    titles = {_plain(question.title): question.key for question in sheet.questions}
    known = {**_OTHER_NAMES, **titles, **known}
    names: dict[str, str] = {}
    unused, faults = [], []
    # A column with the exact name goes before one with a similar name.
    for column in sorted(table.columns, key=lambda name: name not in (*FACTS, *sheet.keys)):
        name = known.get(_plain(column))
        if name is None:
            if _plain(column) not in _OWN_EXPORT:
                unused.append(column)
        elif name in names.values():
            first = next(other for other, meant in names.items() if meant == name)
            faults.append(f"the columns {first!r} and {column!r} both mean {name!r}")
        else:
            names[column] = name
    return ReadColumns(names, tuple(unused), tuple(faults))


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())
