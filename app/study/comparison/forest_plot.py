"""Forest plot of hazard ratios: each rater alone, each rater with the covariates, and the published values."""

import math

import pyqtgraph as pg
from PySide6.QtCore import QRectF

from app.language.text import number_text, tr
from app.study.comparison.chart import Chart
from app.study.comparison.style import on_theme
from model.comparison.comparison import RaterComparison
from model.comparison.report.number_text import estimate_text
from model.comparison.report.table_figures import PAPER, ForestRow, forest_rows
from model.statistics.estimate import Estimate

_TICKS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32)
_LEAST, _MOST = 0.05, 50.0
_LONGEST = 34
"""Maximum number of characters of a text beside a row. The table contains the whole text."""


class ForestPlot(Chart):
    """A logarithmic forest plot.

    Hollow squares are the published values (Bychkov et al. 2018), which are of other patients and another model.
    """

    def __init__(self) -> None:
        super().__init__()
        self.published = False
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
        paper = tr("; hollow: {paper}", paper=PAPER) if self.published else ""
        self.plot.setLabel("bottom", tr("hazard ratio (95 %), logarithmic{paper}", paper=paper))
        found = [row.found for row in self.rows if isinstance(row.found, Estimate)]
        ends = [end for one in found for end in (one.low, one.high)]
        low, high = max(min(0.5, *ends, 1) * 0.9, _LEAST), min(max(2.0, *ends, 1) * 1.1, _MOST)
        self.plot.addItem(pg.InfiniteLine(0, 90, pen=pg.mkPen(self.look.line)), ignoreBounds=True)
        count = len(self.rows)
        for number, row in enumerate(self.rows):
            self._row(count - 1 - number, row)
        at = [(count - 1 - number, row) for number, row in enumerate(self.rows)]
        self.plot.getAxis("left").setTicks([[(y, row.label) for y, row in at]])
        self.plot.getAxis("right").setTicks([[(y, _short(estimate_text(row.found))) for y, row in at]])
        ticks = [tick for tick in _TICKS if low <= tick <= high]
        self.plot.getAxis("bottom").setTicks([[(math.log10(tick), number_text(f"{tick:g}")) for tick in ticks]])
        self.home = QRectF(math.log10(low), -0.6, math.log10(high) - math.log10(low), count + 0.2)

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

    def text_at(self, x: float, y: float) -> str:
        number = len(self.rows) - 1 - round(y)
        if not 0 <= number < len(self.rows):
            return ""
        row = self.rows[number]
        return f"{row.label}: {estimate_text(row.found, p=True)}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2] + "…"
