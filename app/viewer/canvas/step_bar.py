"""The playback bar: a play button, a slider over the steps of the analysis, and the number of the current step.

The slider begins and ends at the same places as the axis of the plot below it. Its handle is therefore above the cursor
of the plot.
"""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QToolButton, QVBoxLayout, QWidget

from app.language.text import plural, tr
from app.session.session import Session, differs
from app.ui.elided import ElidedLabel
from app.ui.icons import icon
from app.ui.parts import tip
from app.ui.theme import RHYTHM, theme
from app.viewer.canvas.running_text import step_text, steps_of

BUTTON_PX = 24
"""Width of the play button. It fits into the space of the plot's labels on the left."""


class StepBar(QWidget):
    """A play button and a slider at the selected tile's step.

    If the user moves the slider, another tile is selected.
    """

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
        self.button.setToolTip(tr("Play the analysis back (P)"))
        self.button.setAccessibleName(tr("Play the analysis back"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setAccessibleName(tr("Step of the analysis"))
        # A label that needs the width of its text would widen the column, and the result beside it would be cut.
        self.said = ElidedLabel(alignment=Qt.AlignmentFlag.AlignRight)
        self.said.setProperty("role", "small")
        self.button.setFixedWidth(BUTTON_PX)
        self.button.setProperty("role", "small")  # with less padding, so that the icon keeps its size
        self._row = QHBoxLayout()
        self._row.setSpacing(RHYTHM)
        self._row.addWidget(self.button)
        self._row.addWidget(self.slider, 1)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self.said)
        self._box.addLayout(self._row)
        self.button.clicked.connect(self.play_asked.emit)
        self.slider.valueChanged.connect(self._choose)

    def minimumSizeHint(self) -> QSize:
        """Return the size without the margins of `align`, which follow the width and must not keep it large."""
        across = self.button.width() + self.slider.minimumSizeHint().width()
        return QSize(across, super().minimumSizeHint().height())

    def show_difference(self, old: Session | None, new: Session) -> None:
        self._session = new
        if old is None or old.view.theme != new.view.theme or old.analysis.playing != new.analysis.playing:
            self.button.setIcon(icon("pause" if new.analysis.playing else "analyse", theme(new.view.theme).text, 16))
            self.button.setChecked(new.analysis.playing)
        if not differs(old, new, _shown):
            return
        analysed = new.analysis.partial.trace.steps if new.analysis.partial is not None else 0
        ready = analysed > 0 and new.work.activity == "idle"
        for part in (self.button, self.slider):
            part.setEnabled(ready)
        blocker = QSignalBlocker(self.slider)
        self.slider.setRange(1, steps_of(new))
        self.slider.setValue(1 if new.step is None else new.step + 1)
        del blocker
        said = step_text(new) or (plural(analysed, "step") if ready else "")
        self.said.setText(said)
        self.said.setToolTip(tip(said))

    def align(self, first: float, last: float) -> None:
        """Place the slider: its handle is centred at `first` for the first step, and at `last` for the last step.

        Both are in px from the left edge of the bar.
        """
        half = self.slider.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self.slider) / 2
        left = round(first - half) - self.button.width()
        if left < 0 or last <= first:
            return  # the plot is narrower than its labels
        self._row.setSpacing(left)
        self._row.setContentsMargins(0, 0, max(0, self.width() - round(last + half)), 0)
        self._box.activate()

    def _choose(self, step: int) -> None:
        trace = self._session.analysis.partial.trace if self._session and self._session.analysis.partial else None
        if trace is not None and trace.steps:
            self.step_chosen.emit(int(trace.index[min(step, trace.steps) - 1]))


def _shown(session: Session) -> tuple[object, ...]:
    """Return the values of the session that the bar shows, except the theme."""
    return session.analysis, session.region.selected, session.work.activity, session.bundle
