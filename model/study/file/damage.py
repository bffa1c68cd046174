"""Find out whether a study file is damaged where SQLite itself notices nothing: names of columns, kinds of values."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime

from model.study.file.errors import UNREAD
from model.study.file.schema import declared, missing_column

DAMAGE = (LookupError, TypeError, ValueError, AttributeError)
"""Errors that values give which no program has written; they can also be errors of this program."""
_KINDS = {"TEXT": ("text",), "INTEGER": ("integer",), "REAL": ("real", "integer")}
_JSON = (("log", "detail"), ("predictions", "record"), ("predictions", "reasons"), ("reads", "sheet"))
_TIMES = (
    ("log", "at"), ("reads", "started_at"), ("reads", "locked_at"), ("rounds", "started_at"), ("packets", "at"),
    ("predictions", "at"), ("reveals", "at"), ("failures", "at"), ("readers", "since"),
)  # fmt: skip


def damage_of(connection: sqlite3.Connection) -> str:
    """Return the first damage found in the whole file as part of a sentence, without its contents; "" if none."""
    try:
        return next(_damages(connection), "")
    except UNREAD:
        return "its text is damaged"


def _damages(connection: sqlite3.Connection) -> Iterator[str]:
    missing = missing_column(connection)
    if missing:
        yield f"it has no column {missing}"
        return
    for (found,) in connection.execute("PRAGMA quick_check(1)"):
        if found != "ok":
            yield found.splitlines()[-1]
    for table, column, kind, required in declared():
        kinds = _KINDS[kind] if required else (*_KINDS[kind], "null")
        places = ", ".join("?" * len(kinds))
        if connection.execute(f"SELECT 1 FROM {table} WHERE typeof({column}) NOT IN ({places})", kinds).fetchone():
            yield f"a value in {table}.{column} is of another kind"
    yield from _unread(connection, _JSON, json.loads)
    yield from _unread(connection, _TIMES, datetime.fromisoformat)


def _unread(
    connection: sqlite3.Connection, columns: tuple[tuple[str, str], ...], read: Callable[[str], object]
) -> Iterator[str]:
    """Yield each of `columns` that has a text which `read` refuses."""
    for table, column in columns:
        for (text,) in connection.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"):
            try:
                read(text)
            except ValueError:
                yield f"a value in {table}.{column} cannot be read"
                break
