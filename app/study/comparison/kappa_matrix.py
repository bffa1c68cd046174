"""A matrix of agreement: Cohen's kappa of each pair of raters, shaded by its size."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSizePolicy

from app.language.text import tr
from app.study.comparison.grid import Grid
from app.study.comparison.shown_text import rater_name, shown
from app.ui.parts import tip
from app.ui.theme import Theme
from model.comparison.comparison import RaterComparison
from model.comparison.pair_results import PairAgreement
from model.comparison.report.number_text import estimate_text
from model.statistics.estimate import Estimate

_DEEPEST = 0.55
"""Opacity of the accent colour behind a kappa of 1."""


class KappaMatrix(Grid):
    """A matrix of all raters that have a threshold.

    A tool tip also shows how often the two raters agree.
    """

    def __init__(self) -> None:
        super().__init__(tr("Agreement: Cohen's kappa of each pair of raters"))

    def show_comparison(self, comparison: RaterComparison, look: Theme) -> None:
        """Fill the matrix for `comparison`."""
        pairs = comparison.agreement.pairs
        names = [r.name for r in comparison.raters if any(r.name in (pair.a, pair.b) for pair in pairs)]
        titles = list(map(rater_name, names))
        self.fill(titles, [["–"] * len(names) for _ in names], titles)
        for pair in pairs:
            i, j = names.index(pair.a), names.index(pair.b)
            for row, column in ((i, j), (j, i)):
                self._cell(row, column, pair, look)
        self.horizontalHeader().setStretchLastSection(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _cell(self, row: int, column: int, pair: PairAgreement, look: Theme) -> None:
        item = self.item(row, column)
        if item is None:
            return
        found = pair.kappa
        if isinstance(found, Estimate):
            item.setText(tr("{value:.2f}\n{low:.2f} to {high:.2f}", value=found.value, low=found.low, high=found.high))
        else:
            item.setText(shown(estimate_text(found)))
        shade = QColor(look.accent)
        shade.setAlphaF(_DEEPEST * min(max(found.value or 0.0, 0.0), 1.0))
        item.setBackground(shade)
        item.setToolTip(
            tip(
                tr(
                    "{a}, {b}: kappa {estimate}; agreement {estimate2}",
                    a=rater_name(pair.a),
                    b=rater_name(pair.b),
                    estimate=shown(estimate_text(found)),
                    estimate2=shown(estimate_text(pair.raw)),
                )
            )
        )
