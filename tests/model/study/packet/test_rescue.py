"""Of a damaged packet, only reads that are proven to be as they were locked are taken; the others are named."""

import argparse
import re
import sqlite3
from contextlib import closing

import pytest

from app.cli.study import merge
from model.base.errors import StudyError
from model.study.packet.merge import merge_packet
from model.study.packet.outstanding import packets_of
from model.study.packet.rescue import rescue_packet
from model.study.store import open_study

SOME_FAILED, NOTHING_STARTED = 1, 3
READS = "SELECT spot_id, id, started_at, locked_at, seconds FROM reads WHERE locked_at NOT NULL"
UNGUARD = "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'"
ANSWERS = "SELECT question, value, label, at FROM answers WHERE read_id = ? ORDER BY question"


@pytest.fixture
def study(make_study):
    return make_study(washout_days=0.0)


def in_packet(path):
    """The locked reads of a packet by case: times, seconds and answers."""
    with closing(sqlite3.connect(path)) as packet:
        return {
            case: (started, locked, seconds, packet.execute(ANSWERS, (read,)).fetchall())
            for case, read, started, locked, seconds in packet.execute(READS).fetchall()
        }


def in_study(study):
    """The same of the study, by the case numbers of its only packet."""
    (packet,) = packets_of(study)
    numbers = {row["spot_id"]: row["number"] for row in
               study.rows("SELECT * FROM packet_cases WHERE packet_id = ?", (packet.id,))}  # fmt: skip
    return {
        numbers[row["spot_id"]]: (row["started_at"], row["locked_at"], row["seconds"],
                                  [tuple(one) for one in study.rows(ANSWERS, (row["id"],))])
        for row in study.rows("SELECT * FROM reads WHERE locked_at NOT NULL")
    }  # fmt: skip


def change(path, *statements):
    with closing(sqlite3.connect(path)) as packet:
        for (drop,) in packet.execute(UNGUARD).fetchall():
            packet.execute(drop)
        for statement in statements:
            packet.execute(statement)
        packet.commit()


LINK = "UPDATE chain SET digest = 'x' || substr(digest, 2) WHERE entry"
DAMAGED = {
    "an answer": ("UPDATE answers SET label = 'hjgh' WHERE read_id = 3 AND question = 'risk'", {3}),
    "a time": ("UPDATE reads SET locked_at = '2026-0x' || substr(locked_at, 8) WHERE id = 3", {3}),
    "the first read": ("UPDATE reads SET seconds = seconds + 64 WHERE id = 1", {1}),
    "a link, which the next read makes good": (f"{LINK} = 3", set()),
    "the last link": (f"{LINK} = 5", {5}),
    "a lost link": ("DELETE FROM chain WHERE entry = 3", {3, 4}),
    "the log": ("UPDATE log SET what = CAST(x'ff' AS TEXT)", set()),
    "the kind of a value": ("UPDATE reads SET started_at = CAST(started_at AS BLOB) WHERE id = 2", {2}),
}


@pytest.mark.parametrize(("statement", "lost"), DAMAGED.values(), ids=DAMAGED.keys())
def test_what_is_proven_is_taken_and_the_rest_comes_with_an_intact_copy(study, give, lock, statement, lost):
    made = give(study)
    lock(made.path, 5)
    whole, kept = in_packet(made.path), made.path.read_bytes()
    order = [case for case, _ in sorted(whole.items(), key=lambda one: one[1][1])]
    assert order == [1, 2, 3, 4, 5]
    change(made.path, statement)
    merged = rescue_packet(study, made.path)
    assert in_study(study) == {case: read for case, read in whole.items() if case not in lost}
    assert (merged.new, merged.open) == (5 - len(lost), 2 + len(lost))
    (logged,) = study.rows("SELECT detail FROM log WHERE what = 'packet rescued'")
    assert ('"lost": []' in logged["detail"]) == (not merged.lost)
    again = rescue_packet(study, made.path)
    assert (again.new, again.known) == (0, 5 - len(lost))
    made.path.write_bytes(kept)
    later = merge_packet(study, made.path)
    assert (later.new, later.known) == (len(lost), 5 - len(lost))
    assert in_study(study) == whole


def test_flipped_bits_never_give_a_wrong_read(study, give, lock, tmp_path):
    """Any byte of the file can be hurt: what is taken is always as it was locked."""
    made = give(study)
    lock(made.path, 3)
    whole, kept = in_packet(made.path), made.path.read_bytes()
    study.close()
    saved = study.path.read_bytes()
    taken = 0
    anywhere = [one for one in range(100, len(kept)) if kept[one] and (one * 7919) % len(kept) < 30]
    in_reads = [found.start() + 1 for found in re.finditer(rb"20\d\d-\d\d-\d\dT|high|some|confidence", kept)]
    for at in (*anywhere, *in_reads[::4]):
        made.path.write_bytes(kept[:at] + bytes([kept[at] ^ 0x10]) + kept[at + 1 :])
        study.path.write_bytes(saved)
        with open_study(study.path) as opened:
            try:
                rescue_packet(opened, made.path)
            except StudyError:
                continue
            found = in_study(opened)
            assert found == {case: whole[case] for case in found}
            taken += len(found)
    assert taken > 10


def test_what_nothing_ties_to_the_study_is_refused(study, give, lock):
    """The first read is damaged and the sealed contents were changed: the order may be another one."""
    made = give(study)
    lock(made.path, 4)
    change(made.path, DAMAGED["the first read"][0], "UPDATE spots SET sha256 = sha256 || '0' WHERE id = 6")
    with pytest.raises(StudyError, match="none of its reads is proven"):
        rescue_packet(study, made.path)
    assert in_study(study) == {}


def test_a_packet_of_another_study_and_contradicting_reads_are_refused(make_study, study, give, lock, tmp_path):
    made = give(study)
    lock(made.path, 2)
    copy = tmp_path / "copy.histopacket"
    copy.write_bytes(made.path.read_bytes())
    with pytest.raises(StudyError, match="was not made from this study"):
        rescue_packet(make_study("other"), made.path)
    lock(made.path, 2, risk="low")
    lock(copy, 2)
    merge_packet(study, made.path)
    before = in_study(study)
    change(copy, "UPDATE log SET what = 'x'")
    with pytest.raises(StudyError, match="contradicts reads that were returned"):
        rescue_packet(study, copy)
    assert in_study(study) == before


def test_the_command_lists_what_is_lost_and_says_what_to_do(study, give, lock, capsys):
    made = give(study)
    lock(made.path, 3)
    change(made.path, DAMAGED["an answer"][0])
    study.close()
    parser = argparse.ArgumentParser()
    merge.add_parser(parser.add_subparsers())
    for words, code in ((["--rescue"], SOME_FAILED), ([], NOTHING_STARTED)):
        args = parser.parse_args(["merge", str(study.path), str(made.path), *words])
        assert args.run(args) == code
        said = capsys.readouterr()
        assert "case 3: the read is not the one that was locked" in said.err
        assert ("Ada, round 1: 2 reads added" in said.out) == bool(words)
        assert ("lost: case 3: the read is damaged" in said.err) == bool(words)
        assert ("histocast study packet --again" in said.err) == bool(words)
