"""Convert the first visible sheet of a workbook to a `Table`. Add notes on what is hidden or ambiguous."""

from collections.abc import Sequence
from pathlib import Path

from model.base.errors import TableError
from model.tables.body import Body, few
from model.tables.cell_names import places
from model.tables.table import Table, TableFacts, with_sheet
from model.tables.xlsx_file import SheetText, read_xlsx


def xlsx_table(path: Path) -> Table:
    """Return the table in the workbook `path`.

    Raise TableError if the workbook has no table, or if the table has a formula without a stored value.
    """
    found = read_xlsx(path)
    totals = [
        number for number, (first, last) in found.total_lines.items()
        if all(first <= place + 1 <= last for place in found.lines.get(number, (-1,)))
    ]  # fmt: skip
    lines = [
        (number, [cells.get(place, "") for place in range(max(cells) + 1)])
        for number, cells in found.lines.items()
        if cells and number not in totals
    ]
    if not lines:
        words = f"{path.name} is empty: its first visible sheet {found.sheet!r} has no text and no number."
        raise TableError(words, "Make the sheet with the table the first sheet.")
    body = Body(with_sheet(path.name, found.sheet, found.other_sheets), lines, below_blank=lines[0][0] > 1)
    broken = [place for place in found.uncalculated if place[0] >= body.header_line and place[1] in body.places]
    if broken:
        raise TableError(
            f"{path.name} has {len(broken)} formulas without a stored value: {places(broken)}.",
            "Open the workbook in a spreadsheet program, which calculates the formulas, and save the workbook again.",
        )
    facts = TableFacts(
        path, "XLSX", "UTF-8", decimal_mark=".", sheet=found.sheet, other_sheets=found.other_sheets,
        header_line=body.header_line, rows=len(body.rows), columns=body.columns,
        notes=(*_sheet_notes(found, body, totals), *body.notes),
    )  # fmt: skip
    return Table(facts, body.rows)


def _sheet_notes(found: SheetText, body: Body, totals: Sequence[int]) -> list[str]:
    """Return notes on what a workbook hides or does not make clear, one sentence each."""
    notes = [f"The sheet {found.sheet!r} is read."]
    if found.other_sheets:
        notes[0] = f"The sheet {found.sheet!r} is read; not read: {', '.join(found.other_sheets)}."
    lines = [line for line, _ in body.rows]
    hidden = [line for line in lines if line in found.hidden_rows]
    if hidden:
        by = "by a filter" if found.filtered else "in the sheet"
        notes.append(f"{len(hidden)} of {len(lines)} rows are hidden {by} and are read nevertheless: {few(hidden)}.")
    if totals:
        notes.append(f"The totals of the sheet's table are left out: line {few(totals)}.")
    columns = [name for place, name in body.places.items() if place in found.hidden_columns]
    if columns:
        notes.append(f"Hidden columns are read nevertheless: {', '.join(columns)}.")
    last = max(lines)
    merged = [
        (row, column)
        for row, column, row_end, _ in found.merged
        if row_end >= body.header_line and row <= last and column <= max(body.places)
    ]
    if merged:
        notes.append(f"Of merged cells, only the first has the value; the other cells are empty: {places(merged)}.")
    errors = [place for place in found.errors if place[1] in body.places and place[0] in lines]
    if errors:
        notes.append(f"Cells that show an error of the spreadsheet are missing values: {places(errors)}.")
    padded = [name for place, name in body.places.items() if place in found.padded]
    if padded:
        notes.append(f"Numbers with a format such as 000 are read as they are shown (007): {', '.join(padded)}.")
    if not found.formats_known:
        notes.append("The formats of the cells cannot be read: dates may appear as numbers of days.")
    return notes
