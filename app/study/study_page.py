"""The study outside reading mode: the case list, the table of cases or the comparison, and a switch between them."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.session.session import Session, differs
from app.study.case_table.view import CaseTableView
from app.study.comparison.view import ComparisonView
from app.study.controller import StudyController
from app.study.overview import Overview
from app.study.view_switch import ViewSwitch


class StudyPage(QWidget):
    """Shows the comparison or the table of cases if the session says so, else the overview of the study."""

    def __init__(self, study: StudyController, actions: dict[str, QAction]) -> None:
        super().__init__()
        self.overview = Overview(study, actions)
        self.table = CaseTableView(study, actions)
        self.comparison = ComparisonView(study, actions)
        self.switch = ViewSwitch(actions, self.comparison.buttons)
        self.views = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.switch)
        box.addWidget(self.views, 1)
        for part in (self.overview, self.table, self.comparison):
            self.views.addWidget(part)
        self.overview.asked_table.connect(lambda patient: self._show_row(study, patient))

    def show_difference(self, old: Session | None, new: Session) -> None:
        if differs(old, new, lambda session: (session.comparison.shown, session.study.cases.shown)):
            shown = self.comparison if new.comparison.shown else self.table if new.study.cases.shown else self.overview
            self.views.setCurrentWidget(shown)
            if old is not None and new.workspace == "study":
                self.take_focus()
            self.switch.mark_shown(new.comparison.shown, new.study.cases.shown)
        # A packet has neither table nor comparison, so there is nothing to switch to.
        self.switch.setVisible(not new.study.is_packet)
        self.overview.show_difference(old, new)
        self.table.show_difference(old, new)
        self.comparison.show_difference(old, new)

    def take_focus(self) -> None:
        """Move the focus to the list or table that is shown, so that its keys work at once."""
        shown = self.views.currentWidget()
        if shown is self.table:
            self.table.table.setFocus()
        elif shown is self.overview and not self.overview.list.isHidden():
            self.overview.list.setFocus()

    def _show_row(self, study: StudyController, patient: str) -> None:
        study.comparison.hide()
        self.table.seek(patient)
        study.table.show()

    def shutdown(self) -> None:
        self.table.shutdown()
