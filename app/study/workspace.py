"""The study workspace: the page of the study, or a case in reading mode."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from app.session.session import Session
from app.study.controller import StudyController

if TYPE_CHECKING:
    from app.study.case_table.view import CaseTableView
    from app.study.comparison.view import ComparisonView
    from app.study.overview import Overview
    from app.study.reading.reading_view import ReadingView
    from app.study.study_page import StudyPage


class StudyWorkspace(QStackedWidget):
    """Shows the study page or reading mode.

    Both views are created when the first study is opened, so that the program starts fast.
    """

    figure_asked = Signal(str)
    """Emits the name of the plot that the user wants to save."""

    def __init__(self, study: StudyController, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._study, self._actions = study, actions
        self._parts: tuple[StudyPage, ReadingView] | None = None

    @property
    def overview(self) -> "Overview":
        return self._ensure_parts()[0].overview

    @property
    def table(self) -> "CaseTableView":
        return self._ensure_parts()[0].table

    @property
    def comparison(self) -> "ComparisonView":
        return self._ensure_parts()[0].comparison

    @property
    def reading(self) -> "ReadingView":
        return self._ensure_parts()[1]

    def show_difference(self, old: Session | None, new: Session) -> None:
        if self._parts is None and new.workspace == "viewer" and not new.study.is_open:
            return
        page, reading = self._ensure_parts()
        if old is None or old.view.theme != new.view.theme:
            reading.set_theme(new.view.theme)
            page.comparison.set_theme(new.view.theme)
        page.show_difference(old, new)
        reading.show_difference(old, new)
        if old is None or old.workspace != new.workspace:
            self.setCurrentWidget(reading if new.workspace == "reading" else page)
            if new.workspace == "reading":
                reading.sheet.setFocus()
            elif new.workspace == "study" and (page.focusWidget() is None or old is None):
                page.take_focus()

    def shutdown(self) -> None:
        if self._parts is not None:
            for part in self._parts:
                part.shutdown()

    def _ensure_parts(self) -> "tuple[StudyPage, ReadingView]":
        if self._parts is None:
            from app.study.reading.reading_view import ReadingView
            from app.study.study_page import StudyPage

            self._parts = StudyPage(self._study, self._actions), ReadingView(self._study)
            for part in self._parts:
                self.addWidget(part)
            comparison = self._parts[0].comparison
            comparison.figure.clicked.connect(lambda: self.figure_asked.emit(comparison.figure_name))
            session = self._study.controller.session
            comparison.set_theme(session.view.theme)
            self._parts[1].set_theme(session.view.theme)
            self._parts[0].show_difference(None, session)
            self._parts[1].show_difference(None, session)
        return self._parts
