"""The question whether to find the cores of a slide that looks like a tissue microarray, and the running search."""

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton

from app.language.text import mark, tr
from app.session.pace import stage_text
from app.session.session import Session
from app.ui.parts import text_label
from app.ui.theme import RHYTHM, scaled_px
from app.viewer.controller import ViewerController

QUESTION = mark("This looks like a tissue microarray. Find its cores?")
TICK_MS, BAR_PX = 1000, 120


class CoreOffer(QFrame):
    """A row of the notice bar. It is hidden unless the overview shows a grid of cores, or the cores are searched."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._session: Session | None = None
        self._began: float | None = None
        """When the running search began, in seconds of a clock that never goes back; None without a search."""
        self.text = text_label("", tr(QUESTION))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(scaled_px(BAR_PX))
        self.bar.setAccessibleName(tr("Progress of finding the cores"))
        self.yes, self.no = QPushButton(tr("Find its cores")), QPushButton(tr("No"))
        self.cancel = QPushButton(tr("Cancel"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        row.setSpacing(RHYTHM)
        row.addWidget(self.text, 1)
        row.addWidget(self.bar)
        for button in (self.yes, self.no, self.cancel):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tell)
        self.yes.clicked.connect(controller.find_cores)
        self.no.clicked.connect(lambda: controller.change(lambda s: s.suggesting_cores(False)))
        self.cancel.clicked.connect(controller.cancel)

    def show_difference(self, old: Session | None, new: Session) -> None:
        self._session = new
        searching = new.work.activity == "searching"
        if searching != (self._began is not None):
            self._began = time.monotonic() if searching else None
            (self._timer.start if searching else self._timer.stop)()
        for button in (self.yes, self.no):
            button.setVisible(not searching)
        for part in (self.cancel, self.bar):
            part.setVisible(searching)
        self.setVisible(searching or (new.cores.suggested and new.cores.array is None))
        self.yes.setEnabled(new.can_find_cores)
        self._tell()

    def _tell(self) -> None:
        """Show the question or, during a search, its stage and its seconds so far."""
        session = self._session
        if session is None or self._began is None:
            self.text.setText(tr(QUESTION))
        else:
            progress = session.work.progress
            stage = stage_text(progress) if progress is not None else tr("waiting")
            seconds = int(time.monotonic() - self._began)
            self.text.setText(tr("{stage} · {seconds} s", stage=f"{stage[:1].upper()}{stage[1:]}", seconds=seconds))
            # Without a total, the bar stays empty: a moving bar would tell nothing, and distracts.
            self.bar.setRange(0, max(progress.total, 1) if progress is not None else 1)
            self.bar.setValue(progress.done if progress is not None else 0)
        self.setAccessibleName(self.text.text())
