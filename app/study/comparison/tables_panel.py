"""The page's tables behind tabs: a comparison comes in; raters, differences, agreement and what was left out go out."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget

from app.study.comparison.cross_table import CrossTable
from app.study.comparison.kappa_matrix import KappaMatrix
from app.study.comparison.rater_rows import left_out_text
from app.study.comparison.rater_table import RaterTable
from app.study.comparison.text_tables import TextTables
from app.ui.theme import Theme
from model.comparison.comparison import RaterComparison
from model.comparison.report.checklist import flow_of
from model.comparison.report.tables import (
    TextTable,
    adjusted_tables,
    agreement_table,
    causes_table,
    excluded_table,
    pairs_table,
)

_EVERY = 10**9


class TablesPanel(QTabWidget):
    picked = Signal(object)
    """`CaseFilter` of a cell of the reclassification table."""

    def __init__(self) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self.raters = RaterTable()
        self.pairs = TextTables("Paired differences")
        self.crossed = TextTables("Reclassification")
        self.adjusted = TextTables("Beside the covariates")
        self.agreement = TextTables("Agreement")
        self.left_out = TextTables("Patient flow and what was left out")
        self.files = TextTables("Files that were written")
        for part, title in (
            (self.raters, "Raters"), (self.pairs, "Differences"), (self.crossed, "Reclassified"),
            (self.adjusted, "Covariates"), (self.agreement, "Agreement"), (self.left_out, "Left out"),
            (self.files, "Files"),
        ):  # fmt: skip
            self.addTab(part, title)
        self.setTabVisible(self.indexOf(self.files), False)

    def show_comparison(self, page: RaterComparison, look: Theme) -> None:
        self.raters.show_comparison(page, look)
        self.pairs.show_tables((pairs_table(page),))
        self.adjusted.show_tables(adjusted_tables(page) or (_without_covariates(),))
        cross = CrossTable(page)
        cross.picked.connect(self.picked)
        self.crossed.show_tables((), cross)
        matrix = KappaMatrix()
        matrix.show_comparison(page, look)
        self.agreement.show_tables((agreement_table(page),), matrix)
        gone = (flow_of(page), causes_table(page), excluded_table(page, _EVERY))
        self.left_out.show_tables([table for table in gone if table.rows])
        self.setTabText(self.indexOf(self.left_out), left_out_text(page))

    def show_files(self, paths: tuple[Path, ...]) -> None:
        """What was written last; the tab is there only once something was."""
        self.setTabVisible(self.indexOf(self.files), bool(paths))
        if paths:
            rows = tuple((path.name, str(path.parent)) for path in paths)
            self.files.show_tables((TextTable(f"{len(paths)} files were written", ("file", "folder"), rows),))


def _without_covariates() -> TextTable:
    return TextTable("Beside the covariates", ("",), (("No covariate is adjusted for: choose some above.",),))
