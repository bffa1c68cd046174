"""The bar with brightness and contrast of the displayed image. It is above the tissue while the user adjusts them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language.text import MINUS, tr
from app.session.display import BRIGHTEST, FLATTEST, STRONGEST, Adjustment
from app.session.session import Session
from app.ui.flow import FlowRow
from app.ui.help_button import HelpButton
from app.ui.slider import ValueSlider
from app.ui.text_size import on_text_size
from app.ui.theme import RHYTHM, scaled_px
from app.viewer.controller import ViewerController

SLIDER_PX = 72
FINE, COARSE = 5, 25
"""Steps of the sliders: with an arrow key, and with PgUp or a click."""


class DisplayBar(QFrame):
    """Two sliders with their values, and buttons to reset and to close. The analysis never uses these values."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self._controller = controller
        self.setObjectName("notice")
        self.setAccessibleName(tr("Brightness and contrast of the display"))
        bright = ValueSlider(tr("Brightness of the display in percent"), -BRIGHTEST, BRIGHTEST, _signed_percent)
        strong = ValueSlider(tr("Contrast of the display in percent"), FLATTEST, STRONGEST, lambda value: f"{value} %")
        self.brightness, self.contrast = bright.slider, strong.slider
        self.reset, self.close_bar = QPushButton(tr("Reset")), QPushButton("✕")
        for button in (self.reset, self.close_bar):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_bar.setAccessibleName(tr("Close the bar with brightness and contrast"))
        self.close_bar.setToolTip(tr("Close this bar; the display stays as it is (B)"))
        self.reset.setToolTip(tr("Show the colours of the file again (Shift+B)"))
        note = QLabel(tr("Display only"))
        note.setToolTip(tr("The analysis uses the pixels of the file."))
        note.setProperty("role", "muted")
        flow = FlowRow(RHYTHM)
        for title, part in ((tr("Brightness"), bright), (tr("Contrast"), strong)):
            flow.add(_row(title, part))
        for beside in (note, HelpButton("slides-and-microarrays.md#the-display", tr("the display"))):
            flow.add(beside)
        flow.add(self.reset)
        flow.add(self.close_bar)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * RHYTHM, RHYTHM, 2 * RHYTHM, RHYTHM)
        box.addWidget(flow)
        for slider in (self.brightness, self.contrast):
            slider.valueChanged.connect(self._adjust)
        self.reset.clicked.connect(lambda: controller.change(lambda s: s.adjusted(Adjustment())))
        self.close_bar.clicked.connect(lambda: controller.change(lambda s: s.viewed(adjusting=False)))
        self.hide()

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Show the values of the session."""
        was_shown, shown = not self.isHidden(), new.view.adjusting and new.image.seen is not None
        self.setVisible(shown)
        adjustment = new.view.adjustment
        for slider, value in ((self.brightness, adjustment.brightness), (self.contrast, adjustment.contrast)):
            slider.blockSignals(True)
            slider.setValue(value)
            slider.blockSignals(False)
        self.reset.setEnabled(not adjustment.is_neutral)
        if shown and not was_shown:
            self.brightness.setFocus()

    def _adjust(self) -> None:
        adjustment = Adjustment(self.brightness.value(), self.contrast.value())
        self._controller.change(lambda s: s.adjusted(adjustment))


def _signed_percent(value: int) -> str:
    return f"{value:+d} %".replace("-", MINUS) if value else "0 %"


def _row(title: str, part: ValueSlider) -> QWidget:
    """Return a slider and its value, with the title before them."""
    slider = part.slider
    slider.setSingleStep(FINE)
    slider.setPageStep(COARSE)
    on_text_size(slider, lambda: slider.setFixedWidth(scaled_px(SLIDER_PX)))
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(RHYTHM)
    label = QLabel(title)
    label.setProperty("role", "muted")
    label.setBuddy(slider)
    for each in (label, part):
        box.addWidget(each)
    return row
