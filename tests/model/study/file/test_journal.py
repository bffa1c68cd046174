"""A journal is applied to the file that it was written for, and refused before SQLite touches any other."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from model.base.errors import StudyError
from model.study.file.journal import journal_of, refuse_foreign_journal
from model.study.file.kind import PACKET
from model.study.store import create_packet, open_packet

SECTOR, PAGE = 512, 4096
MAGIC = bytes.fromhex("d9d505f920a163d7")


def interrupt(path, to, written=False):
    """Make at `to` the file and journal of a program that was killed in a change: before it wrote the file, or after.

    A reader's lock stops the change where all pages are in the journal and the file is not written yet. Mark and
    number of pages, which SQLite writes into the journal's header next, are written here.
    """
    to.parent.mkdir()
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as reader,
        closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as writer,
    ):
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM facts").fetchall()
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE facts SET value = 'half'")
        # The first page is in every journal; a change that was not stopped saves it last.
        writer.execute(f"PRAGMA application_id = {PACKET}")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            writer.execute("COMMIT")
        shutil.copy(path, to)
        pages = (journal_of(path).stat().st_size - SECTOR) // (PAGE + 8)
        journal = journal_of(path).read_bytes()
        journal_of(to).write_bytes(MAGIC + pages.to_bytes(4, "big") + journal[12:])
        reader.execute("ROLLBACK")
        if written:
            writer.execute("COMMIT")
            shutil.copy(path, to)
        else:
            writer.execute("ROLLBACK")


def work_on(path, changes):
    with open_packet(path) as packet:
        for number in range(changes):
            packet.set_fact("read", f"{number}")


def fact(path):
    with open_packet(path) as packet:
        return packet.fact("read"), packet.fact("name")


@pytest.fixture
def packet(tmp_path):
    path = tmp_path / "a.histopacket"
    with create_packet(path) as made:
        made.set_fact("name", "whole")
        made.set_fact("read", "before")
    return path


@pytest.mark.parametrize("written", [False, True])
def test_an_interrupted_change_is_undone_with_its_own_journal(packet, tmp_path, written):
    killed = tmp_path / "killed" / packet.name
    interrupt(packet, killed, written)
    assert (b"half" in killed.read_bytes()) == written
    assert fact(killed) == ("before", "whole")
    assert not journal_of(killed).is_file()


@pytest.mark.parametrize("changes", [2, 40])
def test_a_newer_copy_beside_an_old_journal_is_refused_and_stays_whole(packet, tmp_path, changes):
    """The packet was copied to a stick while a change was under way there; later a newer copy is put over it."""
    killed = tmp_path / "killed" / packet.name
    interrupt(packet, killed)
    work_on(packet, changes)
    shutil.copy(packet, killed)
    newer = killed.read_bytes()
    with pytest.raises(StudyError, match=r"a\.histopacket-journal does not belong to a\.histopacket") as refused:
        open_packet(killed)
    assert "move a.histopacket-journal to another folder" in refused.value.remedy
    assert killed.read_bytes() == newer
    journal_of(killed).rename(tmp_path / "away")
    assert fact(killed) == (f"{changes - 1}", "whole")


def test_an_older_copy_beside_a_newer_journal_is_refused(packet, tmp_path):
    older = shutil.copy(packet, tmp_path / "older")
    work_on(packet, 3)
    killed = tmp_path / "killed" / packet.name
    interrupt(packet, killed)
    shutil.copy(older, killed)
    with pytest.raises(StudyError, match="does not belong"):
        open_packet(killed)


def test_without_the_check_sqlite_damages_the_newer_copy(packet, tmp_path):
    """The reason for the check: SQLite writes the old pages into whatever file has the name."""
    killed = tmp_path / "killed" / packet.name
    interrupt(packet, killed)
    work_on(packet, 3)
    shutil.copy(packet, killed)
    with closing(sqlite3.connect(killed)) as opened:
        assert opened.execute("SELECT value FROM facts WHERE key = 'read'").fetchone() == ("before",)


def test_what_is_no_journal_that_sqlite_would_apply_is_left_to_sqlite(packet, tmp_path):
    killed = tmp_path / "killed" / packet.name
    interrupt(packet, killed)
    journal = journal_of(killed).read_bytes()
    work_on(packet, 3)
    shutil.copy(packet, killed)
    for content in (b"", b"x" * 600, bytes(8) + journal[8:], journal[:8] + bytes(4) + journal[12:], journal[:20]):
        journal_of(killed).write_bytes(content)
        refuse_foreign_journal(killed)
    journal_of(killed).write_bytes(journal)
    with pytest.raises(StudyError, match="does not belong"):
        refuse_foreign_journal(killed)
