"""The tables of a comparison in tabs: raters, risk groups, differences, agreement, covariates, exclusions, files."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget

from app.language.text import counted, tr
from app.study.comparison.answers_tab import AnswersTab
from app.study.comparison.cross_table import CrossTable
from app.study.comparison.kappa_matrix import KappaMatrix
from app.study.comparison.rater_rows import left_out_text
from app.study.comparison.rater_table_view import RaterTableView
from app.study.comparison.shown_text import shown, shown_table, statement_text
from app.study.comparison.text_tables import TextTables
from app.ui.help_button import add_tab_help
from app.ui.theme import Theme
from model.comparison.comparison import RaterComparison
from model.comparison.report.adjusted_tables import adjusted_tables
from model.comparison.report.cautions import pair_cautions
from model.comparison.report.decision_table import decision_table
from model.comparison.report.flow_table import flow_of
from model.comparison.report.informed_tables import informed_tables
from model.comparison.report.reader_record import METHOD
from model.comparison.report.reader_tables import reader_table, statements
from model.comparison.report.subgroup_tables import subgroup_tables
from model.comparison.report.tables import (
    PAIRS_NOTE,
    agreement_table,
    causes_table,
    complete_case_table,
    excluded_table,
    groups_table,
    pairs_table,
)
from model.comparison.report.text_table import TextTable

_EVERY = 10**9
_PAGE = "statistics.md"
HELP = (
    f"{_PAGE}#figures-of-a-rater", f"{_PAGE}#risk-groups", f"{_PAGE}#differences", f"{_PAGE}#reclassification",
    f"{_PAGE}#beside-stage-and-age", f"{_PAGE}#agreement", f"{_PAGE}#reads-with-the-model",
    f"{_PAGE}#groups-of-patients", f"{_PAGE}#three-answers", f"{_PAGE}#who-is-left-out", f"{_PAGE}#reports",
)  # fmt: skip
"""The help page of each tab."""


class TablesPanel(QTabWidget):
    """Tabs of tables, one tab per kind of table."""

    picked = Signal(object)
    """Emits the `CaseFilter` of the clicked cell of the reclassification table."""

    def __init__(self) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.raters = RaterTableView()
        self.groups = TextTables(tr("Risk groups by the horizon"))
        self.pairs = TextTables(tr("Paired differences"))
        self.crossed = TextTables(tr("Reclassification"))
        self.adjusted = TextTables(tr("Beside the covariates"))
        self.agreement = TextTables(tr("Agreement"))
        self.informed = TextTables(tr("Blinded versus informed reads; readers as a random sample"))
        self.subgroups = TextTables(tr("Groups of patients"))
        self.answers = AnswersTab()
        self.left_out = TextTables(tr("Patient flow and what was left out"))
        self.files = TextTables(tr("Files that were written"))
        for part, title in (
            (self.raters, tr("Raters")), (self.groups, tr("Risk groups")), (self.pairs, tr("Differences")),
            (self.crossed, tr("Reclassified")), (self.adjusted, tr("Covariates")), (self.agreement, tr("Agreement")),
            (self.informed, tr("With the model")), (self.subgroups, tr("Groups")), (self.answers, tr("Three answers")),
            (self.left_out, tr("Left out")), (self.files, tr("Files")),
        ):  # fmt: skip
            self.addTab(part, title)
        self.help = add_tab_help(self, HELP, tr("this table"))
        for part in (self.informed, self.subgroups, self.files):
            self.setTabVisible(self.indexOf(part), False)

    def show_comparison(self, comparison: RaterComparison, look: Theme) -> None:
        """Fill all tabs for `comparison`."""
        self.raters.show_comparison(comparison, look)
        beside = (groups_table(comparison), complete_case_table(comparison), decision_table(comparison))
        self.groups.show_tables([shown_table(table, comparison) for table in beside if table.rows])
        self.answers.show_comparison(comparison)
        self.pairs.show_tables((_pairs(comparison),))
        cox = [shown_table(table, comparison) for table in adjusted_tables(comparison)]
        self.adjusted.show_tables(cox or (_without_covariates(),))
        cross = CrossTable(comparison)
        cross.picked.connect(self.picked)
        self.crossed.show_tables((), cross)
        matrix = KappaMatrix()
        matrix.show_comparison(comparison, look)
        self.agreement.show_tables((shown_table(agreement_table(comparison), comparison),), matrix)
        again = [*(shown_table(table, comparison) for table in informed_tables(comparison)), _readers(comparison)]
        self._show_where_any(self.informed, again)
        by_group = [shown_table(table, comparison) for table in subgroup_tables(comparison)]
        self._show_where_any(self.subgroups, by_group)
        excluded = (flow_of(comparison), causes_table(comparison), excluded_table(comparison, _EVERY))
        self.left_out.show_tables([shown_table(table, comparison) for table in excluded if table.rows])
        self.setTabText(self.indexOf(self.left_out), left_out_text(comparison))

    def _show_where_any(self, part: TextTables, tables: Sequence[TextTable]) -> None:
        """Fill a tab with tables, and hide the tab if none of the tables has rows."""
        filled = [table for table in tables if table.rows]
        self.setTabVisible(self.indexOf(part), bool(filled))
        part.show_tables(filled)

    def show_files(self, paths: tuple[Path, ...]) -> None:
        """List the files that were written most recently. The tab is hidden if there are none."""
        self.setTabVisible(self.indexOf(self.files), bool(paths))
        if paths:
            rows = tuple((path.name, str(path.parent)) for path in paths)
            title = counted(len(paths), "{number} file was written", "{number} files were written")
            self.files.show_tables((TextTable(title, (tr("file"), tr("folder")), rows),))


def _pairs(comparison: RaterComparison) -> TextTable:
    """Return the table of paired differences, with each sentence of its note translated by itself."""
    note = " ".join(map(shown, (PAIRS_NOTE, *pair_cautions(comparison))))
    return replace(shown_table(pairs_table(comparison), comparison), note=note)


def _readers(comparison: RaterComparison) -> TextTable:
    """Return the table of averages over readers, with each sentence of its note translated by itself."""
    note = " ".join([f"{shown(METHOD)}.", *map(statement_text, statements(comparison))])
    return replace(shown_table(reader_table(comparison), comparison), note=note)


def _without_covariates() -> TextTable:
    return TextTable(tr("Beside the covariates"), ("",), ((tr("No covariates are chosen. Choose some above."),),))
