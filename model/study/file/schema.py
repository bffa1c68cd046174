"""The tables of a study file: they are created and upgraded by migrations, and compared with what a file has."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from model.study.file.connection import connected
from model.study.migrations.migration_table import MIGRATIONS

_COLUMNS = (
    "SELECT tables.name, columns.name, columns.type, columns.\"notnull\" FROM sqlite_master AS tables"
    " JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
)


def newest_version() -> int:
    """Return the version of the files that this program writes."""
    return len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Apply the migrations after `version`, 0 for an empty file."""
    for number, sql in enumerate(MIGRATIONS[version:], start=version + 1):
        # Each migration and its version number are written in one transaction, so that a file is never between two
        # versions.
        connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {number};\nCOMMIT;")


def upgrade(path: Path, version: int) -> None:
    """Upgrade the file to the current version. First save a copy of it beside it."""
    copy = path.with_name(f"{path.stem}.form-{version}{path.suffix}")
    with closing(connected(path)) as connection:
        if not copy.exists():
            with closing(sqlite3.connect(copy)) as target:
                connection.backup(target)
        migrate(connection, version)


def missing_column(connection: sqlite3.Connection) -> str:
    """Return the first column that every study file has and this one has not, as "table.column", or "".

    SQLite itself does not notice a name that was damaged in the file: the column is then called otherwise.
    """
    found = {(of, name) for of, name, *_ in connection.execute(_COLUMNS)}
    return next((f"{of}.{name}" for of, name, *_ in declared() if (of, name) not in found), "")


def declared() -> tuple[tuple[str, str, str, bool], ...]:
    """Return table, name, type (TEXT, INTEGER or REAL) and "never empty" of every column of a study file."""
    return _declared(MIGRATIONS)


@cache
def _declared(migrations: tuple[str, ...]) -> tuple[tuple[str, str, str, bool], ...]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        for sql in migrations:
            empty.executescript(sql)
        return tuple((of, name, kind, bool(required)) for of, name, kind, required in empty.execute(_COLUMNS))
