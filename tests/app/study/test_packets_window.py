"""Packets are made and merged in the window: a dialog, work in the background, and what is said of it."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtWidgets import QWidget

from app.actions import action_table as commands
from app.study.dialogs.new_packet import COPIED, LOCATED, NewPacketDialog, PacketWish
from model.study.packet.outstanding import PacketProgress, packets_of
from model.study.reading import Reading
from model.study.rounds import ReaderProgress, sign_in
from model.study.store import look_at_study, open_packet

ANSWERS = {"risk": "high", "grade": "2", "stroma": 40, "lymphocytes": "some", "confidence": "low"}


@pytest.fixture
def user(qtbot, window, study_file, known):
    window.study.open(study_file)
    window.until = lambda condition: qtbot.waitUntil(lambda: bool(condition()))
    window.until(lambda: len(window.controller.session.study.spots) == known["patients"])
    return window


def told(user):
    notice = user.controller.session.study.notice
    return "" if notice is None else f"{notice.title} {notice.remedy}"


def make(user, answers, path, wish):
    answers["packet"], answers["new_packet"] = wish, path
    user.room.overview.buttons["study-packet"].click()
    user.until(lambda: told(user) and not user.controller.session.study.busy)
    return told(user)


def merge(user, answers, *paths):
    answers["packets"] = paths
    user.controller.change(lambda s: s.with_study(s.study.with_notice(None)))
    user.room.overview.buttons["study-merge"].click()
    user.until(lambda: told(user) and not user.controller.session.study.busy)
    return told(user)


def lock(path, reader, count):
    with open_packet(path) as packet:
        reading = Reading(packet, sign_in(packet, reader))
        for _ in range(count):
            for question, said in ANSWERS.items():
                reading.answer(question, said)
            reading.lock()
            reading.go_on()
        reading.leave()


def test_a_packet_is_made_read_and_merged(user, answers, asked, tmp_path, study_file, known):
    path = tmp_path / "stick" / "cleo.histopacket"
    path.parent.mkdir()
    said = make(user, answers, path, PacketWish("Cleo", False, False, False))
    assert f"{known['patients']} cases of Cleo, round 1" in said
    assert "can identify" in said
    assert asked[-1][1][0].name == "Cleo"
    user.until(lambda: any(one.is_out for one in user.controller.session.study.status.packets))

    lock(path, "Cleo", 2)
    said = merge(user, answers, path)
    assert "Cleo, round 1: 2 reads added" in said
    assert "Compare each receipt" in said
    assert user.controller.session.study.notice.tone == "info"
    with look_at_study(study_file) as study:
        (packet,) = packets_of(study)
        assert (packet.back, packet.cases) == (2, known["patients"])
    user.until(lambda: user.controller.session.study.status.packets[0].back == 2)


def test_a_refused_packet_does_not_stop_the_next_and_is_named_with_a_remedy(user, answers, tmp_path):
    good, bad = tmp_path / "good.histopacket", tmp_path / "bad.histopacket"
    make(user, answers, good, PacketWish("Cleo", False, False, False))
    lock(good, "Cleo", 1)
    bad.write_bytes(b"no packet" * 40)
    said = merge(user, answers, bad, good)
    assert "bad.histopacket was refused: bad.histopacket is not a packet" in said
    assert "good.histopacket: Cleo, round 1: 1 read added" in said
    assert user.controller.session.study.notice.tone == "warning"


def damage(path):
    """Flip a bit in the answers of the first locked read, as a bad stick does; no rule of the file notices it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as packet:
        for (drop,) in packet.execute("SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'"):
            packet.execute(drop)
        packet.execute("UPDATE answers SET label = 'hjgh' WHERE read_id = 1 AND question = 'risk'")


@pytest.mark.parametrize("agreed", [True, False])
def test_the_proven_reads_of_a_damaged_packet_are_taken_if_the_user_agrees(
    user, answers, asked, tmp_path, study_file, known, agreed
):
    good, bad = tmp_path / "good.histopacket", tmp_path / "bad.histopacket"
    make(user, answers, good, PacketWish("Cleo", False, False, False))
    make(user, answers, bad, PacketWish("Dora", False, False, False))
    lock(good, "Cleo", 1)
    lock(bad, "Dora", 3)
    damage(bad)
    answers["confirm"] = agreed
    said = merge(user, answers, bad, good)
    name, (question, detail, button) = asked[-1]
    assert (name, question, button) == (
        "confirm", "A packet is damaged. Add the reads that are proven to be unchanged?", "Rescue reads",
    )  # fmt: skip
    assert "bad.histopacket was changed by hand or is damaged" in detail
    assert "First ask the reader for an intact copy" in detail
    assert "good.histopacket: Cleo, round 1: 1 read added" in said
    assert user.controller.session.study.notice.tone == "warning"
    assert ("bad.histopacket: Dora, round 1: 2 reads added" in said) == agreed
    assert ("Lost: case 1: the read is damaged. Merge an intact copy" in " ".join(said.split())) == agreed
    assert ("bad.histopacket was refused" in said) != agreed
    with look_at_study(study_file) as study:
        assert {packet.reader: packet.back for packet in packets_of(study)} == {"Cleo": 1, "Dora": 2 * agreed}


def test_no_rescue_is_offered_where_nothing_is_damaged(user, answers, asked, tmp_path):
    stranger = tmp_path / "stranger.histopacket"
    stranger.write_bytes(b"no packet" * 40)
    said = merge(user, answers, stranger)
    assert asked[-1][0] == "packets"
    assert "stranger.histopacket was refused" in said


def test_what_the_study_refuses_is_told(user, answers, tmp_path):
    make(user, answers, tmp_path / "one.histopacket", PacketWish("Cleo", False, False, False))
    user.controller.change(lambda s: s.with_study(s.study.with_notice(None)))
    said = make(user, answers, tmp_path / "two.histopacket", PacketWish("Cleo", False, False, False))
    assert "Cleo reads round 1 from a packet" in said
    assert not (tmp_path / "two.histopacket").exists()


def test_a_cancelled_dialog_makes_and_merges_nothing(user, answers, asked):
    for key, field in (("study-packet", "packet"), ("study-merge", "packets")):
        answers[field] = None
        commands.run(key, user.context)
        assert asked[-1][0] == field
    assert not user.controller.session.study.busy
    assert user.controller.session.study.status.packets == ()


@pytest.fixture
def ask(qtbot):
    """The dialog for a study in which Ada has finished, Bo reads, and Cleo has a packet."""
    parent = QWidget()
    qtbot.addWidget(parent)
    readers = (ReaderProgress("Ada", 1, 7, 7), ReaderProgress("Bo", 1, 3, 7), ReaderProgress("Cleo", 1, 2, 7))
    packet = PacketProgress("x", "Cleo", 1, "2026-03-01T10:00:00.000+00:00", 7, 2, "")
    yield NewPacketDialog(parent, readers, (packet,))
    del parent  # it owns the dialog, and lives as long


def test_the_dialog_offers_what_applies_to_the_reader(ask):
    assert not ask.make.isEnabled()
    ask.name.setCurrentText(" ada ")
    assert ask.repeat.isVisibleTo(ask)
    assert not ask.again.isVisibleTo(ask)
    ask.repeat.setChecked(True)
    assert ask.answer == PacketWish("ada", False, False, True)
    ask.name.setCurrentText("Bo")
    assert ask.answer == PacketWish("Bo", False, False, False), "what is hidden does not count"
    ask.name.setCurrentText("Cleo")
    assert not ask.make.isEnabled(), "her packet is out: it must be given up for lost first"
    assert "2 of 7 cases came back" in ask.told.text()
    ask.again.setChecked(True)
    assert ask.make.isEnabled()
    assert LOCATED in ask.told.text()
    ask.copy.setChecked(True)
    assert COPIED in ask.told.text()
    assert ask.answer == PacketWish("Cleo", True, True, False)
