"""Open a returned packet, check it, and return its locked reads.

The packet is copied and the copy is opened. Therefore the packet itself is not changed and can be on a read-only
medium.
"""

import math
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from model.base.errors import StudyError
from model.base.files import file_sha256
from model.study.packet.seal import digest_of, seal_of
from model.study.score_sheet import Question, Sheet, sheet_from_json
from model.study.store import Row, Study, open_packet, unused

_AGAIN = "Ask the reader for the packet as it is on the reader's computer, or make another one: --again."


@dataclass(frozen=True)
class Answer:
    """A saved answer: the number of the chosen answer, or None for a free text."""

    question: str
    value: float | None
    label: str
    at: str


@dataclass(frozen=True)
class LockedRead:
    """The locked read of case `number`. `digest` is its entry in the packet's chain."""

    number: int
    started_at: str
    locked_at: str
    seconds: float
    unassessable: str | None
    answers: tuple[Answer, ...]
    digest: str

    @property
    def said(self) -> dict[str, str]:
        """Return the answers by question, for comparison and display."""
        given = {answer.question: answer.label for answer in self.answers}
        return given if self.unassessable is None else {**given, "not assessable": self.unassessable}


@dataclass(frozen=True)
class ReturnedPacket:
    """The checked contents of a packet.

    `reads` are in the order in which they were locked. `open` is the number of cases that are not locked.
    """

    id: str
    at: str
    seal: str
    sheet: Sheet
    sheet_text: str
    reads: tuple[LockedRead, ...]
    open: int
    sha256: str


def returned_packet(path: Path) -> ReturnedPacket:
    """Return the checked contents of the packet at `path`.

    Raise StudyError if another process has it open, if it is damaged, or if it was changed outside the program.
    """
    with _copied(path) as (packet, sha256):
        try:
            damage = [str(row[0]) for row in packet.rows("PRAGMA quick_check")]
            if damage != ["ok"]:
                raise StudyError(f"{path.name} is damaged ({damage[0]}).", _AGAIN)
            return _read(packet, path.name, sha256)
        except (sqlite3.DatabaseError, LookupError, ValueError, TypeError) as error:
            raise StudyError(f"{path.name} is damaged ({error}).", _AGAIN) from error


@contextmanager
def _copied(path: Path) -> Iterator[tuple[Study, str]]:
    """Yield an opened copy of the packet in a temporary folder, and the SHA-256 of the packet."""
    if not path.is_file():
        raise StudyError(f"There is no packet {path}.", "Check the name, and that its disk is connected.")
    with tempfile.TemporaryDirectory(prefix="histocast-packet-") as folder:
        copy = Path(folder) / path.name
        try:
            with unused(path):
                # The journal beside the packet is copied too. With it, SQLite undoes a change that was interrupted.
                for suffix in ("", "-journal"):
                    if path.with_name(path.name + suffix).is_file():
                        shutil.copyfile(path.with_name(path.name + suffix), copy.with_name(copy.name + suffix))
            sha256 = file_sha256(copy)
        except OSError as error:
            message = f"{path.name} cannot be read ({error.strerror or error})."
            raise StudyError(message, "Check that its disk is connected.") from error
        with open_packet(copy) as packet:
            yield packet, sha256


def _read(packet: Study, name: str, sha256: str) -> ReturnedPacket:
    (given,) = packet.rows("SELECT * FROM packets")
    sheet_text, seal = packet.fact("sheet"), seal_of(packet)
    sheet = sheet_from_json(sheet_text)
    links = packet.rows("SELECT * FROM chain ORDER BY entry")
    rows = {row["id"]: row for row in packet.rows("SELECT * FROM reads WHERE locked_at IS NOT NULL")}
    faults, reads, before = [], [], seal
    for entry, link in enumerate(links, start=1):
        row = rows.pop(link["read_id"], None)
        if row is None or row["spot_id"] != link["number"] or link["entry"] != entry:
            faults.append(f"case {link['number']}: the read that was locked is missing")
            continue
        if digest_of(packet, row, link["number"], before) != link["digest"]:
            faults.append(f"case {link['number']}: the read is not the one that was locked")
        before = link["digest"]
        reads.append(_locked_read(packet, row, link["number"], before))
        faults += [f"case {link['number']}: {text}" for text in _invalid(row, reads[-1], sheet)]
    faults += [f"case {row['spot_id']}: the read was not locked by the program" for row in rows.values()]
    if faults:
        message = f"{name} was changed by hand or is damaged. Nothing was taken from it:"
        raise StudyError(message, _AGAIN, tuple(faults))
    cases = len(packet.rows("SELECT 1 FROM packet_cases"))
    return ReturnedPacket(given["id"], given["at"], seal, sheet, sheet_text, tuple(reads), cases - len(reads), sha256)


def _locked_read(packet: Study, row: Row, number: int, digest: str) -> LockedRead:
    answers = packet.rows("SELECT * FROM answers WHERE read_id = ? ORDER BY question", (row["id"],))
    given = tuple(Answer(answer["question"], answer["value"], answer["label"], answer["at"]) for answer in answers)
    return LockedRead(number, row["started_at"], row["locked_at"], row["seconds"], row["unassessable"], given, digest)


def _invalid(row: Row, read: LockedRead, sheet: Sheet) -> list[str]:
    """Return the faults of a read that this program would not have saved.

    Such a read was written by another program.
    """
    faults = []
    if (row["kind"], sheet_from_json(row["sheet"]), row["origin"]) != ("blinded", sheet, ""):
        faults.append("it is not a blinded read with the packet's score sheet")
    if not all(_is_time(text) for text in (read.started_at, read.locked_at, *(answer.at for answer in read.answers))):
        faults.append("a time cannot be read")
    if not (math.isfinite(read.seconds) and read.seconds >= 0):
        faults.append(f"{read.seconds} is not a number of seconds")
    asked = {question.key: question for question in sheet.questions}
    faults += [
        f"{answer.label!r} is not an answer to {answer.question}"
        for answer in read.answers
        if answer.question not in asked or not _fits(asked[answer.question], answer)
    ]
    given = {answer.question for answer in read.answers}
    if read.unassessable is None:
        faults += [
            f"{key} is not answered" for key, question in asked.items() if question.required and key not in given
        ]
    elif not read.unassessable.strip():
        faults.append("there is no reason why it is not assessable")
    return faults


def _fits(question: Question, answer: Answer) -> bool:
    if question.kind == "text":
        return answer.value is None and bool(answer.label.strip())
    return any((choice.label, choice.value) == (answer.label, answer.value) for choice in question.choices)


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
