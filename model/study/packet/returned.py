"""Open a returned packet, check it, and return its locked reads.

A copy of the packet is opened, so that read-only media work and the packet is not changed. The same check is made
before each sign-in, so that nobody continues to read in a packet that a merge would refuse.
"""

import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from model.base.errors import StudyError, UnreadableStudyError
from model.base.files import file_sha256
from model.study.file.kind import APPLICATION, PACKET_SUFFIX
from model.study.file.lock import unused
from model.study.packet.seal import digest_of, seal_of
from model.study.score_sheet import Question, Sheet, sheet_from_json
from model.study.store import Row, Study, open_packet

AGAIN = "Ask the reader for the packet as it is on the reader's computer, or make another packet with --again."

_MAGIC = b"SQLite format 3\0"
_KIND_AT = 68
_HEADER_BYTES = 72
"""Number of bytes to read: up to and including the application id, which starts at byte 68
(https://www.sqlite.org/fileformat.html).
"""


class DamagedPacketError(StudyError):
    """The packet is damaged, or was changed after it was made.

    Some of its reads may still be proven to be unchanged.
    """


@dataclass(frozen=True)
class Answer:
    """A saved answer. `value` is the number of the chosen answer, or None for a free text."""

    question: str
    value: float | None
    label: str
    at: str


@dataclass(frozen=True)
class LockedRead:
    """The locked read of case `number`.

    `entry` is the number of the read in the packet's hash chain, from 1. `digest` is its digest in this chain.
    """

    entry: int
    number: int
    started_at: str
    locked_at: str
    seconds: float
    unassessable: str | None
    answers: tuple[Answer, ...]
    digest: str

    @property
    def answer_texts(self) -> dict[str, str]:
        """Return the answers of the read as texts by question, for comparison and display."""
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
    """Return the contents of a packet after checking them.

    Raise StudyError if the file is not a packet, cannot be read, or is open elsewhere. Raise DamagedPacketError if the
    packet is damaged or was changed by hand.
    """
    with opened_copy(path) as packet:
        return _checked(packet, file_sha256(packet.path))


@contextmanager
def opened_copy(path: Path) -> Iterator[Study]:
    """Open a copy of the packet at `path`; the packet itself is not changed.

    Raise StudyError if it is not a packet, and DamagedPacketError if it is damaged.
    """
    _check_kind(path)
    with tempfile.TemporaryDirectory(prefix="histocast-packet-") as folder:
        copy = _copied(path, Path(folder))
        try:
            with open_packet(copy, whole=False) as packet:
                yield packet
        except UnreadableStudyError as error:
            raise DamagedPacketError(f"{path.name} is damaged ({error.reason}).", AGAIN) from error


def refuse_if_unfit(packet: Study) -> None:
    """Raise StudyError if the study would refuse the packet when it is merged.

    The check is made before more reads are locked in the packet, because these reads would be lost.
    """
    message = f"{packet.path.name} was changed after it was made, or is damaged"
    remedy = "Ask the study's organiser for another packet, and send this packet to the organiser too."
    try:
        checked = _checked(packet, "")
        for row in packet.rows("SELECT * FROM reads WHERE locked_at IS NULL"):
            if not _is_blinded(row, checked.sheet):
                raise StudyError(f"The read of case {row['spot_id']} is damaged.", AGAIN)
    except ValueError as error:
        raise StudyError(f"{message}.", remedy) from error
    except StudyError as error:
        raise StudyError(f"{message}: {error.message}", remedy, error.faults) from error
    if packet.rows("SELECT seal FROM packets")[0]["seal"] != checked.seal:
        raise StudyError(f"{message}.", remedy)


def _checked(packet: Study, sha256: str) -> ReturnedPacket:
    """Return the contents of an open packet after checking them.

    Raise DamagedPacketError if the packet is damaged or was changed by hand.
    """
    name = packet.path.name
    try:
        damage = [str(row[0]) for row in packet.rows("PRAGMA quick_check")]
        if damage != ["ok"]:
            raise DamagedPacketError(f"{name} is damaged ({damage[0].splitlines()[-1]}).", AGAIN)
        contents = _read(packet, name, sha256)
        for table, *_ in packet.rows("PRAGMA foreign_key_check"):
            raise DamagedPacketError(
                f"{name} is damaged (a row of {table} refers to a row that does not exist).", AGAIN
            )
        return contents
    except (LookupError, ValueError, TypeError) as error:
        raise DamagedPacketError(f"{name} is damaged ({error}).", AGAIN) from error


def _check_kind(path: Path) -> None:
    """Raise StudyError if the header of the file is not that of a packet.

    The check is made before the file is copied, because the file may be large, for example a slide.
    """
    if path.is_dir():
        raise StudyError(f"{path} is a folder.", f"Give the packets in this folder: {path / ('NAME' + PACKET_SUFFIX)}.")
    if not path.is_file():
        raise StudyError(
            f"There is no packet {path}.", "Check the name, and that the disk with the packet is connected."
        )
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError as error:
        raise _unread(path, error) from error
    if not header.startswith(_MAGIC):
        raise StudyError(f"{path.name} is not a packet, or its beginning is damaged.",
                         f"Give files whose names end in {PACKET_SUFFIX}. If this is a packet: {AGAIN}")  # fmt: skip
    if header[_KIND_AT:] == APPLICATION.to_bytes(4, "big"):
        message = f"{path.name} is a study, not a packet."
        raise StudyError(message, "Give the study first, then the packets: histocast study merge STUDY PACKET.")


def _copied(path: Path, folder: Path) -> Path:
    """Copy the packet into the temporary `folder`, and return the path of the copy."""
    copy = folder / path.name
    with unused(path):
        # The journal beside the packet is copied too, because SQLite undoes an interrupted change with it.
        for suffix in ("", "-journal"):
            source, target = (each.with_name(each.name + suffix) for each in (path, copy))
            try:
                content = source.read_bytes() if not suffix or source.is_file() else None
            except OSError as error:
                raise _unread(path, error) from error
            try:
                if content is not None:
                    target.write_bytes(content)
            except OSError as error:
                message = f"{path.name} could not be copied to the temporary folder ({error.strerror or error})."
                raise StudyError(message, f"Free some space where {folder.parent} is, then merge again.") from error
    return copy


def _unread(path: Path, error: OSError) -> StudyError:
    message = f"{path.name} cannot be read ({error.strerror or error})."
    return StudyError(message, "Check that the disk with the packet is connected, and that you may read the file.")


def _read(packet: Study, name: str, sha256: str) -> ReturnedPacket:
    (given,) = packet.rows("SELECT * FROM packets")
    sheet_text, seal = packet.fact("sheet"), seal_of(packet)
    sheet = packet_sheet(sheet_text)
    cases = {row["number"] for row in packet.rows("SELECT number FROM packet_cases")}
    links = packet.rows("SELECT * FROM chain ORDER BY entry")
    rows = {row["id"]: row for row in packet.rows("SELECT * FROM reads WHERE locked_at IS NOT NULL")}
    faults: list[str] = []
    reads: list[LockedRead] = []
    before = seal
    for entry, link in enumerate(links, start=1):
        row = rows.pop(link["read_id"], None)
        if row is None or row["spot_id"] != link["number"] or link["entry"] != entry:
            faults.append(f"case {link['number']}: the read that was locked is missing")
            continue
        if link["number"] not in cases or any(read.number == link["number"] for read in reads):
            faults.append(f"case {link['number']}: the packet has no such case, or it was locked twice")
            continue
        if digest_of(packet, row, link["number"], before) != link["digest"]:
            faults.append(f"case {link['number']}: the read is not the one that was locked")
        before = link["digest"]
        reads.append(locked_read(packet, row, entry, before))
        faults += [f"case {link['number']}: {text}" for text in invalid(row, reads[-1], sheet)]
    faults += [f"case {row['spot_id']}: the read was not locked by the program" for row in rows.values()]
    if faults:
        message = f"{name} was changed by hand or is damaged. Nothing was merged:"
        raise DamagedPacketError(message, AGAIN, tuple(faults))
    return ReturnedPacket(
        given["id"], given["at"], seal, sheet, sheet_text, tuple(reads), len(cases) - len(reads), sha256
    )


def packet_sheet(text: str) -> Sheet:
    """Return the score sheet from its JSON text in a packet. Raise ValueError if it is damaged."""
    try:
        return sheet_from_json(text)
    except StudyError as error:
        raise ValueError("its score sheet cannot be read") from error


def locked_read(packet: Study, row: Row, entry: int, digest: str) -> LockedRead:
    """Return the locked read that is stored in `row`, with its answers.

    Raise TypeError if a value that should be a text is not, which a damaged file can contain.
    """
    number = int(row["spot_id"])  # In a packet, the id of a spot is the number of its case.
    answers = packet.rows("SELECT * FROM answers WHERE read_id = ? ORDER BY question", (row["id"],))
    given = tuple(Answer(answer["question"], answer["value"], answer["label"], answer["at"]) for answer in answers)
    texts = [row["unassessable"] or "", *(answer.label for answer in given)]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(f"case {number} has an answer that is not a text")
    return LockedRead(
        entry, number, row["started_at"], row["locked_at"], row["seconds"], row["unassessable"], given, digest
    )


def invalid(row: Row, read: LockedRead, sheet: Sheet) -> list[str]:
    """Return the faults of a read that this program would never have saved.

    Such a read was written by another program.
    """
    faults = []
    if not _is_blinded(row, sheet):
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
        faults.append("the reason why the spot is not assessable is missing")
    return faults


def _is_blinded(row: Row, sheet: Sheet) -> bool:
    return (row["kind"], packet_sheet(row["sheet"]), row["origin"]) == ("blinded", sheet, "")


def _fits(question: Question, answer: Answer) -> bool:
    if question.kind == "text":
        return answer.value is None and bool(answer.label.strip())
    return any((choice.label, choice.value) == (answer.label, answer.value) for choice in question.choices)


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
