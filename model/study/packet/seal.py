"""The hashes of a packet: a seal over its original contents, and a hash chain over its locked reads.

The study saves the seal, so that a packet is refused if its order, sheet or images were changed. The chain starts at
the seal. Each locked read adds a digest of itself and of the previous digest. The chain reveals reads that were
changed, removed or reordered without the program, and copies of a packet in which reading continued separately.

The chain does not reveal a changed read if somebody computed the whole chain again, because the packet contains
everything that is needed for this. Such a change is revealed by the receipt, if the reader sends it separately from the
packet, and by an earlier merge.
"""

import hashlib
import hmac
import json
import unicodedata
from typing import Any

from model.study.store import Row, Study

_PLACE_HEX = 32
"""Number of hexadecimal digits of a hashed name: 128 bits, far more than needed to distinguish the files of a folder.
"""
_RECEIPT_HEX = 16


def seal_of(packet: Study) -> str:
    """Return the SHA-256 (hex) of the original contents of a packet: reader, order, sheet, settings and image hashes.

    The folder of the images and their hashed names are not included, because images can be moved.
    """
    (given,) = packet.rows(
        "SELECT packets.*, name, number FROM packets JOIN rounds ON rounds.id = round_id"
        " JOIN readers ON readers.id = reader_id"
    )
    cases = packet.rows(
        "SELECT packet_cases.number, position, sha256, core, x, y, width, height, code FROM packet_cases"
        " JOIN spots ON spots.id = packet_cases.spot_id JOIN patients ON patients.id = patient_id"
        " LEFT JOIN round_cases ON round_cases.spot_id = spots.id ORDER BY packet_cases.number"
    )
    sealed = {
        "packet": given["id"], "at": given["at"], "images": given["images"], "salt": given["salt"],
        "reader": given["name"], "round": given["number"], "sheet": packet.fact("sheet"),
        "reveal": packet.fact("reveal"), "cases": [list(case) for case in cases],
    }  # fmt: skip
    return _sha256(_text(sealed))


def digest_of(packet: Study, read: Row, number: int, before: str) -> str:
    """Return the digest of a locked read of case `number`: a SHA-256 (hex) over the read and the digest `before`.

    `before` is the digest of the previously locked read, or the seal if there is none.
    """
    answers = packet.rows("SELECT question, value, label, at FROM answers WHERE read_id = ? ORDER BY question",
                          (read["id"],))  # fmt: skip
    names = ("kind", "sheet", "started_at", "locked_at", "seconds", "unassessable", "saw_model_before", "origin")
    locked = {"case": number, "answers": [list(answer) for answer in answers], **{name: read[name] for name in names}}
    return _sha256(f"{before}\n{_text(locked)}")


def add_to_chain(packet: Study, read_id: int) -> None:
    """Add the digest of a read that was just locked to the packet's hash chain.

    The caller must have opened the transaction in which the read was locked.
    """
    read = packet.rows("SELECT * FROM reads WHERE id = ?", (read_id,))[0]
    case = packet.rows("SELECT * FROM packet_cases WHERE spot_id = ?", (read["spot_id"],))[0]
    digests = chain_of(packet, case["packet_id"])
    digest = digest_of(packet, read, case["number"], digests[-1] if digests else seal_of(packet))
    packet.write(
        "INSERT INTO chain (packet_id, entry, number, read_id, digest) VALUES (?, ?, ?, ?, ?)",
        (case["packet_id"], len(digests) + 1, case["number"], read_id, digest),
    )


def chain_of(study: Study, packet_id: str) -> tuple[str, ...]:
    """Return the digests of a packet's locked reads in the order in which they were locked."""
    rows = study.rows("SELECT digest FROM chain WHERE packet_id = ? ORDER BY entry", (packet_id,))
    return tuple(row["digest"] for row in rows)


def receipt_of(digests: tuple[str, ...]) -> str:
    """Return the receipt of a packet: the last digest of its hash chain in short form, "" if no read is locked.

    An example is "3f2a 91bc 77d0 04e1".

    The reader passes this receipt on to the organiser.
    """
    digits = digests[-1][:_RECEIPT_HEX] if digests else ""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def content_mark(salt: str, number: int, sha256: str) -> str:
    """Return the salted hash of an image. The hash differs between packets, and between cases of the same slide."""
    return _mark(salt, f"content:{number}:{sha256}")


def name_mark(salt: str, number: int, depth: int, name: str) -> str:
    """Return the salted hash of a name in the path of case `number`'s image.

    `depth` is the position of the name in the path; 0 is directly below the folder of the images.
    """
    # Names are normalised before hashing, because some systems store an accented letter as two characters.
    return _mark(salt, f"name:{number}:{depth}:{unicodedata.normalize('NFC', name)}")[:_PLACE_HEX]


def _mark(salt: str, text: str) -> str:
    return hmac.new(bytes.fromhex(salt), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
