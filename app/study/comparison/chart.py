"""The base class of all plots of a comparison: axes, theme, legend, facts, zoom, and the text at the cursor."""

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPen, QResizeEvent

from app.study.comparison.axis import number_axes
from app.study.comparison.legend import Entry
from app.study.comparison.style import style_axes
from app.ui.theme import DARK, RHYTHM, Theme, font, scaled_px
from model.comparison.comparison import RaterComparison

_VEIL_ALPHA = 0.7
_LEAST_PX = 280
"""Minimum width in px, at a text size of 100 %."""
_LEAST_LINES = 12
"""Minimum height of the plot in lines of text, with its axis."""


class Chart(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """A plot of the comparison.

    The mouse wheel zooms, a drag pans, and a double click resets the view. Subclasses implement `draw`.
    """

    pointed_at = Signal(str)
    """Emits the text about the values at the position of the mouse, or "" if there is none."""
    drawn = Signal()
    """Emitted after the plot was drawn, when `left_title`, `entries` and `facts` are those of the plot."""

    is_long = False
    """Whether the plot has a row for each rater. Then its page scrolls, so that texts beside it would save nothing."""

    def __init__(self, square: bool = False) -> None:
        super().__init__()
        self.is_square = square
        self.left_title = ""
        """The title of the vertical axis. It is shown above the plot, where it is never cut."""
        self.entries: list[Entry] = []
        """The lines of the legend."""
        self.facts: list[str] = []
        """The texts on the curves, which are shown below the plot: numbers of patients, tests, the threshold."""
        self.home = QRectF(0, 0, 1, 1)
        """The range that the axes show first, in the coordinates of the plot."""
        self.look = DARK
        self.comparison: RaterComparison | None = None
        self._reason: pg.TextItem | None = None
        self.setFrameShape(self.Shape.NoFrame)
        self.plot: pg.PlotItem = self.addPlot(row=0, col=0, axisItems=number_axes())
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        # Leave room for half of the numbers at the outermost ticks. Otherwise they would be cut off.
        self.plot.layout.setContentsMargins(0, RHYTHM, 2 * RHYTHM, 0)
        self.plot.getViewBox().sigResized.connect(lambda _: self._fit_bottom())
        self.scene().sigMouseMoved.connect(self._moved)
        self.scene().sigMouseClicked.connect(lambda event: self.go_home() if event.double() else None)

    def show_comparison(self, comparison: RaterComparison, look: Theme) -> None:
        """Draw the plot again for `comparison`."""
        self.comparison, self.look = comparison, look
        self.setBackground(look.canvas)
        self.setMinimumWidth(scaled_px(_LEAST_PX))
        self.plot.clear()
        self.left_title, self.entries, self.facts, self._reason = "", [], [], None
        style_axes(self.plot, look)
        self.draw(comparison)
        self.go_home()
        self.setAccessibleDescription(self.alternative())
        self.drawn.emit()

    def draw(self, comparison: RaterComparison) -> None:
        """Add the curves and points of `comparison` to the plot, and set `home`, the initial range of the axes."""
        raise NotImplementedError

    def values(self) -> tuple[str, ...]:
        """Return the values of the plot that neither its legend nor its facts name, as texts for a screen reader."""
        return ()

    def alternative(self) -> str:
        """Return the plot in words, with its values. If there is no plot, return the reason."""
        if self._reason is not None:
            return str(self._reason.toPlainText())
        texts = [self.left_title, *(name for name, _ in self.entries), *self.values(), *self.facts]
        return " ".join(f"{text.rstrip('.')}." for text in texts if text)

    def text_at(self, x: float, y: float) -> str:
        """Return the text about the values at the point (x, y) of the plot; "" if there is none."""
        return ""

    def go_home(self) -> None:
        """Reset the view to the range `home`."""
        self.plot.getViewBox().setRange(self.home, padding=0)

    # -- for subclasses ------------------------------------------------------------------------------------------------
    def axes(self, bottom: str, left: str) -> None:
        """Write the label `bottom` below the horizontal axis, and the title `left` of the vertical axis."""
        # Without this, pyqtgraph shows numbers below 1 in thousandths if the axis has a label.
        self.plot.setLabel("bottom", bottom, siPrefixEnableRanges=())
        self._fit_bottom()
        self.left_title = f"{left[:1].upper()}{left[1:]}"

    def explain(self, name: str, pen: QPen) -> None:
        """Add the curve called `name`, which `pen` draws, to the legend."""
        self.entries.append((name, pen))

    def write(self, text: str, x: float, y: float, anchor: tuple[float, float] = (0.5, 0.5)) -> pg.TextItem:
        """Write text at a position of the plot, and return its item."""
        item = pg.TextItem(text, color=QColor(self.look.muted), anchor=anchor, fill=self._veil())
        item.setFont(font("small"))
        item.setPos(x, y)
        self.plot.addItem(item, ignoreBounds=True)
        return item

    def _veil(self) -> QColor:
        """Return the background of texts. It covers the curves behind a text."""
        veil = QColor(self.look.canvas)
        veil.setAlphaF(_VEIL_ALPHA)
        return veil

    def state_only(self, reason: str) -> None:
        """Show only the reason why there is no plot."""
        self.home = QRectF(0, 0, 1, 1)
        self.entries, self.facts = [], []
        self._reason = self.write(f"{reason[:1].upper()}{reason[1:]}.", 0.5, 0.5)
        self._fit_reason()

    def least_height(self) -> int:
        """Return the minimum height in px at which the plot is useful."""
        return self.lines_px(_LEAST_LINES)

    def sizeHint(self) -> QSize:
        """Return the minimum size. The page of the plot gives it all remaining room; pyqtgraph would ask for more."""
        return self.minimumSize()

    @staticmethod
    def lines_px(lines: float) -> int:
        """Return the height of a number of lines of small text in px."""
        return round(lines * QFontMetrics(font("small")).lineSpacing())

    # -- inside -----------------------------------------------------------------------------------------------------
    def _moved(self, place: QPointF) -> None:
        box = self.plot.getViewBox()
        inside = self.comparison is not None and box.sceneBoundingRect().contains(place)
        at = box.mapSceneToView(place) if inside else None
        self.pointed_at.emit(self.text_at(at.x(), at.y()) if at is not None else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Qt sends the first event while the constructor of pyqtgraph runs, before the fields of this class exist.
        if getattr(self, "is_square", False):
            free = max(0, self.width() - self.height())
            self.ci.layout.setContentsMargins(RHYTHM, RHYTHM, RHYTHM + free, RHYTHM)
        if hasattr(self, "entries"):
            self._fit_reason()

    def _fit_bottom(self) -> None:
        """Break the label of the horizontal axis into lines that fit the width of the plot."""
        axis = self.plot.getAxis("bottom")
        if axis.labelText:
            axis.fit_title(self.plot.getViewBox().width(), self.lines_px(1))

    def _fit_reason(self) -> None:
        """Break the reason why there is no plot into lines that fit the width of the plot."""
        if self._reason is not None:
            self._reason.setTextWidth(max(scaled_px(_LEAST_PX) / 2, 0.8 * self.plot.getViewBox().width()))
