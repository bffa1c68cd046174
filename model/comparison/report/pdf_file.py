"""Write the cohort report as PDF: A4 pages with tables, figures, patient flow and checklist."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from textwrap import shorten
from typing import Any

from model.comparison.comparison import RaterComparison
from model.comparison.report.all_tables import all_tables
from model.comparison.report.checklist import checklist_of
from model.comparison.report.figures import DrawnFigure
from model.comparison.report.flow_table import flow_of
from model.comparison.report.heading import TITLE, made_by, sentences_of
from model.comparison.report.tables import methods_table
from model.comparison.report.text_table import TextTable
from model.result.export.pdf_sheet import LINE, MARGIN, QUIET, paragraph, text_width, write_pdf

_WIDE, _HIGH = 842 - 2 * MARGIN, 240.0
"""Width of a landscape A4 page without margins, and maximum height of a figure, in points."""
_LEAST_SCALE = 48.0
"""Minimum number of points per inch of a figure. With fewer points, its 6.5-point letters would be printed smaller than
4.4 points.
"""
_FOOT_LETTERS = 160
_COLUMN = (_WIDE - 16) / 2
_LETTER, _GAP = 7.0, 7.0
"""Font size of a table, and the space at the right of each column, in points."""
_WIDEST_WORD = _WIDE / 4
"""Maximum width of a word, in points. A longer word, such as a path, is broken."""


def write(comparison: RaterComparison, figures: Sequence[DrawnFigure], path: Path) -> None:
    """Write the cohort report as a PDF file to `path`."""
    from reportlab.platypus import PageBreak, Spacer

    story: list[Any] = [paragraph(TITLE, 16), Spacer(0, 6)]
    story += [paragraph(sentence, 8.5, spaceAfter=2) for sentence in sentences_of(comparison)]
    for table in all_tables(comparison):
        story += _table(table)
    story += [PageBreak(), *_figures(figures), PageBreak()]
    story += [*_table(flow_of(comparison)), *_table(checklist_of(comparison))]
    story += _table(methods_table(comparison))
    # The first page shows the whole source. The footer shows only its beginning.
    source = comparison.table.source.partition(";")[0]
    write_pdf(path, story, TITLE, f"{made_by()}   {shorten(source, _FOOT_LETTERS)}", landscape=True, private=True)


def _table(table: TextTable) -> list[Any]:
    """Return the title, the grid and the note of a table. The title is never alone at the end of a page."""
    from reportlab.platypus import CondPageBreak, Spacer, Table

    cells = [[paragraph(text, _LETTER, QUIET) for text in table.header]]
    cells += [[paragraph(text, _LETTER) for text in row] for row in table.rows]
    grid = Table(cells, colWidths=widths_of(table), repeatRows=1, hAlign="LEFT")
    grid.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, QUIET),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, LINE),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    note = [paragraph(table.note, 6.5, QUIET, spaceBefore=2)] if table.note else []
    return [CondPageBreak(90), Spacer(0, 10), paragraph(table.title, 11, spaceAfter=3), grid, *note]


def widths_of(table: TextTable) -> list[float]:
    """Return the width of each column in points. The width is at least the width of the longest word."""
    columns = list(zip(table.header, *table.rows, strict=True))
    # Without a limit, a long sentence in one column would leave too little width for all other columns.
    shares = [min(60, max(7, *map(len, column))) for column in columns]
    words = [{word for text in column for word in text.split()} for column in columns]
    least = [min(max((text_width(word, _LETTER) for word in of), default=0.0) + _GAP, _WIDEST_WORD) for of in words]
    if sum(least) >= _WIDE:
        return [_WIDE * width / sum(least) for width in least]
    widths, narrow = [0.0] * len(columns), set[int]()
    while True:
        wide = [at for at in range(len(columns)) if at not in narrow]
        room = _WIDE - sum(least[at] for at in narrow)
        widths = [least[at] if at in narrow else room * shares[at] / sum(shares[w] for w in wide)
                  for at in range(len(columns))]  # fmt: skip
        short = {at for at in wide if widths[at] < least[at]}
        if not short:
            return widths
        narrow |= short


def _figures(figures: Sequence[DrawnFigure]) -> list[Any]:
    """Return the figures, two per row and two rows per page.

    A figure whose letters would be too small gets a page of its own at the end.
    """
    from reportlab.platypus import Spacer, Table

    story: list[Any] = []
    small = [one for one in figures if _scale(one, _COLUMN, _HIGH) >= _LEAST_SCALE]
    for first in range(0, len(small), 2):
        row = [_image(one, _COLUMN, _HIGH) for one in small[first : first + 2]]
        grid = Table([row + [""] * (2 - len(row))], colWidths=[_WIDE / 2] * 2, hAlign="LEFT")
        grid.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
        story += [grid, Spacer(0, 4)]
    return [*story, *(_image(one, _WIDE, 2 * _HIGH) for one in figures if one not in small)]


def _scale(one: DrawnFigure, width: float, height: float) -> float:
    """Return the number of points per inch of the figure if it is fitted into `width` and `height` points.

    The number is at most 72.
    """
    return min(width / one.width, height / one.height, 72.0)


def _image(one: DrawnFigure, width: float, height: float) -> Any:
    from reportlab.platypus import Image

    scale = _scale(one, width, height)
    return Image(BytesIO(one.files["png"]), one.width * scale, one.height * scale, hAlign="LEFT")
