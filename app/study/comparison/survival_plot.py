"""Plot of Kaplan-Meier curves with bands, censoring ticks and numbers at risk.

The groups are the risk groups of one rater, or the combinations of the risk groups of two raters.
"""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QResizeEvent

from app.language.model_text import of_model
from app.language.text import mark, number_text, plural, tr
from app.study.comparison.chart import Chart
from app.study.comparison.curves import band, stairs, survival_text, time_ticks
from app.study.comparison.shown_text import shown, threshold_text
from app.study.comparison.style import on_theme, pen_of, style_axes, text_on_theme
from app.ui.theme import RHYTHM, font, scaled_px
from model.comparison.comparison import RaterComparison
from model.comparison.report.number_text import estimate_text, log_rank_note
from model.comparison.report.style import group_look
from model.statistics.competing import Incidence
from model.statistics.estimate import Estimate
from model.statistics.kaplan_meier import KaplanMeier

ALL = mark("all patients")
_AXIS_PX, _BESIDE_PX = 40, 16
"""Minimum width of the left axes, and the room for ticks and margins beside their texts, in px."""
_NAMES_SHARE = 0.38
"""Maximum share of the width for the names beside the rows. Of longer names both ends are shown, and the legend has the
whole name with the colour of the row.
"""
BAND_ALPHA = 0.14


class SurvivalPlot(Chart):
    """Survival curves. `of` is the name of a rater, the title of a combination of two raters, or "all patients"."""

    def __init__(self) -> None:
        super().__init__()
        self.of = ALL
        self.curves: tuple[KaplanMeier, ...] = ()
        self._names: list[tuple[float, str]] = []
        """The names beside the rows of numbers at risk, each with its place on the vertical axis."""
        self.incidences: tuple[Incidence, ...] = ()
        self.counts: pg.PlotItem = self.addPlot(row=1, col=0)
        self.counts.layout.setContentsMargins(0, 0, 2 * RHYTHM, 0)
        self.counts.setMenuEnabled(False)
        self.counts.hideButtons()
        self.counts.setMouseEnabled(x=False, y=False)
        self.counts.setXLink(self.plot)
        self.counts.hideAxis("bottom")

    def choose(self, of: str) -> None:
        """Show the survival curves of `of`."""
        self.of = of
        if self.comparison is not None:
            self.show_comparison(self.comparison, self.look)

    def draw(self, comparison: RaterComparison) -> None:
        self.curves, notes = curves_and_notes(comparison, self.of)
        self.counts.clear()
        style_axes(self.counts, self.look)
        self.counts.getAxis("left").setPen(pg.mkPen(None))
        unit = of_model(comparison.table.unit) or tr("unit not stated")
        self.axes(tr("time ({unit}); dashed: horizon", unit=unit), shown(comparison.curves_text))
        if not self.curves:
            self.state_only(notes[0])
            return
        end = max(float(curve.follow_up[-1]) for curve in self.curves)
        self.home = QRectF(0, 0, end, 1.02)
        dashed = pg.mkPen(self.look.muted, width=1, style=Qt.PenStyle.DashLine)
        self.plot.addItem(pg.InfiniteLine(comparison.options.horizon, 90, pen=dashed), ignoreBounds=True)
        for number, curve in enumerate(self.curves):
            self._curve(curve, number)
        patients, events = sum(c.patients for c in self.curves), sum(c.events for c in self.curves)
        self.facts = [*notes, f"n {patients}, {plural(events, 'event')}"]
        ticks = time_ticks(end)
        self.plot.getAxis("bottom").setTicks([[(tick, number_text(f"{tick:g}")) for tick in ticks]])
        self.show_at_risk(self.curves, ticks, end)

    def state_only(self, reason: str) -> None:
        """Show only the reason why there are no curves, without the numbers at risk and the ticks of earlier curves."""
        self.counts.setMinimumHeight(0)
        self.counts.setMaximumHeight(0)
        self._names = []
        self.counts.getAxis("left").setTicks([[]])
        self.plot.getAxis("bottom").setTicks([[]])
        super().state_only(reason)

    def _curve(self, curve: KaplanMeier, number: int) -> None:
        style = group_look(number, len(self.curves))
        pen, end = pen_of(style, self.look), float(curve.follow_up[-1])
        filled = QColor(on_theme(style["color"], self.look))
        filled.setAlphaF(BAND_ALPHA)
        x, low, high = band(curve)
        edges = [pg.PlotCurveItem(x, edge, pen=pg.mkPen(None)) for edge in (low, high)]
        for edge in edges:
            self.plot.addItem(edge)
        self.plot.addItem(pg.FillBetweenItem(*edges, brush=filled))
        label = f"{shown(curve.name)} ({curve.events}/{curve.patients})"
        self.explain(label, pen)
        self.plot.plot(*stairs(curve.times, curve.survival, end), pen=pen, name=label, antialias=True)
        ticks = pg.ScatterPlotItem(
            curve.censored, curve.censored_survival, symbol="|", size=7, pen=pg.mkPen(pen.color()), brush=None
        )
        self.plot.addItem(ticks)

    def show_at_risk(self, curves: Sequence[KaplanMeier | Incidence], ticks: tuple[float, ...], end: float) -> None:
        """Print a row of numbers at risk for each curve, in its colour, below the ticks of the time axis."""
        of = len(curves)
        height = self.lines_px(of + 1)
        self.counts.setMaximumHeight(height)
        self.counts.setMinimumHeight(height)
        self.counts.getViewBox().setYRange(0, of + 1, padding=0)
        names = [(of - 0.5 - row, shown(curve.name)) for row, curve in enumerate(curves)]
        self._names = [(of + 0.5, tr("at risk")), *names]
        self._fit_names()
        for row, curve in enumerate(curves):
            colour = text_on_theme(group_look(row, of)["color"], self.look)
            for tick in ticks:
                item = pg.TextItem(str(curve.at_risk(tick)), color=colour, anchor=(_side(tick, end), 0.5))
                item.setFont(font("small"))
                item.setPos(tick, of - 0.5 - row)
                self.counts.addItem(item, ignoreBounds=True)

    def _fit_names(self) -> None:
        """Write the names beside the rows of numbers, as much of them as the width of the plot allows."""
        metrics, most = QFontMetricsF(font("small")), _NAMES_SHARE * self.width()
        rows = [(y, metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, most)) for y, name in self._names]
        self.counts.getAxis("left").setTicks([rows])
        # Both plots have a left axis of the same width, so the numbers are exactly below their ticks.
        width = max(scaled_px(_AXIS_PX), *(metrics.horizontalAdvance(name) + _BESIDE_PX for _, name in rows))
        for plot in (self.plot, self.counts):
            plot.getAxis("left").setWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Qt sends the first event while the constructor of pyqtgraph runs, before the fields of this class exist.
        if getattr(self, "_names", None):
            self._fit_names()

    def least_height(self) -> int:
        return super().least_height() + int(self.counts.minimumHeight())

    def values(self) -> tuple[str, ...]:
        return () if self.comparison is None else (self.text_at(self.comparison.options.horizon, 0.0),)

    def text_at(self, x: float, y: float) -> str:
        if not self.curves or x < 0 or self.comparison is None:
            return ""
        texts = "; ".join(survival_text(curve, x) for curve in self.curves)
        return tr("At {x:.2f} {unit}: {texts}", x=x, unit=of_model(self.comparison.table.unit), texts=texts)


def _side(tick: float, end: float) -> float:
    """Return the text anchor for a number at `tick`.

    The anchor keeps numbers at both ends of the axis inside the plot.
    """
    return 0.0 if tick == 0 else 1.0 if tick > 0.97 * end else 0.5


def curves_and_notes(comparison: RaterComparison, of: str) -> tuple[tuple[KaplanMeier, ...], list[str]]:
    """Return the survival curves of `of`, and the notes beside them.

    `of` is the name of a rater, the title of a combination of two raters, or "all patients".
    """
    if of == ALL:
        return (comparison.overall,), []
    for title, curves, test in comparison.combined:
        if title == of:
            models = [shown(r.note) for r in comparison.raters if r.role == "model" and r.note]
            return curves, [shown(log_rank_note(test)), *models]
    result = comparison.rater(of)
    notes = [shown(log_rank_note(result.log_rank))]
    ratio = result.estimates["hr_threshold"]
    if isinstance(ratio, Estimate):
        notes.insert(0, tr("hazard ratio {estimate}", estimate=shown(estimate_text(ratio))))
    if result.threshold is not None:
        flag = tr(", CHOSEN ON THE SAME DATA") if result.threshold.same_data else ""
        notes.append(
            tr(
                "threshold {value:.6g}: {origin}{flag}",
                value=result.threshold.value,
                origin=threshold_text(result.threshold),
                flag=flag,
            )
        )
    if result.note:
        notes.append(shown(result.note))
    return result.groups, notes
