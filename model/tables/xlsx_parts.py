"""Read the archive of a workbook. Return its parts as checked streams of XML events.

The stated size of a part is checked before it is unpacked, and Python's zipfile never unpacks more than the stated
size. Elements and attributes are reported by their local names, without namespaces. The two variants of the standard
(transitional and strict) differ only in namespaces, so both are read in the same way.
"""

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from xml.parsers import expat

from model.base.errors import TableError
from model.tables.limits import (
    DEEPEST,
    LONGEST_TEXT,
    MOST_BESIDE,
    MOST_BYTES,
    MOST_ELEMENTS,
    MOST_ENTRIES,
    MOST_RATIO,
    SMALL_PART,
)

SAVE_AGAIN = "Open the workbook in a spreadsheet program and save it again as XLSX, or as CSV in UTF-8."
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, KeyError, OverflowError,
)  # fmt: skip
"""Exceptions of zipfile for archives that are damaged, encrypted, or compressed by an unsupported method."""
_CHUNK = 1 << 16
Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str, str], None]


class Parts:
    """The parts of an open workbook by name. Names are compared without regard to case and to the kind of slash."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.stat().st_size > MOST_BYTES:
            raise TableError(
                f"{path.name} has more than {MOST_BYTES // 1_000_000} MB.", "Remove the rows that you do not need."
            )
        try:
            self._archive = zipfile.ZipFile(path)
        except BROKEN as error:
            raise TableError(f"{path.name} is not a table that can be read: not an XLSX workbook ({error}).",
                             "Save the table as XLSX, or as CSV in UTF-8.") from error  # fmt: skip
        entries = self._archive.infolist()
        if len(entries) > MOST_ENTRIES:
            self.close()
            raise self.refused(f"it holds {len(entries)} files")
        self._entries = {_plain(entry.filename): entry for entry in entries}

    def close(self) -> None:
        self._archive.close()

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._entries

    def refused(self, why: str) -> TableError:
        return TableError(f"{self.path.name} cannot be read: {why}.", SAVE_AGAIN)

    def parse(self, name: str, start: Start, end: End, most: int = MOST_BESIDE) -> None:
        """Parse the part `name`. Call `start` at the beginning of each XML element and `end` at its end.

        `start` gets the element's path and attributes, and `end` gets its path and text. A path consists of local names
        from the root on, for example "worksheet/sheetData/row/c". Raise TableError if the part is missing or damaged,
        or has more than `most` bytes.
        """
        entry = self._entries.get(_plain(name))
        if entry is None:
            raise self.refused(f"its part {name} is missing")
        size, packed = entry.file_size, max(entry.compress_size, 1)
        if size > most or (size > SMALL_PART and size / packed > MOST_RATIO):
            raise self.refused(f"its part {name} would unpack from {packed} to {size} bytes")
        with closing(self._chunks(name, entry)) as chunks:
            _Walk(self, name, start, end).read(chunks)

    def _chunks(self, name: str, entry: zipfile.ZipInfo) -> Generator[bytes, None, None]:
        try:
            with self._archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except BROKEN as error:
            raise self.refused(f"its part {name} is damaged ({error or type(error).__name__})") from error


def _plain(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()


class _Walk:
    """Parses one part of a workbook, and calls the `start` and `end` functions of `Parts.parse`."""

    def __init__(self, parts: Parts, name: str, start: Start, end: End) -> None:
        self._parts, self._name, self._on_start, self._on_end = parts, name, start, end
        self._path = ""
        self._above: list[str] = []
        self._text: list[str] = []
        self._characters = self._elements = 0
        self._paths: dict[tuple[str, str], str] = {}
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, chunks: Iterable[bytes]) -> None:
        try:
            for chunk in chunks:
                self._parser.Parse(chunk, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._parts.refused(f"its part {self._name} is not well-formed XML ({error})") from error

    def _doctype(self, *_: object) -> None:
        # A document type declaration can define entities that expand without limit. Spreadsheet programs never write
        # one.
        raise self._parts.refused(f"its part {self._name} has a document type")

    def _data(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > LONGEST_TEXT:
            raise self._parts.refused(f"its part {self._name} has a text of more than {LONGEST_TEXT} characters")
        self._text.append(text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise self._parts.refused(f"its part {self._name} has more than {MOST_ELEMENTS} elements")
        self._above.append(self._path)
        if len(self._above) > DEEPEST:
            raise self._parts.refused(f"its part {self._name} has more than {DEEPEST} elements inside one another")
        path = self._paths.get((self._path, name))
        if path is None:
            local = name.rpartition(" ")[2]
            path = f"{self._path}/{local}" if self._path else local
            self._paths[self._path, name] = path
        self._path = path
        self._forget_text()
        if " " in "".join(attributes):  # an attribute name has a namespace
            attributes = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self._on_start(path, attributes)

    def _end(self, _: str) -> None:
        self._on_end(self._path, "".join(self._text))
        self._forget_text()
        self._path = self._above.pop()

    def _forget_text(self) -> None:
        self._text.clear()
        self._characters = 0
