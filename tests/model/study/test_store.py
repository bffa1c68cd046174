"""A study's file loses nothing, overwrites nothing, and is written by one process at a time."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from model.base.errors import StudyError, UnreadableStudyError
from model.study import store
from model.study.file import schema
from model.study.packet.outstanding import packets_of
from model.study.store import create_study, open_study


def dump(path):
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_study_is_not_made_over_another(tmp_path):
    create_study(tmp_path / "a").close()
    with pytest.raises(StudyError, match="exists already"):
        create_study(tmp_path / "a.histostudy")


def test_opening_and_closing_changes_nothing(study, predict):
    predict(study)
    study.close()
    before = dump(study.path)
    open_study(study.path).close()
    assert dump(study.path) == before
    assert len(before) > 50


def test_a_second_opener_is_told_and_reads_only(study):
    with open_study(study.path) as second:
        assert "another window or process" in second.read_only
        assert second.fact("name") == "s"
        with pytest.raises(StudyError, match="another window or process"):
            second.set_fact("name", "mine")
        study.set_fact("name", "first")
        assert second.fact("name") == "first", "it sees what the first writes"
    study.close()
    with open_study(study.path) as third:
        assert third.read_only == ""


def test_from_a_folder_that_cannot_be_written_to_it_is_read(study, monkeypatch):
    study.close()
    monkeypatch.setattr(store, "locked", lambda path: (None, "its folder cannot be written to (read-only disk)"))
    with open_study(study.path) as found:
        assert len(found.rows("SELECT * FROM spots")) == 7
        assert "cannot be written to" in found.read_only
    assert [path.name for path in study.path.parent.glob("s.histostudy-*")] == [], "nothing was put beside it"


HOLDER = """
import sys
from model.study.store import create_study
study = create_study(__import__("pathlib").Path(sys.argv[1]))
study.set_fact("entered", "yes")
with study.changing():
    study.set_fact("half", "of it")
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_killed_process_gives_the_study_up_and_what_it_had_entered_stays(tmp_path):
    path = tmp_path / "killed.histostudy"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout.readline() == b"held\n"
        with open_study(path) as reader:
            assert reader.read_only
        run.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    with open_study(path) as study:
        assert study.read_only == ""
        assert study.fact("entered") == "yes"
        assert study.fact("half") == "", "the change under way is gone as a whole"


def test_the_log_takes_no_eraser(study):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), study.changing():
        study.write("DELETE FROM log")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), study.changing():
        study.write("UPDATE log SET what = 'nothing'")
    assert [row["what"] for row in study.rows("SELECT what FROM log")][:1] == ["created"]


def test_a_full_disk_is_told_and_takes_nothing_that_was_kept(study):
    pages = study.rows("PRAGMA page_count")[0][0]
    study.rows(f"PRAGMA max_page_count = {pages}")

    def enter():
        with study.changing():
            study.log("", "before the end")
            study.set_fact("long", "x" * 1_000_000)

    with pytest.raises(StudyError, match="could not be written") as told:
        enter()
    assert "saved" in told.value.remedy
    assert study.fact("long") == ""
    assert study.one("SELECT 1 FROM log WHERE what = 'before the end'") is None
    study.rows("PRAGMA max_page_count = 1000000")
    study.set_fact("name", "after")
    assert study.fact("name") == "after"


def test_predictions_are_final(study, predict):
    predict(study)
    for sql in ("UPDATE predictions SET survival_probability = 1", "DELETE FROM predictions"):
        with pytest.raises(sqlite3.IntegrityError, match="final"), study.changing():
            study.write(sql)


def test_a_migration_keeps_a_copy_of_the_file_as_it_was(study, monkeypatch):
    study.close()
    before = dump(study.path)
    added = "CREATE TABLE extra (id INTEGER PRIMARY KEY);"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, added))
    with open_study(study.path) as newer:
        assert newer.rows("SELECT count(*) AS n FROM extra")[0]["n"] == 0
        assert len(newer.rows("SELECT * FROM spots")) == 7
    assert dump(study.path.with_name("s.form-2.histostudy")) == before


def test_a_study_of_the_first_form_opens_and_can_give_packets_out(tmp_path, monkeypatch):
    path = tmp_path / "s.histostudy"
    with monkeypatch.context() as first:
        first.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        create_study(path).close()
    before = dump(path)
    with open_study(path) as study:
        assert study.rows("PRAGMA user_version")[0][0] == 2
        assert packets_of(study) == ()
    assert dump(tmp_path / "s.form-1.histostudy") == before


def test_a_migration_that_fails_leaves_the_old_form(study, monkeypatch):
    study.close()
    before = dump(study.path)
    half = "CREATE TABLE extra (id); CREATE TABLE patients (id);"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, half))
    with pytest.raises(StudyError, match="cannot be opened"):
        open_study(study.path)
    assert dump(study.path) == before


def test_a_newer_form_and_a_foreign_file_are_refused(study, tmp_path, monkeypatch):
    study.close()
    monkeypatch.setattr(schema, "MIGRATIONS", ())
    with pytest.raises(StudyError, match="newer"):
        open_study(study.path)
    foreign = tmp_path / "foreign.sqlite"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE a (b)")
    with pytest.raises(StudyError, match="not a Histocast study"):
        open_study(foreign)
    (tmp_path / "text.histostudy").write_text("this is not a database at all, only words" * 20)
    with pytest.raises(StudyError, match="not a study"):
        open_study(tmp_path / "text.histostudy")
    with pytest.raises(StudyError, match="There is no study"):
        open_study(tmp_path / "nowhere.histostudy")


def test_damaged_text_is_reported_without_its_contents(study):
    with closing(sqlite3.connect(study.path)) as connection:
        connection.execute("UPDATE patients SET code = CAST(x'5365637265742dff' AS TEXT) WHERE id = 1")
        connection.commit()
    for ask in (study.rows, study.one):
        with pytest.raises(UnreadableStudyError, match="Could not decode to UTF-8 column 'code'") as refused:
            ask("SELECT code FROM patients ORDER BY id")
        assert "Secret" not in refused.value.message, "a blinded reader may see the message"
        assert refused.value.remedy
    study.close()
    with pytest.raises(UnreadableStudyError, match="its text is damaged") as refused:
        open_study(study.path)
    assert "Secret" not in refused.value.message


def test_a_damaged_schema_is_damage_and_not_another_kind_of_file(study):
    study.close()
    content = bytearray(study.path.read_bytes())
    at = content.index(b"CREATE TABLE patients")
    content[at + 13 : at + 21] = b"\xff" * 8
    study.path.write_bytes(content)
    with pytest.raises(UnreadableStudyError, match="cannot be read") as refused:
        open_study(study.path)
    assert "use a backup copy" in refused.value.remedy


def test_a_failing_rollback_does_not_hide_what_happened(study, monkeypatch):
    class Removed:
        """A connection to a file whose disk was pulled out."""

        in_transaction = False

        def execute(self, *_):
            raise sqlite3.OperationalError("disk I/O error")

        def rollback(self):
            raise sqlite3.OperationalError("cannot roll back")

    with monkeypatch.context() as patch:
        patch.setattr(study, "_connection", Removed())
        with pytest.raises(StudyError, match=r"could not be written \(disk I/O error\)"), study.changing():
            pass


def test_a_folder_and_a_missing_packet_are_named(tmp_path):
    with pytest.raises(StudyError, match="is a folder"):
        open_study(tmp_path)
    with pytest.raises(StudyError, match="There is no packet"):
        open_study(tmp_path / "Ada.histopacket")
