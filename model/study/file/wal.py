"""Check that the write-ahead log beside a study belongs to the study.

SQLite treats the changes in the log as changes of the study, and does not check that the log belongs to it. If the
study was replaced by another copy after its program was killed, SQLite would read pages of the old copy and later write
them into the new one. The format is that of https://www.sqlite.org/fileformat.html#walformat, section "The Write-Ahead
Log".
"""

import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from model.base.errors import StudyError, UnreadableStudyError
from model.study.file.change import mark_in
from model.study.file.connection import image_connection
from model.study.file.damage import damage_of
from model.study.file.errors import UNREAD
from model.study.file.schema import foreign_object, newest_version

_HEADER = struct.Struct(">8I")
"""Layout of the log's header: magic, format, page size, number of the checkpoint, two salts, two check sums."""
_FRAME = struct.Struct(">6I")
"""Layout of a frame of the log.

Its fields are the number of the page, the number of pages of the file after the change (0 if the frame is not the last
one of its change), two salts and two check sums.
"""
_MAGICS = {0x377F0682: "<", 0x377F0683: ">"}
"""The magic numbers of a write-ahead log, each with the byte order of the check sums in the log."""
_VERSION_AT = 60

Page = tuple[int, bytes]
Change = tuple[tuple[Page, ...], int]
"""The pages of a change, each with its number from 1, and the number of pages of the file after the change."""


def log_of(path: Path) -> Path:
    """Return the path of the study's write-ahead log."""
    return path.with_name(f"{path.name}-wal")


def refuse_foreign_log(path: Path) -> None:
    """Raise StudyError if the log beside the file was written for another state of the file.

    The caller must call this before SQLite opens the file, and must make sure that nobody is writing the file. Raise
    UnreadableStudyError if the file would be damaged after the changes of the log. Nothing is repaired in place.
    """
    log = log_of(path)
    if not log.is_file() or log.stat().st_size <= _HEADER.size:
        return
    changes = tuple(_changes(log.read_bytes()))
    image = bytearray(path.read_bytes())
    if not changes:
        return
    if not _belongs(image, changes):
        raise StudyError(
            f"{log.name} does not belong to {path.name} as it is now, and would damage it: another copy of the file "
            "was put in its place.",
            f"If {path.name} is the copy that you need, move {log.name} to another folder, keep it, and open the file "
            "again.",
        )
    for change in changes:
        _apply(image, change)
    damage = _damage_in(image)
    if damage:
        raise UnreadableStudyError(path.name, f"with {log.name}: {damage}")


def with_log(path: Path) -> tuple[bytearray, bool]:
    """Return the bytes of a study with the changes of its log, and whether a foreign log was left out.

    A foreign log is a log that belongs to another copy of the study.
    """
    image, log = bytearray(path.read_bytes()), log_of(path)
    changes = tuple(_changes(log.read_bytes())) if log.is_file() and log.stat().st_size > _HEADER.size else ()
    if not changes:
        return image, False
    if not _belongs(image, changes):
        return image, True
    for change in changes:
        _apply(image, change)
    return image, False


def _belongs(image: bytearray, changes: tuple[Change, ...]) -> bool:
    """Return whether the file is in the state before the first change of the log, or after one of its changes.

    A file can already contain changes of the log, because a checkpoint copies them into the file.
    """
    there = mark_in(image)
    if there is None:
        return True  # A checkpoint was interrupted, or the file is damaged. The next step examines this.
    after = bytearray(image)
    for number, change in enumerate(changes):
        _apply(after, change)
        found = mark_in(after)
        if found is None:
            return False
        if found.name == there.name or (number == 0 and found.before == there.name):
            return True
    return False


def _apply(image: bytearray, change: Change) -> None:
    pages, count = change
    for number, content in pages:
        at = (number - 1) * len(content)
        if len(image) < at:
            image.extend(bytes(at - len(image)))
        image[at : at + len(content)] = content
    del image[count * len(pages[0][1]) :]


def _damage_in(image: bytearray) -> str:
    """Return a clause that describes the damage found in the bytes of a study file; "" if none was found."""
    version = min(int.from_bytes(image[_VERSION_AT : _VERSION_AT + 4], "big"), newest_version())
    try:
        with closing(image_connection(image)) as connection:
            # A file of an older version lacks columns. It is examined again after its upgrade.
            newest = version == newest_version()
            return foreign_object(connection, version) or (damage_of(connection) if newest else "")
    except UNREAD:
        return "one of its pages is damaged"


def _changes(log: bytes) -> Iterator[Change]:
    """Yield the complete changes of a log, in order, up to the first frame that is not valid."""
    magic, _, size, _, *rest = _HEADER.unpack_from(log)
    order = _MAGICS.get(magic)
    if order is None or size < 512 or size & (size - 1):
        return
    salts, sums = rest[:2], _sum(log[:24], (0, 0), order)
    if list(sums) != rest[2:]:
        return
    pages: list[Page] = []
    for at in range(_HEADER.size, len(log) - _FRAME.size - size + 1, _FRAME.size + size):
        number, count, *found = _FRAME.unpack_from(log, at)
        content = log[at + _FRAME.size : at + _FRAME.size + size]
        sums = _sum(content, _sum(log[at : at + 8], sums, order), order)
        if found != [*salts, *sums] or number == 0:
            return
        pages.append((number, content))
        if count:
            yield tuple(pages), count
            pages = []


def _sum(content: bytes, before: tuple[int, int], order: str) -> tuple[int, int]:
    """Return the two running check sums after `content`.

    `before` are the check sums before it. The length of `content` must be a multiple of 8.
    """
    first, second = before
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
