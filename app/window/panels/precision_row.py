"""The row about *fast* in the notice bar. It asks whether to measure the error of *fast*, then shows the progress."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from app.language.text import tr
from app.session.session import Session
from app.ui.help_button import HelpButton
from app.ui.icons import pixmap
from app.ui.parts import NOTICE_ICON, notice_row, set_text, text_label
from app.ui.theme import theme
from app.viewer.controller import ViewerController
from app.window.panels.precision_check_text import ask_text, measuring_text
from app.window.panels.thin_bar import ThinBar

BAR_WIDTH = 160


class PrecisionRow(QFrame):
    """Shows the question whether to measure the error of *fast*, with the answers as buttons.

    During the measurement, it shows the progress with a stop button.
    """

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self._shape = QLabel()
        self.title = text_label()
        self.remedy = text_label("muted")
        self.bar = ThinBar()
        self.bar.setFixedWidth(BAR_WIDTH)
        self.measure = QPushButton()
        self.stay = QPushButton(tr("Stay exact"))
        self.stop = QPushButton(tr("Stop measuring"))
        self.measure.clicked.connect(controller.measure_fast)
        self.stay.clicked.connect(lambda: controller.change(Session.staying_exact))
        self.stop.clicked.connect(controller.precision_check.stop)
        row = notice_row(self, self._shape, self.title, self.remedy)
        about = HelpButton("reading-the-result.md#exact-and-fast", tr("exact and fast"))
        for part in (self.bar, self.measure, self.stay, self.stop, about):
            row.addWidget(part)
        for button in (self.measure, self.stay, self.stop):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_difference(self, old: Session | None, new: Session) -> None:
        if old is None or old.view.theme != new.view.theme:
            self._shape.setPixmap(pixmap("info", theme(new.view.theme).muted, NOTICE_ICON, self.devicePixelRatioF()))
        asks, runs = new.device.asks_fast, new.device.measuring is not None
        self.setVisible(asks or runs)
        if not (asks or runs):
            return
        text = measuring_text(new) if runs else ask_text(new)
        set_text(self.title, text.title)
        set_text(self.remedy, text.remedy)
        self.measure.setText(text.button)
        for part, shown in ((self.measure, asks), (self.stay, asks), (self.bar, runs), (self.stop, runs)):
            part.setVisible(shown)
        self.measure.setEnabled(new.can_measure)
        self.bar.show_share(text.done, text.total)
        self.setAccessibleName(f"{text.title} {text.remedy}".strip())
