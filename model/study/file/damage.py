"""Find damage in a study file that SQLite itself does not report: wrong column names and wrong kinds of values.

The expected columns are read from the schema, so that columns of later versions are checked without a change here.
"""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby

from model.base.json_file import parse_json
from model.study.file.errors import UNREAD
from model.study.file.schema import declared, missing_column

DAMAGE = (LookupError, TypeError, ValueError, AttributeError)
"""Errors that damaged values cause in code that uses them. They can also be errors of this program."""
_KINDS = {"TEXT": ("text",), "INTEGER": ("integer",), "REAL": ("real", "integer")}
_LARGEST = 1.7976931348623157e308
"""The largest finite number. SQLite can store infinity, and reads a larger number as infinity."""
JSON = (("log", "detail"), ("predictions", "record"), ("predictions", "reasons"), ("reads", "sheet"))
"""Columns whose texts are JSON."""
_PLACES = (("spots", "seen_at"),)
"""Columns whose names look like times but whose values are not times."""


def damage_of(connection: sqlite3.Connection) -> str:
    """Return the first damage found in the whole file as a clause, or "" if there is none.

    The clause contains no data of the file. Pages, references, kinds of values, finite numbers, texts, times and JSON
    are checked. The caller must first make sure that no view replaces a table (`foreign_object`).
    """
    try:
        return next(_damages(connection), "")
    except UNREAD as error:
        code = getattr(error, "sqlite_errorcode", None)
        return "one of its pages is damaged" if code == sqlite3.SQLITE_CORRUPT else "its text is damaged"


def times() -> tuple[tuple[str, str], ...]:
    """Return all columns that contain times.

    Their names are "at" or "since", or end in "_at".
    """
    return tuple(
        (table, column)
        for table, column, kind, _ in declared()
        if kind == "TEXT" and (column in ("at", "since") or column.endswith("_at")) and (table, column) not in _PLACES
    )


def _damages(connection: sqlite3.Connection) -> Iterator[str]:
    missing = missing_column(connection)
    if missing:
        yield f"it has no column {missing}"
        return
    for (found,) in connection.execute("PRAGMA quick_check(1)"):
        if found != "ok":
            yield found.splitlines()[-1]
    for table, columns in groupby(declared(), key=lambda column: column[0]):
        yield from _wrong_values(connection, table, [(name, kind, required) for _, name, kind, required in columns])
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} refers to a row that does not exist"
    yield from _unread(connection, JSON, parse_json)
    yield from _unread(connection, times(), datetime.fromisoformat)


def _wrong_values(connection: sqlite3.Connection, table: str, columns: list[tuple[str, str, bool]]) -> Iterator[str]:
    """Yield what is wrong with the values of a table.

    Each table is read only twice, for all of its columns together.
    """
    wrong, infinite = [], []
    for name, kind, required in columns:
        kinds = ", ".join(f"'{one}'" for one in (*_KINDS[kind], *(() if required else ("null",))))
        wrong.append(f"WHEN typeof({name}) NOT IN ({kinds}) THEN '{name}'")
        if kind == "REAL":
            infinite.append(f"WHEN abs({name}) > {_LARGEST!r} THEN '{name}'")
    for cases, what in ((wrong, "is of another kind"), (infinite, "is not a finite number")):
        if not cases:
            continue
        found = connection.execute(f"SELECT bad FROM (SELECT CASE {' '.join(cases)} END AS bad FROM {table})"
                                   " WHERE bad IS NOT NULL LIMIT 1").fetchone()  # fmt: skip
        if found is not None:
            yield f"a value in {table}.{found[0]} {what}"
    texts = ", ".join(name for name, kind, _ in columns if kind == "TEXT")
    for _ in connection.execute(f"SELECT {texts} FROM {table}") if texts else ():
        pass  # SQLite decodes each text here, and raises an error if the text is not UTF-8


def _unread(
    connection: sqlite3.Connection, columns: tuple[tuple[str, str], ...], read: Callable[[str], object]
) -> Iterator[str]:
    """Yield a fault for each of `columns` that contains a text for which `read` raises an error."""
    for table, column in columns:
        for (text,) in connection.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"):
            try:
                read(text)
            except (ValueError, RecursionError):
                yield f"a value in {table}.{column} cannot be read"
                break
