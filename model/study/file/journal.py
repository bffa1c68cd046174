"""Check that the rollback journal beside a packet belongs to the packet.

SQLite undoes an interrupted change with the journal, and does not check that the journal belongs to the file. If the
packet was replaced by another copy after an interrupted change, SQLite would write old pages of the first copy into the
second. The format is that of https://www.sqlite.org/fileformat.html#walformat, section "The Rollback Journal".
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from model.base.errors import StudyError
from model.study.file.change import mark_in

MOST_BYTES = 4_000_000_000
"""Maximum size in bytes of a study, its journal and its log. A study with 100,000 patients has about 0.3 GB."""
_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = struct.Struct(">8s5I")
"""Layout of a journal's header: magic, number of page records, nonce, number of pages before the change, sector size,
page size.
"""
_TO_END = 0xFFFFFFFF
"""Value of the number of records in a journal's header which means that the records continue to the end of the journal.
"""
_RECORD = struct.Struct(">I")
"""Layout of the beginning of a record in the journal: the number of its page. The content of the page and a check sum
of four bytes follow.
"""
_COUNTER_AT, _PAGES_AT = 24, 28
"""Byte positions in page 1 of two numbers: the number of changes to the file, and the number of its pages."""


def journal_of(path: Path) -> Path:
    """Return the path of the file's journal.

    The journal exists during a change, and after an interrupted change.
    """
    return path.with_name(f"{path.name}-journal")


def refuse_hostile(path: Path) -> None:
    """Raise StudyError if the file or a file beside it would harm the program or other files.

    A journal can name another file as the journal of several databases ("super-journal"). SQLite deletes that file when
    it applies the journal, whatever the file is. Histocast never changes several databases together, so only a crafted
    journal names one. The name is at the end of the journal, before the magic number.
    """
    for one in (path, journal_of(path), path.with_name(f"{path.name}-wal")):
        if one.is_file() and one.stat().st_size > MOST_BYTES:
            message = f"{one.name} is larger than {MOST_BYTES // 1_000_000_000} GB. No study is so large."
            raise StudyError(message, "Use a backup copy of the study.")
    journal = journal_of(path)
    if not journal.is_file():
        return
    with journal.open("rb") as file:
        file.seek(max(0, journal.stat().st_size - len(_MAGIC)))
        if file.read(len(_MAGIC)) != _MAGIC:
            return
    message = f"{journal.name} names another file, which would be deleted. It was not written by Histocast."
    raise StudyError(message, f"Delete {journal.name}, or ask where the file comes from. Nothing was changed.")


def refuse_unwritable_journal(path: Path) -> None:
    """Raise StudyError if a file cannot be written but has unfinished changes in a journal or log beside it.

    SQLite could neither apply nor undo these changes. Without them, the file would be shown in an earlier state, or in
    the middle of a change.
    """
    for journal in (journal_of(path), path.with_name(f"{path.name}-wal")):
        if not journal.is_file() or not journal.stat().st_size:
            continue
        message = f"{path.name} was not closed properly, and cannot be written where it is."
        raise StudyError(
            message, f"Copy the file together with {journal.name} to a disk that can be written, and open the copy."
        )


def refuse_foreign_journal(path: Path) -> None:
    """Raise StudyError if the journal beside the file was written for another state of the file.

    The caller must call this before SQLite opens the file and applies the journal.
    """
    journal = journal_of(path)
    if not journal.is_file():
        return
    if not _is_foreign(path.read_bytes(), journal.read_bytes()):
        return
    raise StudyError(
        f"{journal.name} does not belong to {path.name} as it is now, and would damage it: another copy of the file "
        "was put in its place.",
        f"If {path.name} is the copy that you need, move {journal.name} to another folder, keep it, and open the file "
        "again.",
    )


def _is_foreign(file: bytes, journal: bytes) -> bool:
    """Return whether `journal` belongs to another file than `file`. Return False if that cannot be determined.

    Each change adds 1 to the counter of changes in the file. The journal contains the former pages of the file.
    """
    if len(journal) < _HEADER.size or len(file) < _PAGES_AT + 4:
        return False
    magic, records, _, pages, sector, page = _HEADER.unpack_from(journal)
    if magic != _MAGIC or records == 0:
        return False
    undone = bytearray(file)
    before = None
    for number, content in _pages(journal, records, sector, page):
        undone[(number - 1) * page : number * page] = content
        before = content if number == 1 else before
    if before is None:
        return _number(file, _PAGES_AT) != pages
    if _number(file, _COUNTER_AT) - _number(before, _COUNTER_AT) not in (0, 1):
        return True
    return not _follows(file, undone[: pages * page])


def _follows(file: bytes, undone: bytearray) -> bool:
    """Return True if the journal belongs to `file`: the file is as before the journal's change, or as after it.

    `undone` is `file` with the pages of the journal restored. The mark of a file is the entry that counts its changes
    and names the session that made them. Two copies of a packet that were read separately can have the same number of
    changes, but their marks name different sessions. The first change of a session writes only the mark. A file that
    has only this change more than the journal is accepted, because the journal then restores its present contents.
    """
    there, back = mark_in(file), mark_in(undone)
    if there is None or back is None:
        return True  # the change was interrupted while the mark was written
    same = there.session == back.session and there.number - back.number in (0, 1)
    return same or (there.number == 0 and there.found == back.name)


def _pages(journal: bytes, records: int, sector: int, page: int) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the former content of each page that was saved before the change was written to the file."""
    step = _RECORD.size + page + 4
    room = (len(journal) - sector) // step
    for record in range(room if records == _TO_END else min(records, room)):
        at = sector + record * step
        yield _RECORD.unpack_from(journal, at)[0], journal[at + _RECORD.size : at + _RECORD.size + page]


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "big")
