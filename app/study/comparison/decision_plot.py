"""Plot of decision curves: the net benefit if each rater decides who is treated, if all are treated, and if none is."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF

from app.language.text import tr
from app.study.comparison.chart import Chart
from app.study.comparison.curves import nearest
from app.study.comparison.shown_text import rater_name, shown
from app.study.comparison.style import pen_of
from model.comparison.comparison import RaterComparison
from model.comparison.report.decision_table import benefit_text
from model.comparison.report.style import look_of
from model.statistics.decision import ALL, NetBenefit

SPOKEN_AT = (0.25, 0.5, 0.75)
"""The thresholds at which a screen reader says the net benefit."""


class DecisionPlot(Chart):
    """Decision curves.

    A text below the plot gives the prevalence for which the curves are computed.
    """

    def draw(self, comparison: RaterComparison) -> None:
        self.axes(tr("threshold probability of the event"), tr("net benefit"))
        if len(comparison.decision) < 2:
            self.state_only(tr("no rater gives a probability or one of two answers"))
            return
        nobody = pg.mkPen(self.look.muted)
        self.plot.plot([0, 1], [0, 0], pen=nobody, name=tr("act on none"))
        self.explain(tr("act on none"), nobody)
        for curve in comparison.decision:
            known = [found for found in comparison.raters if found.name == curve.name]
            pen = pen_of(look_of(known[0], comparison), self.look) if known else pg.mkPen(self.look.muted, width=1.5)
            self.explain(_name(curve), pen)
            # Leave a gap at thresholds without a number. A connecting line would suggest a number there.
            self.plot.plot(curve.thresholds, curve.benefit, pen=pen, name=curve.name, antialias=True, connect="finite")
        benefits = [c.benefit for c in comparison.decision if np.isfinite(c.benefit).any()]
        top = max([0.1, *(float(np.nanmax(benefit)) for benefit in benefits)])
        self.home = QRectF(0, -0.12 * top, 1, 1.27 * top)
        given = comparison.options.prevalence
        own = tr("prevalence among these patients ({share_method})", share_method=comparison.share_method)
        share = tr("prevalence {given:g}, as stated", given=given) if given is not None else own
        text = tr(
            "{share}; n {count}; at {horizon_text}",
            share=share,
            count=len(comparison.table.patients),
            horizon_text=shown(comparison.horizon_text),
        )
        self.facts = [text]

    def values(self) -> tuple[str, ...]:
        return tuple(self.text_at(threshold, 0.0) for threshold in SPOKEN_AT)

    def text_at(self, x: float, y: float) -> str:
        if self.comparison is None or not 0 <= x <= 1:
            return ""
        known = [curve for curve in self.comparison.decision if nearest(curve.thresholds, curve.benefit, x) is not None]
        texts = (f"{_name(curve)} {shown(benefit_text(curve, x))}" for curve in known)
        return tr("At {x:.2f}: ", x=x) + "; ".join(texts)


def _name(curve: NetBenefit) -> str:
    return tr("act on all") if curve.name == ALL else rater_name(curve.name)
