"""Show tables of the report on the screen, one below the other."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.study.comparison.grid import Grid
from app.ui.parts import text_label
from app.ui.theme import RHYTHM, scaled_px
from model.comparison.report.text_table import TextTable

_MOST_PX = 640
"""Maximum height of a table in px, at a text size of 100 %. A higher table gets its own scroll bar."""
_NUMBER = r"[-−]?\d[\d.,]*"
_INTERVAL = re.compile(rf"(?P<value>{_NUMBER}) (?P<interval>\({_NUMBER} \w+ {_NUMBER}\))(?P<p>, p [^,;]*)?")


def broken(text: str) -> str:
    """Return a text such as "0.16 (0.09 to 0.22), p < 0.001" with its interval, and with p, on separate lines."""
    return _INTERVAL.sub(
        lambda found: "\n".join([found["value"], found["interval"], *([found["p"][2:]] if found["p"] else [])]),
        text,
        count=1,
    )


class TextTables(QScrollArea):
    """A scrolling list of tables.

    Each item has a title, a table and a note. The first column of a table is its names of the rows, which stay visible.
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
        self.grids = [more] if isinstance(more, Grid) else []
        for table in tables:
            grid = Grid(table.title)
            if len(table.header) > 1:
                rows = [list(map(broken, row[1:])) for row in table.rows]
                grid.fill(table.header[1:], rows, [row[0] for row in table.rows], table.header[0])
            else:
                grid.fill(table.header, [list(map(broken, row)) for row in table.rows])
            grid.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.grids.append(grid)
            box.addWidget(text_label("muted", table.title))
            box.addWidget(grid)
            if table.note:
                box.addWidget(text_label("small", table.note))
        box.addStretch()
        self.setWidget(inside)
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width() - 2 * RHYTHM
        for grid in self.grids:
            grid.fit(width)
            grid.setFixedHeight(min(scaled_px(_MOST_PX), grid.needed_height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In narrower columns, texts are wrapped and the rows become higher.
        self._fit()
