"""List the packets of a study: when they were made, how many reads were returned, and which are still with readers."""

from dataclasses import dataclass

from model.base.errors import StudyError
from model.base.plural import plural
from model.study.store import Study, now


@dataclass(frozen=True)
class PacketProgress:
    """A packet that a study gave to a reader.

    `back` is the number of cases whose reads the study has. `end` says how the packet ended, "replaced" or "withdrawn";
    it is "" for all other packets.
    """

    id: str
    reader: str
    round: int
    at: str
    cases: int
    back: int
    end: str

    @property
    def is_out(self) -> bool:
        """Return whether reads of this packet are still expected."""
        return not self.end and self.back < self.cases

    @property
    def text(self) -> str:
        """Return the reader, the round, the date and the counts of the packet as text."""
        state = self.end or ("with the reader" if self.is_out else "complete")
        return f"packet of {self.reader}, round {self.round}, made {self.at[:10]}: " \
               f"{self.back} of {plural(self.cases, 'case')} came back; {state}"  # fmt: skip


def packets_of(study: Study) -> tuple[PacketProgress, ...]:
    """Return all packets of a study in the order in which they were made."""
    rows = study.rows(
        "SELECT packets.id, name, rounds.number, packets.at, ifnull(why, '') AS why, count(*) AS cases,"
        " sum(EXISTS (SELECT 1 FROM reads WHERE reads.round_id = packets.round_id AND kind = 'blinded'"
        " AND reads.spot_id = packet_cases.spot_id AND locked_at IS NOT NULL)) AS back FROM packets"
        " JOIN packet_cases ON packet_cases.packet_id = packets.id JOIN rounds ON rounds.id = packets.round_id"
        " JOIN readers ON readers.id = reader_id LEFT JOIN packet_ends ON packet_ends.packet_id = packets.id"
        " GROUP BY packets.id ORDER BY packets.at, packets.id"
    )
    return tuple(
        PacketProgress(row["id"], row["name"], row["number"], row["at"], row["cases"], row["back"], row["why"])
        for row in rows
    )


def packets_out(study: Study, reader: str | None = None) -> tuple[PacketProgress, ...]:
    """Return the packets that are still with readers.

    If `reader` is given, return only the packets of this reader; capitals and spaces in the name do not matter.
    """
    name = None if reader is None else _plain(reader)
    return tuple(packet for packet in packets_of(study) if packet.is_out and name in (None, _plain(packet.reader)))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def refuse_if_out(study: Study, reader: str) -> None:
    """Raise StudyError if `reader` has a packet, because the same cases would otherwise be read twice."""
    for packet in packets_out(study, reader):
        raise StudyError(
            f"{packet.reader} reads round {packet.round} from a packet made {packet.at[:10]}: {packet.back} of "
            f"{plural(packet.cases, 'case')} came back.",
            "Merge the packet. If it is lost, make another packet (histocast study packet --again) or withdraw "
            "this one (--withdraw).",
        )


def end_packets(study: Study, reader: str, why: str) -> int:
    """Record that the packets of `reader` are no longer expected, and return their number.

    `why` is "replaced" or "withdrawn". Raise StudyError if this reader has no packet, because the name may be misspelt.
    """
    out = packets_out(study, reader)
    if not out:
        others = ", ".join(packet.reader for packet in packets_out(study)) or "no reader"
        message = f"The reader {' '.join(reader.split())!r} has no packet. Readers with packets: {others}."
        first = " A reader's first packet is made without --again." if why == "replaced" else ""
        raise StudyError(message, f"Check the name: histocast study status lists the packets.{first}")
    with study.changing():
        for packet in out:
            study.write("INSERT INTO packet_ends VALUES (?, ?, ?)", (packet.id, now(), why))
            study.log(packet.reader, f"packet {why}", packet=packet.id, round=packet.round, back=packet.back)
    return len(out)
