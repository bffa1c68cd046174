"""The hashes of a packet: a seal over what it was given, and a chain over the reads that were locked in it.

The study saves the seal, so a packet whose order, sheet or images were changed is refused. The chain starts at the
seal; each locked read adds a digest of itself and of the digest before it. It shows reads that were changed, removed or
exchanged without the program, and copies of a packet that were read on separately. It cannot show that somebody changed
a read and computed the whole chain again, because all that is needed for this is in the packet. Two things show that:
the receipt, if the reader passes it on by another way, and an earlier merge.
"""

import hashlib
import hmac
import json
import unicodedata
from typing import Any

from model.study.store import Row, Study

_PLACE_HEX = 32
"""Hex digits of a sealed name: 128 bits, far more than needed to tell the files of a folder apart."""
_RECEIPT_HEX = 16


def seal_of(packet: Study) -> str:
    """Return the SHA-256 (hex) of what a packet was given: reader, order, sheet, settings and image hashes.

    The folder of the images and their sealed names are left out, because images can be located again.
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
    """Return the digest of a locked read of case `number`; `before` is the digest of the read locked before it."""
    answers = packet.rows("SELECT question, value, label, at FROM answers WHERE read_id = ? ORDER BY question",
                          (read["id"],))  # fmt: skip
    names = ("kind", "sheet", "started_at", "locked_at", "seconds", "unassessable", "saw_model_before", "origin")
    locked = {"case": number, "answers": [list(answer) for answer in answers], **{name: read[name] for name in names}}
    return _sha256(f"{before}\n{_text(locked)}")


def add_to_chain(packet: Study, read_id: int) -> None:
    """Add a read that was just locked to the chain, in the transaction that locks it."""
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
    """Return the last digest in short, for a reader to pass on: "3f2a 91bc 77d0 04e1"; "" before the first lock."""
    digits = digests[-1][:_RECEIPT_HEX] if digests else ""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def content_mark(salt: str, number: int, sha256: str) -> str:
    """Return the salted hash of an image; it differs between packets, and between cases of one slide."""
    return _mark(salt, f"content:{number}:{sha256}")


def name_mark(salt: str, number: int, depth: int, name: str) -> str:
    """Return the salted hash of a name in the path of case `number`'s image; `depth` 0 is below the images' folder."""
    # Some systems store an accented letter as two characters, so names are compared in one form.
    return _mark(salt, f"name:{number}:{depth}:{unicodedata.normalize('NFC', name)}")[:_PLACE_HEX]


def _mark(salt: str, text: str) -> str:
    return hmac.new(bytes.fromhex(salt), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
