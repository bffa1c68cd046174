"""The view "Model against readers" of the study workspace. It shows the comparison of the session."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.language.text import mark, plural, tr
from app.session.comparison_state import ComparisonState
from app.session.session import Session, differs
from app.study.comparison.comparison_gate import ComparisonGate
from app.study.comparison.facts_line import FactsLine
from app.study.comparison.halves import Halves
from app.study.comparison.options_row import OptionsRow
from app.study.comparison.shown_text import rater_name, shown
from app.study.comparison.tables_panel import TablesPanel
from app.study.controller import StudyController
from app.study.source_text import source_text
from app.ui.help_button import PAGE, HelpLink
from app.ui.notice_label import NoticeLabel
from app.ui.parts import set_text, text_label
from app.ui.theme import RHYTHM, theme
from model.comparison.comparison import RaterComparison

if TYPE_CHECKING:
    from app.study.comparison.plot_panel import PlotPanel

STALE = mark("Reads, predictions or patients have changed since this comparison was computed.")
RESEARCH_USE_ONLY = mark("Research use only.")
LAYER = mark(
    "Write a copy of the model that is recalibrated on these patients. The copy has a calibration line on "
    "the log odds, which can be removed again. Its calibration on these same patients is not a test."
)


class ComparisonView(QWidget):
    """Settings at the top, tables on the left, plots on the right; in a narrow window, tables and plots take turns.

    While there is no comparison, a panel with the readers' unlocked reads or the progress is shown instead.
    """

    def __init__(self, study: StudyController, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._study, self._controller = study, study.comparison
        self.setProperty(PAGE, "statistics.md")
        self._look = theme("dark")
        self._recalibrate, self._save_rule = actions["page-recalibrate"], actions["page-rule"]
        self.tables = TablesPanel()
        self.plots: PlotPanel | None = None
        self.halves = Halves(self.tables)
        self.options = OptionsRow(self.halves.turns)
        self.refresh = _button(tr("Refresh"), actions["page-make"])
        self.report = _button(tr("Save the report …"), actions["page-report"])
        self.figure = QPushButton(tr("Save this figure …"))
        self.stop = QPushButton(tr("Stop"))
        self.told, self.working, self.facts = text_label(), text_label("muted"), FactsLine()
        self.told.setObjectName("caution")
        self.notice = NoticeLabel()
        self.help = HelpLink()
        self.gate = ComparisonGate(actions["page-make"])
        self.gate.stop.clicked.connect(self._controller.cancel)
        self.body = QStackedWidget()
        self._lay()
        self.options.requested.connect(self._controller.ask_for)
        self.stop.clicked.connect(self._controller.cancel)
        self.halves.changed.connect(self._show_buttons)
        self._connect_tables()

    def _connect_tables(self) -> None:
        self.tables.picked.connect(self._study.show_only)
        self.tables.answers.save.clicked.connect(self._save_rule.trigger)
        self.tables.answers.requested.connect(self._ask_for_answers)

    def _ask_for_answers(self, error: float | None) -> None:
        request = self._study.controller.session.comparison.request
        self._controller.ask_for(replace(request, answer_error=error))

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """Return the buttons of the comparison. They are placed in the row of the view switch."""
        return (self.refresh, self.figure, self.report)

    @property
    def figure_name(self) -> str:
        """Return the name that the visible figure has in the report."""
        return self.plots.figure if self.plots is not None else ""

    def _lay(self) -> None:
        doing = QHBoxLayout()
        doing.addWidget(self.working, 1)
        doing.addWidget(self.stop)
        for part in (self.gate, self.halves):
            self.body.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        box.setSpacing(RHYTHM // 2)
        box.addWidget(self.options)
        box.addWidget(self.told)
        box.addWidget(self.notice)
        box.addWidget(self.help, alignment=Qt.AlignmentFlag.AlignLeft)
        box.addLayout(doing)
        box.addWidget(self.body, 1)
        box.addWidget(self.facts)

    def set_theme(self, name: str) -> None:
        """Draw everything in the theme called `name`."""
        self._look = theme(name)
        self._draw(self._study.controller.session.comparison)

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Show what differs between two sessions.

        If `old` is None, show everything.
        """
        if old is not None and old.view.text_percent != new.view.text_percent:
            self.halves.consider_width()
            self._draw(new.comparison)
        if differs(old, new, lambda session: (session.comparison,)):
            self._show(old.comparison if old is not None else None, new.comparison)

    def _show(self, old: ComparisonState | None, new: ComparisonState) -> None:
        made = new.comparison
        self.options.setVisible(made is not None)
        self._show_buttons()
        if self.plots is not None:
            self.plots.recalibrate.setEnabled(not new.working)
        self.body.setCurrentWidget(self.gate if made is None else self.halves)
        self.gate.show_state(new)
        set_text(self.working, new.working if made is not None else "")
        self.stop.setVisible(bool(new.working) and made is not None)
        set_text(self.told, _warnings(new) if made is not None else "")
        self.notice.show_notice(new.notice if made is not None else None)
        self.help.show_target(new.notice.help if new.notice and made is not None else "")
        if made is not None and (old is None or (old.request, old.comparison) != (new.request, made)):
            self.options.show_request(new.request, made.material.choices)
        if old is None or old.comparison is not made or (old.shown, old.published) != (new.shown, new.published):
            self._draw(new)
        if old is None or old.written != new.written:
            self.tables.show_files(new.written)

    def _show_buttons(self) -> None:
        """Show the buttons of what is on the screen: the figure can be saved where it is visible."""
        state = self._study.controller.session.comparison
        for button in self.buttons:
            visible = button is not self.figure or self.halves.shows_plots
            button.setVisible(state.comparison is not None and state.shown and visible)
            button.setEnabled(not state.working)

    def _draw(self, state: ComparisonState) -> None:
        """Draw tables and plots if the view is visible.

        If the comparison was discarded, clear them.
        """
        if state.comparison is None:
            self._drop()
            return
        if not state.shown:
            return
        comparison = state.comparison.page
        self.tables.show_comparison(comparison, self._look)
        plots = self._made_plots()
        plots.forest.show_published(state.published)
        plots.show_comparison(comparison, self._look)
        self.facts.show_text(facts_of(comparison))

    def _made_plots(self) -> "PlotPanel":
        """Return the plots. They are created for the first comparison, because loading pyqtgraph takes some time."""
        if self.plots is None:
            from app.study.comparison.plot_panel import PlotPanel

            self.plots = PlotPanel()
            self.plots.recalibrate.setToolTip(tr(LAYER))
            self.plots.recalibrate.clicked.connect(self._recalibrate.trigger)
            self.plots.published.toggled.connect(self._controller.show_published)
            self.halves.add_plots(self.plots)
        return self.plots

    def _drop(self) -> None:
        self.facts.show_text("")
        if self.plots is not None:
            self.plots.setParent(None)
            self.plots.deleteLater()
            self.plots = None
            before, self.tables = self.tables, TablesPanel()
            self._connect_tables()
            self.halves.replace_tables(self.tables)
            before.deleteLater()


def facts_of(comparison: RaterComparison) -> str:
    """Return the text of the last line of the view.

    It contains the number of patients, the horizon, the source, the thresholds that were chosen on the same data, the
    notes, and "research use only".
    """
    table = comparison.table
    counts = f"{plural(len(table.patients), 'patient')}, {plural(int(table.event.sum()), 'event')}"
    head = tr("{counts}; horizon {horizon_text}", counts=counts, horizon_text=shown(comparison.horizon_text))
    flags = (
        tr(" Threshold chosen on the same data: {flagged}.", flagged=", ".join(map(rater_name, comparison.flagged)))
        if comparison.flagged
        else ""
    )
    notes = f" {' '.join(map(shown, table.notes))}" if table.notes else ""
    leakage = f"{shown(table.origin.leakage)} " if table.origin.leakage else ""
    source, origin = source_text(table.source), shown(table.origin.sentence)
    return f"{leakage}{head}; {source}. {origin}{flags}{notes} {tr(RESEARCH_USE_ONLY)}"


def _warnings(state: ComparisonState) -> str:
    stale = tr(STALE) if state.stale else ""
    still = (
        tr("{open_text} Readers whose reads are not all locked must not see the comparison.", open_text=state.open_text)
        if state.open
        else ""
    )
    leakage = shown(state.comparison.page.table.origin.leakage) if state.comparison else ""
    return "  ".join(part for part in (leakage, stale, still) if part)


def _button(text: str, action: QAction) -> QPushButton:
    button = QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    return button
