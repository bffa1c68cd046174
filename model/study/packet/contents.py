"""Write the file of a packet: a new database with only what a reader needs for blinded reads.

Because the file is new, no deleted data can be recovered from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from model.base.geometry import RegionL0
from model.study.file.kind import PACKET_SUFFIX
from model.study.file.schema import closing_triggers
from model.study.packet.seal import content_mark, seal_of
from model.study.score_sheet import Sheet, sheet_to_json
from model.study.store import Study, create_packet

Images = Literal["located", "copied"]
""""located": the images stay in their folder. "copied": they are copied to a folder beside the packet and named by case
number.
"""


@dataclass(frozen=True)
class PacketCase:
    """One case of a packet, identified by its number.

    `sha256` is the hash of the image of the case. `place` has the hashed names of the folders and the file on the path
    from `folder` to the image. `folder` is relative to the packet, if possible.
    """

    number: int
    sha256: str
    folder: str
    place: str
    region: RegionL0 | None


@dataclass(frozen=True)
class PacketHead:
    """The data of a packet that do not belong to a single case. `salt` has 32 random bytes in hexadecimal form."""

    id: str
    at: str
    reader: str
    round: int
    sheet: Sheet
    images: Images
    salt: str
    made_by: str


def write_contents(path: Path, head: PacketHead, cases: Sequence[PacketCase]) -> str:
    """Write the packet to the new file `path`, and return its seal: a hash of those contents that must stay unchanged.

    In the packet, spots and patients have their case numbers as ids. Their ids in the study and the study's random seed
    are left out, because both would reveal the order of the spots in the study.
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
            for trigger in closing_triggers():
                packet.write(trigger)
        packet.compact()
        return str(packet.rows("SELECT seal FROM packets")[0]["seal"])


def packet_path(path: Path) -> Path:
    """Return `path` with the suffix of packets, which is added if it is missing.

    The suffix is also added if the name contains another dot, as in "Dr. Ada".
    """
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
