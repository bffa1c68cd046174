"""The plots of a comparison in tabs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.study.comparison.calibration_plot import CalibrationPlot, probable
from app.study.comparison.chart import Chart
from app.study.comparison.decision_plot import DecisionPlot
from app.study.comparison.forest_plot import ForestPlot
from app.study.comparison.incidence_plot import IncidencePlot
from app.study.comparison.roc_plot import RocPlot
from app.study.comparison.survival_plot import ALL, SurvivalPlot
from app.ui.help_button import add_tab_help
from app.ui.parts import text_label
from app.ui.theme import RHYTHM, Theme
from model.comparison.comparison import RaterComparison
from model.comparison.report.figures import slug

WEIGHTED, KNOWN = mark("all patients, weighted for censoring"), mark("patients with known outcome at the horizon")
INCIDENCE = 5
"""Index of the tab of cumulative incidences. The tab is hidden if no death of another cause is known."""
_PAGE = "statistics.md"
HELP = (
    f"{_PAGE}#survival-curves", f"{_PAGE}#figures-of-a-rater", f"{_PAGE}#calibration", f"{_PAGE}#decision-curves",
    f"{_PAGE}#hazard-ratio", f"{_PAGE}#deaths-of-another-cause",
)  # fmt: skip
"""The help page of each tab."""
HINT = mark("Point at a curve to see its values. The wheel zooms, a drag pans, a double click resets.")


class PlotPanel(QWidget):
    """Tabs for survival, ROC, calibration, decision curves, hazard ratios and cumulative incidence."""

    def __init__(self) -> None:
        super().__init__()
        self.comparison: RaterComparison | None = None
        self.survival, self.roc, self.calibration = SurvivalPlot(), RocPlot(), CalibrationPlot()
        self.decision, self.forest, self.incidence = DecisionPlot(), ForestPlot(), IncidencePlot()
        self.of, self.incidence_of, self.roc_of = QComboBox(), QComboBox(), QComboBox()
        self.of.setAccessibleName(tr("Survival of the groups of"))
        self.incidence_of.setAccessibleName(tr("Cumulative incidence of the groups of"))
        self.roc_of.setAccessibleName(tr("ROC curves of"))
        for choice in (self.of, self.incidence_of, self.roc_of):
            # On Linux, the name of a drop-down list is its selected entry.
            choice.setAccessibleDescription(choice.accessibleName())
        self.roc_of.addItems((tr(WEIGHTED), tr(KNOWN)))
        self.published = QCheckBox(tr("Show the published hazard ratios (Bychkov 2018)"))
        self.recalibrate = QPushButton(tr("Recalibrate on these patients …"))
        self.calibrated, self.pointed = text_label("small"), text_label("small", tr(HINT))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._lay()
        self.of.activated.connect(lambda _: self.survival.choose(self.of.currentText()))
        self.incidence_of.activated.connect(lambda _: self.incidence.choose(self.incidence_of.currentText()))
        self.roc_of.activated.connect(lambda at: self.roc.choose(at == 0))

    def _lay(self) -> None:
        whose = QHBoxLayout()
        whose.addWidget(QLabel(tr("Groups of")))
        whose.addWidget(self.of, 1)
        survival = QWidget()
        _column(survival, whose, self.survival)
        incidence = QWidget()
        causes = QHBoxLayout()
        causes.addWidget(QLabel(tr("Groups of")))
        causes.addWidget(self.incidence_of, 1)
        _column(incidence, causes, self.incidence)
        roc = QWidget()
        kinds = QHBoxLayout()
        kinds.addWidget(QLabel(tr("Curves")))
        kinds.addWidget(self.roc_of, 1)
        _column(roc, kinds, self.roc)
        forest = QWidget()
        paper = QHBoxLayout()
        paper.addWidget(self.published)
        paper.addStretch()
        _column(forest, paper, self.forest)
        calibration = QWidget()
        layer = QHBoxLayout()
        layer.addWidget(self.calibrated, 1)
        layer.addWidget(self.recalibrate, 0, Qt.AlignmentFlag.AlignTop)
        _column(calibration, layer, self.calibration)
        for part, title in (
            (survival, tr("Survival")), (roc, tr("ROC")), (calibration, tr("Calibration")),
            (self.decision, tr("Decision")), (forest, tr("Hazard ratios")), (incidence, tr("Incidence")),
        ):  # fmt: skip
            self.tabs.addTab(part, title)
        self.help = add_tab_help(self.tabs, HELP, tr("this plot"))
        for at, chart in enumerate(self.charts):
            chart.setAccessibleName(tr("Plot: {title}", title=self.tabs.tabText(at)))
            chart.setAccessibleDescription(tr("The tables beside the plots have the numbers of this plot."))
            chart.pointed_at.connect(lambda text: self.pointed.setText(text or tr(HINT)))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.tabs, 1)
        self.pointed.setContentsMargins(RHYTHM, RHYTHM // 2, RHYTHM, RHYTHM // 2)
        # Reserve two lines of text, so that the plots do not move when a text is long.
        self.pointed.setFixedHeight(2 * self.pointed.fontMetrics().height() + RHYTHM)
        box.addWidget(self.pointed)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Return all plots in the order of the tabs."""
        return (self.survival, self.roc, self.calibration, self.decision, self.forest, self.incidence)

    def show_comparison(self, comparison: RaterComparison, look: Theme) -> None:
        """Draw all plots for `comparison`."""
        self.comparison = comparison
        before = self.of.currentText()
        self.of.clear()
        self.of.addItems(
            [*(r.name for r in comparison.raters), *(title for title, _, _ in comparison.combined), tr(ALL)]
        )
        self.of.setCurrentIndex(max(0, self.of.findText(before)))
        self.survival.of = self.of.currentText()
        self._fill_incidence(comparison)
        rater = probable(comparison)
        self.recalibrate.setVisible(rater is not None and rater.role == "model")
        for chart in self.charts:
            chart.show_comparison(comparison, look)
        self.calibrated.setText(self.calibration.caption)

    def _fill_incidence(self, comparison: RaterComparison) -> None:
        """Fill the list of the tab for cumulative incidence with all raters and "all patients".

        The tab is shown only if deaths of another cause are known.
        """
        before = self.incidence_of.currentText()
        self.incidence_of.clear()
        self.incidence_of.addItems([*(found.name for found in comparison.raters), tr(ALL)])
        self.incidence_of.setCurrentIndex(max(0, self.incidence_of.findText(before)))
        self.incidence.of = self.incidence_of.currentText()
        self.tabs.setTabVisible(INCIDENCE, comparison.causes is not None)

    @property
    def figure(self) -> str:
        """Return the name that the visible figure has in the report."""
        shown = self.tabs.currentIndex()
        if shown == 0:
            of = self.of.currentText()
            return "survival_all" if of == tr(ALL) else f"survival_{slug(of)}"
        if shown == 2 and self.comparison is not None:
            rater = probable(self.comparison)
            return f"calibration_{slug(rater.name)}" if rater else "calibration"
        if shown == 1 and self.comparison is not None and self.roc.weighted and self.comparison.lost:
            return "roc_weighted"
        if shown == INCIDENCE:
            of = self.incidence_of.currentText()
            return "causes" if of == tr(ALL) else f"incidence_{slug(of)}"
        return ("", "roc", "", "decision", "hazard_ratios")[shown]


def _column(owner: QWidget, row: QHBoxLayout, chart: Chart) -> None:
    row.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM // 2)
    row.setSpacing(RHYTHM)
    box = QVBoxLayout(owner)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addLayout(row)
    box.addWidget(chart, 1)
