"""Three readers read 40 spots each at the same time, in processes of their own; then things go wrong with packets."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import numpy as np
import pytest
from PIL import Image

from model.base.errors import StudyError
from model.base.progress import result_of
from model.study.fill import fill
from model.study.packet.make import PacketRequest, make_packet
from model.study.packet.merge import merge_packet
from model.study.settings import StudySettings, save_settings
from model.study.store import create_study, open_packet

SPOTS = 40
HALF = 20

READER = """
import hashlib, json, sys
from pathlib import Path
from model.slide.opening import open_image
from model.study.reading import Reading
from model.study.rounds import sign_in
from model.study.store import open_packet

path, reader, stop = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with open_packet(path) as packet:
    reading = Reading(packet, sign_in(packet, reader))
    print("begun", flush=True)
    sys.stdin.readline()
    while reading.state.phase != "done":
        case = reading.image()
        slide, record = open_image(case.path)
        slide.close()
        assert case.is_right(record.sha256)
        # The answer follows from reader and image, so that the study can be checked afterwards.
        high = hashlib.sha256((reader + record.sha256).encode()).digest()[0] % 2
        for question, said in {"risk": ("low", "high")[high], "grade": "2", "stroma": 40, "lymphocytes": "some",
                               "confidence": "low"}.items():
            reading.answer(question, said)
        if reading.state.locked == stop:
            with packet.changing():
                packet.write("UPDATE reads SET seconds = 12345 WHERE locked_at IS NULL")
                print("half", flush=True)
                sys.stdin.readline()
        reading.lock()
        reading.go_on()
    reading.leave()
print("done", flush=True)
"""


@pytest.fixture
def big_study(tmp_path, plan):
    lines = ["patient_id,image,time_years,event"]
    for number in range(1, SPOTS + 1):
        path = tmp_path / "images" / f"spot-{number}.png"
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(np.random.default_rng(number).integers(0, 255, (64, 72, 3), dtype=np.uint8)).save(path)
        lines.append(f"P{number},{path.name},{number}.5,{number % 2}")
    table = tmp_path / "clinic.csv"
    table.write_text("\n".join(lines), encoding="utf-8")
    study = create_study(tmp_path / "s.histostudy")
    save_settings(study, StudySettings())
    result_of(fill(study, plan(table, tmp_path / "images")))
    yield study
    study.close()


def begin(path, reader, stop=-1):
    command = [sys.executable, "-c", READER, str(path), reader, str(stop)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ})
    assert process.stdout.readline() == "begun\n"
    return process


def go(process):
    process.stdin.write("\n")
    process.stdin.flush()


def ended(process):
    assert process.stdout.readline() == "done\n"
    assert process.wait() == 0
    process.stdin.close()
    process.stdout.close()


def dump(study):
    with closing(sqlite3.connect(study.path)) as connection:
        return list(connection.iterdump())


def risks(study, reader):
    """{sha256 of the image: the risk that the reader gave}."""
    rows = study.rows(
        "SELECT sha256, label FROM reads JOIN rounds ON rounds.id = round_id JOIN readers ON readers.id = reader_id"
        " JOIN spots ON spots.id = spot_id JOIN answers ON answers.read_id = reads.id"
        " WHERE name = ? AND question = 'risk' AND locked_at NOT NULL", (reader,),
    )  # fmt: skip
    return {row["sha256"]: row["label"] for row in rows}


def expected(study, reader):
    import hashlib

    shas = [row["sha256"] for row in study.rows("SELECT sha256 FROM spots")]
    return {sha: ("low", "high")[hashlib.sha256((reader + sha).encode()).digest()[0] % 2] for sha in shas}


def test_three_readers_at_once_one_killed_one_merged_twice_one_tampered_with(big_study, tmp_path):
    study = big_study
    paths = {reader: result_of(make_packet(study, PacketRequest(reader, tmp_path / f"stick-{reader}" / "packet"))).path
             for reader in ("Ada", "Bob", "Cleo")}  # fmt: skip
    running = {reader: begin(path, reader, HALF if reader == "Bob" else -1) for reader, path in paths.items()}
    for process in running.values():
        go(process)
    # Bob's process is killed inside a transaction, with 20 reads locked.
    assert running["Bob"].stdout.readline() == "half\n"
    running["Bob"].send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    running["Bob"].wait()
    running["Bob"].stdin.close()
    running["Bob"].stdout.close()
    for reader in ("Ada", "Cleo"):
        ended(running[reader])

    # One is merged twice.
    assert merge_packet(study, paths["Ada"]).new == SPOTS
    before = dump(study)
    assert (merge_packet(study, paths["Ada"]).new, merge_packet(study, paths["Ada"]).known) == (0, SPOTS)
    assert dump(study) == before

    # The killed one comes back as far as it was locked, is read on in a new process, and comes back whole.
    half = merge_packet(study, paths["Bob"])
    assert (half.new, half.open) == (HALF, SPOTS - HALF)
    second = begin(paths["Bob"], "Bob")
    go(second)
    ended(second)
    with open_packet(paths["Bob"]) as packet:
        assert packet.rows("SELECT * FROM reads WHERE seconds >= 12345") == [], "the killed change was undone"
    whole = merge_packet(study, paths["Bob"])
    assert (whole.new, whole.known, whole.open) == (SPOTS - HALF, HALF, 0)

    # One is tampered with: nothing of it is taken.
    with closing(sqlite3.connect(paths["Cleo"])) as packet:
        for (name,) in packet.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            packet.execute(f"DROP TRIGGER {name}")
        packet.execute("UPDATE answers SET value = 1 - value, label = CASE label WHEN 'low' THEN 'high' ELSE 'low' END"
                       " WHERE question = 'risk' AND read_id = 17")  # fmt: skip
        packet.commit()
    before = dump(study)
    with pytest.raises(StudyError, match="was changed by hand") as refused:
        merge_packet(study, paths["Cleo"])
    assert refused.value.faults == ("case 17: the read is not the one that was locked",)
    assert dump(study) == before

    for reader in ("Ada", "Bob"):
        assert risks(study, reader) == expected(study, reader)
    assert risks(study, "Cleo") == {}
    orders = {reader: [row["spot_id"] for row in study.rows(
        "SELECT spot_id FROM round_cases JOIN rounds ON rounds.id = round_id JOIN readers ON readers.id = reader_id"
        " WHERE name = ? ORDER BY position", (reader,))] for reader in paths}  # fmt: skip
    assert len({json.dumps(order) for order in orders.values()}) == 3, "each reader has an order of their own"
