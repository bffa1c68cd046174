"""The study outside reading mode: the case list or the comparison, and a switch between them."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.session.session import Session, differs
from app.study.comparison.view import ComparisonView
from app.study.controller import StudyController
from app.study.overview import Overview
from app.study.view_switch import ViewSwitch


class StudyPage(QWidget):
    """Shows the overview of the study or, if the session's `comparison.shown` is set, the comparison."""

    def __init__(self, study: StudyController, actions: dict[str, QAction]) -> None:
        super().__init__()
        self.overview = Overview(study, actions)
        self.comparison = ComparisonView(study, actions)
        self.switch = ViewSwitch(actions, self.comparison.buttons)
        self.views = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.switch)
        box.addWidget(self.views, 1)
        for part in (self.overview, self.comparison):
            self.views.addWidget(part)

    def show_difference(self, old: Session | None, new: Session) -> None:
        if differs(old, new, lambda session: (session.comparison.shown,)):
            self.views.setCurrentWidget(self.comparison if new.comparison.shown else self.overview)
            self.switch.show_comparison(new.comparison.shown)
        # A packet has no comparison, so there is nothing to switch to.
        self.switch.setVisible(not new.study.is_packet)
        self.overview.show_difference(old, new)
        self.comparison.show_difference(old, new)
