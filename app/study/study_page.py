"""The study outside reading mode: the case list or the comparison, with a switch between them."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.study.comparison.state import ComparisonState
from app.study.comparison.view import ComparisonView
from app.study.controller import StudyController
from app.study.overview import Overview
from app.study.view_switch import ViewSwitch


class StudyPage(QWidget):
    """Shows the view selected by the comparison's state."""

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
        study.comparison.changed.connect(self._show_view)
        # A packet has no comparison to switch to.
        study.changed.connect(lambda old, new: self.switch.setVisible(not new.is_packet))
        self._show_view(None, study.comparison.state)

    def _show_view(self, old: ComparisonState | None, new: ComparisonState) -> None:
        self.views.setCurrentWidget(self.comparison if new.shown else self.overview)
        self.switch.show_comparison(new.shown)
