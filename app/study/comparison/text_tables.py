"""Show tables of the report on the screen, one below the other."""

from collections.abc import Sequence
from textwrap import fill

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.study.comparison.grid import Grid
from app.ui.parts import text_label
from app.ui.theme import RHYTHM
from model.comparison.report.text_table import TextTable

_MOST_PX = 640
"""Maximum height of a table in px. A higher table gets its own scroll bar."""
_HEADER, _CROWDED_HEADER, _NARROW = 18, 11, 12
"""Maximum numbers of characters: in a line of a header; in a line of a header if there are many columns; in a column
whose texts are not broken into lines.
"""
_MANY_COLUMNS = 8


def broken(text: str) -> str:
    """Return a text such as "0.16 (0.09 to 0.22), p < 0.001" with its interval on a separate line."""
    return text.replace(" (", "\n(", 1) if " to " in text else text


class TextTables(QScrollArea):
    """A scrolling list of tables.

    Each item has a title, a table and a note.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grids: list[Grid] = []

    def show_tables(self, tables: Sequence[TextTable], more: QWidget | None = None) -> None:
        """Show `tables` in place of all earlier tables. The widget `more` is placed above the tables."""
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        box.setSpacing(RHYTHM)
        if more is not None:
            box.addWidget(more)
        self.grids = []
        for table in tables:
            grid = Grid(table.title)
            letters = _HEADER if len(table.header) < _MANY_COLUMNS else _CROWDED_HEADER
            header_texts = [fill(title, letters, break_long_words=False) for title in table.header]
            grid.fill(header_texts, [list(map(broken, row)) for row in table.rows])
            header = grid.horizontalHeader()
            for column in range(grid.columnCount()):
                longest = max((len(row[column]) for row in table.rows), default=0)
                narrow = column == 0 or longest <= _NARROW
                mode = QHeaderView.ResizeMode.ResizeToContents if narrow else QHeaderView.ResizeMode.Stretch
                header.setSectionResizeMode(column, mode)
            grid.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            grid.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.grids.append(grid)
            box.addWidget(text_label("muted", table.title))
            box.addWidget(grid)
            if table.note:
                box.addWidget(text_label("small", table.note))
        box.addStretch()
        self.setWidget(inside)
        self._set_heights()

    def _set_heights(self) -> None:
        for grid in self.grids:
            rows = sum(grid.rowHeight(row) for row in range(grid.rowCount()))
            header = grid.horizontalHeader()
            # A horizontal scroll bar would cover the last row.
            bar = grid.horizontalScrollBar().sizeHint().height() if header.length() > grid.viewport().width() else 0
            grid.setFixedHeight(min(_MOST_PX, header.sizeHint().height() + rows + bar + 4))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        # In narrower columns, texts are wrapped and the rows become higher.
        for grid in self.grids:
            grid.resizeRowsToContents()
        self._set_heights()
