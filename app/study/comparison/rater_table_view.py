"""The raters side by side in a table, a column per rater, with reasons where there are no numbers."""

from PySide6.QtCore import Qt

from app.study.comparison.grid import Grid
from app.study.comparison.rater_rows import rows_of
from app.ui.theme import RHYTHM, Theme
from model.comparison.comparison import RaterComparison

COLUMN_PX = 96


class RaterTableView(Grid):
    """The widget; the patients' table that raters come from is `model.comparison.data.rater_table.RaterTable`."""

    def __init__(self) -> None:
        super().__init__("Raters and their figures")

    def show_comparison(self, comparison: RaterComparison, look: Theme) -> None:
        """Fill the table anew."""
        rows = rows_of(comparison)
        flagged = set(comparison.flagged)
        header = [f"{r.name} (!)" if r.name in flagged else r.name for r in comparison.raters]
        self.fill(header, [[cell.text for cell in row.cells] for row in rows], [row.label for row in rows])
        for number, row in enumerate(rows):
            side = self.verticalHeaderItem(number)
            if side is not None and row.how:
                side.setToolTip(row.how)
            for column, cell in enumerate(row.cells):
                if cell.flagged or cell.quiet:
                    self.paint(number, column, look.caution if cell.flagged else look.muted)
        self.fit([COLUMN_PX] * len(comparison.raters))
        self._fit_header(header)

    def _fit_header(self, names: list[str]) -> None:
        """Give long names two lines; a longer one is cut, and its tool tip shows it whole."""
        head = self.horizontalHeader()
        head.setDefaultAlignment(head.defaultAlignment() | Qt.TextFlag.TextWordWrap)
        metrics = head.fontMetrics()
        lines = 2 if any(metrics.horizontalAdvance(name) > COLUMN_PX - RHYTHM for name in names) else 1
        head.setFixedHeight(lines * metrics.lineSpacing() + RHYTHM // 2)
        for column, name in enumerate(names):
            item = self.horizontalHeaderItem(column)
            if item is not None:
                item.setToolTip(name)
