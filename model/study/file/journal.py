"""The rollback journal beside a packet: SQLite undoes an interrupted change with it, so it must belong to the file.

SQLite does not check that. If another copy of the packet was put over the one whose change was interrupted, the old
pages of the journal would be written into it. The format is that of https://www.sqlite.org/fileformat.html#walformat,
section "The Rollback Journal".
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from model.base.errors import StudyError
from model.study.file.change import mark_in

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = struct.Struct(">8s5I")
"""Magic, number of page records, nonce, pages before the change, sector size, page size."""
_TO_END = 0xFFFFFFFF
"""As the number of records: the journal has records up to its end."""
_RECORD = struct.Struct(">I")
"""The number of the page. The page and four bytes of check sum follow."""
_COUNTER_AT, _PAGES_AT = 24, 28
"""Places in page 1: the number of changes to the file, and the number of its pages."""


def journal_of(path: Path) -> Path:
    """Return the path of the file's journal, which exists during a change and after an interrupted one."""
    return path.with_name(f"{path.name}-journal")


def refuse_unwritable_journal(path: Path) -> None:
    """Raise StudyError if changes stand beside the file: where it cannot be written, they cannot be used or undone.

    Without them the file would be shown as it was before, or as it is in the middle of a change.
    """
    for journal in (journal_of(path), path.with_name(f"{path.name}-wal")):
        if not journal.is_file() or not journal.stat().st_size:
            continue
        message = f"{path.name} was not closed properly, and cannot be written where it is."
        raise StudyError(message, f"Copy it together with {journal.name} to a disk that can be written, and open it.")


def refuse_foreign_journal(path: Path) -> None:
    """Raise StudyError if the journal beside the file was written for another state of it, before SQLite applies it."""
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
    """Return whether `journal` is of another file than `file`; False if that is not known.

    A change adds 1 to the counter of the file at its end. The file before the change is in the journal.
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
    """Return whether `file` is the state that the journal gives back, or the state after the change that it undoes.

    Two copies that were read separately can have the same number of changes, but have the marks of different sessions.
    A session of a packet begins with a change of the mark alone; a journal does not harm a file that is ahead by this
    change, because it gives back what the file has.
    """
    there, back = mark_in(file), mark_in(undone)
    if there is None or back is None:
        return True  # the change was interrupted while it was written
    same = there.session == back.session and there.number - back.number in (0, 1)
    return same or (there.number == 0 and there.found == back.name)


def _pages(journal: bytes, records: int, sector: int, page: int) -> Iterator[tuple[int, bytes]]:
    """Yield number and former content of the pages that were saved before the change reached the file."""
    step = _RECORD.size + page + 4
    room = (len(journal) - sector) // step
    for record in range(room if records == _TO_END else min(records, room)):
        at = sector + record * step
        yield _RECORD.unpack_from(journal, at)[0], journal[at + _RECORD.size : at + _RECORD.size + page]


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "big")
