"""Forest plot of hazard ratios: each rater alone, each rater with the covariates, and the published values."""

import math

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QResizeEvent

from app.language.text import number_text, tr
from app.study.comparison.chart import Chart
from app.study.comparison.shown_text import shown, term_text
from app.study.comparison.style import on_theme
from app.ui.theme import font
from app.ui.wrapped import wrapped
from model.comparison.comparison import RaterComparison
from model.comparison.report.number_text import estimate_text
from model.comparison.report.table_figures import PAPER, ForestRow, forest_rows
from model.statistics.estimate import Estimate

_TICKS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32)
_LEAST, _MOST = 0.05, 50.0
_PLOT_SHARE, _LABEL_SHARE, _REASON_SHARE = 0.4, 0.55, 0.3
"""Minimum share of the width for the plot, if numbers stand at its right; maximum share for labels, if not; maximum
share for the lines of a reason at the right.
"""
_GAP_PX = 16
_BETWEEN_LINES = 0.45
"""Distance of two rows in lines of text."""


class ForestPlot(Chart):
    """A logarithmic forest plot.

    Hollow squares are the published values (Bychkov et al. 2018), which are of other patients and another model.
    """

    is_long = True

    def __init__(self) -> None:
        super().__init__()
        self.published = False
        self.stacked = False
        """Whether the numbers of a row are below its label, because there is no room at the right."""
        self.lines = 1
        """The lines of text that a row has room for."""
        self.rows: list[ForestRow] = []
        self.plot.setMouseEnabled(x=True, y=False)
        self.plot.showAxis("right")

    def show_published(self, published: bool) -> None:
        """Show or hide the published hazard ratios (Bychkov et al. 2018)."""
        if published != self.published:
            self.published = published
            if self.comparison is not None:
                self.show_comparison(self.comparison, self.look)

    def draw(self, comparison: RaterComparison) -> None:
        self.rows = forest_rows(comparison, self.published)
        self.axes(tr("hazard ratio (95 %), logarithmic"), "")
        self.facts = [tr("Hollow: {paper}", paper=PAPER)] if self.published else []
        found = [row.found for row in self.rows if isinstance(row.found, Estimate)]
        ends = [end for one in found for end in (one.low, one.high)]
        low, high = max(min(0.5, *ends, 1) * 0.9, _LEAST), min(max(2.0, *ends, 1) * 1.1, _MOST)
        self.plot.addItem(pg.InfiniteLine(0, 90, pen=pg.mkPen(self.look.muted)), ignoreBounds=True)
        count = len(self.rows)
        for number, row in enumerate(self.rows):
            self._row(count - 1 - number, row)
        self._arrange()
        ticks = [tick for tick in _TICKS if low <= tick <= high]
        self.plot.getAxis("bottom").setTicks([[(math.log10(tick), number_text(f"{tick:g}")) for tick in ticks]])
        self.home = QRectF(math.log10(low), -0.6, math.log10(high) - math.log10(low), count + 0.2)

    def least_height(self) -> int:
        """Return the minimum height in px at which no texts of two rows touch."""
        lines = len(self.rows) * (self.lines + _BETWEEN_LINES) + 4
        return max(super().least_height(), self.lines_px(lines))

    def _arrange(self) -> None:
        """Write the labels at the left, and the numbers at the right, or below the labels if the plot is narrow.

        Where there is no number, the whole reason stands in its place, in as many lines as it needs.
        """
        width = self.width()
        labels = [label_of(row) for row in self.rows]
        texts = [shown(estimate_text(row.found)) for row in self.rows]
        most = round(_REASON_SHARE * width)
        numbers = [
            text if isinstance(row.found, Estimate) else _broken(text, most)
            for row, text in zip(self.rows, texts, strict=True)
        ]
        left, right = (_widest(texts) + _GAP_PX for texts in (labels, numbers))
        self.stacked = width - left - right < _PLOT_SHARE * width
        if self.stacked:
            most = round(_LABEL_SHARE * width) - _GAP_PX
            both = zip(labels, texts, strict=True)
            labels = [f"{_broken(label, most)}\n{_broken(text, most)}" for label, text in both]
            left = _widest(labels) + _GAP_PX
        beside = labels if self.stacked else [*labels, *numbers]
        self.lines = max((text.count("\n") + 1 for text in beside), default=1)
        places = [len(self.rows) - 1 - number for number in range(len(self.rows))]
        self.plot.getAxis("left").setTicks([list(zip(places, labels, strict=True))])
        self.plot.getAxis("left").setWidth(left)
        self.plot.showAxis("right", not self.stacked)
        if not self.stacked:
            self.plot.getAxis("right").setTicks([list(zip(places, numbers, strict=True))])
            self.plot.getAxis("right").setWidth(right)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Qt sends the first event while the constructor of pyqtgraph runs, before the fields of this class exist.
        if getattr(self, "rows", None):
            self._arrange()
            self.setMinimumHeight(self.least_height())

    def _row(self, y: int, row: ForestRow) -> None:
        if not isinstance(row.found, Estimate):
            return
        colour = on_theme(row.colour, self.look)
        ends = [math.log10(max(end, _LEAST / 10)) for end in (row.found.low, row.found.high)]
        self.plot.plot(ends, [y, y], pen=pg.mkPen(colour, width=1.5), antialias=True)
        face = pg.mkBrush(self.look.canvas) if row.hollow else pg.mkBrush(colour)
        square = pg.ScatterPlotItem(
            [math.log10(row.found.value)], [y], symbol="s", size=8, pen=pg.mkPen(colour, width=1.5), brush=face
        )
        self.plot.addItem(square)

    def values(self) -> tuple[str, ...]:
        return tuple(self.text_at(0.0, y) for y in range(len(self.rows) - 1, -1, -1))

    def text_at(self, x: float, y: float) -> str:
        number = len(self.rows) - 1 - round(y)
        if not 0 <= number < len(self.rows):
            return ""
        row = self.rows[number]
        return f"{label_of(row)}: {shown(estimate_text(row.found, p=True))}"


def label_of(row: ForestRow) -> str:
    """Return the label of a row for the screen."""
    return term_text(row.label) if row.label.endswith(")") and not row.hollow else shown(row.label)


def _broken(text: str, width: int) -> str:
    """Return a text with line breaks, so that it fits into `width` px."""
    return "\n".join(wrapped(text, font("small"), width))


def _widest(texts: list[str]) -> int:
    """Return the width in px of the widest line of some texts."""
    metrics = QFontMetrics(font("small"))
    return max((metrics.horizontalAdvance(line) for text in texts for line in text.split("\n")), default=0)
