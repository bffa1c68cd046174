"""Tables and plots of the comparison: side by side, or in turns if there is no room for both."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSplitter, QWidget

from app.language.text import tr
from app.ui.parts import in_reading_order
from app.ui.theme import RHYTHM

_TABLES, _PLOTS = 5, 4
"""The ratio of the widths of tables and plots that are side by side."""
_COLUMN_LETTERS = 80
"""Minimum width of a comfortable column in average characters of the text. Two columns need twice this width."""


class Turns(QWidget):
    """The switch "Tables | Figures". It is shown only if there is no room for both."""

    def __init__(self) -> None:
        super().__init__()
        self.tables, self.figures = _choice(tr("Tables")), _choice(tr("Figures"))
        self.tables.setChecked(True)
        self.group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, RHYTHM, 0)
        row.setSpacing(RHYTHM // 2)
        for button in (self.tables, self.figures):
            self.group.addButton(button)
            row.addWidget(button)
        self.hide()


class Halves(QSplitter):
    """The tables at the left and the plots at the right. In a narrow window one of them has the whole width."""

    changed = Signal()
    """Emitted when other parts are visible than before."""

    def __init__(self, tables: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.turns = Turns()
        self.narrow = False
        self._plots: QWidget | None = None
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(tables)
        self.turns.group.buttonClicked.connect(lambda _: self._show_parts())

    @property
    def shows_plots(self) -> bool:
        """Return whether the plots are on the screen, beside the tables or in place of them."""
        return not self.narrow or self.turns.figures.isChecked()

    def add_plots(self, plots: QWidget) -> None:
        """Show `plots` beside the tables."""
        self._plots = plots
        self.addWidget(plots)
        in_reading_order(self)
        width = max(1, self.width())
        self.setSizes([width * _TABLES // (_TABLES + _PLOTS), width * _PLOTS // (_TABLES + _PLOTS)])
        self._show_parts()

    def replace_tables(self, tables: QWidget) -> None:
        """Show other tables, and no plots."""
        self._plots = None
        self.replaceWidget(0, tables)
        self._show_parts()

    def _show_parts(self) -> None:
        self.turns.setVisible(self.narrow)
        tables = self.widget(0)
        if tables is not None:
            tables.setVisible(not self.narrow or self.turns.tables.isChecked() or self._plots is None)
        if self._plots is not None:
            self._plots.setVisible(self.shows_plots)
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.consider_width()

    def consider_width(self) -> None:
        """Show both parts if there is room for two columns of text in the present font, else one of them."""
        narrow = self.width() < 2 * _COLUMN_LETTERS * self.fontMetrics().averageCharWidth()
        if narrow != self.narrow:
            self.narrow = narrow
            self._show_parts()


def _choice(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("answer")
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
