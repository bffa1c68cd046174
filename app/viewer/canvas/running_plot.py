"""The plot of the running probability below the canvas, over the steps of the analysis."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.session.session import Session, differs
from app.ui.elided import ElidedLines
from app.ui.help_button import PAGE, WithHelp
from app.ui.theme import RHYTHM, scaled_px
from app.viewer.canvas.curve_text import running_alternative
from app.viewer.canvas.running_text import plot_text
from app.viewer.canvas.step_bar import StepBar

if TYPE_CHECKING:
    from app.viewer.canvas.curve import Curve

CLICK = mark("A click selects the tile that was analysed at that step.")
_PAGE = "maps.md#the-curve-below-the-tissue"
HEIGHT_PX = 208
TITLE_LINES = 3
"""Maximum number of lines of the title. More lines would leave the curve no room on a narrow plot."""
LEAST_TISSUE_PX = 260
"""Minimum height of the tissue in px. If the curve would leave less, it is folded, and only the slider of the steps is
shown."""


Loading = Callable[[Callable[[], None]], None]
"""A function that loads the curve's library on another thread, then calls the given function in the GUI thread."""


class RunningPlot(QWidget):
    """The plot of the running probability, with a title above the curve.

    The curve is created while the program is idle or with the first image, because its library takes 0.2 s to load.
    """

    step_chosen = Signal(object)
    """Index of the tile that was analysed at the selected step, int."""

    play_asked = Signal(object)
    """True to start the playback, False to stop it."""

    def __init__(self, owner: QWidget | None = None, load: Loading | None = None) -> None:
        """Create the plot. If `load` is None, the library of the curve is loaded here, which blocks the window."""
        super().__init__(owner)
        self.curve: Curve | None = None
        self._load, self._asked = load, False
        self._session: Session | None = None
        self.title = ElidedLines(TITLE_LINES)
        self.title.setProperty("role", "small")
        self.steps = StepBar()
        self.steps.step_chosen.connect(self.step_chosen)
        self.steps.play_asked.connect(self.play_asked)
        box = QVBoxLayout(self)
        box.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, 0)
        box.setSpacing(RHYTHM // 2)
        box.addWidget(WithHelp(self.title, _PAGE, tr("the curve")))
        box.addWidget(self.steps)
        self.folded = False
        """Whether only the slider of the steps is shown."""
        self.setFixedHeight(scaled_px(HEIGHT_PX))
        self.setAccessibleName(tr("Running probability"))
        self.setProperty(PAGE, _PAGE)

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Update what differs between two sessions. Without an old session, show everything."""
        self._session = new
        text = plot_text(new)
        if text != self.title.text():
            self.title.setText(text)
        # While tiles arrive, the description stays as it is. A screen reader would begin it again and again.
        if new.work.activity != "analysing" and differs(old, new, _described):
            said = (text, running_alternative(new), tr(CLICK))
            self.setAccessibleDescription(" ".join(part for part in said if part))
        self.steps.show_difference(old, new)
        if self.curve is not None:
            self.curve.show_difference(old, new)
        elif new.image.seen is not None:
            self.prepare_curve()

    def fit(self, height: int) -> None:
        """Fold or unfold the curve. `height` is the height in px that tissue and plot have together."""
        whole = scaled_px(HEIGHT_PX)
        self.folded = height < whole + LEAST_TISSUE_PX
        self.title.setVisible(not self.folded)
        if self.curve is not None:
            self.curve.setVisible(not self.folded)
        self.setFixedHeight(self.steps.sizeHint().height() + 2 * RHYTHM if self.folded else whole)
        self._align()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align()

    def _align(self) -> None:
        """Make the slider begin and end at the same places as the plot's axis of steps."""
        if self.curve is not None and not self.folded:
            first, last = (self.curve.mapTo(self, QPoint(round(x), 0)).x() for x in self.curve.ends_px())
            left = self.steps.x()
            self.steps.align(first - left, last - left)

    def prepare_curve(self) -> None:
        """Create the curve, if there is none yet, as soon as its library is loaded.

        The window calls this while it is idle, before the first image.
        """
        if self._load is None:
            self._make_shown_curve()
        elif not self._asked:
            self._asked = True
            self._load(self._make_shown_curve)

    def _make_shown_curve(self) -> None:
        if self._session is not None:
            self.make_curve(self._session)

    def make_curve(self, session: Session) -> None:
        """Create the curve if there is none yet."""
        if self.curve is None:
            from app.viewer.canvas.curve import Curve

            self.curve = Curve(self)
            self.curve.pointed.connect(self.step_chosen)
            self.curve.axis_moved.connect(self._align)
            self.curve.setVisible(not self.folded)
            self.layout().addWidget(self.curve)  # type: ignore[union-attr]
            self.curve.show_difference(None, session)


def _described(session: Session) -> tuple[object, ...]:
    """Return the values of the session on which the description of the curve depends."""
    return session.analysis, session.bundle, session.grid, session.work.activity
