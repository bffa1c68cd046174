"""The study's workspace: the overview, or one case to its reader; the window lays it beside the viewer."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from app.session import Session
from app.study.overview import Overview
from app.study.reading_view import ReadingView
from app.study_desk import StudyDesk


class StudyRoom(QStackedWidget):
    """Shows what the session's workspace says."""

    def __init__(self, study: StudyDesk, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._study = study
        self.overview = Overview(study, actions)
        self.reading = ReadingView(study)
        self.addWidget(self.overview)
        self.addWidget(self.reading)

    def show_difference(self, old: Session | None, new: Session) -> None:
        if old is None or old.view.theme != new.view.theme:
            self.reading.set_theme(new.view.theme)
        if old is None or old.bundle is not new.bundle:
            self.overview.show_difference(None, self._study.state)
        if old is None or old.workspace != new.workspace:
            self.setCurrentWidget(self.reading if new.workspace == "reading" else self.overview)
            if new.workspace == "reading":
                self.reading.sheet.setFocus()

    def shutdown(self) -> None:
        self.reading.shutdown()
