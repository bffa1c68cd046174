"""Observed against predicted risk, in bins with their counts, of the first rater that gives probabilities."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF

from app.study.comparison.chart import Chart
from app.study.comparison.style import pen_of
from model.comparison.comparison import Calibration, RaterComparison, RaterResult
from model.comparison.report.record import words_of
from model.comparison.report.style import look_of
from model.statistics.estimate import Estimate, NotGiven

_BESIDE = 0.015
"""Of the axis: so far right of its point stands a count, so as not to lie over its interval."""


class CalibrationPlot(Chart):
    """Points on the diagonal are perfect."""

    def __init__(self) -> None:
        super().__init__(square=True)
        self.caption = ""
        """The figures that belong to the plot; beside it, since no corner of it is always free."""

    def draw(self, page: RaterComparison) -> None:
        self.axes("predicted probability of the event", "observed (Kaplan-Meier, 95 %)")
        self.home, self.caption = QRectF(0, 0, 1, 1), ""
        result = probable(page)
        if result is None or isinstance(result.calibration, NotGiven):
            reason = "no rater gives a probability" if result is None else words_of(_reason(result))
            self.state_only(reason)
            return
        self.plot.plot([0, 1], [0, 1], pen=pg.mkPen(self.look.line))
        pen = pen_of(look_of(result, page), self.look)
        for one in result.calibration.bins:
            observed = one.observed
            if isinstance(observed, Estimate):
                self.plot.plot([one.mean_risk] * 2, [observed.low, observed.high], pen=pen, antialias=True)
            if observed.value is not None:
                point = pg.ScatterPlotItem([one.mean_risk], [observed.value], size=8, pen=None, brush=pen.color())
                self.plot.addItem(point)
                self.write(f"n {one.patients}", one.mean_risk + _BESIDE, observed.value, (0, 0.5))
        self.caption = "; ".join(_said(result, result.calibration, page))

    def words_at(self, x: float, y: float) -> str:
        return f"Predicted {x:.2f}, observed {y:.2f}" if 0 <= x <= 1 and 0 <= y <= 1 else ""


def probable(page: RaterComparison) -> RaterResult | None:
    """The first rater that gives probabilities."""
    return next((found for found in page.raters if found.kind == "probability"), None)


def _reason(result: RaterResult) -> NotGiven:
    found = result.calibration
    return found if isinstance(found, NotGiven) else NotGiven("")


def _said(result: RaterResult, found: Calibration, page: RaterComparison) -> list[str]:
    return [
        f"{result.name}: {result.note}" if result.note else result.name,
        f"slope {words_of(found.slope)}",
        f"intercept (slope 1) {words_of(found.intercept)}",
        f"Brier {words_of(result.brier_censored, 3)}, with censoring",
        f"n {result.patients}, {result.known_events} events by {page.horizon_text}",
    ]
