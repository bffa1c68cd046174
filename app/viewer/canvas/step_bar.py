"""The playback bar: a play button, a slider over the steps of the analysis, and the number of the current step."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from app.session.session import Session, differs
from app.ui.icons import icon
from app.ui.theme import RHYTHM, theme
from app.viewer.canvas.running_text import step_text

LONGEST = "raster step 256 of 256, this order alone 0.000"


class StepBar(QWidget):
    """The slider is at the step of the selected tile. If the user moves it, it selects the tile of that step."""

    step_chosen = Signal(object)
    """Index of the tile that was analysed at the selected step, int."""
    play_asked = Signal(object)
    """True to start the playback, False to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setIconSize(QSize(16, 16))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setToolTip("Play the analysis back (P)")
        self.button.setAccessibleName("Play the analysis back")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setAccessibleName("Step of the analysis")
        self.said = QLabel()
        self.said.setProperty("role", "small")
        self.said.setFixedWidth(self.said.fontMetrics().horizontalAdvance(LONGEST))
        self.said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, RHYTHM, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(self.button)
        row.addWidget(self.slider, 1)
        row.addWidget(self.said)
        self.button.clicked.connect(self.play_asked.emit)
        self.slider.valueChanged.connect(self._choose)

    def show_difference(self, old: Session | None, new: Session) -> None:
        self._session = new
        if old is None or old.view.theme != new.view.theme or old.analysis.playing != new.analysis.playing:
            self.button.setIcon(icon("pause" if new.analysis.playing else "analyse", theme(new.view.theme).text, 16))
            self.button.setChecked(new.analysis.playing)
        if not differs(old, new, _shown):
            return
        steps = new.analysis.partial.trace.steps if new.analysis.partial is not None else 0
        ready = steps > 0 and new.work.activity == "idle"
        for part in (self.button, self.slider):
            part.setEnabled(ready)
        blocker = QSignalBlocker(self.slider)
        self.slider.setRange(1, max(1, steps))
        self.slider.setValue(1 if new.step is None else new.step + 1)
        del blocker
        self.said.setText(step_text(new))

    def _choose(self, step: int) -> None:
        trace = self._session.analysis.partial.trace if self._session and self._session.analysis.partial else None
        if trace is not None and trace.steps:
            self.step_chosen.emit(int(trace.index[min(step, trace.steps) - 1]))


def _shown(session: Session) -> tuple[object, ...]:
    """Return the parts of the session that the bar shows, except the theme."""
    return session.analysis, session.region.selected, session.work.activity, session.bundle
