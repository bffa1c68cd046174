"""The tables of a study file.

Migrations create and upgrade the tables. This module also compares the tables of a file with the expected tables.
"""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from model.study.file.connection import connected, make_own
from model.study.migrations.migration_table import MIGRATIONS

_COLUMNS = (
    'SELECT tables.name, columns.name, columns.type, columns."notnull" FROM sqlite_master AS tables'
    " JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
)
_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_autoindex_%'"
COMPUTED = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden > 1"
"""SQL that lists the columns of a table that are computed when they are read (hidden = 2) or written (3)."""
_CLOSED = ("patients", "spots", "outcomes", "covariates", "leftovers", "readers", "rounds", "round_cases", "packets",
           "packet_cases", "predictions", "failures", "reveals")  # fmt: skip
"""Tables to which no more rows can be added in a finished packet."""

Object = tuple[str, str, str, str]
"""Type, name, table and SQL of a table, an index or a trigger."""


def newest_version() -> int:
    """Return the version of the files that this program writes."""
    return len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Apply the migrations that follow `version`. The version of an empty file is 0."""
    for number, sql in enumerate(MIGRATIONS[version:], start=version + 1):
        # Each migration is written together with its version number in one transaction. A file is therefore never
        # between two versions.
        connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {number};\nCOMMIT;")


def upgrade(path: Path, version: int) -> None:
    """Upgrade the file to the current version. First save a copy of the file beside it."""
    copy = path.with_name(f"{path.stem}.form-{version}{path.suffix}")
    with closing(connected(path)) as connection:
        if not copy.exists():
            make_own(copy)
            with closing(sqlite3.connect(copy)) as target:
                connection.backup(target)
        migrate(connection, version)


def closing_triggers() -> tuple[str, ...]:
    """Return the SQL of the triggers that allow only reads to be added to a finished packet."""
    return tuple(
        f"CREATE TRIGGER closed_{table} BEFORE INSERT ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'a packet takes reads only'); END"
        for table in _CLOSED
    )


def foreign_object(connection: sqlite3.Connection, version: int) -> str:
    """Return a clause that names the first object that no study or packet of `version` has; "" if there is none.

    An object is a table, index, trigger or view. A view, a trigger or a virtual table of a foreign file would run its
    own SQL when the file is read or written. This function only reads the list of objects and runs none of their SQL.
    """
    known = {(kind, name) for kind, name, *_ in objects(version)}
    texts = set(objects(version)) | set(_closings())
    for kind, name, table, sql in connection.execute(_OBJECTS):
        if (kind, name, table, sql) in texts:
            continue
        if kind == "table" and (kind, name) in known and not str(sql).upper().startswith("CREATE VIRTUAL"):
            # The check of the columns reports what a damaged definition lacks. A computed column would run SQL.
            computed = connection.execute(COMPUTED, (name,)).fetchone()
            if computed is not None:
                return f"its table {name} computes the column {_shown(computed[0])}"
            continue
        return f"it has {'an' if kind == 'index' else 'a'} {kind} of its own named {_shown(name)}"
    return ""


def missing_object(connection: sqlite3.Connection, version: int) -> str:
    """Return a clause that names the first table, index or trigger that the file lacks; "" if none is missing.

    `version` is the version of the study file, which determines the required tables, indexes and triggers.
    """
    found = {tuple(row) for row in connection.execute(_OBJECTS)}
    lacking = next((one for one in objects(version) if one not in found), None)
    return "" if lacking is None else f"its {lacking[0]} {lacking[1]} is missing or was changed"


def objects(version: int) -> tuple[Object, ...]:
    """Return all tables, indexes and triggers of a study file of `version`."""
    return _objects(MIGRATIONS[:version])


def missing_column(connection: sqlite3.Connection) -> str:
    """Return the first column that every study file must have and this file lacks, as "table.column", or "".

    SQLite itself does not notice a damaged column name: it treats the damaged name as the name of the column.
    """
    found = {(of, name) for of, name, *_ in connection.execute(_COLUMNS)}
    return next((f"{of}.{name}" for of, name, *_ in declared() if (of, name) not in found), "")


def declared() -> tuple[tuple[str, str, str, bool], ...]:
    """Return every column of a study file: table, name, type (TEXT, INTEGER or REAL), and whether it is required."""
    return _declared(MIGRATIONS)


@cache
def _declared(migrations: tuple[str, ...]) -> tuple[tuple[str, str, str, bool], ...]:
    with closing(_empty(migrations)) as empty:
        return tuple((of, name, kind, bool(required)) for of, name, kind, required in empty.execute(_COLUMNS))


@cache
def _objects(migrations: tuple[str, ...]) -> tuple[Object, ...]:
    with closing(_empty(migrations)) as empty:
        return tuple(empty.execute(_OBJECTS))


@cache
def _closings() -> tuple[Object, ...]:
    return tuple(("trigger", sql.split()[2], sql.split()[6], sql) for sql in closing_triggers())


def _empty(migrations: tuple[str, ...]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for sql in migrations:
        connection.executescript(sql)
    return connection


def _shown(name: object) -> str:
    """Return a name from a foreign file in short and printable form.

    A terminal or a blinded reader may see it.
    """
    text = "".join(letter for letter in str(name) if letter.isprintable())
    return text if len(text) <= 40 else f"{text[:40]}..."
