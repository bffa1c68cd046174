"""Plot of the ROC curves of all raters, with their AUCs."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF

from app.language.text import plural, tr
from app.study.comparison.chart import Chart
from app.study.comparison.shown_text import rater_name, shown
from app.study.comparison.style import pen_of
from model.comparison.comparison import RaterComparison
from model.comparison.report.number_text import estimate_text
from model.comparison.report.style import look_of

_STEPS_DRAWN = 12
"""Maximum number of cut-offs of a curve for which each cut-off is marked. The line between two marks is not a cut-off.
"""


class RocPlot(Chart):
    """ROC curves at the horizon.

    The curves are of all patients, weighted for censoring, or of patients whose outcome at the horizon is known.
    """

    def __init__(self) -> None:
        super().__init__(square=True)
        self.weighted = True

    def choose(self, weighted: bool) -> None:
        """Choose the curves: of all patients, weighted for censoring, or of patients known at the horizon."""
        self.weighted = weighted
        if self.comparison is not None:
            self.show_comparison(self.comparison, self.look)

    def draw(self, comparison: RaterComparison) -> None:
        self.axes(tr("1 - specificity"), tr("sensitivity"))
        self.home = QRectF(-0.01, -0.01, 1.02, 1.02)
        key = "auc_ipcw" if self.weighted else "auc"
        of = [(found, found.roc_weighted if self.weighted else found.roc) for found in comparison.raters]
        drawable = [(found, curve) for found, curve in of if curve is not None]
        if not drawable:
            self.state_only(shown(estimate_text(comparison.raters[0].estimates[key])))
            return
        self.plot.plot([0, 1], [0, 1], pen=pg.mkPen(self.look.muted))
        for found, (false, true) in drawable:
            pen = pen_of(look_of(found, comparison), self.look, 2.0 if found.role == "model" else 1.5)
            few = len(false) <= _STEPS_DRAWN
            marks = {"symbol": "o", "symbolSize": 5, "symbolPen": None, "symbolBrush": pen.color()} if few else {}
            name = f"{rater_name(found.name)}: {shown(estimate_text(found.estimates[key]))}"
            self.explain(name, pen)
            self.plot.plot(false, true, pen=pen, name=name, antialias=True, **marks)
        known = tr(
            "{events}, {known_others} without by {horizon_text}",
            events=plural(comparison.known_events, "event"),
            known_others=comparison.known_others,
            horizon_text=shown(comparison.horizon_text),
        )
        text = (
            tr("AUC weighted for censoring, bootstrap, 95 %. {known}, {lost} lost before this time",
               known=known, lost=comparison.lost)
            if self.weighted
            else tr("AUC, DeLong, 95 %. {known}, {lost} left out: lost before this time",
                    known=known, lost=comparison.lost)
        )  # fmt: skip
        self.facts = [text]

    def text_at(self, x: float, y: float) -> str:
        return tr("Specificity {x:.2f}, sensitivity {y:.2f}", x=1 - x, y=y) if 0 <= x <= 1 and 0 <= y <= 1 else ""
