"""A copy without identifiers has nothing of what was removed, and gives the same figures."""

import argparse
import os
import sqlite3
import stat
from contextlib import closing

import numpy as np
import pytest

from app.cli.study import deidentify as command
from model.base.errors import StudyError
from model.study.deidentify import CAUSE, deidentify
from model.study.patient_table import study_table
from model.study.reading import Reading
from model.study.rounds import sign_in
from model.study.spots import spots_of
from model.study.store import create_packet, open_packet, open_study

ANSWERS = {"risk": "high", "grade": "2", "stroma": 40, "lymphocytes": "some", "confidence": "low"}


@pytest.fixture
def rich(study, predict):
    """Return a study with reads of two readers, remarks, a read that is not assessable, a reveal and an informed read.

    Its last patient died of another cause, and one line of its log states that a model was fitted to its patients.
    """
    predict(study)
    with study.changing():
        study.write("UPDATE outcomes SET cause = 'Motorcycle' WHERE patient_id = 6")
        study.log("Dr Adalbert", "recalibrated", bundle="cd" * 32, of="ab" * 32, file="Secret.safetensors",
                  prevalence=None, layer="a layer")  # fmt: skip
        study.write("INSERT INTO failures (spot_id, at, bundle_sha256, precision, message) VALUES (1, '2026-01-01', '',"
                    " 'exact', 'Secret-1.png is damaged')")  # fmt: skip
    for reader in ("Dr Adalbert", "Dr Brunhild"):
        reading = Reading(study, sign_in(study, reader))
        for number in range(3):
            if number == 1:
                reading.set_unassessable("Folded, says Gerlinde")
            else:
                for question, said in {**ANSWERS, "remark": "like Mrs Hildegard"}.items():
                    reading.answer(question, said)
            reading.lock()
            if number == 0:
                reading.reveal()
                reading.read_again()
                for question, said in {**ANSWERS, "risk": "low"}.items():
                    reading.answer(question, said)
                reading.lock()
            reading.go_on()
        reading.leave()
    return study


def figures(study):
    """Return what comparisons are computed from, sorted by follow-up time, which is different for each patient."""
    table = study_table(study)
    order = np.argsort(table.time_years)
    key = ("r1", "risk")
    columns = (table.time_years, table.event, table.probability, table.reads[key], table.informed[key])
    return [np.asarray(column)[order].tolist() for column in columns]


def renamed(study):
    with study.changing():
        for row in study.rows("SELECT * FROM readers ORDER BY id"):
            study.write("UPDATE readers SET name = ? WHERE id = ?", (f"r{row['id']}", row["id"]))


def same(one, other):
    return all(np.array_equal(a, b, equal_nan=True) for a, b in zip(one, other, strict=True))


def test_no_identifier_is_in_the_bytes_of_the_copy_and_the_figures_are_the_same(rich, tmp_path):
    hidden = {row["sha256"] for row in rich.rows("SELECT sha256 FROM spots")}
    for sql in ("SELECT code FROM patients", "SELECT image FROM spots", "SELECT seen_at FROM spots",
                "SELECT name FROM readers", "SELECT what FROM leftovers", "SELECT message FROM failures"):  # fmt: skip
        hidden |= {str(row[0]) for row in rich.rows(sql)}
    hidden |= {"Name", "Secret", "Motorcycle", "Gerlinde", "Hildegard", "clinic.csv", str(tmp_path), "sex", "tensors"}
    made = deidentify(rich, tmp_path / "shared", ["grade"])
    content = made.path.read_bytes()
    assert "Name1" in hidden
    assert {word for word in hidden if word.encode() in content} == set()
    assert b"grade" in content
    if os.name == "posix":
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    renamed(rich)
    with open_study(made.path) as copy:
        renamed(copy)
        assert same(figures(copy), figures(rich))
        assert [row[0] for row in copy.rows("SELECT name FROM covariates GROUP BY name")] == ["grade"]
        assert len(copy.rows("SELECT * FROM reads WHERE locked_at IS NOT NULL")) == 8
        assert len(copy.rows("SELECT * FROM reveals")) == 2
        assert {row[0] for row in copy.rows("SELECT cause FROM outcomes")} == {""}
        kept = [row["detail"] for row in copy.rows("SELECT * FROM log WHERE what = 'recalibrated'")]
        assert len(kept) == 1
        assert "a layer" in kept[0]
        with pytest.raises(sqlite3.IntegrityError, match="final"), copy.changing():
            copy.write("UPDATE reads SET seconds = 0")


def test_the_order_of_the_sheet_does_not_remain(rich, tmp_path):
    """Of 20 copies, some patient has another number in some; the chance that all keep the order is below 1e-50."""
    times = set()
    for number in range(20):
        made = deidentify(rich, tmp_path / f"copy-{number}")
        with closing(sqlite3.connect(made.path)) as copy:
            times.add(tuple(copy.execute("SELECT time_years FROM outcomes ORDER BY patient_id").fetchall()))
            assert copy.execute("SELECT DISTINCT seed FROM rounds").fetchall() == [(0,)]
    assert len(times) > 1


def test_what_is_named_is_kept_and_what_may_identify_is_reported(rich, tmp_path):
    with rich.changing():
        for row in rich.rows("SELECT id FROM patients"):
            rich.write("INSERT INTO covariates VALUES (?, NULL, 'born', ?)", (row["id"], f"19{row['id']}0-01-01"))
    made = deidentify(rich, tmp_path / "a", ["born", "sex", CAUSE])
    (attention,) = made.attention
    assert attention == "The column born has a different value for nearly every patient, and may identify patients."
    assert "clinical columns: grade" in made.removed
    assert "clinical columns: born, sex; causes of death" in made.kept
    with open_study(made.path) as copy:
        assert {row[0] for row in copy.rows("SELECT cause FROM outcomes")} == {"", "Motorcycle"}
        assert {spot.patient for spot in spots_of(copy)} == {"1", "2", "3", "4", "5", "6"}


def test_an_unknown_column_a_packet_and_an_existing_file_are_refused_and_nothing_is_written(rich, tmp_path):
    with pytest.raises(StudyError, match="no column stadium") as refused:
        deidentify(rich, tmp_path / "a", ["stadium"])
    assert "grade, sex, cause" in refused.value.remedy
    (tmp_path / "b.histostudy").write_bytes(b"mine")
    with pytest.raises(StudyError, match="exists already"):
        deidentify(rich, tmp_path / "b.histostudy")
    assert (tmp_path / "b.histostudy").read_bytes() == b"mine"
    create_packet(tmp_path / "c.histopacket").close()
    with open_packet(tmp_path / "c.histopacket") as packet, pytest.raises(StudyError, match="is a packet"):
        deidentify(packet, tmp_path / "d")
    assert not list(tmp_path.glob("[ad].histostudy"))


def test_the_command_lists_what_it_removed_and_kept(rich, tmp_path, capsys):
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    path = rich.path
    rich.close()
    args = parser.parse_args(["deidentify", str(path), "--out", str(tmp_path / "x"), "--keep", "grade"])
    assert args.run(args) == 0
    said = capsys.readouterr().out
    assert "removed: the ids of 6 patients" in said
    assert "kept: exact follow-up times and events of 6 patients" in said
    assert "Research use only" in said
    assert "Adalbert" not in said
    assert args.run(args) == 3
    assert "exists already" in capsys.readouterr().err
