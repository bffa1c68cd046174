"""The raters side by side, a column each: a page comes in; a table goes out, statements where there are no numbers."""

from PySide6.QtCore import Qt

from app.study.comparison.grid import Grid
from app.study.comparison.rater_rows import rows_of
from app.ui.theme import RHYTHM, Theme
from model.comparison.comparison import RaterComparison

COLUMN_PX = 96


class RaterTable(Grid):
    def __init__(self) -> None:
        super().__init__("Raters and their figures")

    def show_comparison(self, page: RaterComparison, look: Theme) -> None:
        rows = rows_of(page)
        flagged = set(page.flagged)
        header = [f"{r.name} (!)" if r.name in flagged else r.name for r in page.raters]
        self.fill(header, [[cell.text for cell in row.cells] for row in rows], [row.label for row in rows])
        for number, row in enumerate(rows):
            side = self.verticalHeaderItem(number)
            if side is not None and row.how:
                side.setToolTip(row.how)
            for column, cell in enumerate(row.cells):
                if cell.flagged or cell.quiet:
                    self.paint(number, column, look.caution if cell.flagged else look.muted)
        self.fit([COLUMN_PX] * len(page.raters))
        self._fit_header(header)

    def _fit_header(self, names: list[str]) -> None:
        """A long name stands on two lines; a longer one is cut, and its tip has it whole."""
        head = self.horizontalHeader()
        head.setDefaultAlignment(head.defaultAlignment() | Qt.TextFlag.TextWordWrap)
        metrics = head.fontMetrics()
        lines = 2 if any(metrics.horizontalAdvance(name) > COLUMN_PX - RHYTHM for name in names) else 1
        head.setFixedHeight(lines * metrics.lineSpacing() + RHYTHM // 2)
        for column, name in enumerate(names):
            item = self.horizontalHeaderItem(column)
            if item is not None:
                item.setToolTip(name)
