"""A write-ahead log is used with the study that it was written for, and refused before SQLite uses it for another."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from model.base.errors import StudyError, UnreadableStudyError
from model.study.file.connection import image_connection
from model.study.file.wal import log_of, with_log
from model.study.store import create_study, look_at_study, open_study


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "a.histostudy"
    with create_study(path) as made:
        made.set_fact("read", "before")
    return path


def change(path, *values):
    with open_study(path) as opened:
        for value in values:
            opened.set_fact("read", value)


def killed(path, to, *values, checkpoint_after=0):
    """Make at `to` what a program leaves that is killed after it saved `values`: file and log, as they are then."""
    to.parent.mkdir()
    with open_study(path) as opened:
        for number, value in enumerate(values, start=1):
            opened.set_fact("read", value)
            if number == checkpoint_after:
                assert opened.rows("PRAGMA wal_checkpoint(PASSIVE)")[0][0] == 0
        shutil.copy(path, to)
        shutil.copy(log_of(path), log_of(to))
    return to


def fact(path):
    with open_study(path) as opened:
        return opened.fact("read")


def rebuilt(path):
    """The same fact from the file and its log, as a rescue puts them together without SQLite."""
    image, left_out = with_log(path)
    assert not left_out
    with closing(image_connection(image)) as connection:
        return connection.execute("SELECT value FROM facts WHERE key = 'read'").fetchone()[0]


@pytest.mark.parametrize("values", [("saved once",), ("one", "two", "saved last")])
def test_what_was_saved_before_a_kill_is_there(study, tmp_path, values):
    there = killed(study, tmp_path / "killed" / study.name, *values)
    assert values[-1].encode() not in there.read_bytes(), "it is in the log only"
    with look_at_study(there) as seen:
        assert seen.fact("read") == values[-1]
    assert fact(there) == values[-1]
    assert not log_of(there).exists()


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_log_that_was_copied_into_the_study_in_part_is_used(study, tmp_path, after):
    there = killed(study, tmp_path / "killed" / study.name, "one", "two", "three", checkpoint_after=after)
    assert fact(there) == "three"


def test_a_log_that_was_begun_again_is_used(study, tmp_path):
    """After a complete checkpoint SQLite overwrites the log from its beginning; old changes stand behind the new."""
    to = tmp_path / "killed" / study.name
    to.parent.mkdir()
    with open_study(study) as opened:
        for number in range(6):
            opened.set_fact("read", f"long ago {number}")
        assert opened.rows("PRAGMA wal_checkpoint(RESTART)")[0][0] == 0
        size = log_of(study).stat().st_size
        opened.set_fact("read", "new")
        assert log_of(study).stat().st_size == size
        shutil.copy(study, to)
        shutil.copy(log_of(study), log_of(to))
    assert rebuilt(to) == "new", "the old changes behind it are not applied"
    assert fact(to) == "new"


def test_a_file_that_became_smaller_is_as_large_as_its_log_states(study, tmp_path):
    to = tmp_path / "killed" / study.name
    to.parent.mkdir()
    with open_study(study) as opened:
        opened.set_fact("read", "x" * 200_000)
        assert opened.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == 0
        opened.set_fact("read", "short")
        opened.compact()
        shutil.copy(study, to)
        shutil.copy(log_of(study), log_of(to))
        pages = opened.rows("PRAGMA page_count")[0][0]
    assert to.stat().st_size > 200_000 > pages * 4096
    image, _ = with_log(to)
    assert len(image) == pages * 4096
    assert rebuilt(to) == fact(to) == "short"


def test_two_sessions_in_one_log_are_used(study, tmp_path):
    first = killed(study, tmp_path / "first" / study.name, "one", "two")
    second = killed(first, tmp_path / "second" / study.name, "three")
    assert fact(second) == "three"


def test_the_end_of_a_log_that_was_cut_off_is_not_used(study, tmp_path):
    there = killed(study, tmp_path / "killed" / study.name, "one", "two", "three")
    content = log_of(there).read_bytes()
    log_of(there).write_bytes(content[:-100])
    assert rebuilt(there) == fact(there) == "two"


def copies(study, tmp_path):
    """Return a killed study with its log, and copies of the study from before and from another computer."""
    older = shutil.copy(study, tmp_path / "older.histostudy")
    elsewhere = shutil.copy(study, tmp_path / "elsewhere.histostudy")
    change(elsewhere, "elsewhere")
    change(study, "since then")
    newer = shutil.copy(study, tmp_path / "newer.histostudy")
    there = killed(study, tmp_path / "killed" / study.name, "one", "two")
    change(newer, "later")
    return there, {"older": older, "elsewhere": elsewhere, "newer": newer}


@pytest.mark.parametrize("which", ["older", "elsewhere", "newer"])
@pytest.mark.parametrize("opener", [open_study, look_at_study])
def test_a_log_beside_another_copy_is_refused_and_both_stay_as_they_are(study, tmp_path, which, opener):
    there, others = copies(study, tmp_path)
    shutil.copy(others[which], there)
    before, log = there.read_bytes(), log_of(there).read_bytes()
    with pytest.raises(StudyError, match=r"a\.histostudy-wal does not belong to a\.histostudy as it is now") as refused:
        opener(there)
    assert "move a.histostudy-wal to another folder" in refused.value.remedy
    assert (there.read_bytes(), log_of(there).read_bytes()) == (before, log)
    log_of(there).rename(tmp_path / "away")
    assert fact(there) == {"older": "before", "elsewhere": "elsewhere", "newer": "later"}[which]


def test_without_the_check_sqlite_takes_the_changes_of_the_other_copy(study, tmp_path):
    """The reason for the check."""
    there, others = copies(study, tmp_path)
    shutil.copy(others["newer"], there)
    with closing(sqlite3.connect(there)) as opened:
        assert opened.execute("SELECT value FROM facts WHERE key = 'read'").fetchone() == ("two",)


def test_a_study_that_another_process_writes_is_looked_at_with_its_log(study):
    with open_study(study) as writer:
        writer.set_fact("read", "now")
        assert log_of(study).stat().st_size
        for opener in (open_study, look_at_study):
            with opener(study) as seen:
                assert seen.fact("read") == "now"


def test_a_study_with_a_log_where_nothing_can_be_written_is_refused_and_not_shown_as_it_was(
    study, tmp_path, monkeypatch
):
    there = killed(study, tmp_path / "killed" / study.name, "in the log")
    with monkeypatch.context() as protected:
        protected.setattr("model.study.store.locked", lambda path: (None, "the folder of the file is not writable"))
        protected.setattr("model.study.store.os.access", lambda path, how: False)
        for opener in (open_study, look_at_study):
            with pytest.raises(StudyError, match="was not closed properly, and cannot be written") as refused:
                opener(there)
            assert "Copy the file together with a.histostudy-wal" in refused.value.remedy
    assert fact(there) == "in the log"


def test_a_log_that_is_being_written_is_not_examined(study, monkeypatch):
    """File and log are read one after the other, and a writer may change both meanwhile."""
    examined = []
    monkeypatch.setattr("model.study.store.refuse_foreign_log", examined.append)
    with open_study(study) as writer:
        writer.set_fact("read", "now")
        examined.clear()
        look_at_study(study).close()
        open_study(study).close()
    assert examined == []


@pytest.mark.parametrize("at", [0, 5, 14, 17, 25])
def test_a_log_whose_beginning_is_damaged_is_no_log_as_for_sqlite(study, tmp_path, at):
    there = killed(study, tmp_path / "killed" / study.name, "in the log")
    content = bytearray(log_of(there).read_bytes())
    content[at] ^= 1
    log_of(there).write_bytes(content)
    assert rebuilt(there) == fact(there) == "before"


def test_a_study_that_its_log_would_damage_is_refused_and_stays_as_it_is(study, tmp_path):
    to = tmp_path / "killed" / study.name
    to.parent.mkdir()
    with closing(sqlite3.connect(study, isolation_level=None)) as other:
        other.execute("PRAGMA foreign_keys = OFF")
        other.execute("INSERT INTO spots (patient_id, image, seen_at, sha256) VALUES (9, 'a.png', '', 'x')")
        shutil.copy(study, to)
        shutil.copy(log_of(study), log_of(to))
    before = to.read_bytes()
    with pytest.raises(UnreadableStudyError, match=r"with a\.histostudy-wal: a row of spots refers to a row"):
        open_study(to)
    assert to.read_bytes() == before
    assert log_of(to).exists()
