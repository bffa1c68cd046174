"""Report the progress of a study or packet as counts, without any answer or prediction."""

from dataclasses import dataclass

from model.base.plural import plural
from model.study.packet.images import missing_images
from model.study.packet.outstanding import PacketProgress, packets_of
from model.study.packet.seal import chain_of, receipt_of
from model.study.predictions import models_of, predictions_of
from model.study.reading import CLOCK_BACK
from model.study.rounds import ReaderProgress, readers_of
from model.study.spots import missing_spots
from model.study.store import Study


@dataclass(frozen=True)
class StudyStatus:
    """The progress of a study or packet as counts."""

    name: str
    read_only: str
    patients: int
    without_spot: int
    outcomes: int
    events: int
    spots: int
    missing_images: int
    leftovers: int
    models: tuple[tuple[str, int], ...]
    """The description of each model, and the number of spots that it predicted."""
    readers: tuple[ReaderProgress, ...]
    packets: tuple[PacketProgress, ...] = ()
    """The packets that the study gave to readers."""
    receipt: str | None = None
    """For a packet, the short form of the last digest in its chain, or "" if no read is locked. For a study, None."""
    clock_faults: int = 0
    """Number of recorded times that cannot be right, because the clock of a computer went backwards during a read."""


def status_of(study: Study) -> StudyStatus:
    """Return the progress of a study or packet as counts of its patients, spots, reads and predictions."""

    def count(sql: str) -> int:
        return int(study.rows(f"SELECT count(*) AS n FROM {sql}")[0]["n"])

    return StudyStatus(
        name=study.fact("name"),
        read_only=study.read_only,
        patients=count("patients"),
        without_spot=count("patients WHERE id NOT IN (SELECT patient_id FROM spots)"),
        outcomes=count("outcomes"),
        events=count("outcomes WHERE event = 1"),
        spots=count("spots"),
        missing_images=len(missing_images(study) if study.is_packet else missing_spots(study)),
        leftovers=count("leftovers"),
        models=tuple((model.title, len(predictions_of(study, model))) for model in models_of(study)),
        readers=readers_of(study),
        packets=() if study.is_packet else packets_of(study),
        receipt=receipt_of(_links(study)) if study.is_packet else None,
        clock_faults=count("reads WHERE locked_at < started_at") + count(f"log WHERE what = '{CLOCK_BACK}'"),
    )


def _links(packet: Study) -> tuple[str, ...]:
    return chain_of(packet, str(packet.rows("SELECT id FROM packets")[0]["id"]))


def status_lines(status: StudyStatus) -> tuple[str, ...]:
    """Return the counts as lines of text."""
    if status.receipt is not None:
        return _packet_lines(status)
    lines = [
        f"{status.name}: {plural(status.patients, 'patient')}, {plural(status.spots, 'spot')}",
        f"outcomes: {plural(status.outcomes, 'patient')}, {plural(status.events, 'event')}",
    ]
    if status.without_spot:
        lines.append(f"patients without a spot: {status.without_spot}")
    if status.missing_images:
        lines.append(f"images that were moved: {status.missing_images}; locate them")
    if status.leftovers:
        lines.append(f"rows or images left out or not matched: {status.leftovers}; the export lists them")
    lines += [f"model {text}: {count} of {plural(status.spots, 'spot')} predicted" for text, count in status.models]
    for one in status.readers:
        of = f"{one.locked} of {plural(one.total, 'case')} locked" if one.total else f"{one.locked} imported reads"
        lines.append(f"reader {one.name}, round {one.round}: {of}")
    lines += [packet.text for packet in status.packets]
    lines += _clock_lines(status)
    if status.read_only:
        lines.append(f"read only: {status.read_only}")
    return tuple(lines)


def _clock_lines(status: StudyStatus) -> tuple[str, ...]:
    if not status.clock_faults:
        return ()
    return (f"times that cannot be right: {status.clock_faults}; the computer's clock went backwards during a read",)


def _packet_lines(status: StudyStatus) -> tuple[str, ...]:
    lines = [f"packet of {one.name}, round {one.round}: {one.locked} of {plural(one.total, 'case')} locked"
             for one in status.readers]  # fmt: skip
    if status.missing_images:
        lines.append(f"images that were not found: {status.missing_images}; locate them")
    lines += _clock_lines(status)
    if status.receipt:
        lines.append(f"receipt of the reads: {status.receipt}; send it to the organiser separately from the packet")
    if status.read_only:
        lines.append(f"read only: {status.read_only}")
    return tuple(lines)
