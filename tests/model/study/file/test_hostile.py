"""Files that were made to harm, two names of one file, and files that are moved while they are open."""

import os
import shutil
import sqlite3
import stat
import struct
from contextlib import closing

import pytest

from model.base.errors import StudyError, UnreadableStudyError
from model.study.file.connection import image_connection
from model.study.file.journal import MOST_BYTES, journal_of
from model.study.file.schema import objects
from model.study.rescue import _Table
from model.study.store import create_packet, create_study, look_at_study, open_either, open_packet, open_study

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.histostudy"
    create_study(path).close()
    return path


def put(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


HOSTILE = {
    "a view in the place of a table": (
        ("DROP TABLE facts", f"CREATE VIEW facts AS {ENDLESS} SELECT i AS key, i AS value FROM n"),
        "it has a view of its own named facts",
    ),
    "a trigger": (
        ("CREATE TRIGGER extra AFTER INSERT ON log BEGIN DELETE FROM leftovers; END",),
        "it has a trigger of its own named extra",
    ),
    "a trigger with the name of a rule": (
        ("DROP TRIGGER log_kept", "CREATE TRIGGER log_kept AFTER INSERT ON log BEGIN DELETE FROM leftovers; END"),
        "it has a trigger of its own named log_kept",
    ),
    "a trigger of a packet with another content": (
        ("CREATE TRIGGER closed_spots BEFORE INSERT ON spots BEGIN DELETE FROM leftovers; END",),
        "it has a trigger of its own named closed_spots",
    ),
    "an index that computes": (
        ("CREATE INDEX extra ON patients (abs(id))",), "it has an index of its own named extra",
    ),
    "a virtual table": (
        ("CREATE VIRTUAL TABLE extra USING fts5(a)",), "it has a table of its own named extra",
    ),
    "a table": (("CREATE TABLE extra (a)",), "it has a table of its own named extra"),
}  # fmt: skip


@pytest.mark.parametrize(("statements", "reason"), HOSTILE.values(), ids=HOSTILE.keys())
def test_sql_of_a_foreign_file_is_refused_and_never_run(path, statements, reason):
    put(path, *statements)
    before = path.read_bytes()
    for opener in (open_study, look_at_study, open_either):
        with pytest.raises(UnreadableStudyError) as refused:
            opener(path)
        assert refused.value.reason == reason
    assert path.read_bytes() == before


def test_sql_of_a_foreign_packet_is_refused_even_to_rescue_it(tmp_path):
    path = tmp_path / "a.histopacket"
    create_packet(path).close()
    put(path, *HOSTILE["a view in the place of a table"][0])
    for whole in (True, False):
        with pytest.raises(UnreadableStudyError, match="a view of its own"):
            open_packet(path, whole=whole)


def compute(path, column="detail TEXT NOT NULL"):
    """Replace a column of the table `log` by one that fills the memory when it is read."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        ((sql,),) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'log'").fetchall()
        assert column in sql
        sql = sql.replace(column, "detail TEXT GENERATED ALWAYS AS (hex(zeroblob(400000000)))")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'log'", (sql,))


def test_a_table_that_computes_a_column_is_refused_and_not_read(tmp_path, path):
    packet = tmp_path / "a.histopacket"
    create_packet(packet).close()
    for one in (packet, path):
        compute(one)
    for opener in (open_either, open_packet):
        with pytest.raises(UnreadableStudyError, match="its table log computes the column detail"):
            opener(packet)
    with pytest.raises(UnreadableStudyError, match="computes the column"):
        open_study(path)
    with closing(image_connection(path.read_bytes())) as connection:
        connection.text_factory = bytes
        assert not _Table(connection, "log").whole


def test_a_value_that_would_fill_the_memory_is_damage(path, monkeypatch):
    monkeypatch.setattr("model.study.file.connection.MOST_TEXT", 5_000)
    with closing(image_connection(path.read_bytes())) as connection, pytest.raises(sqlite3.DataError):
        connection.execute("SELECT hex(zeroblob(5001))")


def test_a_journal_that_names_another_file_deletes_nothing(tmp_path, path):
    """SQLite deletes the file that a crafted journal names as the journal of several databases."""
    packet = tmp_path / "a.histopacket"
    create_packet(packet).close()
    for one in (path, packet):
        victim = tmp_path / "victim.txt"
        victim.write_text("precious")
        name, content = os.fsencode(victim), one.read_bytes()
        page = int.from_bytes(content[16:18], "big")
        magic = bytes.fromhex("d9d505f920a163d7")
        header = magic + struct.pack(">5I", 0, 1, len(content) // page, 512, page)
        end = struct.pack(">I", 0x40000000 // page + 1) + name + struct.pack(">II", len(name), sum(name)) + magic
        journal_of(one).write_bytes(header.ljust(512, b"\0") + end)
        for opener in (open_either, open_study, open_packet, look_at_study):
            with pytest.raises(StudyError, match="names another file"):
                opener(one)
        assert victim.read_text() == "precious"
        assert one.read_bytes() == content


def test_a_file_larger_than_any_study_is_not_read(path):
    log = path.with_name(f"{path.name}-wal")
    for one in (log, path):
        with one.open("ab") as file:
            file.truncate(MOST_BYTES + 1)
        with pytest.raises(StudyError, match=f"{one.name} is larger than 4 GB"):
            open_study(path)
        log.unlink()
        log.touch()


def test_sql_of_an_older_file_is_refused_before_the_upgrade_runs_it(tmp_path, monkeypatch):
    from model.study.file import schema

    path = tmp_path / "a.histostudy"
    with monkeypatch.context() as first:
        first.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        create_study(path).close()
    put(path, "CREATE VIEW packets AS SELECT 1 AS id")
    with pytest.raises(UnreadableStudyError, match="a view of its own named packets"):
        open_study(path)
    assert [one.name for one in tmp_path.glob("*.form-*")] == []


def test_a_name_of_a_foreign_file_is_shown_short_and_without_control_characters(path):
    put(path, 'CREATE TABLE "\x1b[2J' + "x" * 300 + '" (a)')
    with pytest.raises(UnreadableStudyError) as refused:
        open_study(path)
    assert refused.value.reason == f"it has a table of its own named [2J{'x' * 37}..."


@pytest.mark.parametrize("kind", ["trigger", "index", "table"])
def test_a_study_that_lacks_a_rule_or_a_table_is_refused(path, kind):
    name = {"trigger": "read_kept", "index": "prediction_of", "table": "failures"}[kind]
    put(path, f"DROP {kind} {name}")
    reason = "it has no column failures.id" if kind == "table" else f"its {kind} {name} is missing or was changed"
    for opener in (open_study, look_at_study):
        with pytest.raises(UnreadableStudyError) as refused:
            opener(path)
        assert refused.value.reason == reason
    assert {one[0] for one in objects(2)} == {"trigger", "index", "table"}


def test_a_damaged_page_is_refused_without_a_traceback(path):
    put(path, *(f"INSERT INTO patients (code) VALUES ('{number:0800}')" for number in range(40)))
    content = bytearray(path.read_bytes())
    at = content.index(f"{20:0800}".encode()) // 4096 * 4096
    content[at : at + 200] = b"\x5a" * 200
    path.write_bytes(content)
    for opener in (open_study, look_at_study):
        with pytest.raises(UnreadableStudyError, match=r"cannot be read") as refused:
            opener(path)
        assert "study rescue" in refused.value.remedy


@pytest.mark.parametrize("length", [0, 50, 100, 4096, 9000])
def test_a_file_that_was_cut_off_is_refused(path, length):
    path.write_bytes(path.read_bytes()[:length])
    for opener in (open_study, look_at_study):
        with pytest.raises(StudyError) as refused:
            opener(path)
        assert refused.value.remedy


# -- one file, two names -----------------------------------------------------------------------------------------------
def test_a_symbolic_link_is_locked_as_the_file_itself(path, tmp_path):
    link = tmp_path / "desk" / "study.histostudy"
    link.parent.mkdir()
    link.symlink_to(path)
    with open_study(link) as first:
        assert (first.read_only, first.path, first.folder) == ("", path.resolve(), path.resolve().parent)
        with open_study(path) as second:
            assert "another window or process" in second.read_only
        first.set_fact("read", "by the link")
    with open_study(path) as opened, open_study(link) as second:
        assert opened.fact("read") == "by the link"
        assert "another window or process" in second.read_only
    assert [one.name for one in link.parent.iterdir()] == [link.name], "no lock and no log beside the link"


def test_a_link_in_a_circle_and_a_link_to_nothing_are_refused(tmp_path):
    circle, nothing = tmp_path / "a.histostudy", tmp_path / "b.histostudy"
    circle.symlink_to(circle)
    nothing.symlink_to(tmp_path / "c.histostudy")
    for link in (circle, nothing):
        with pytest.raises(StudyError) as refused:
            open_study(link)
        assert refused.value.remedy
    with pytest.raises(StudyError, match="exists already"):
        create_study(nothing)


@pytest.mark.skipif(not hasattr(os, "link"), reason="the system has no hard links")
def test_a_file_with_two_hard_links_is_refused_until_it_is_copied(path, tmp_path):
    os.link(path, tmp_path / "b.histostudy")
    for opener in (open_study, look_at_study, open_either):
        with pytest.raises(StudyError, match="several names") as refused:
            opener(path)
        assert "Make a copy" in refused.value.remedy
    with open_study(shutil.copy(path, tmp_path / "c.histostudy")) as opened:
        assert opened.read_only == ""


# -- moved while open --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("how", ["renamed", "deleted", "replaced"])
@pytest.mark.parametrize("kind", ["histostudy", "histopacket"])
def test_a_file_that_is_moved_while_it_is_open_takes_no_entry_that_would_be_lost(tmp_path, how, kind):
    if os.name == "nt":
        return  # Windows does not let an open file be moved
    path, elsewhere = tmp_path / f"a.{kind}", tmp_path / "elsewhere"
    (create_study if kind == "histostudy" else create_packet)(path).close()
    with open_either(path) as opened:
        opened.set_fact("read", "before")
        path.rename(elsewhere)
        if how == "deleted":
            elsewhere = elsewhere.rename(tmp_path / "trash")
        if how == "replaced":
            shutil.copy(elsewhere, path)
        with pytest.raises(StudyError, match="was moved, renamed or replaced while it was open") as refused:
            opened.set_fact("read", "after")
        assert "open its file at the new place" in refused.value.remedy
        with closing(sqlite3.connect(f"file:{elsewhere}?immutable=1", uri=True)) as other:
            row = other.execute("SELECT value FROM facts WHERE key = 'read'").fetchone()
        assert row == ("before",), "what was entered before is in the file, even if the program is killed now"
    back = path.with_name(f"back.{kind}")
    elsewhere.rename(back)
    with open_either(back) as again:
        assert again.fact("read") == "before"


def test_only_the_owner_can_read_what_is_made(tmp_path, path):
    if os.name == "nt":
        return
    packet = tmp_path / "a.histopacket"
    create_packet(packet).close()
    with open_study(path) as opened:
        opened.set_fact("read", "now")
        for one in (path, packet, path.with_name("a.histostudy-wal"), path.with_name("a.histostudy-shm")):
            assert stat.S_IMODE(one.stat().st_mode) == 0o600, one.name
