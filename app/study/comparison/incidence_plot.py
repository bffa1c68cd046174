"""Plot of cumulative incidences with bands and numbers at risk.

The plot shows either the event in each risk group of a rater, or each cause of death among all patients.
"""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor

from app.language.model_text import of_model
from app.language.text import number_text, tr
from app.study.comparison.curves import estimate_at, stairs, time_ticks
from app.study.comparison.shown_text import shown
from app.study.comparison.style import on_theme, pen_of, style_axes
from app.study.comparison.survival_plot import ALL, BAND_ALPHA, SurvivalPlot
from model.comparison.comparison import RaterComparison
from model.comparison.report.number_text import chi_square_text, estimate_text
from model.comparison.report.style import group_look
from model.statistics.competing import Incidence


class IncidencePlot(SurvivalPlot):
    """Cumulative incidence plot.

    If `of` is a rater, it shows the incidence of the event in each risk group. For all patients, it shows the incidence
    of each cause of death.
    """

    def draw(self, comparison: RaterComparison) -> None:
        incidences, notes = incidences_and_notes(comparison, self.of)
        self.incidences = incidences
        self.counts.clear()
        style_axes(self.counts, self.look)
        self.counts.getAxis("left").setPen(pg.mkPen(None))
        unit = of_model(comparison.table.unit) or tr("unit not stated")
        self.axes(tr("time ({unit}); dashed: horizon", unit=unit), tr("cumulative incidence (Aalen-Johansen, 95 %)"))
        if not incidences:
            self.state_only(notes[0])
            return
        end = max(curve.last for curve in incidences)
        self.home = QRectF(0, 0, end, 1.02)
        dashed = pg.mkPen(self.look.muted, width=1, style=Qt.PenStyle.DashLine)
        self.plot.addItem(pg.InfiniteLine(comparison.options.horizon, 90, pen=dashed), ignoreBounds=True)
        for number, curve in enumerate(incidences):
            self._incidence(curve, number)
        self.facts = notes
        ticks = time_ticks(end)
        self.plot.getAxis("bottom").setTicks([[(tick, number_text(f"{tick:g}")) for tick in ticks]])
        # Both curves are of the same patients. Therefore they share one row of numbers at risk.
        self.show_at_risk(incidences[:1] if self.of == ALL else incidences, ticks, end)

    def _incidence(self, curve: Incidence, number: int) -> None:
        style = group_look(number, len(self.incidences))
        pen = pen_of(style, self.look)
        known = np.flatnonzero(np.isfinite(curve.low) & np.isfinite(curve.high))
        if len(known):
            filled = QColor(on_theme(style["color"], self.look))
            filled.setAlphaF(BAND_ALPHA)
            corners = [stairs(curve.times[known], edge[known], curve.last) for edge in (curve.low, curve.high)]
            edges = [pg.PlotCurveItem(*corner, pen=pg.mkPen(None)) for corner in corners]
            for edge in edges:
                self.plot.addItem(edge)
            self.plot.addItem(pg.FillBetweenItem(*edges, brush=filled))
        label = f"{shown(curve.name)} ({curve.events}/{len(curve.follow_up)})"
        self.explain(label, pen)
        self.plot.plot(*stairs(curve.times, curve.share, curve.last), pen=pen, name=label, antialias=True)

    def text_at(self, x: float, y: float) -> str:
        if not self.incidences or x < 0 or self.comparison is None:
            return ""
        texts = "; ".join(
            tr(
                "{name} {estimate_at}, {at_risk} at risk",
                name=shown(curve.name),
                estimate_at=estimate_at(curve.at(x)),
                at_risk=curve.at_risk(x),
            )
            for curve in self.incidences
        )
        return tr("At {x:.2f} {unit}: {texts}", x=x, unit=of_model(self.comparison.table.unit), texts=texts)


def incidences_and_notes(comparison: RaterComparison, of: str) -> tuple[tuple[Incidence, ...], list[str]]:
    """Return the cumulative incidence curves of `of` (a rater, or "all patients"), and the notes beside the curves.

    A rater has one curve for each risk group. All patients have one curve for each cause of death. If there are no
    curves, return () and the reason.
    """
    if comparison.causes is None:
        return (), [
            tr("no death of another cause is known: the curves would be 1 minus the curves in the tab Survival")
        ]
    if of == ALL:
        return comparison.causes, []
    found = next((result for result in comparison.raters if result.name == of), None)
    if found is None or found.competing is None or not found.competing.incidences:
        return (), [tr("this rater has no risk groups: choose another rater, or all patients")]
    ratio = found.competing.ratio_per_sd if found.threshold is None else found.competing.ratio_threshold
    kind = tr("per SD") if found.threshold is None else tr("high / low")
    notes = [
        tr("Fine-Gray {kind} {estimate}", kind=kind, estimate=shown(estimate_text(ratio, p=True))),
        tr("Gray's test {chi_square}", chi_square=shown(chi_square_text(found.competing.gray))),
    ]
    return found.competing.incidences, [*notes, *([shown(found.note)] if found.note else [])]
