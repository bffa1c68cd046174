"""The table of the raters side by side, with one column per rater.

If there is no number, the table shows the reason.
"""

from PySide6.QtGui import QResizeEvent

from app.language.text import tr
from app.study.comparison.grid import Grid
from app.study.comparison.rater_rows import rows_of
from app.study.comparison.shown_text import rater_name
from app.ui.parts import tip
from app.ui.theme import Theme
from model.comparison.comparison import RaterComparison


class RaterTableView(Grid):
    """The widget that shows the raters and their metrics.

    It is not the table of patients, `model.comparison.data.rater_table.RaterTable`.
    """

    def __init__(self) -> None:
        super().__init__(tr("Raters and their metrics"))

    def show_comparison(self, comparison: RaterComparison, look: Theme) -> None:
        """Fill the table for `comparison`."""
        rows = rows_of(comparison)
        flagged = set(comparison.flagged)
        header = [f"{rater_name(r.name)} (!)" if r.name in flagged else rater_name(r.name) for r in comparison.raters]
        self.fill(header, [[cell.text for cell in row.cells] for row in rows], [row.label for row in rows])
        for number, row in enumerate(rows):
            side = self.verticalHeaderItem(number)
            if side is not None and row.how:
                side.setToolTip(tip(row.how))
            for column, cell in enumerate(row.cells):
                if cell.flagged or cell.quiet:
                    self.paint(number, column, look.caution if cell.flagged else look.muted)
        for column, name in enumerate(header):
            item = self.horizontalHeaderItem(column)
            if item is not None:
                item.setToolTip(tip(name))
        self._fit()

    def _fit(self) -> None:
        self.fit(self.width() - self.verticalScrollBar().sizeHint().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
