"""Of a damaged study, what can be read is saved in a new one, what is lost is counted, and the damaged file stays."""

import argparse
import shutil
import sqlite3
from contextlib import closing

import pytest

from app.cli.study import rescue as command
from model.base.errors import StudyError, UnreadableStudyError
from model.study.file.damage import damage_of
from model.study.file.wal import log_of
from model.study.reading import Reading
from model.study.rescue import rescue_study
from model.study.rounds import sign_in
from model.study.store import create_packet, open_study

ANSWERS = {"risk": "high", "grade": "2", "stroma": 40, "lymphocytes": "some", "confidence": "low"}
TABLES = ("patients", "spots", "outcomes", "covariates", "leftovers", "readers", "rounds", "round_cases", "reads",
          "answers", "predictions", "failures", "reveals", "packets", "packet_cases", "packet_ends",
          "chain")  # fmt: skip


@pytest.fixture
def path(study, predict):
    """Return a study with predictions, locked blinded and informed reads and a reveal."""
    predict(study)
    reading = Reading(study, sign_in(study, "Ada"))
    for number in range(5):
        for question, said in ANSWERS.items():
            reading.answer(question, said)
        reading.lock()
        if number == 2:
            reading.reveal()
            reading.read_again()
            for question, said in ANSWERS.items():
                reading.answer(question, said)
            reading.lock()
        reading.go_on()
    reading.leave()
    study.close()
    return study.path


def contents(path, tables=TABLES):
    with closing(sqlite3.connect(path)) as file:
        found = {table: file.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}
        found["facts"] = [row for row in file.execute("SELECT * FROM facts") if row[0] != "change"]
        return found


def put(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {name}")
        file.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            file.execute(statement)


def of(rescued, name):
    (table,) = (one for one in rescued.tables if one.name == name)
    return table


def whole(path):
    with open_study(path) as study, closing(sqlite3.connect(path)) as file:
        assert study.read_only == ""
        assert damage_of(file) == ""


def test_an_intact_study_is_saved_whole(path, tmp_path):
    before = path.read_bytes()
    made = rescue_study(path, tmp_path / "new")
    assert made.is_complete
    assert contents(made.path) == contents(path)
    assert path.read_bytes() == before
    whole(made.path)
    with open_study(made.path) as copy, pytest.raises(sqlite3.IntegrityError, match="final"), copy.changing():
        copy.write("UPDATE reads SET seconds = 0")


def page_of(path, word):
    return path.read_bytes().index(word) // 4096 * 4096


def test_rows_on_both_sides_of_a_damaged_page_are_saved(path, tmp_path):
    put(path, *(f"INSERT INTO leftovers VALUES ({n}, '2026-01-01', 'row', '{n:0700}', '')" for n in range(1, 61)))
    whole_rows = contents(path)
    content = bytearray(path.read_bytes())
    for word in (20, 40):
        at = page_of(path, f"{word:0700}".encode())
        content[at : at + 300] = b"\x5a" * 300
    path.write_bytes(content)
    with pytest.raises(UnreadableStudyError):
        open_study(path)
    made = rescue_study(path, tmp_path / "new")
    assert path.read_bytes() == bytes(content)
    left = of(made, "leftovers")
    assert not left.whole
    numbers = {row[0] for row in contents(made.path)["leftovers"]}
    assert {1, 2, 3, 28, 29, 30, 31, 32, 58, 59, 60} <= numbers, "also what lies between two damaged pages"
    assert {20, 40} & numbers == set()
    assert len(numbers) >= 48, "a page has five of these rows"
    del whole_rows["leftovers"]
    saved = contents(made.path)
    del saved["leftovers"]
    assert saved == whole_rows
    whole(made.path)


@pytest.mark.parametrize(("statement", "table", "lost"), [
    ("UPDATE outcomes SET time_years = 'soon' WHERE patient_id = 3", "outcomes", 1),
    ("UPDATE outcomes SET time_years = 9e999 WHERE patient_id = 3", "outcomes", 1),
    ("UPDATE spots SET image = CAST(x'ff41' AS TEXT) WHERE id = 6", "spots", 1),
    ("UPDATE predictions SET record = '{' WHERE id = 2", "predictions", 1),
    ("UPDATE reads SET started_at = 'once' WHERE id = 1", "reads", 1),
    ("DELETE FROM patients WHERE id = 2", "spots", 1),
])  # fmt: skip
def test_a_row_that_no_program_wrote_is_left_out_and_counted(path, tmp_path, statement, table, lost):
    put(path, statement)
    made = rescue_study(path, tmp_path / "new")
    assert of(made, table).lost == lost
    assert not made.is_complete
    whole(made.path)


def test_a_locked_read_without_all_its_answers_is_left_out(path, tmp_path):
    put(path, "UPDATE answers SET label = 7, at = 3 WHERE read_id = 2 AND question = 'risk'")
    made = rescue_study(path, tmp_path / "new")
    reads = contents(made.path)["reads"]
    assert sorted(row[0] for row in reads) == [1, 3, 4, 5, 6, 7]
    assert "Left out: 1 locked read, because some of the answers are lost." in made.notes
    assert (of(made, "reads").lost, of(made, "answers").lost) == (1, 5)
    whole(made.path)


HOSTILE = "CREATE VIEW {} AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n"


@pytest.mark.parametrize("table", ["failures", "leftovers"])
def test_a_missing_table_and_a_view_in_its_place_cost_only_that_table(path, tmp_path, table):
    for number, statements in enumerate(([f"DROP TABLE {table}"], [HOSTILE.format(table)])):
        put(path, *statements)
        made = rescue_study(path, tmp_path / f"new-{number}")
        assert not of(made, table).whole
        others = [one for one in TABLES if one != table]
        assert contents(made.path, others) == contents(path, others)
        whole(made.path)


def test_a_damaged_name_of_a_column_costs_nothing(path, tmp_path):
    before = contents(path)
    content = bytearray(path.read_bytes())
    at = content.index(b" seconds REAL") + 1
    content[at] ^= 0x02
    path.write_bytes(content)
    made = rescue_study(path, tmp_path / "new")
    assert contents(made.path) == before


def test_a_study_that_was_cut_off_is_saved_as_far_as_it_goes(path, tmp_path):
    content = path.read_bytes()
    path.write_bytes(content[: len(content) - 3 * 4096])
    made = rescue_study(path, tmp_path / "new")
    assert not made.is_complete
    whole(made.path)


def test_changes_in_the_log_beside_it_are_saved_and_those_of_another_copy_are_not(path, tmp_path):
    older = shutil.copy(path, tmp_path / "older.histostudy")
    with open_study(path) as study:
        study.set_fact("name", "since then")
    killed = tmp_path / "killed" / path.name
    killed.parent.mkdir()
    with open_study(path) as study:
        study.set_fact("name", "in the log")
        shutil.copy(path, killed)
        shutil.copy(log_of(path), log_of(killed))
    made = rescue_study(killed, tmp_path / "new")
    assert dict(contents(made.path)["facts"])["name"] == "in the log"
    assert log_of(killed).exists()
    shutil.copy(older, killed)
    made = rescue_study(killed, tmp_path / "new-2")
    assert made.notes == ("s.histostudy-wal belongs to another copy of the study and was left out.",)
    assert dict(contents(made.path)["facts"])["name"] == "s"


def test_what_cannot_be_rescued_is_refused_and_nothing_is_written(path, tmp_path):
    create_packet(tmp_path / "p.histopacket").close()
    (tmp_path / "text.histostudy").write_bytes(b"no database" * 100)
    with pytest.raises(StudyError, match="is a reader's packet") as refused:
        rescue_study(tmp_path / "p.histopacket", tmp_path / "new")
    assert "merge STUDY PACKET --rescue" in refused.value.remedy
    with pytest.raises(StudyError, match="is not a study"):
        rescue_study(tmp_path / "text.histostudy", tmp_path / "new")
    with open_study(path), pytest.raises(StudyError, match="another window or process"):
        rescue_study(path, tmp_path / "new")
    with pytest.raises(StudyError, match="exists already"):
        rescue_study(path, path)
    put(path, "DELETE FROM patients", "DELETE FROM reads")
    with pytest.raises(StudyError, match="none of its patients and reads"):
        rescue_study(path, tmp_path / "new")
    assert not (tmp_path / "new.histostudy").exists()


def test_the_command_states_what_is_saved_and_lost(path, tmp_path, capsys):
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    put(path, "UPDATE outcomes SET time_years = 'soon' WHERE patient_id = 3")
    args = parser.parse_args(["rescue", str(path), "--out", str(tmp_path / "new")])
    assert args.run(args) == 1
    said = capsys.readouterr()
    assert "reads: 7 rows saved" in said.out
    assert "outcomes: 5 rows saved, 1 lost" in said.err
    args = parser.parse_args(["rescue", str(tmp_path / "new.histostudy"), "--out", str(tmp_path / "again")])
    assert args.run(args) == 0
    args = parser.parse_args(["rescue", str(tmp_path / "nothing"), "--out", str(tmp_path / "x")])
    assert args.run(args) == 3
