"""Plot of observed against predicted risk, for the first rater that gives probabilities.

The plot shows the observed risk in bins, each with its number of patients, and a smooth curve with a confidence band.
"""

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPen

from app.language.text import tr
from app.study.comparison.chart import Chart
from app.study.comparison.curves import estimate_at
from app.study.comparison.shown_text import rater_name, shown
from app.study.comparison.style import pen_of
from model.comparison.comparison import RaterComparison, RaterResult
from model.comparison.report.curve_figures import calibration_counts, calibration_metrics
from model.comparison.report.number_text import estimate_text, metric_text
from model.comparison.report.style import look_of
from model.statistics.estimate import Estimate
from model.statistics.smooth_calibration import SmoothCurve

_BAND_ALPHA = 0.15
_BESIDE = 0.015
"""Distance between a point and the number of patients beside it, as a share of the length of the axis.

At this distance, the number does not cover the interval of the point.
"""
_MARGIN = 0.03
"""Room around the risks 0 to 1, as a share of the axes, so that no point at an end is cut."""


class CalibrationPlot(Chart):
    """A calibration curve.

    For a perfect rater, all points are on the diagonal.
    """

    def __init__(self) -> None:
        super().__init__(square=True)

    def draw(self, comparison: RaterComparison) -> None:
        self.axes(
            tr("predicted probability of the event"),
            tr("observed ({share_method}, 95 %)", share_method=comparison.share_method),
        )
        self.home = QRectF(-_MARGIN, -_MARGIN, 1 + 2 * _MARGIN, 1 + 2 * _MARGIN)
        result = probable(comparison)
        if result is None or not result.calibration_bins:
            none = tr("no rater gives a probability")
            self.state_only(none if result is None else shown(estimate_text(result.estimates["slope"])))
            return
        self.plot.plot([0, 1], [0, 1], pen=pg.mkPen(self.look.muted))
        pen = pen_of(look_of(result, comparison), self.look)
        if isinstance(result.smooth, SmoothCurve):
            self._curve(result.smooth, pen)
        for one in result.calibration_bins:
            observed = one.observed
            if isinstance(observed, Estimate):
                self.plot.plot([one.mean_risk] * 2, [observed.low, observed.high], pen=pen, antialias=True)
            if observed.value is not None:
                point = pg.ScatterPlotItem([one.mean_risk], [observed.value], size=8, pen=None, brush=pen.color())
                self.plot.addItem(point)
                self.write(f"n {one.patients}", one.mean_risk + _BESIDE, observed.value, (0, 0.5))
        name = rater_name(result.name)
        metrics = (f"{tr(row.title)} {shown(metric_text(row, result))}" for row in calibration_metrics())
        texts = [*metrics, *map(shown, calibration_counts(comparison, result))]
        self.facts = [f"{name}: {shown(result.note)}" if result.note else name, "; ".join(texts)]

    def _curve(self, curve: SmoothCurve, pen: QPen) -> None:
        """Draw the smooth curve over its confidence band."""
        filled = QColor(pen.color())
        filled.setAlphaF(_BAND_ALPHA)
        edges = [pg.PlotCurveItem(curve.predicted, edge, pen=pg.mkPen(None)) for edge in (curve.low, curve.high)]
        for edge in edges:
            self.plot.addItem(edge)
        self.plot.addItem(pg.FillBetweenItem(*edges, brush=filled))
        self.plot.plot(curve.predicted, curve.observed, pen=pen, antialias=True)

    def values(self) -> tuple[str, ...]:
        result = probable(self.comparison) if self.comparison is not None else None
        return tuple(
            tr("Predicted {predicted:.2f}, observed {observed}, n {patients}",
               predicted=one.mean_risk, observed=estimate_at(one.observed), patients=one.patients)
            for one in (result.calibration_bins if result is not None else ())
        )  # fmt: skip

    def text_at(self, x: float, y: float) -> str:
        return tr("Predicted {x:.2f}, observed {y:.2f}", x=x, y=y) if 0 <= x <= 1 and 0 <= y <= 1 else ""


def probable(comparison: RaterComparison) -> RaterResult | None:
    """Return the first rater that gives probabilities, or None if there is none."""
    return next((found for found in comparison.raters if found.kind == "probability"), None)
