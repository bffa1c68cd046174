"""Reads come back from packets once, unchanged and with their times; everything else is refused or reported."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from model.base.errors import StudyError
from model.study.exports import read_rows
from model.study.packet import returned
from model.study.packet.merge import merge_packet
from model.study.packet.outstanding import end_packets, packets_of, packets_out
from model.study.packet.seal import add_to_chain, digest_of, receipt_of, seal_of
from model.study.reading import Reading
from model.study.rounds import readers_of, sign_in
from model.study.score_sheet import DEFAULT_SHEET, Question
from model.study.settings import StudySettings, save_settings, settings_of
from model.study.status import status_lines, status_of
from model.study.store import Study, open_packet, open_study

GIVEN = {"risk": "low", "grade": "1", "stroma": 10, "lymphocytes": "none", "confidence": "high"}
ANSWERS = "SELECT question, value, label, at FROM answers"
UNGUARD = "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'"


def dump(study):
    with closing(sqlite3.connect(study.path)) as connection:
        return list(connection.iterdump())


def tamper(path, *statements):
    """Change a packet as somebody would with another program, which has no triggers in its way."""
    with closing(sqlite3.connect(path)) as packet:
        for (drop,) in packet.execute(UNGUARD).fetchall():
            packet.execute(drop)
        for statement in statements:
            packet.execute(statement)
        packet.commit()


def lock_one(reading, **changes):
    for question, said in {**GIVEN, **changes}.items():
        reading.answer(question, said)
    reading.lock()


def reads(study, *columns):
    names = columns or ("reader", "round", "position", "kind", "started_at", "locked_at", "seconds", "risk", "remark")
    return [tuple(row.get(name, "") for name in names) for row in read_rows(study)[1]]


def in_packet(path):
    """The reads of a packet by case number: times, seconds and answers."""
    with closing(sqlite3.connect(path)) as packet:
        rows = packet.execute("SELECT spot_id, id, started_at, locked_at, seconds FROM reads WHERE locked_at NOT NULL")
        return {
            spot: (*times, sorted(packet.execute(f"{ANSWERS} WHERE read_id = ?", (read,))))
            for spot, read, *times in rows.fetchall()
        }  # fmt: skip


def in_study(study, packet_path):
    """The same from the study, by the packet's case numbers."""
    with closing(sqlite3.connect(packet_path)) as packet:
        ((packet_id,),) = packet.execute("SELECT id FROM packets")
    found = {}
    for case in study.rows("SELECT * FROM packet_cases WHERE packet_id = ?", (packet_id,)):
        read = study.one("SELECT * FROM reads WHERE spot_id = ? AND locked_at NOT NULL AND round_id ="
                         " (SELECT round_id FROM packets WHERE id = ?)", (case["spot_id"], packet_id))  # fmt: skip
        if read is not None:
            answers = study.rows(f"{ANSWERS} WHERE read_id = ?", (read["id"],))
            times = (read["started_at"], read["locked_at"], read["seconds"])
            found[case["number"]] = (*times, sorted(map(tuple, answers)))
    return found


@pytest.fixture
def study(make_study):
    return make_study(washout_days=0.0)


# -- what comes back -------------------------------------------------------------------------------------------------
def test_locked_reads_come_back_with_their_times_and_open_ones_do_not(study, give, lock):
    made = give(study)
    assert lock(made.path, 3, remark="café: “odd”") == 3
    merged = merge_packet(study, made.path)
    assert (merged.reader, merged.new, merged.known, merged.open, merged.differences) == ("Ada", 3, 0, 4, ())
    assert len(in_packet(made.path)) == 3
    assert in_study(study, made.path) == in_packet(made.path)
    assert [row[3:4] + row[7:] for row in reads(study)] == [("blinded", "high", "café: “odd”")] * 3
    assert {row[0] for row in reads(study, "origin")} == {f"packet {packets_of(study)[0].id[:8]}"}
    (ada,) = readers_of(study)
    assert (ada.name, ada.round, ada.locked, ada.total) == ("Ada", 1, 3, 7)


def test_a_packet_that_is_read_on_adds_only_what_is_new(study, give, lock):
    made = give(study)
    lock(made.path, 3)
    first = merge_packet(study, made.path)
    lock(made.path)
    second = merge_packet(study, made.path)
    assert (second.new, second.known, second.open) == (4, 3, 0)
    assert second.receipt != first.receipt
    assert in_study(study, made.path) == in_packet(made.path)
    assert packets_out(study) == ()
    reading = Reading(study, sign_in(study, "Ada"))
    assert reading.state.phase == "done"


def test_merging_twice_changes_nothing(study, give, lock):
    made = give(study)
    lock(made.path)
    assert merge_packet(study, made.path).new == 7
    before = dump(study)
    again = merge_packet(study, made.path)
    assert (again.new, again.known, again.differences) == (0, 7, ())
    assert dump(study) == before


def test_an_older_copy_changes_nothing_and_is_told(study, give, lock, tmp_path):
    made = give(study)
    lock(made.path, 2)
    old = shutil.copy(made.path, tmp_path / "old.histopacket")
    lock(made.path)
    merge_packet(study, made.path)
    before = dump(study)
    merged = merge_packet(study, tmp_path / old)
    assert (merged.new, merged.known) == (0, 2)
    assert merged.notes == ("This is an older copy of the packet: 7 of its reads were returned earlier.",)
    assert dump(study) == before


def test_a_spot_that_is_not_assessable_comes_back_as_such(study, give):
    made = give(study)
    with open_packet(made.path) as packet:
        reading = Reading(packet, sign_in(packet, "Ada"))
        reading.set_unassessable("out of focus")
        reading.lock()
    merge_packet(study, made.path)
    assert reads(study, "not_assessable") == [("out of focus",)]


def test_the_model_can_be_revealed_in_the_study_after_the_merge(study, give, lock, predict):
    predict(study)
    made = give(study)
    lock(made.path)
    merge_packet(study, made.path)
    reading = Reading(study, sign_in(study, "Ada"))
    assert reading.go(3).can_reveal
    assert reading.reveal().revealed is not None
    assert reading.read_again().phase == "informed"


def test_a_packet_with_the_remaining_cases_continues_a_round_that_was_begun_in_the_study(study, give, lock):
    reading = Reading(study, sign_in(study, "Ada"))
    lock_one(reading)
    reading.leave()
    made = give(study)
    assert made.cases == 6
    lock(made.path)
    assert merge_packet(study, made.path).new == 6
    assert sorted(row[2] for row in reads(study)) == ["1", "2", "3", "4", "5", "6", "7"]
    assert [row[7] for row in reads(study)] == ["low"] + ["high"] * 6


def test_a_case_whose_model_was_revealed_in_an_earlier_round_is_marked(study, give, lock, predict):
    predict(study)
    first = Reading(study, sign_in(study, "Ada"))
    while first.state.phase != "done":
        lock_one(first)
        if first.state.number in (2, 5):
            first.reveal()
        first.go_on()
    made = give(study, repeat=True)
    lock(made.path)
    merge_packet(study, made.path)
    seen = {spot for (spot,) in study.rows("SELECT spot_id FROM reveals JOIN reads ON reads.id = read_id")}
    marked = {spot for (spot,) in study.rows("SELECT spot_id FROM reads WHERE saw_model_before = 1")}
    assert len(seen) == 2
    assert marked == seen


# -- what is refused -------------------------------------------------------------------------------------------------
CHANGES = {
    "an answer": ["UPDATE answers SET value = 0, label = 'low' WHERE question = 'risk' AND read_id = 2"],
    "a time": ["UPDATE reads SET locked_at = '2020-01-01T00:00:00.000+00:00' WHERE id = 2"],
    "the seconds": ["UPDATE reads SET seconds = seconds + 1 WHERE id = 2"],
    "a removed read": ["DELETE FROM answers WHERE read_id = 2", "DELETE FROM reads WHERE id = 2"],
    "a removed read with its link": ["DELETE FROM chain WHERE entry = 2", "DELETE FROM answers WHERE read_id = 2",
                                     "DELETE FROM reads WHERE id = 2"],
    "two exchanged reads": ["UPDATE reads SET spot_id = 99 WHERE id = 2", "UPDATE reads SET spot_id = 2 WHERE id = 3",
                            "UPDATE reads SET spot_id = 3 WHERE id = 2"],
    "a read locked by hand": ["UPDATE reads SET locked_at = started_at WHERE locked_at IS NULL"],
    "a case moved in the order": ["UPDATE spots SET sha256 = sha256 || '0' WHERE id = 6"],
    "the reader": ["UPDATE readers SET name = 'Bob'"],
    "the sheet": ["""UPDATE facts SET value = replace(value, '"Visual risk"', '"Risk"') WHERE key = 'sheet'"""],
    "the reveal": ["UPDATE facts SET value = 'case' WHERE key = 'reveal'"],
}  # fmt: skip


@pytest.mark.parametrize("statements", CHANGES.values(), ids=CHANGES.keys())
def test_a_packet_that_was_changed_by_hand_is_refused_whole(study, give, lock, statements):
    made = give(study)
    lock(made.path, 4)
    with open_packet(made.path) as packet:  # a fifth read, begun and not locked
        Reading(packet, sign_in(packet, "Ada")).answer("risk", "low")
    tamper(made.path)
    before = dump(study)
    kept = made.path.read_bytes()
    tamper(made.path, *statements)
    assert made.path.read_bytes() != kept
    with pytest.raises(StudyError) as refused:
        merge_packet(study, made.path)
    assert "changed" in refused.value.message
    assert refused.value.remedy
    assert dump(study) == before
    made.path.write_bytes(kept)
    assert merge_packet(study, made.path).new == 4


def rebuild(path):
    """Compute the chain of a packet again after a change, as somebody can who has the program's source."""
    with closing(sqlite3.connect(path)) as packet:
        order = [read for (read,) in packet.execute("SELECT read_id FROM chain ORDER BY entry")]
        packet.execute("DELETE FROM chain")
        packet.commit()
    with open_packet(path, whole=False) as packet, packet.changing():
        for read in order:
            add_to_chain(packet, read)


def test_what_came_back_once_cannot_be_rewritten_even_with_a_new_chain(study, give, lock):
    made = give(study)
    lock(made.path, 3)
    merge_packet(study, made.path)
    lock(made.path)
    before = dump(study)
    tamper(made.path, *CHANGES["an answer"])
    rebuild(made.path)
    with pytest.raises(StudyError, match="contradicts reads that were returned") as refused:
        merge_packet(study, made.path)
    assert refused.value.faults[0] == "case 2: risk is high in the study, low in the packet"
    assert dump(study) == before


@pytest.mark.parametrize("change", ["a case moved in the order", "the reader", "the sheet", "the reveal"])
def test_what_the_study_gave_out_cannot_be_changed_even_with_a_new_chain(study, give, lock, change):
    made = give(study)
    lock(made.path, 1)
    tamper(made.path, *CHANGES[change], "UPDATE reads SET sheet = (SELECT value FROM facts WHERE key = 'sheet')")
    rebuild(made.path)
    before = dump(study)
    with pytest.raises(StudyError, match="differs from the packet that the study made"):
        merge_packet(study, made.path)
    assert dump(study) == before


def test_only_the_receipt_shows_a_packet_that_was_rewritten_before_it_came_back(study, give, lock):
    """The limit that the documentation states: the chain needs no secret, so its holder can compute it again."""
    made = give(study)
    lock(made.path)
    with open_packet(made.path) as packet:
        receipt = status_of(packet).receipt
        assert f"receipt of the reads: {receipt}; " in "\n".join(status_lines(status_of(packet)))
    tamper(made.path, *CHANGES["an answer"])
    rebuild(made.path)
    merged = merge_packet(study, made.path)
    assert merged.new == 7
    assert merged.receipt != receipt
    assert (len(receipt), receipt_of(("abcdef0123456789ffff",))) == (19, "abcd ef01 2345 6789")


def test_answers_that_the_sheet_does_not_have_are_refused_even_with_a_new_chain(study, give, lock):
    changes = (
        (
            "'huge' is not an answer to risk",
            "UPDATE answers SET label = 'huge' WHERE question = 'risk' AND read_id = 1",
        ),
        ("'high' is not an answer to risk", "UPDATE answers SET value = 7 WHERE question = 'risk' AND read_id = 1"),
        ("grade is not answered", "DELETE FROM answers WHERE question = 'grade' AND read_id = 1"),
        ("-5.0 is not a number of seconds", "UPDATE reads SET seconds = -5 WHERE id = 1"),
        ("a time cannot be read", "UPDATE reads SET locked_at = 'soon' WHERE id = 1"),
        ("not a blinded read", "UPDATE reads SET kind = 'informed' WHERE id = 1"),
        ("the reason why", "UPDATE reads SET unassessable = ' ' WHERE id = 1"),
    )
    for at, (name, change) in enumerate(changes):
        made = give(study, name=f"packet-{name[:6]}".strip("'- "), again=at > 0)
        lock(made.path, 2)
        tamper(made.path, change)
        rebuild(made.path)
        with pytest.raises(StudyError) as refused:
            merge_packet(study, made.path)
        assert [name in fault for fault in refused.value.faults] == [True], (name, refused.value.faults)
        made.path.unlink()


def test_two_copies_that_were_read_on_separately_contradict_each_other(study, give, lock, tmp_path):
    made = give(study)
    lock(made.path, 2)
    copy = tmp_path / "copy.histopacket"
    shutil.copy(made.path, copy)
    lock(made.path, 3, risk="low")
    lock(copy, 2)
    assert merge_packet(study, made.path).new == 5
    before = dump(study)
    with pytest.raises(StudyError, match="contradicts") as refused:
        merge_packet(study, copy)
    assert refused.value.faults == ("case 3: risk is low in the study, high in the packet",
                                    "case 4: risk is low in the study, high in the packet")  # fmt: skip
    assert dump(study) == before


def test_a_packet_of_another_study_is_refused(make_study, give, lock):
    one, other = make_study("one"), make_study("other")
    made = give(one)
    lock(made.path)
    with pytest.raises(StudyError, match="was not made from this study"):
        merge_packet(other, made.path)


def test_damaged_files_are_refused(study, give, lock, tmp_path):
    made = give(study)
    lock(made.path)
    whole = made.path.read_bytes()
    hurt = tmp_path / "hurt.histopacket"
    refused = 0
    for at in range(0, len(whole), len(whole) // 12):
        hurt.write_bytes(whole[:at])
        with pytest.raises(StudyError):
            merge_packet(study, hurt)
        hurt.write_bytes(whole[:at] + b"\xff" * 2048 + whole[at + 2048 :])
        try:
            merge_packet(study, hurt)
        except StudyError:
            refused += 1
    assert refused, "most places of the file matter"
    assert in_study(study, made.path) in ({}, in_packet(made.path)), "what is taken is right"
    with pytest.raises(StudyError, match="There is no packet"):
        merge_packet(study, tmp_path / "none.histopacket")
    study.close()
    with pytest.raises(StudyError, match="is a study, not a packet"):
        merge_packet(study, study.path)


def test_what_is_no_packet_is_named_before_it_is_copied(study, tmp_path, monkeypatch):
    study.close()
    monkeypatch.setattr(returned.tempfile, "TemporaryDirectory", None)
    (tmp_path / "slide.tif").write_bytes(b"II*\0" + bytes(100))
    for path, message, remedy in (
        (tmp_path, "is a folder", "NAME.histopacket"),
        (tmp_path / "slide.tif", "slide.tif is not a packet", ".histopacket"),
        (study.path, "is a study, not a packet", "Give the study first"),
    ):
        with open_study(study.path) as opened, pytest.raises(StudyError, match=message) as refused:
            merge_packet(opened, path)
        assert remedy in refused.value.remedy


def test_a_full_temporary_folder_is_not_blamed_on_the_packets_disk(study, give, monkeypatch):
    made = give(study)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StudyError, match=r"temporary folder \(No space left on device\)") as refused:
        merge_packet(study, made.path)
    assert "Free some space" in refused.value.remedy


REPLACED = "CREATE TABLE new AS SELECT * FROM {0}; DROP TABLE {0}; ALTER TABLE new RENAME TO {0}"
"""The same rows without constraints and types: another program can write such a file."""


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (("chain", "reads", "INSERT INTO reads SELECT 99, round_id, spot_id, kind, sheet, started_at, locked_at,"
          " seconds, unassessable, saw_model_before, origin FROM reads WHERE id = 1",
          "INSERT INTO answers SELECT 99, question, value, label, at FROM answers WHERE read_id = 1"),
         "case 1: the packet has no such case, or it was locked twice"),
        (("chain", "packet_cases", "spots", "reads", "DELETE FROM packet_cases WHERE number = 1"),
         "case 1: the packet has no such case, or it was locked twice"),
        (("CREATE TABLE new AS SELECT id, round_id, spot_id, kind, sheet, started_at, locked_at, seconds,"
          " saw_model_before, origin, iif(id = 1, 7, NULL) AS unassessable FROM reads", "DROP TABLE reads",
          "ALTER TABLE new RENAME TO reads"), "case 1 has an answer that is not a text"),
    ],
)  # fmt: skip
def test_a_file_without_constraints_is_refused_even_with_a_valid_chain(study, give, lock, changes, fault):
    made = give(study)
    lock(made.path, 2)
    with closing(sqlite3.connect(made.path)) as packet:
        for (drop,) in packet.execute(UNGUARD).fetchall():
            packet.execute(drop)
        for change in changes:
            packet.executescript(REPLACED.format(change) if " " not in change else change)
        packet.execute("DELETE FROM chain")
        packet.commit()
        packet.row_factory = sqlite3.Row
        before = seal_of(looked := Study(made.path, packet, None, "", is_packet=True))
        for entry, read in enumerate(looked.rows("SELECT * FROM reads WHERE locked_at NOT NULL ORDER BY id"), start=1):
            before = digest_of(looked, read, read["spot_id"], before)
            packet.execute("INSERT INTO chain VALUES ((SELECT id FROM packets), ?, ?, ?, ?)",
                           (entry, read["spot_id"], read["id"], before))  # fmt: skip
        packet.commit()
    kept = dump(study)
    with pytest.raises(StudyError) as refused:
        merge_packet(study, made.path)
    assert fault in " ".join((refused.value.message, *refused.value.faults))
    assert dump(study) == kept


def test_flipped_bits_are_refused_with_a_remedy_and_change_no_read(study, give, lock, tmp_path):
    made = give(study)
    lock(made.path, 3)
    whole = made.path.read_bytes()
    hurt, faults = tmp_path / "hurt.histopacket", []
    for at in (one for one in range(96, len(whole), 1) if whole[one] and (one * 7919) % len(whole) < 120):
        hurt.write_bytes(whole[:at] + bytes([whole[at] ^ 0x80]) + whole[at + 1 :])
        try:
            merge_packet(study, hurt)
        except StudyError as error:
            faults.append(error)
    assert faults
    assert [one for one in faults if "\n" in one.message or not one.remedy] == []
    assert in_study(study, made.path) in ({}, in_packet(made.path)), "what is taken is right"


def test_a_packet_that_is_open_elsewhere_is_not_taken(study, give, lock):
    made = give(study)
    lock(made.path, 1)
    with open_packet(made.path), pytest.raises(StudyError, match="another window or process"):
        merge_packet(study, made.path)
    assert merge_packet(study, made.path).new == 1


def test_a_change_that_was_interrupted_on_the_disk_is_undone_with_its_journal(study, give, lock, tmp_path):
    """A program that was killed while it wrote leaves half a change in the packet and the journal beside it."""
    made = give(study)
    lock(made.path)
    whole, killed = made.path.read_bytes(), tmp_path / "killed" / made.path.name
    killed.parent.mkdir()
    with closing(sqlite3.connect(made.path, isolation_level=None)) as packet:
        packet.execute("PRAGMA cache_size = 1")  # pages are written to the file before the end of the change
        packet.execute("BEGIN")
        packet.execute("UPDATE spots SET sha256 = sha256 || 'half'")
        for _ in range(50):
            packet.execute("INSERT INTO log (at, who, what, detail) VALUES ('', '', '', hex(randomblob(9000)))")
        for suffix in ("", "-journal"):
            shutil.copy(f"{made.path}{suffix}", f"{killed}{suffix}")
        packet.execute("ROLLBACK")
    assert killed.read_bytes() != whole
    journal = killed.with_name(f"{killed.name}-journal")
    left = (killed.read_bytes(), journal.read_bytes())
    assert merge_packet(study, killed).new == 7
    assert (killed.read_bytes(), journal.read_bytes()) == left, "the packet on the medium stays as it is"
    alone = killed.with_name("alone.histopacket")
    shutil.copy(killed, alone)
    with pytest.raises(StudyError):
        merge_packet(study, alone)
    with open_packet(killed) as packet:  # the reader opens it again
        assert sign_in(packet, "Ada").reader == "Ada"
    assert not journal.is_file()


# -- the sheet and reads that changed meanwhile ----------------------------------------------------------------------
def test_the_sheet_stays_while_a_packet_is_out(study, give, lock):
    made = give(study)
    rest = settings_of(study)
    note = Question("note", "Note", "text", required=False)
    other = replace(rest, sheet=replace(DEFAULT_SHEET, questions=(*DEFAULT_SHEET.questions[:-1], note)))
    with pytest.raises(StudyError, match="Ada has a packet with the present score sheet"):
        save_settings(study, other)
    save_settings(study, replace(rest, combine="min"))
    assert end_packets(study, "ada", "withdrawn") == 1
    save_settings(study, replace(other, combine="min"))
    lock(made.path)
    before = dump(study)
    with pytest.raises(StudyError, match="a score sheet that differs") as refused:
        merge_packet(study, made.path)
    assert refused.value.faults == ("remark is not in the study's sheet", "note is not in the packet's sheet")
    assert dump(study) == before
    assert settings_of(study) == StudySettings(other.sheet, rest.reveal, 0.0, "min")


def test_no_reader_reads_in_the_study_while_the_packet_is_out(study, give, lock):
    made = give(study)
    with pytest.raises(StudyError, match="Ada reads round 1 from a packet"):
        sign_in(study, "ADA")
    sign_in(study, "Bob")
    lock(made.path)
    merge_packet(study, made.path)
    assert sign_in(study, "Ada").number == 1


def test_reads_made_in_the_study_meanwhile_stay_and_the_difference_is_told(study, give, lock):
    """The packet was given up, the reader read on in the study, and then the packet came back after all."""
    made = give(study)
    end_packets(study, "Ada", "withdrawn")
    reading = Reading(study, sign_in(study, "Ada"))
    for said in ("low", "high"):
        lock_one(reading, risk=said)
        reading.go_on()
    reading.answer("risk", "low")
    reading.leave()
    mine = reads(study)[:2]
    lock(made.path)
    merged = merge_packet(study, made.path)
    assert (merged.new, merged.known) == (5, 0)
    assert len(merged.differences) == 2
    assert "the study keeps its own read: confidence is high in the study, low in the packet; " in merged.differences[0]
    assert "risk is low in the study, high in the packet" in merged.differences[0]
    assert "risk" not in merged.differences[1]
    assert reads(study)[:2] == mine
    assert len(reads(study)) == 7
    (replaced,) = study.rows("SELECT detail FROM log WHERE what = 'open read replaced'")
    assert '"risk": "low"' in replaced["detail"]
    (logged,) = study.rows("SELECT detail FROM log WHERE what = 'packet merged'")
    assert "risk is low in the study, high in the packet" in logged["detail"]
    before = dump(study)
    assert merge_packet(study, made.path).known == 7
    assert dump(study) == before


def test_a_wrong_clock_is_told(study, give, lock):
    made = give(study)
    lock(made.path, 2)
    tamper(made.path, "UPDATE reads SET locked_at = '2001-02-03T00:00:00.000+00:00' WHERE id = 1")
    rebuild(made.path)
    merged = merge_packet(study, made.path)
    assert "1 read was locked before the packet was made" in merged.notes[0]


def test_the_file_refuses_to_change_what_was_given_out(study, give, lock):
    made = give(study)
    lock(made.path, 1)
    merge_packet(study, made.path)
    for statement in ("UPDATE packets SET seal = ''", "DELETE FROM packets", "UPDATE chain SET digest = ''",
                      "DELETE FROM chain", "UPDATE packet_cases SET number = 9 WHERE number = 1",
                      "DELETE FROM packet_cases"):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match=r"final|append-only"), study.changing():
            study.write(statement)
    study.close()
    with open_study(study.path) as again, pytest.raises(sqlite3.IntegrityError, match="final"), again.changing():
        again.write("UPDATE packets SET round_id = 2")
