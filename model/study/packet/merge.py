"""Merge a returned packet: add its locked reads, with their times, to the study. No read is added twice.

The whole packet is refused if it was changed, if it belongs to another study, or if it contradicts reads that were
returned earlier. If the study already has a locked read of a case, that read is kept, and the difference is reported
and logged.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from model.base.errors import StudyError
from model.base.plural import plural
from model.study.packet.returned import DamagedPacketError, LockedRead, ReturnedPacket, returned_packet
from model.study.packet.seal import receipt_of
from model.study.score_sheet import Sheet
from model.study.settings import settings_of
from model.study.store import Row, Study, now

_CLOCK_TOLERANCE = timedelta(minutes=10)
"""Maximum accepted difference between the clocks of two computers. The usual difference is below a few minutes."""


@dataclass(frozen=True)
class MergedPacket:
    """The result of merging a packet.

    `new` counts reads that were added, `known` reads that were returned earlier, and `open` cases that are not locked
    in the packet. `differences` has a sentence for each case for which the study kept its own read. `lost` has a
    sentence for each read of a damaged packet that could not be rescued.
    """

    reader: str
    round: int
    new: int
    known: int
    open: int
    receipt: str
    differences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the counts of the merged packet as text."""
        known = f", {self.known} were returned earlier" if self.known else ""
        still = f", {self.open} are not locked yet" if self.open else ""
        receipt = f"; receipt {self.receipt}" if self.receipt else ""
        return f"{self.reader}, round {self.round}: {plural(self.new, 'read')} added{known}{still}{receipt}"


def merge_packet(study: Study, path: Path) -> MergedPacket:
    """Add the locked reads of the packet at `path` to the study, and return the counts.

    Either all new reads of the packet are added, or the packet is refused with StudyError and no read is added. If the
    packet is refused with DamagedPacketError, `rescue_packet` can add those of its reads that are proven to be
    unchanged.
    """
    packet = returned_packet(path)
    given = given_packet(study, packet.id, path.name)
    if given["seal"] != packet.seal:
        message = (
            f"{path.name} differs from the packet that the study made: its reader, order, sheet or images were changed."
        )
        raise DamagedPacketError(
            message, "Ask the reader for the original packet, or make another packet with --again."
        )
    return take(study, packet, given, path.name)


def take(
    study: Study, packet: ReturnedPacket, given: Row, name: str, lost: tuple[str, ...] | None = None
) -> MergedPacket:
    """Add those reads of a checked packet that the study does not have yet, in one transaction.

    If the packet is damaged, `lost` has a sentence for each read that was not rescued. Raise StudyError if the study
    has another score sheet, or if the reads contradict those that were returned earlier.
    """
    faults = _sheet_differences(settings_of(study).sheet, packet.sheet)
    if faults:
        message = f"{name} was made with a score sheet that differs from the study's present one:"
        raise StudyError(message, "Restore the study's sheet, or make another packet with --again.", faults)
    rows = study.rows("SELECT * FROM chain WHERE packet_id = ?", (packet.id,))
    known = {int(row["entry"]): str(row["digest"]) for row in rows}
    _check_history(study, packet, known, given, name)
    new = [read for read in packet.reads if read.entry not in known]
    differences: list[str] = []
    receipt = receipt_of(tuple(read.digest for read in packet.reads))
    if new:
        with study.changing():
            for read in new:
                differences += _add(study, packet, given, read)
            rescued = {} if lost is None else {"lost": list(lost)}
            study.log(given["name"], "packet merged" if lost is None else "packet rescued", packet=packet.id,
                      round=given["number"], reads=len(new), differences=differences, open=packet.open,
                      sha256=packet.sha256, receipt=receipt, **rescued)  # fmt: skip
    return MergedPacket(
        given["name"], given["number"], len(new) - len(differences), len(packet.reads) - len(new), packet.open, receipt,
        tuple(differences), _notes(packet, len(known) if lost is None else 0), lost or (),
    )  # fmt: skip


def given_packet(study: Study, packet_id: str, name: str) -> Row:
    """Return the study's record of the packet with this id; raise StudyError if the study did not make it."""
    given = study.one(
        "SELECT packets.*, name, number FROM packets JOIN rounds ON rounds.id = round_id"
        " JOIN readers ON readers.id = reader_id WHERE packets.id = ?", (packet_id,),
    )  # fmt: skip
    if given is None:
        raise StudyError(f"{name} was not made from this study.", "Merge the packet into the study that made it.")
    return given


def _sheet_differences(today: Sheet, then: Sheet) -> tuple[str, ...]:
    if today == then:
        return ()
    before, now_ = ({question.key: question for question in sheet.questions} for sheet in (then, today))
    changed = [
        (f"the question {key} has another text or other answers now")
        for key in before
        if key in now_ and before[key] != now_[key]
    ]
    removed = [f"{key} is not in the study's sheet" for key in before if key not in now_]
    added = [f"{key} is not in the packet's sheet" for key in now_ if key not in before]
    return (*changed, *removed, *added) or ("the order of the questions or the reasons differ",)


def _check_history(study: Study, packet: ReturnedPacket, known: dict[int, str], given: Row, name: str) -> None:
    """Raise StudyError if the packet contradicts reads that were returned earlier.

    `known` has the digests of these reads by their numbers in the packet's hash chain. A packet with fewer reads is an
    older copy. Such a copy is accepted if the hash chain in the study begins with its reads.
    """
    for at, read in enumerate(packet.reads):
        if known.get(read.entry, read.digest) != read.digest:
            faults = []
            for one in packet.reads[at:]:
                there = _read_of(study, given["id"], given["round_id"], one.number)
                said = _differences(study, there, one) or ["the answers are the same, but the times differ"]
                faults.append(f"case {one.number}: {'; '.join(said)}")
            message = f"{name} contradicts reads that were returned from this packet earlier. Nothing was merged:"
            remedy = "Find out which copy the reader used. The study keeps the reads that were returned first."
            raise StudyError(message, remedy, tuple(faults))


def _add(study: Study, packet: ReturnedPacket, given: Row, read: LockedRead) -> list[str]:
    """Add a locked read of the packet to the study. An open read of the same case is replaced.

    If the study already has a locked read of the case, add nothing and return a sentence about the difference.
    """
    there = _read_of(study, packet.id, given["round_id"], read.number)
    differences = []
    added: int | None = None
    if there is not None and there["locked_at"] is not None:
        said = _differences(study, there, read) or ["the answers are the same"]
        differences = [f"case {read.number}: locked in the study at {there['locked_at']}, in the packet at "
                       f"{read.locked_at}; the study keeps its own read: {'; '.join(said)}"]  # fmt: skip
    else:
        if there is not None:
            study.log(given["name"], "open read replaced", packet=packet.id, case=read.number,
                      spot=there["spot_id"], answers=_answer_texts(study, there))  # fmt: skip
            study.write("DELETE FROM answers WHERE read_id = ?", (there["id"],))
            study.write("DELETE FROM reads WHERE id = ?", (there["id"],))
        added = _write(study, packet, given, read)
    study.write("INSERT INTO chain (packet_id, entry, number, read_id, digest) VALUES (?, ?, ?, ?, ?)",
                (packet.id, read.entry, read.number, added, read.digest))  # fmt: skip
    return differences


def _write(study: Study, packet: ReturnedPacket, given: Row, read: LockedRead) -> int:
    spot = _spot(study, packet.id, read.number)
    seen = study.one(
        "SELECT 1 FROM reveals JOIN reads ON reads.id = read_id JOIN rounds ON rounds.id = round_id"
        " WHERE reader_id = (SELECT reader_id FROM rounds WHERE id = ?) AND spot_id = ? AND reveals.at <= ?",
        (given["round_id"], spot, read.locked_at),
    )
    added = study.write(
        "INSERT INTO reads (round_id, spot_id, kind, sheet, started_at, seconds, unassessable, saw_model_before,"
        " origin) VALUES (?, ?, 'blinded', ?, ?, ?, ?, ?, ?)",
        (given["round_id"], spot, packet.sheet_text, read.started_at, read.seconds, read.unassessable,
         int(seen is not None), f"packet {packet.id[:8]}"),
    )  # fmt: skip
    for answer in read.answers:
        study.write("INSERT INTO answers VALUES (?, ?, ?, ?, ?)",
                    (added, answer.question, answer.value, answer.label, answer.at))  # fmt: skip
    study.write("UPDATE reads SET locked_at = ? WHERE id = ?", (read.locked_at, added))
    return added


def _spot(study: Study, packet_id: str, number: int) -> int:
    row = study.rows("SELECT spot_id FROM packet_cases WHERE packet_id = ? AND number = ?", (packet_id, number))[0]
    return int(row["spot_id"])


def _read_of(study: Study, packet_id: str, round_id: int, number: int) -> Row | None:
    return study.one("SELECT * FROM reads WHERE round_id = ? AND spot_id = ? AND kind = 'blinded'",
                     (round_id, _spot(study, packet_id, number)))  # fmt: skip


def _answer_texts(study: Study, row: Row) -> dict[str, str]:
    """Return the answers of a read in the study, in the form of `LockedRead.answer_texts`."""
    answers = study.rows("SELECT question, label FROM answers WHERE read_id = ?", (row["id"],))
    given = {answer["question"]: str(answer["label"]) for answer in answers}
    return given if row["unassessable"] is None else {**given, "not assessable": str(row["unassessable"])}


def _differences(study: Study, there: Row | None, read: LockedRead) -> list[str]:
    """Return a text for each answer that differs between the study and the packet."""
    here = {} if there is None else _answer_texts(study, there)
    keys = [key for key in dict.fromkeys((*here, *read.answer_texts)) if here.get(key) != read.answer_texts.get(key)]
    return [f"{key} is {here.get(key, 'nothing')} in the study, {read.answer_texts.get(key, 'nothing')} in "
            "the packet" for key in keys]  # fmt: skip


def _notes(packet: ReturnedPacket, known: int) -> tuple[str, ...]:
    notes = []
    if len(packet.reads) < known:
        notes.append(f"This is an older copy of the packet: {known} of its reads were returned earlier.")
    first, last = datetime.fromisoformat(packet.at), datetime.fromisoformat(now())
    times = [datetime.fromisoformat(read.locked_at) for read in packet.reads]
    odd = sum(not first - _CLOCK_TOLERANCE <= time <= last + _CLOCK_TOLERANCE for time in times)
    if odd:
        notes.append(f"{plural(odd, 'read was', 'reads were')} locked before the packet was made, or later than now: "
                     "the clock of the reader's computer is wrong. Times are kept as they are.")  # fmt: skip
    return tuple(notes)
