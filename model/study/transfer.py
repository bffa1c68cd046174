"""Write the rows of one study into another study, in an order that the triggers of the file allow."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from model.study.store import Study

Rows = Sequence[Mapping[str, Any]]


class Transfer:
    """Adds rows to a new study.

    If `lenient` is true, a row that violates a constraint or trigger of the new study is left out. `added` counts the
    added rows by table.
    """

    def __init__(self, target: Study, lenient: bool = False) -> None:
        self._target, self._lenient = target, lenient
        self.added: dict[str, int] = {}

    def add(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add `rows` to the table `table` of the new study. The table may already have rows."""
        for row in rows:
            self._add(table, row)

    def add_reads(self, reads: Rows, answers: Rows, reveals: Rows) -> None:
        """Add reads with their answers, then lock the reads, then add reveals.

        Informed reads are added last, because they need reveals. If `lenient` is true, a row that a constraint or
        trigger refuses is left out.
        """
        for kind in ("blinded", "informed"):
            for read in (one for one in reads if one["kind"] == kind):
                if not self._add("reads", {**read, "locked_at": None}):
                    continue
                self.add("answers", (one for one in answers if one["read_id"] == read["id"]))
                self._target.write("UPDATE reads SET locked_at = ? WHERE id = ?", (read["locked_at"], read["id"]))
            if kind == "blinded":
                self.add("reveals", reveals)

    def _add(self, table: str, row: Mapping[str, Any]) -> bool:
        marks = ", ".join("?" * len(row))
        try:
            self._target.write(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        except sqlite3.IntegrityError:
            if not self._lenient:
                raise
            return False
        self.added[table] = self.added.get(table, 0) + 1
        return True
