"""Damage that SQLite does not notice is refused with a remedy: names of columns, and values of another kind."""

import argparse
import json
import sqlite3
from contextlib import closing

import pytest

from app.cli.study import export, locate, status
from model.base.errors import StudyError, UnreadableStudyError
from model.study.file.damage import JSON, damage_of, times
from model.study.file.schema import declared
from model.study.settings import settings_of
from model.study.store import create_packet, create_study, look_at_study, open_either

NOTHING_STARTED = 3


def rename(path, table, column):
    """Change one letter of a column's name where the file defines it, as a flipped bit does; SQLite accepts that."""
    content = bytearray(path.read_bytes())
    at = content.index(f"CREATE TABLE {table} ".encode())
    at = content.index(f" {column} ".encode(), at) + 1
    content[at] ^= 0x02
    path.write_bytes(content)


@pytest.fixture
def either(tmp_path):
    """Return a function that makes an empty study or packet and returns its path."""

    def make(kind):
        path = tmp_path / f"a.{kind}"
        (create_study if kind == "histostudy" else create_packet)(path).close()
        return path

    return make


def asked(command, path, tmp_path):
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    words = {export: ["export", str(path), "--out", str(tmp_path)], locate: ["locate", str(path), str(tmp_path)]}
    args = parser.parse_args(words.get(command, [command.__name__.rpartition(".")[2], str(path)]))
    return args.run(args)


@pytest.mark.parametrize("kind", ["histostudy", "histopacket"])
@pytest.mark.parametrize(("table", "column"), [("packets", "at"), ("readers", "name"), ("reads", "locked_at")])
def test_a_damaged_name_of_a_column_is_refused_with_a_remedy(either, tmp_path, capsys, kind, table, column):
    path = either(kind)
    rename(path, table, column)
    with pytest.raises(UnreadableStudyError, match=rf"it has no column {table}\.{column}") as refused:
        open_either(path)
    assert "use a backup copy" in refused.value.remedy
    for command in (status, locate) if kind == "histopacket" else (status, locate, export):
        assert asked(command, path, tmp_path) == NOTHING_STARTED
        said = capsys.readouterr().err
        assert f"{path.name} cannot be read (it has no column {table}.{column})." in said
        assert "use a backup copy" in said


def test_a_study_that_is_only_looked_at_is_refused_too(either):
    path = either("histostudy")
    rename(path, "spots", "image")
    with pytest.raises(UnreadableStudyError, match=r"no column spots\.image"):
        look_at_study(path)


def put(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


ROUND = (
    "INSERT INTO readers VALUES (1, 'Ada', '2026-01-01')",
    "INSERT INTO rounds VALUES (1, 1, 1, 7, '2026-01-01', '')",
)
WRONG = {
    "a value in packets.at is of another kind":
        "INSERT INTO packets VALUES ('a', 1, CAST('2026-01-01' AS BLOB), 'copied', '', '')",
    "a value in log.detail cannot be read": "INSERT INTO log VALUES (9, '2026-01-01', '', 'x', '{\"half\":')",
    "a value in log.at cannot be read": "INSERT INTO log VALUES (9, '2026-0x-01', '', 'x', '{}')",
    "its text is damaged": "INSERT INTO log VALUES (9, '2026-01-01', '', 'x', CAST(x'7b22ff227d' AS TEXT))",
}  # fmt: skip


@pytest.mark.parametrize(("damage", "statement"), WRONG.items(), ids=WRONG.keys())
def test_a_damaged_value_is_refused_at_open_and_named_where_it_appears_later(either, damage, statement):
    path = either("histostudy")
    study = open_either(path)
    put(path, *ROUND, statement)
    with pytest.raises(UnreadableStudyError) as refused, study:
        raise TypeError("the error that the damaged value gave")
    assert refused.value.reason == damage
    assert isinstance(refused.value.__cause__, TypeError)
    with pytest.raises(UnreadableStudyError, match="closed database"):
        study.rows("SELECT 1")
    for opener in (open_either, look_at_study):
        with pytest.raises(UnreadableStudyError) as refused:
            opener(path)
        assert refused.value.reason == damage
        assert "study rescue" in refused.value.remedy


def sample(kind):
    return {"TEXT": "'2026-01-01'", "INTEGER": "1", "REAL": "0.5"}[kind]


@pytest.mark.parametrize(("table", "column", "kind", "required"), declared(), ids=str)
def test_no_column_takes_a_value_of_another_kind(tmp_path, table, column, kind, required):
    """Every column of the schema in turn, in a file in which SQLite itself accepts any value."""
    path = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        tables = {}
        for of, name, of_kind, _ in declared():
            tables.setdefault(of, []).append((name, of_kind))
        for of, columns in tables.items():
            file.execute(f"CREATE TABLE {of} ({', '.join(name for name, _ in columns)})")
        file.execute(f"INSERT INTO {table} VALUES ({', '.join(json_or(table, one) for one in tables[table])})")
        assert damage_of(file) == ""
        wrong = {"TEXT": ("1", "x'00'"), "INTEGER": ("'1'", "1.5"), "REAL": ("'0.5'", "x'00'")}[kind]
        for value in (*wrong, *(("NULL",) if required else ())):
            file.execute(f"UPDATE {table} SET {column} = {value}")
            assert damage_of(file) == f"a value in {table}.{column} is of another kind"
        if kind == "REAL":
            file.execute(f"UPDATE {table} SET {column} = 9e999")
            assert damage_of(file) == f"a value in {table}.{column} is not a finite number"
        if not required:
            file.execute(f"UPDATE {table} SET {column} = NULL")
            assert damage_of(file) == ""


def json_or(table, column):
    name, kind = column
    return "'[]'" if (table, name) in JSON else sample(kind)


def test_every_column_of_a_time_is_known_by_its_name():
    """A new column of a time is checked if it has such a name; a column with another name belongs in this list."""
    named = set(times())
    others = {(table, column) for table, column, kind, _ in declared() if kind == "TEXT"} - named
    assert ("answers", "at") in named
    assert ("packet_ends", "at") in named
    assert not {one for one in others if "time" in one[1] or one[1].endswith("_at")} - {
        ("outcomes", "time_entered"), ("spots", "seen_at"),
    }  # fmt: skip


def test_a_reference_to_nothing_and_a_damaged_page_are_refused(either):
    path = either("histostudy")
    put(path, "PRAGMA foreign_keys = OFF", "INSERT INTO spots (patient_id, image, seen_at, sha256)"
        " VALUES (7, 'a.png', '', 'x')")  # fmt: skip
    with pytest.raises(UnreadableStudyError, match="a row of spots refers to a row that does not exist"):
        open_either(path)


def test_an_error_of_the_program_stays_what_it_is_while_the_file_is_whole(either):
    path = either("histostudy")
    put(path, *ROUND, "INSERT INTO packets VALUES ('a', 1, '2026-01-01', 'copied', '', '')")
    for error in (TypeError("a fault of the program"), KeyError("a"), RuntimeError("b")):
        with pytest.raises(type(error)) as raised, open_either(path):
            raise error
        assert raised.value is error


def test_status_reports_a_damaged_value_and_prints_no_half_of_it(either, tmp_path, capsys):
    path = either("histostudy")
    put(path, *ROUND, next(iter(WRONG.values())))
    assert asked(status, path, tmp_path) == NOTHING_STARTED
    said = capsys.readouterr()
    assert said.out == ""
    assert "packets.at is of another kind" in said.err


def test_what_the_program_writes_is_of_the_declared_kinds(study, predict):
    """A study with reads, predictions, reveals and a log; `declared` knows every kind of column that there is."""
    predict(study)
    assert {kind for _, _, kind, _ in declared()} == {"TEXT", "INTEGER", "REAL"}
    study.close()
    with closing(sqlite3.connect(study.path)) as connection:
        assert damage_of(connection) == ""
        (detail,) = connection.execute("SELECT detail FROM log WHERE what = 'created'").fetchone()
    assert json.loads(detail) == {"made_by": "histocast"}


@pytest.mark.parametrize(("key", "value"), [
    ("reveal", "cast"), ("combine", "mein"), ("washout_days", "1x"), ("washout_days", "-1"), ("washout_days", "nan"),
    ("washout_days", "inf"), ("sheet", "{"),
])  # fmt: skip
def test_a_damaged_setting_is_refused_and_no_default_takes_its_place(study, key, value):
    with study.changing():
        study.write("UPDATE facts SET value = ? WHERE key = ?", (value, key))
    with pytest.raises(StudyError) as refused:
        settings_of(study)
    assert refused.value.remedy
    with study.changing():
        study.write("DELETE FROM facts WHERE key = ?", (key,))
    assert settings_of(study).reveal == "case"
