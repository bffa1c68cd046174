"""The table of the raters side by side, with one column per rater.

If there is no number, the table shows the reason.
"""

from PySide6.QtCore import Qt

from app.language.text import tr
from app.study.comparison.grid import Grid
from app.study.comparison.rater_rows import rows_of
from app.ui.parts import tip
from app.ui.theme import RHYTHM, Theme
from model.comparison.comparison import RaterComparison

COLUMN_PX = 96


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
        header = [f"{r.name} (!)" if r.name in flagged else r.name for r in comparison.raters]
        self.fill(header, [[cell.text for cell in row.cells] for row in rows], [row.label for row in rows])
        for number, row in enumerate(rows):
            side = self.verticalHeaderItem(number)
            if side is not None and row.how:
                side.setToolTip(tip(row.how))
            for column, cell in enumerate(row.cells):
                if cell.flagged or cell.quiet:
                    self.paint(number, column, look.caution if cell.flagged else look.muted)
        self.fit([COLUMN_PX] * len(comparison.raters))
        self._fit_header(header)

    def _fit_header(self, names: list[str]) -> None:
        """Break long names into two lines.

        A name that is still too long is shortened, and its tool tip shows the whole name.
        """
        head = self.horizontalHeader()
        head.setDefaultAlignment(head.defaultAlignment() | Qt.TextFlag.TextWordWrap)
        metrics = head.fontMetrics()
        lines = 2 if any(metrics.horizontalAdvance(name) > COLUMN_PX - RHYTHM for name in names) else 1
        head.setFixedHeight(lines * metrics.lineSpacing() + RHYTHM // 2)
        for column, name in enumerate(names):
            item = self.horizontalHeaderItem(column)
            if item is not None:
                item.setToolTip(tip(name))
