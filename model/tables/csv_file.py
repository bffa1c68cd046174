"""Read a CSV file: return its encoding, its separator and the cells of each line."""

import codecs
import csv
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from model.base.errors import TableError
from model.tables.limits import LONGEST_LINE, MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from model.tables.trimming import plain_cell

Line = tuple[int, list[str]]
SEPARATORS = ",;\t|"
SEPARATOR_NAMES = {"\t": "tab"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with byte order mark"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_END_OF_DOS = "\x1a"
"""The character that marks the end of the text in files of old DOS programs."""
_LONGEST_STATEMENT = 12
"""Maximum number of characters of a first line such as "sep=;", including its line end."""
_PROBED = 50
"""Number of lines that are examined to find the separator."""
_AS_CSV = "Save the table as CSV in UTF-8, or as XLSX."


@dataclass(frozen=True)
class CsvText:
    """The content of a CSV file. Each of `lines` is a line number and a list of trimmed cells.

    If a row of the table extends over several lines of the file, its line number is the number of its last line.
    """

    lines: tuple[Line, ...]
    encoding: str
    separator: str
    notes: tuple[str, ...] = ()


def read_csv(path: Path) -> CsvText:
    """Return the content of `path`. Raise TableError if it is too large or cannot be interpreted reliably."""
    with path.open("rb") as file:
        large = os.fstat(file.fileno()).st_size > MOST_BYTES
        data = b"" if large else file.read(MOST_BYTES + 1)
    if large or len(data) > MOST_BYTES:
        raise TableError(
            f"{path.name} has more than {MOST_BYTES // 1_000_000} MB.", "Remove the rows that you do not need."
        )
    text, encoding, notes = _decoded(path, data)
    if "\0" in text:
        raise TableError(f"{path.name} is not a table: it contains null bytes.", _AS_CSV)
    if text.lstrip()[:1] == "<":
        raise TableError(f"{path.name} is a web page or an XML file, not a CSV table.", _AS_CSV)
    text = text.rstrip(_END_OF_DOS)
    stated, text, skipped = _stated_separator(text)
    separator = stated or _separator(path, text)
    lines = tuple((number + skipped, cells) for number, cells in _rows(path, text, separator))
    return CsvText(lines, encoding, separator, notes)


def _decoded(path: Path, data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Return the text of the file `path`, whose bytes are `data`, the name of its encoding, and notes for the user."""
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            return _strictly(path, data[len(mark) :], codec, name), name, ()
    half = data[:4000:2].count(0), data[1:4000:2].count(0)
    if max(half) > min(len(data), 4000) // 4 and min(half) == 0:
        codec = "utf-16-le" if half[1] else "utf-16-be"
        return _strictly(path, data, codec, "UTF-16"), "UTF-16 without byte order mark", ()
    try:
        return data.decode("utf-8"), "UTF-8", ()
    except UnicodeDecodeError:
        text = _strictly(path, data, "cp1252", "UTF-8 or Windows-1252")
    sample = next((line for line in text.splitlines() if not line.isascii()), "")
    odd = "".join(dict.fromkeys(sign for sign in sample if not sign.isascii()))[:10]
    note = f"The file is not in UTF-8; it is read as Windows-1252. Check that these characters are right: {odd}"
    return text, "Windows-1252", (note,)


def _strictly(path: Path, data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise TableError(f"{path.name} is not a table in {name} (byte {error.start}).", _AS_CSV) from error


def _stated_separator(text: str) -> tuple[str, str, int]:
    """Return the separator in a first line such as `sep=;`, the remaining text, and the number of removed lines.

    Spreadsheet programs write such a line. If there is none, return "", the unchanged text and 0.
    """
    first = next(iter(text[:_LONGEST_STATEMENT].splitlines()), "")
    rest = text[len(first) :].removeprefix("\r").removeprefix("\n")
    word = first.strip(" \ufeff").strip('"')
    if len(word) == 5 and word.lower().startswith("sep=") and word[4] in SEPARATORS:
        return word[4], rest, 1
    return ("\t", rest, 1) if word.lower() == "sep=" and "\t" in first else ("", text, 0)


def _separator(path: Path, text: str) -> str:
    """Return the separator that splits most lines into as many cells as the header has.

    If two separators fit equally many lines, return the one that gives more cells. Return "" if no separator occurs.
    """
    scores: dict[str, tuple[float, int]] = {}
    for separator in SEPARATORS:
        counts = _counts(path, text, separator)
        if counts and counts[0] > 1:
            scores[separator] = (sum(count == counts[0] for count in counts) / len(counts), counts[0])
    if not scores:
        first = next((line for line in _short_lines(path, text) if line.strip()), "")
        most = max(SEPARATORS, key=first.count)
        return most if most in first else ""
    best = max(scores.values())
    found = [separator for separator, score in scores.items() if score == best]
    if len(found) > 1:
        names = " or ".join(SEPARATOR_NAMES.get(sign, sign) for sign in found)
        remedy = 'Add a first line with the separator, such as "sep=;", or save the file as XLSX.'
        raise TableError(f"The cells of {path.name} may be separated by {names}.", remedy)
    return found[0]


def _counts(path: Path, text: str, separator: str) -> list[int]:
    """Return the number of cells in each of the first `_PROBED` lines that are not blank.

    Return an empty list if the lines cannot be split with this separator.
    """
    counts: list[int] = []
    try:
        for _, cells in _rows(path, text, separator):
            if any(cells):
                counts.append(len(cells))
            if len(counts) == _PROBED:
                break
    except TableError:
        return []
    return counts


def _rows(path: Path, text: str, separator: str) -> Iterator[Line]:
    """Yield each row of `text` as a line number and cells; raise TableError if a limit is exceeded."""
    reader = csv.reader(_short_lines(path, text), strict=True, delimiter=separator or ",", skipinitialspace=True)
    cells_so_far = 0
    try:
        for row in reader:
            cells = [plain_cell(cell) for cell in row]
            cells_so_far += len(cells)
            if len(cells) > MOST_COLUMNS or cells_so_far > MOST_CELLS or reader.line_num > MOST_ROWS:
                words = f"{path.name} is too large for a table: {len(cells)} columns in line {reader.line_num}"
                raise TableError(f"{words}, {cells_so_far} cells so far.", "Remove the columns that you do not need.")
            yield reader.line_num, cells
    except csv.Error as error:
        raise TableError(f"{path.name} is not a CSV table (line {reader.line_num}: {error}).", _AS_CSV) from error


def _short_lines(path: Path, text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            raise TableError(f"Line {number} of {path.name} has more than {LONGEST_LINE} characters.", _AS_CSV)
        yield line
