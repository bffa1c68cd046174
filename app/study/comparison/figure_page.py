"""The page of one plot: choices, title of the vertical axis, legend, the plot, and the facts below it.

Texts are never drawn over the curves. If there is little room, the page scrolls, and the plot keeps a useful height.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.study.comparison.chart import Chart
from app.study.comparison.legend import Legend
from app.ui.parts import set_text, text_label
from app.ui.theme import RHYTHM

_BESIDE_LETTERS, _BESIDE_RATIO = 75, 1.7
"""Minimum width in average characters, and minimum ratio of width and height, of a page whose texts are beside the
plot. On a low page, texts above and below the plot would leave it no height.
"""


class FigurePage(QScrollArea):
    """A plot with its texts. On a wide and low page the texts are beside the plot, else above and below it."""

    def __init__(self, chart: Chart, choices: QWidget | None = None) -> None:
        super().__init__()
        self.chart = chart
        self.title, self.facts = text_label("small"), text_label("small")
        self.legend = Legend()
        self.beside: bool | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._choices = choices
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        self._row, self._left, self._side = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for layout in (self._box, self._left, self._side):
            layout.setSpacing(RHYTHM // 2)
        self._left.addWidget(self.title)
        self._left.addWidget(chart, 1)
        self._side.addStretch()
        self._row.addLayout(self._left)
        self._row.addLayout(self._side)
        self._box.addLayout(self._row, 1)
        self.setWidget(inside)
        self._place(False)
        chart.drawn.connect(self._show_texts)

    def _show_texts(self) -> None:
        """Show the texts of the plot that has just been drawn."""
        set_text(self.title, self.chart.left_title)
        set_text(self.facts, "\n".join(self.chart.facts))
        self.legend.show_entries(self.chart.entries)
        self.chart.setMinimumHeight(self.chart.least_height())

    def _place(self, beside: bool) -> None:
        """Put choices, legend and facts beside the plot, or choices and legend above it and the facts below it."""
        if beside == self.beside:
            return
        self.beside = beside
        texts = [part for part in (self._choices, self.legend, self.facts) if part is not None]
        for part in texts:
            for layout in (self._box, self._left, self._side):
                layout.removeWidget(part)
        if beside:
            for line, part in enumerate(texts):
                self._side.insertWidget(line, part)
        else:
            if self._choices is not None:
                self._box.insertWidget(0, self._choices)
            self._left.insertWidget(1, self.legend)
            self._box.addWidget(self.facts)
        self._row.setSpacing(2 * RHYTHM if beside else 0)
        self._row.setStretch(0, 1 if self.chart.is_square else 2)
        self._row.setStretch(1, int(beside))

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Qt sends the first event while the constructor runs, before the fields of this class exist.
        if hasattr(self, "_row"):
            width, height = self.viewport().width(), self.viewport().height()
            wide = width >= _BESIDE_LETTERS * self.fontMetrics().averageCharWidth()
            self._place(wide and width > _BESIDE_RATIO * height and not self.chart.is_long)
            # The area asks the layout for its minimum height, so the layout must know its parts.
            self._box.activate()
        super().resizeEvent(event)
