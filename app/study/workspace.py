"""The study's workspace: the study as a whole, or one case to its reader; the window lays it beside the viewer."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from app.session.session import Session
from app.study.controller import StudyController

if TYPE_CHECKING:
    from app.study.comparison.view import ComparisonView
    from app.study.overview import Overview
    from app.study.reading.reading_view import ReadingView
    from app.study.study_page import Outside


class StudyRoom(QStackedWidget):
    """Shows what the session's workspace says. Its parts are made with the first study: the window starts without."""

    def __init__(self, study: StudyController, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._study, self._actions = study, actions
        self._parts: tuple[Outside, ReadingView] | None = None
        study.changed.connect(lambda old, new: self._made())

    @property
    def overview(self) -> "Overview":
        return self._made()[0].overview

    @property
    def page(self) -> "ComparisonView":
        return self._made()[0].page

    @property
    def reading(self) -> "ReadingView":
        return self._made()[1]

    def show_difference(self, old: Session | None, new: Session) -> None:
        if self._parts is None and new.workspace == "viewer":
            return
        outside, reading = self._made()
        if old is None or old.view.theme != new.view.theme:
            reading.set_theme(new.view.theme)
            outside.page.set_theme(new.view.theme)
        if old is None or old.bundle is not new.bundle:
            outside.overview.show_difference(None, self._study.state)
        if old is None or old.workspace != new.workspace:
            self.setCurrentWidget(reading if new.workspace == "reading" else outside)
            if new.workspace == "reading":
                reading.sheet.setFocus()

    def shutdown(self) -> None:
        if self._parts is not None:
            self._parts[1].shutdown()

    def _made(self) -> "tuple[Outside, ReadingView]":
        if self._parts is None:
            from app.study.reading.reading_view import ReadingView
            from app.study.study_page import Outside

            self._parts = Outside(self._study, self._actions), ReadingView(self._study)
            for part in self._parts:
                self.addWidget(part)
            look = self._study.controller.session.view.theme
            self._parts[0].page.set_theme(look)
            self._parts[1].set_theme(look)
        return self._parts
