"""The row about *fast* in the bar over the canvas: asks whether to measure it, then shows how far the measuring is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from app.session.session import Session
from app.ui.icons import pixmap
from app.ui.parts import NOTICE_ICON, notice_row, tell, words
from app.ui.theme import theme
from app.viewer.controller import ViewerController
from app.window.panels.precision_check_text import ask_text, measuring_text
from app.window.panels.thin_bar import ThinBar

BAR_WIDTH = 160


class PrecisionRow(QFrame):
    """Two faces: the question with its two answers, and the bar with a way to stop."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self._shape = QLabel()
        self.title = words()
        self.remedy = words("muted")
        self.bar = ThinBar()
        self.bar.setFixedWidth(BAR_WIDTH)
        self.measure = QPushButton()
        self.stay = QPushButton("Stay exact")
        self.stop = QPushButton("Stop measuring")
        self.measure.clicked.connect(controller.measure_fast)
        self.stay.clicked.connect(lambda: controller.change(Session.staying_exact))
        self.stop.clicked.connect(controller.precision_check.stop)
        row = notice_row(self, self._shape, self.title, self.remedy)
        for part in (self.bar, self.measure, self.stay, self.stop):
            row.addWidget(part)
        for button in (self.measure, self.stay, self.stop):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_difference(self, old: Session | None, new: Session) -> None:
        if old is None or old.view.theme != new.view.theme:
            self._shape.setPixmap(pixmap("info", theme(new.view.theme).muted, NOTICE_ICON, self.devicePixelRatioF()))
        dialogs, runs = new.asks_fast, new.measuring is not None
        self.setVisible(dialogs or runs)
        if not (dialogs or runs):
            return
        say = measuring_text(new) if runs else ask_text(new)
        tell(self.title, say.title)
        tell(self.remedy, say.remedy)
        self.measure.setText(say.button)
        for part, shown in ((self.measure, dialogs), (self.stay, dialogs), (self.bar, runs), (self.stop, runs)):
            part.setVisible(shown)
        self.measure.setEnabled(new.can_measure)
        self.bar.show_share(say.done, say.total)
        self.setAccessibleName(f"{say.title} {say.remedy}".strip())
