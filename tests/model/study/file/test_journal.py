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


def interrupt(path, to, written=False, marks=True):
    """Make at `to` the file and journal of a program that was killed in a change: before it wrote the file, or after.

    A reader's lock stops the change where all pages are in the journal and the file is not written yet. Mark and
    number of pages, which SQLite writes into the journal's header next, are written here. `marks`: the program counts
    its changes, as it does since packets have marks.
    """
    to.parent.mkdir()
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as reader,
        closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as writer,
    ):
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM facts").fetchall()
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE facts SET value = 'half' WHERE key <> 'change'")
        if marks:
            ((mark,),) = writer.execute("SELECT value FROM facts WHERE key = 'change'")
            session, _, rest = mark.partition(".")
            number, _, found = rest.partition("<")
            writer.execute("UPDATE facts SET value = ? WHERE key = 'change'", (f"{session}.{int(number) + 1}<{found}",))
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


@pytest.mark.parametrize("changes", [1, 2, 40])
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


def test_a_copy_with_as_many_changes_from_another_computer_is_refused_and_stays_whole(packet, tmp_path):
    """Two copies of a packet were read separately, and have the same number of changes; only their marks differ."""
    killed, other = tmp_path / "killed" / packet.name, shutil.copy(packet, tmp_path / "other.histopacket")
    work_on(packet, 1)
    with open_packet(other) as opened:
        opened.set_fact("read", "there")
    assert packet.read_bytes()[24:28] == other.read_bytes()[24:28], "the count of changes"
    interrupt(packet, killed)
    shutil.copy(other, killed)
    with pytest.raises(StudyError, match="does not belong"):
        open_packet(killed)
    assert killed.read_bytes() == other.read_bytes()


def test_a_copy_in_which_somebody_only_began_is_not_harmed_by_the_journal(packet, tmp_path):
    """The first change of a session is its mark alone: what the journal gives back is what the copy has."""
    killed = tmp_path / "killed" / packet.name
    interrupt(packet, killed)
    with open_packet(packet) as opened, pytest.raises(RuntimeError), opened.changing():
        raise RuntimeError("the program stops in the first entry")
    assert packet.read_bytes() != killed.read_bytes()
    shutil.copy(packet, killed)
    assert fact(killed) == ("before", "whole")


def test_a_packet_of_a_program_without_marks_is_recovered(packet, tmp_path):
    with closing(sqlite3.connect(packet)) as connection:
        connection.execute("DELETE FROM facts WHERE key = 'change'")
        connection.commit()
    for written in (False, True):
        killed = tmp_path / f"killed-{written}" / packet.name
        interrupt(shutil.copy(packet, tmp_path / "b"), killed, written, marks=False)
        assert fact(killed) == ("before", "whole")


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
