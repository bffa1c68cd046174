"""The study's workspace: the case list or the page, or one case to its reader; the window lays it beside the viewer."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.page_state import PageState
from app.session import Session
from app.study.overview import Overview
from app.study.page.view import PageView
from app.study.reading_view import ReadingView
from app.study.view_switch import ViewSwitch
from app.study_desk import StudyDesk


class StudyRoom(QStackedWidget):
    """Shows what the session's workspace says; outside reading, what the page's desk says."""

    def __init__(self, study: StudyDesk, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._study = study
        self.overview = Overview(study, actions)
        self.page = PageView(study, actions)
        self.reading = ReadingView(study)
        self.switch = ViewSwitch(actions, self.page.buttons)
        self.views = QStackedWidget()
        self.outside = QWidget()
        box = QVBoxLayout(self.outside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.switch)
        box.addWidget(self.views, 1)
        for part in (self.overview, self.page):
            self.views.addWidget(part)
        self.addWidget(self.outside)
        self.addWidget(self.reading)
        study.page.changed.connect(self._show_view)
        self._show_view(None, study.page.state)

    def _show_view(self, old: PageState | None, new: PageState) -> None:
        self.views.setCurrentWidget(self.page if new.shown else self.overview)
        self.switch.show_page(new.shown)

    def show_difference(self, old: Session | None, new: Session) -> None:
        if old is None or old.view.theme != new.view.theme:
            self.reading.set_theme(new.view.theme)
            self.page.set_theme(new.view.theme)
        if old is None or old.bundle is not new.bundle:
            self.overview.show_difference(None, self._study.state)
        if old is None or old.workspace != new.workspace:
            self.setCurrentWidget(self.reading if new.workspace == "reading" else self.outside)
            if new.workspace == "reading":
                self.reading.sheet.setFocus()

    def shutdown(self) -> None:
        self.reading.shutdown()
