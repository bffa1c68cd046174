"""Check the header and the rows of a table. All file formats use this code."""

from collections import Counter
from collections.abc import Sequence

from model.base.errors import TableError
from model.base.plural import plural
from model.tables.cell_names import column_letters
from model.tables.csv_file import Line

_MOST_LISTED = 40
"""Maximum number of faulty lines that an error message lists."""
_FEW = 8
"""Maximum number of line numbers that a note lists."""


class Body:
    """The header and the rows of a table.

    If the table has faults, creating a `Body` raises a TableError that lists all of them.
    """

    def __init__(self, name: str, lines: Sequence[Line], below_blank: bool) -> None:
        """Check the header and store the rows.

        `name` is the name of the file, with the sheet if there are several. `lines` are the lines that are not blank;
        the first one is the header. `below_blank` is true if the file has blank lines above the header.
        """
        if not lines:
            raise TableError(f"{name} is empty.", "The first row of the table must name the columns.")
        (self.header_line, header), *rest = lines
        names = [" ".join(cell.split()) for cell in header]
        width = max(place for place, text in enumerate(names, start=1) if text)
        self.places = {place: text for place, text in enumerate(names[:width]) if text}
        """Names of the columns by their position, counted from 0."""
        self.columns = tuple(self.places.values())
        faults = [f"the column {text!r} occurs twice" for text, count in Counter(self.columns).items() if count > 1]
        beyond = [line for line, cells in rest if any(cells[width:])]
        faults += [f"line {line} has more cells than the header" for line in beyond[:_MOST_LISTED]]
        if len(beyond) > _MOST_LISTED:
            faults.append(f"and {plural(len(beyond) - _MOST_LISTED, 'more line')}")
        if faults:
            remedy = f"Correct these lines; nothing was read. The header in line {self.header_line} names the columns."
            if rest and len(beyond) == len(rest):
                remedy += (
                    " If that line is a title or a comment, delete it and all further lines above the real header."
                )
            raise TableError(f"{name} has faults:", remedy, tuple(faults))
        if not rest:
            raise TableError(f"{name} has no rows.", "Give the table a header and one row per patient, spot or core.")
        self.notes: list[str] = []
        if below_blank:
            self.notes.append(f"The columns are named in line {self.header_line}; the lines above it are blank.")
        self._note_nameless(rest, width)
        self.rows = tuple(
            (line, {text: cells[place] if place < len(cells) else "" for place, text in self.places.items()})
            for line, cells in rest
            if any(cells[place] for place in self.places if place < len(cells))
        )
        if not self.rows:
            raise TableError(f"{name} has no rows.", "Give the table a header and one row per patient, spot or core.")

    def _note_nameless(self, rest: Sequence[Line], width: int) -> None:
        for place in range(width):
            if place not in self.places:
                count = sum(place < len(cells) and bool(cells[place]) for _, cells in rest)
                if count:
                    self.notes.append(f"Column {column_letters(place)} has no name and is not used ({count} cells).")


def few(lines: Sequence[int]) -> str:
    """Return line numbers as text: the first few, and how many more there are, for example "2, 5, 7 and 3 more"."""
    more = f" and {len(lines) - _FEW} more" if len(lines) > _FEW else ""
    return f"{', '.join(map(str, lines[:_FEW]))}{more}"
