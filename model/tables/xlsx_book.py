"""Read the parts of a workbook other than its sheets: the list of sheets, the shared texts and the number formats."""

import posixpath
import re
from contextlib import suppress
from dataclasses import dataclass

from model.base.errors import TableError
from model.tables.limits import MOST_CELLS, MOST_UNPACKED
from model.tables.numbers import number_of
from model.tables.xlsx_parts import Attributes, Parts

_USUAL_BOOK = "xl/workbook.xml"
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Numbers of the built-in date and time formats, including East Asian formats (ECMA-376 part 1, 18.8.30)."""
_NO_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
"""Matches the parts of a number format that are neither digits nor date letters: literal text, colours, conditions,
currencies."""
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"\[\$-[^\]]*\]|\[[A-Za-z]+ ?\d*\]")
"""Matches the parts of a number format that specify a language or a colour."""
_SHOWN = re.compile(r'(?:"[^"]*"|\\.|[-/ ()])*(?:0+(?:"[^"]*"|\\.|[-/ ()])+)*0+')
"""Matches number formats that consist of literal characters and zeros and end with a zero.

A zero in a number format means a digit that is always shown."""
_SHOWN_PARTS = re.compile(r'"([^"]*)"|\\(.)|(.)')
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", re.ASCII)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class SheetEntry:
    """A sheet of the workbook. `state` is visible, hidden or veryHidden.

    `part` is the name of the file in the archive that contains the sheet, or "" if this file is missing.
    """

    name: str
    state: str
    part: str

    @property
    def label(self) -> str:
        return self.name if self.state == "visible" else f"{self.name} (hidden)"


@dataclass(frozen=True)
class Formats:
    """The number formats of a workbook by cell style; the format is "" if the style has none.

    `known` is False if the styles of the workbook are damaged.
    """

    codes: tuple[str, ...] = ()
    known: bool = True

    def code(self, style: int) -> str:
        return self.codes[style] if 0 <= style < len(self.codes) else ""


@dataclass(frozen=True)
class Book:
    """The contents of a workbook: the sheets in their order, and the names of the parts with texts and styles.

    `from_1904` is true if the dates of the workbook count from 1904.
    """

    sheets: tuple[SheetEntry, ...]
    strings: str
    styles: str
    from_1904: bool


def read_book(parts: Parts) -> Book:
    """Return the list of sheets and the names of the parts that all sheets share."""
    book = _book_part(parts)
    targets = _relations(parts, book)
    found: list[tuple[str, str, str]] = []
    from_1904 = False
    root = ""

    def start(path: str, attributes: Attributes) -> None:
        nonlocal from_1904, root
        root = root or path
        if path == "workbook/sheets/sheet":
            found.append((attributes.get("name", ""), attributes.get("state", "visible"), attributes.get("id", "")))
        elif path == "workbook/workbookPr":
            from_1904 = attributes.get("date1904", "0").lower() in ("1", "true", "on")

    parts.parse(book, start, lambda path, text: None)
    if root != "workbook":
        raise parts.refused("it is not a workbook")
    by_kind = dict(targets.values())
    # A sheet whose part is missing stays in the list. Otherwise the next sheet would be read in its place. Charts are
    # left out.
    sheets = tuple(
        SheetEntry(name, state, targets[key][1] if key in targets else "")
        for name, state, key in found
        if key not in targets or targets[key][0] == "worksheet"
    )
    return Book(sheets, by_kind.get("sharedStrings", ""), by_kind.get("styles", ""), from_1904)


def _book_part(parts: Parts) -> str:
    """Return the name of the part of the ZIP archive that describes the workbook.

    Raise TableError if the ZIP archive contains another kind of document.
    """
    if "_rels/.rels" in parts:
        kinds = dict(_relations(parts, "").values())
        if kinds.get("officeDocument", "") in parts:
            book = kinds["officeDocument"]
            if book.lower().endswith(".bin"):
                raise TableError(
                    f"{parts.path.name} is a binary workbook (XLSB).", "Save the table as XLSX, or as CSV."
                )
            return book
    if _USUAL_BOOK in parts:
        return _USUAL_BOOK
    if "content.xml" in parts:
        raise TableError(f"{parts.path.name} is an OpenDocument file.", "Save the table as XLSX, or as CSV in UTF-8.")
    remedy = "Save the table as XLSX, or as CSV in UTF-8."
    raise TableError(f"{parts.path.name} is not a table that can be read: it contains no workbook.", remedy)


def _relations(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """Return the parts to which `part` refers, by id. Each has a kind (the last word of its type) and a name."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if rels not in parts:
        return found

    def start(path: str, attributes: Attributes) -> None:
        if path.endswith("/Relationship") and attributes.get("TargetMode", "Internal") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, posixpath.normpath(whole))

    parts.parse(rels, start, lambda path, text: None)
    return found


def shared_strings(parts: Parts, part: str) -> tuple[str, ...]:
    """Return the texts to which cells refer by number. Phonetic guides of East Asian texts are left out."""
    texts: list[str] = []
    pieces: list[str] = []

    def end(path: str, text: str) -> None:
        if path in ("sst/si/t", "sst/si/r/t"):
            pieces.append(text)
        elif path == "sst/si":
            texts.append(unescaped("".join(pieces)))
            pieces.clear()
            if len(texts) > MOST_CELLS:
                raise parts.refused(f"it has more than {MOST_CELLS} texts")

    if part and part in parts:
        parts.parse(part, lambda path, attributes: None, end, MOST_UNPACKED)
    return tuple(texts)


def unescaped(text: str) -> str:
    """Return the text with each escape such as _x000D_ replaced by its character, which XML itself cannot contain."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def cell_formats(parts: Parts, part: str) -> Formats:
    """Return the number formats by cell style.

    Other contents of the styles part are ignored, so faults in these have no effect.
    """
    own: dict[str, str] = {}
    styles: list[str] = []

    def start(path: str, attributes: Attributes) -> None:
        if path == "styleSheet/numFmts/numFmt":
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif path == "styleSheet/cellXfs/xf":
            styles.append(attributes.get("numFmtId", "0"))

    if not part or part not in parts:
        return Formats()
    try:
        parts.parse(part, start, lambda path, text: None)
    except TableError:
        return Formats(known=False)
    return Formats(tuple(own.get(key, "yyyy-mm-dd" if key.isdecimal() and int(key) in _DATES else "")
                         for key in styles))  # fmt: skip


def is_date(code: str) -> bool:
    """Return whether a number format shows a date or a time."""
    return any(sign in "ymdhs" for sign in _NO_FORMAT.sub("", code).partition(";")[0].lower().replace("general", ""))


def is_elapsed(code: str) -> bool:
    """Return whether a number format shows a duration that can exceed a day, an hour or a minute.

    For example, the format [h]:mm shows 30:00.
    """
    return _ELAPSED.search(code.partition(";")[0]) is not None


def as_shown(whole: int, code: str) -> str:
    """Return a whole number with the leading zeros and literal characters that its number format shows.

    With the format "P"000, 7 becomes P007; with 000-00-0000, 12345678 becomes 012-34-5678. If the format ends with
    other characters, such as a unit, the number is returned without formatting.
    """
    first = _NOT_SHOWN.sub("", code.partition(";")[0])
    if whole < 0 or not _SHOWN.fullmatch(first):
        return str(whole)
    parts = [(quoted or escaped or "", sign) for quoted, escaped, sign in _SHOWN_PARTS.findall(first)]
    zeros = sum(sign == "0" for _, sign in parts)
    digits = str(whole).zfill(zeros)
    # The first zero of the format also shows all digits for which the format has no zero of its own.
    begin, rest = digits[: len(digits) - zeros], iter(digits[len(digits) - zeros :])
    shown = ""
    for text, sign in parts:
        if sign == "0":
            shown, begin = shown + begin + next(rest), ""
        else:
            shown += text or sign
    shown = shown.strip()
    # A format such as -0 shows a number that differs from the stored number.
    return str(whole) if number_of(shown).value not in (None, whole) else shown


def total_lines(parts: Parts, part: str) -> dict[int, tuple[int, int]]:
    """Return the totals rows of the tables on a sheet, by row number.

    The value for each row is the first and the last column of its table, counted from 1.
    """
    found: dict[int, tuple[int, int]] = {}

    def start(path: str, attributes: Attributes) -> None:
        area = _AREA.fullmatch(attributes.get("ref", ""))
        count = attributes.get("totalsRowCount", "0")
        if path == "table" and area and count.isdecimal():
            first, _, last, bottom = area.groups()
            for row in range(max(int(bottom) - min(int(count), 8) + 1, 1), int(bottom) + 1):
                found[row] = (column_number(first) + 1, column_number(last) + 1)

    for kind, name in _relations(parts, part).values():
        if kind == "table" and name in parts:
            with suppress(TableError):  # an unreadable table definition does not affect the cells
                parts.parse(name, start, lambda path, text: None)
    return found


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0: A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number - 1
