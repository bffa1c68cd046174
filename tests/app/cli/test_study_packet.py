"""`histocast study packet` and `merge`: what is written, told and returned as the exit code."""

import argparse
import json
import shutil
import sqlite3
from contextlib import closing

import numpy as np
import pytest
from PIL import Image

from app.cli.study import study
from model.study.reading import Reading
from model.study.rounds import sign_in
from model.study.store import open_packet, open_study

GOOD, SOME_FAILED, USAGE, NOTHING_STARTED = 0, 1, 2, 3
ANSWERS = {"risk": "high", "grade": "2", "stroma": 40, "lymphocytes": "some", "confidence": "low"}


def do(*words):
    parser = argparse.ArgumentParser()
    study.add_parser(parser.add_subparsers())
    args = parser.parse_args(["study", *map(str, words)])
    return args.run(args)


@pytest.fixture
def made(tmp_path, capsys):
    """A study of four patients."""
    lines = ["patient,image,months,event"]
    for number in range(1, 5):
        path = tmp_path / "images" / f"Meier-{number}.png"
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(np.random.default_rng(number).integers(0, 255, (70, 80, 3), dtype=np.uint8)).save(path)
        lines.append(f"Meier{number},{path.name},{12 * number},{number % 2}")
    (tmp_path / "clinic.csv").write_text("\n".join(lines))
    path = tmp_path / "s.histostudy"
    assert do("create", path, "--table", tmp_path / "clinic.csv", "--images", tmp_path / "images") == GOOD
    capsys.readouterr()
    return path


def read(path, count=4):
    with open_packet(path) as packet:
        reading = Reading(packet, sign_in(packet, packet.rows("SELECT name FROM readers")[0]["name"]))
        for _ in range(count):
            for question, said in ANSWERS.items():
                reading.answer(question, said)
            reading.lock()
            reading.go_on()


def test_from_packets_to_reads_in_the_study(made, tmp_path, capsys):
    for reader in ("Ada", "Bob"):
        assert do("packet", made, "--reader", reader, "--out", tmp_path / reader) == GOOD
    told = capsys.readouterr().out
    assert "4 cases of Ada, round 1, in this reader's order" in told
    assert "The folder of the images (images) and salted hashes" in told
    assert "Research use only" in told
    assert "Meier" not in told.replace(str(tmp_path), "")
    read(tmp_path / "Ada.histopacket")
    read(tmp_path / "Bob.histopacket", 1)
    assert do("status", tmp_path / "Ada.histopacket") == GOOD
    told = capsys.readouterr().out
    assert "packet of Ada, round 1: 4 of 4 cases locked" in told
    receipt = told.partition("receipt of the reads: ")[2][:19]
    assert "outcomes" not in told
    assert do("merge", made, tmp_path / "Ada.histopacket", tmp_path / "Bob.histopacket") == GOOD
    told = capsys.readouterr().out
    assert f"Ada.histopacket: Ada, round 1: 4 reads added; receipt {receipt}\n" in told
    assert "Bob.histopacket: Bob, round 1: 1 read added, 3 are not locked yet; receipt " in told
    assert do("status", made) == GOOD
    told = capsys.readouterr().out
    assert "packet of Ada, round 1, made 20" in told
    assert ": 1 of 4 cases came back; with the reader" in told
    assert do("status", made, "--json") == GOOD
    status = json.loads(capsys.readouterr().out)
    assert status["receipt"] is None
    assert [(one["reader"], one["back"], one["cases"]) for one in status["packets"]] == [("Ada", 4, 4), ("Bob", 1, 4)]


def test_a_refused_packet_does_not_keep_others_back(made, tmp_path, capsys):
    for reader in ("Ada", "Bob"):
        do("packet", made, "--reader", reader, "--out", tmp_path / reader)
        read(tmp_path / f"{reader}.histopacket")
    with closing(sqlite3.connect(tmp_path / "Ada.histopacket")) as packet:
        packet.execute("DROP TRIGGER answer_kept")
        packet.execute("UPDATE answers SET at = '2020-01-01T00:00:00.000+00:00'")
        packet.commit()
    assert do("merge", made, tmp_path / "Ada.histopacket", tmp_path / "Bob.histopacket") == SOME_FAILED
    told = capsys.readouterr()
    assert "Ada.histopacket was changed by hand or is damaged. Nothing was merged:" in told.err
    assert "case 1: the read is not the one that was locked" in told.err
    assert "Bob, round 1: 4 reads added" in told.out
    assert do("merge", made, tmp_path / "Ada.histopacket") == NOTHING_STARTED
    with open_study(made) as opened:
        assert len(opened.rows("SELECT * FROM reads")) == 4
        assert do("merge", made, tmp_path / "Bob.histopacket") == NOTHING_STARTED
    assert "another window or process has the file open" in capsys.readouterr().err


def test_differences_are_told_and_change_the_exit_code(made, tmp_path, capsys):
    do("packet", made, "--reader", "Ada", "--out", tmp_path / "Ada")
    assert do("packet", made, "--reader", "ada", "--withdraw") == GOOD
    assert do("packet", made, "--reader", "Ada", "--withdraw") == NOTHING_STARTED
    with open_study(made) as opened:
        reading = Reading(opened, sign_in(opened, "Ada"))
        for question, said in {**ANSWERS, "risk": "low"}.items():
            reading.answer(question, said)
        reading.lock()
    read(tmp_path / "Ada.histopacket")
    assert do("merge", made, tmp_path / "Ada.histopacket") == SOME_FAILED
    told = capsys.readouterr()
    assert "Ada, round 1: 3 reads added" in told.out
    assert "different: case 1: locked in the study at " in told.err
    assert "risk is low in the study, high in the packet" in told.err


def test_every_other_command_refuses_a_packet(made, tmp_path, capsys):
    do("packet", made, "--reader", "Ada", "--out", tmp_path / "Ada")
    packet = tmp_path / "Ada.histopacket"
    before = packet.read_bytes()
    capsys.readouterr()
    for words in (
        ("predict", packet), ("export", packet, "--out", tmp_path / "x"),
        ("recalibrate", packet, "--out", tmp_path / "y"),
        ("import", packet, "--table", tmp_path / "clinic.csv", "--images", tmp_path / "images"),
        ("packet", packet, "--reader", "Ada", "--out", tmp_path / "z"), ("merge", packet, packet),
        ("compare", packet), ("report", packet, "--out", tmp_path / "w"),
    ):  # fmt: skip
        assert do(*words) == NOTHING_STARTED, words
        assert "is a reader's packet, which can only be read blinded" in capsys.readouterr().err, words
    assert packet.read_bytes() == before


def test_images_of_a_packet_are_located(made, tmp_path, capsys):
    do("packet", made, "--reader", "Ada", "--out", tmp_path / "Ada")
    shutil.move(tmp_path / "images", tmp_path / "stick" / "pictures")
    assert do("locate", tmp_path / "Ada.histopacket", tmp_path / "out-of-place") == NOTHING_STARTED
    (tmp_path / "empty").mkdir()
    assert do("locate", tmp_path / "Ada.histopacket", tmp_path / "empty") == SOME_FAILED
    assert "not found: case 1" in capsys.readouterr().err
    assert do("locate", tmp_path / "Ada.histopacket", tmp_path / "stick") == GOOD
    assert "Images found for 4 spots" in capsys.readouterr().out


def test_out_or_withdraw_is_needed(made, tmp_path, capsys):
    assert do("packet", made, "--reader", "Ada") == USAGE
    assert do("packet", made, "--reader", "Ada", "--out", tmp_path / "Ada", "--withdraw") == USAGE
    assert "Give --out FILE, or --withdraw" in capsys.readouterr().err


def test_what_withdraw_cannot_do_is_refused(made, tmp_path, capsys):
    do("packet", made, "--reader", "Ada", "--out", tmp_path / "Ada")
    capsys.readouterr()
    for option in ("--again", "--repeat", "--copy-images"):
        assert do("packet", made, "--reader", "Ada", "--withdraw", option) == USAGE
        assert "--withdraw writes no packet" in capsys.readouterr().err
    assert do("packet", made, "--reader", "", "--withdraw") == NOTHING_STARTED
    assert "Readers with packets: Ada." in capsys.readouterr().err
    assert do("packet", made, "--reader", "Ada", "--withdraw") == GOOD
