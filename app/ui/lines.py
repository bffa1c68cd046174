"""A widget with a list of titles, each with a value below it. Panels use it to show facts."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.ui.parts import set_text, text_label
from app.ui.theme import RHYTHM

Line = tuple[str, str]
"""A line of the list: its title and its value."""


class Lines(QWidget):
    """A list of titles with values.

    The labels are created once and then reused, because the values change with every selected tile.
    """

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._rows: list[tuple[QLabel, QLabel]] = []

    @property
    def shown(self) -> tuple[Line, ...]:
        """Return the visible titles and values."""
        return tuple((title.text(), value.text()) for title, value in self._rows if not title.isHidden())

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines and remove the previous ones."""
        while len(self._rows) < len(lines):
            title, value = text_label("small"), text_label()
            title.setContentsMargins(0, RHYTHM // 2 if self._rows else 0, 0, 0)
            self._grid.addWidget(title, 2 * len(self._rows), 0)
            self._grid.addWidget(value, 2 * len(self._rows) + 1, 0)
            self._rows.append((title, value))
        for at, (title, value) in enumerate(self._rows):
            set_text(title, lines[at][0] if at < len(lines) else "")
            set_text(value, lines[at][1] if at < len(lines) else "")
