"""The plots of a comparison in tabs."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.study.comparison.calibration_plot import CalibrationPlot, probable
from app.study.comparison.chart import Chart
from app.study.comparison.decision_plot import DecisionPlot
from app.study.comparison.figure_page import FigurePage
from app.study.comparison.forest_plot import ForestPlot
from app.study.comparison.incidence_plot import IncidencePlot
from app.study.comparison.roc_plot import RocPlot
from app.study.comparison.shown_text import rater_name
from app.study.comparison.survival_plot import ALL, SurvivalPlot
from app.ui.help_button import add_tab_help
from app.ui.parts import text_label
from app.ui.theme import RHYTHM, Theme
from model.comparison.comparison import RaterComparison
from model.comparison.report.figures import slug

WEIGHTED, KNOWN = mark("all patients, weighted for censoring"), mark("patients with known outcome at the horizon")
INCIDENCE = 5
"""Index of the tab of cumulative incidences. The tab is hidden if no death of another cause is known."""
_CHOICE_LETTERS = 16
_LETTERS = 110
"""Width in average characters at which one line has room for the text at the cursor."""
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
            # The longest name would otherwise make the window wider than the screen.
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(_CHOICE_LETTERS)
        self.roc_of.addItems((tr(WEIGHTED), tr(KNOWN)))
        self.published = QCheckBox(tr("Show the published hazard ratios (Bychkov 2018)"))
        self.recalibrate = QPushButton(tr("Recalibrate on these patients …"))
        self.pointed = text_label("small", tr(HINT))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._lay()
        self.of.activated.connect(lambda _: self.survival.choose(self.of.currentData()))
        self.incidence_of.activated.connect(lambda _: self.incidence.choose(self.incidence_of.currentData()))
        self.roc_of.activated.connect(lambda at: self.roc.choose(at == 0))

    def _lay(self) -> None:
        pages = (
            FigurePage(self.survival, _row(QLabel(tr("Groups of")), self.of)),
            FigurePage(self.roc, _row(QLabel(tr("Curves")), self.roc_of)),
            FigurePage(self.calibration, _row(self.recalibrate)),
            FigurePage(self.decision),
            FigurePage(self.forest, _row(self.published)),
            FigurePage(self.incidence, _row(QLabel(tr("Groups of")), self.incidence_of)),
        )
        titles = (
            tr("Survival"), tr("ROC"), tr("Calibration"), tr("Decision"), tr("Hazard ratios"), tr("Incidence"),
        )  # fmt: skip
        for page, title in zip(pages, titles, strict=True):
            self.tabs.addTab(page, title)
        self.pages = pages
        self.help = add_tab_help(self.tabs, HELP, tr("this plot"))
        for at, chart in enumerate(self.charts):
            chart.setAccessibleName(tr("Plot: {title}", title=self.tabs.tabText(at)))
            pages[at].setAccessibleName(tr("Plot with its legend: {title}", title=self.tabs.tabText(at)))
            chart.pointed_at.connect(lambda text: self.pointed.setText(text or tr(HINT)))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.tabs, 1)
        self.pointed.setContentsMargins(RHYTHM, RHYTHM // 2, RHYTHM, RHYTHM // 2)
        box.addWidget(self.pointed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_room()

    def _keep_room(self) -> None:
        """Reserve one line for the text at the cursor, or two if they are short, so that the plots do not move."""
        metrics = self.pointed.fontMetrics()
        lines = 1 if self.width() >= _LETTERS * metrics.averageCharWidth() else 2
        self.pointed.setFixedHeight(lines * metrics.lineSpacing() + RHYTHM)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Return all plots in the order of the tabs."""
        return (self.survival, self.roc, self.calibration, self.decision, self.forest, self.incidence)

    def show_comparison(self, comparison: RaterComparison, look: Theme) -> None:
        """Draw all plots for `comparison`."""
        self.comparison = comparison
        groups = [*(r.name for r in comparison.raters), *(title for title, _, _ in comparison.combined)]
        self.survival.of = _fill(self.of, groups)
        # The tab of the incidences is shown only if deaths of another cause are known.
        self.incidence.of = _fill(self.incidence_of, [found.name for found in comparison.raters])
        self.tabs.setTabVisible(INCIDENCE, comparison.causes is not None)
        rater = probable(comparison)
        self.recalibrate.setVisible(rater is not None and rater.role == "model")
        for chart in self.charts:
            chart.show_comparison(comparison, look)
        self._keep_room()

    @property
    def figure(self) -> str:
        """Return the name that the visible figure has in the report."""
        shown = self.tabs.currentIndex()
        if shown == 0:
            of = self.of.currentData()
            return "survival_all" if of == ALL else f"survival_{slug(of)}"
        if shown == 2 and self.comparison is not None:
            rater = probable(self.comparison)
            return f"calibration_{slug(rater.name)}" if rater else "calibration"
        if shown == 1 and self.comparison is not None and self.roc.weighted and self.comparison.lost:
            return "roc_weighted"
        if shown == INCIDENCE:
            of = self.incidence_of.currentData()
            return "causes" if of == ALL else f"incidence_{slug(of)}"
        return ("", "roc", "", "decision", "hazard_ratios")[shown]


def _fill(choice: QComboBox, names: list[str]) -> str:
    """Fill a list with these names and "all patients". Keep the selected name if it is still there, and return it."""
    before = choice.currentData()
    choice.clear()
    for name in names:
        choice.addItem(rater_name(name), name)
    choice.addItem(tr(ALL), ALL)
    choice.setCurrentIndex(max(0, choice.findData(before)))
    return str(choice.currentData())


def _row(*parts: QWidget) -> QWidget:
    """Return a widget with these parts side by side. A list takes the free width."""
    owner = QWidget()
    row = QHBoxLayout(owner)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(RHYTHM)
    for part in parts:
        row.addWidget(part, 1 if isinstance(part, QComboBox) else 0)
    if not isinstance(parts[-1], QComboBox):
        row.addStretch()
    return owner
