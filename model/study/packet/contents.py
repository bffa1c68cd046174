"""Write the file of a packet: only what a reader needs, into a new database that never held anything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from model.base.geometry import RegionL0
from model.study.packet.seal import content_mark, seal_of
from model.study.score_sheet import Sheet, sheet_to_json
from model.study.store import PACKET_SUFFIX, Study, create_packet

Images = Literal["located", "copied"]
"""Whether the images stay where they are, or were copied under packet numbers into a folder beside the packet."""

_CLOSED = ("patients", "spots", "outcomes", "covariates", "leftovers", "readers", "rounds", "round_cases", "packets",
           "packet_cases", "predictions", "failures", "reveals")  # fmt: skip
"""Tables to which a finished packet accepts no more rows."""


@dataclass(frozen=True)
class PacketCase:
    """A case of a packet, by its number; `sha256` of the image to be read, `place` its sealed names below `folder`.

    `folder` is relative to the packet, if possible.
    """

    number: int
    sha256: str
    folder: str
    place: str
    region: RegionL0 | None


@dataclass(frozen=True)
class PacketHead:
    """What a packet states about itself; `salt` is random, 32 bytes as hex."""

    id: str
    at: str
    reader: str
    round: int
    sheet: Sheet
    images: Images
    salt: str
    made_by: str


def write_contents(path: Path, head: PacketHead, cases: Sequence[PacketCase]) -> str:
    """Write the packet to the new file `path`, and return its seal.

    The case numbers are also the ids of spots and patients, so the ids and the seed of the study, which would give its
    own order away, are not in it.
    """
    with create_packet(path) as packet:
        with packet.changing():
            for key, value in (("name", f"packet of {head.reader}"), ("created", head.at), ("made_by", head.made_by),
                               ("sheet", sheet_to_json(head.sheet)), ("reveal", "never")):  # fmt: skip
                packet.set_fact(key, value)
            packet.write("INSERT INTO readers (id, name, since) VALUES (1, ?, ?)", (head.reader, head.at))
            packet.write("INSERT INTO rounds (id, reader_id, number, seed, started_at) VALUES (1, 1, ?, 0, ?)",
                         (head.round, head.at))  # fmt: skip
            packet.write("INSERT INTO packets VALUES (?, 1, ?, ?, ?, '')",
                         (head.id, head.at, head.images, head.salt))  # fmt: skip
            for case in cases:
                _write_case(packet, head, case)
            packet.write("UPDATE packets SET seal = ?", (seal_of(packet),))
            packet.log("", "packet made", made_by=head.made_by, cases=len(cases))
            for table in _CLOSED:
                packet.write(f"CREATE TRIGGER closed_{table} BEFORE INSERT ON {table}"
                             " BEGIN SELECT RAISE(ABORT, 'a packet takes reads only'); END")  # fmt: skip
        packet.compact()
        return str(packet.rows("SELECT seal FROM packets")[0]["seal"])


def packet_path(path: Path) -> Path:
    """Return `path` with the suffix of packets added, unless it has it; "Dr. Ada" has none."""
    return path if path.suffix.lower() == PACKET_SUFFIX else path.with_name(path.name + PACKET_SUFFIX)


def _write_case(packet: Study, head: PacketHead, case: PacketCase) -> None:
    box = (None,) * 4 if case.region is None else (case.region.x, case.region.y, case.region.width, case.region.height)
    number = case.number
    packet.write("INSERT INTO patients (id, code) VALUES (?, ?)", (number, str(number)))
    packet.write(
        "INSERT INTO spots (id, patient_id, image, seen_at, sha256, x, y, width, height)"
        " VALUES (?, ?, ?, '', ?, ?, ?, ?, ?)",
        (number, number, case.folder, content_mark(head.salt, number, case.sha256), *box),
    )
    packet.write("INSERT INTO round_cases (round_id, position, spot_id) VALUES (1, ?, ?)", (number, number))
    packet.write("INSERT INTO packet_cases VALUES (?, ?, ?, ?)", (head.id, number, number, case.place))
