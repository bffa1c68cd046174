"""Rescue those reads of a damaged packet that are proven to be unchanged, and list the lost ones.

When a read was locked, a link was stored: a SHA-256 over the read and the previous link. If a read and the previous
link give the stored digest, the read is unchanged since its lock, even if the rest of the file is damaged, because any
changed bit would change the digest. The first link follows the seal that the study saved, and so proves that the packet
belongs to the study. If the first read is not proven, the sealed contents must be undamaged. Reads that are not proven
are never used.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from model.base.errors import StudyError, UnreadableStudyError
from model.base.files import file_sha256
from model.study.file.damage import DAMAGE
from model.study.packet.merge import MergedPacket, given_packet, take
from model.study.packet.returned import AGAIN, LockedRead, ReturnedPacket, invalid, locked_read, opened_copy
from model.study.packet.seal import digest_of, seal_of
from model.study.score_sheet import Sheet
from model.study.settings import settings_of
from model.study.store import Row, Study

_UNREAD = (UnreadableStudyError, *DAMAGE)
"""Errors of reading damaged rows: pages that SQLite cannot read, and values of the wrong kind."""


def rescue_packet(study: Study, path: Path) -> MergedPacket:
    """Add those reads of the damaged packet at `path` to the study that are proven to be unchanged, in one transaction.

    Raise StudyError if nothing proves that the packet belongs to the study, if no read is proven, or if the reads
    contradict reads that were returned earlier (as in `merge_packet`).
    """
    with opened_copy(path) as packet:
        given = given_packet(study, _id_of(packet, path.name), path.name)
        cases = {row["number"] for row in study.rows("SELECT number FROM packet_cases WHERE packet_id = ?",
                                                     (given["id"],))}  # fmt: skip
        sheet = settings_of(study).sheet
        proven, lost = _proven(packet, given, sheet, cases)
        anchored = any(read.entry == 1 for read in proven) or _is_whole(packet, given)
        sha256 = file_sha256(packet.path)
    if not proven or not anchored:
        message = f"Nothing of {path.name} can be rescued: none of its reads is proven to be unchanged."
        raise StudyError(message, AGAIN)
    sheet_text = study.fact("sheet")
    still = len(cases) - len(proven)
    found = ReturnedPacket(given["id"], given["at"], given["seal"], sheet, sheet_text, proven, still, sha256)
    return take(study, found, given, path.name, lost)


def _id_of(packet: Study, name: str) -> str:
    """Return the id of the packet. Raise StudyError if it cannot be read from the file."""
    for sql in ("SELECT id FROM packets", "SELECT packet_id FROM chain LIMIT 1"):
        try:
            return str(packet.rows(sql)[0][0])
        except _UNREAD:
            continue
    raise StudyError(f"Nothing of {name} can be rescued: it does not contain its packet id.", AGAIN)


def _is_whole(packet: Study, given: Row) -> bool:
    try:
        return seal_of(packet) == given["seal"]
    except _UNREAD:
        return False


def _proven(packet: Study, given: Row, sheet: Sheet, cases: set[int]) -> tuple[tuple[LockedRead, ...], tuple[str, ...]]:
    """Return the reads proven to be unchanged, in the order of their locks, and a sentence for each lost read."""
    proven: dict[int, LockedRead] = {}
    lost: dict[int, str] = {}

    def accept(entry: int, read: Row, digest: str) -> None:
        found = locked_read(packet, read, entry, digest)
        faults = invalid(read, found, sheet) if found.number in cases else ["the packet has no such case"]
        lost.pop(entry, None)
        if faults:
            lost[entry] = f"case {found.number}: {'; '.join(faults)}"
        else:
            proven[entry] = found

    # Keys: all links that can be the link before the next read. Values: the entry and read that are proven if the key
    # is the right link.
    before: dict[str, tuple[int, Row] | None] = {given["seal"]: None}
    for entry, number, digest, read in _links(packet, given["id"], len(cases)):
        digests = _digests(packet, read, before)
        link = next((link for link, found in digests.items() if found == digest), None)
        if read is None or link is None:
            lost[entry] = f"case {number}: the read is damaged" if number else f"read number {entry} is damaged"
            # Either the read or its own link is damaged. The digest of the next read follows the right link, which is
            # one of these.
            before = {digest: None} if read is None else {digest: None} | dict.fromkeys(digests.values(), (entry, read))
            continue
        earlier = before[link]
        if earlier is not None:
            accept(*earlier, link)
        accept(entry, read, digest)
        before = {digest: None}
    return tuple(proven[entry] for entry in sorted(proven)), tuple(lost[entry] for entry in sorted(lost))


def _digests(packet: Study, read: Row | None, before: Iterable[str]) -> dict[str, str]:
    """Return the digests of the read, each computed with one of the possible previous links in `before`.

    Return {} if the read cannot be read from the file.
    """
    try:
        return {} if read is None else {link: digest_of(packet, read, read["spot_id"], link) for link in before}
    except _UNREAD:
        return {}


def _links(packet: Study, packet_id: str, most: int) -> Iterator[tuple[int, int, str, Row | None]]:
    """Yield the entry number, case number, digest and read of each link of the packet's hash chain.

    If a link cannot be read, the case number is 0 and the digest is "". `most` is the largest entry number to try.
    """
    missing: list[int] = []
    for entry in range(1, most + 1):
        try:
            link = packet.one("SELECT * FROM chain WHERE packet_id = ? AND entry = ?", (packet_id, entry))
            if link is None:
                missing.append(entry)  # This is the end of the chain, unless another link follows.
                continue
            digest = str(link["digest"])
        except _UNREAD:
            yield entry, 0, "", None
            continue
        for gap in missing:
            yield gap, 0, "", None
        missing.clear()
        try:
            read = packet.one("SELECT * FROM reads WHERE id = ? AND locked_at IS NOT NULL", (link["read_id"],))
            number = int(link["number"] if read is None else read["spot_id"])
        except _UNREAD:
            read, number = None, 0
        yield entry, number, digest, read
