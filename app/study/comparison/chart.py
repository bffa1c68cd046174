"""The base class of all plots of a comparison: axes, theme, legend, texts, zoom, and the text at the cursor."""

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QResizeEvent

from app.study.comparison.axis import number_axes
from app.study.comparison.style import style_axes
from app.ui.theme import DARK, RHYTHM, Theme, font
from model.comparison.comparison import RaterComparison

_VEIL_ALPHA = 0.7
_LEAST_PX = 320


class Chart(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """A plot of the comparison.

    The mouse wheel zooms, a drag pans, and a double click resets the view. Subclasses implement `draw`.
    """

    pointed_at = Signal(str)
    """Emits the text about the values at the position of the mouse, or "" if there is none."""

    def __init__(self, square: bool = False) -> None:
        super().__init__()
        self._square = square
        self.home = QRectF(0, 0, 1, 1)
        """The range that the axes show first, in the coordinates of the plot."""
        self.look = DARK
        self.comparison: RaterComparison | None = None
        self.setFrameShape(self.Shape.NoFrame)
        self.setMinimumWidth(_LEAST_PX)
        self.plot: pg.PlotItem = self.addPlot(row=0, col=0, axisItems=number_axes())
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        # Leave room for half of the numbers at the outermost ticks. Otherwise they would be cut off.
        self.plot.layout.setContentsMargins(0, RHYTHM, 2 * RHYTHM, 0)
        self.legend: pg.LegendItem | None = None
        self.scene().sigMouseMoved.connect(self._moved)
        self.scene().sigMouseClicked.connect(lambda event: self.go_home() if event.double() else None)

    def show_comparison(self, comparison: RaterComparison, look: Theme) -> None:
        """Draw the plot again for `comparison`."""
        self.comparison, self.look = comparison, look
        self.setBackground(look.canvas)
        self.plot.clear()
        if self.legend is not None:
            self.legend.scene().removeItem(self.legend)
            self.legend = self.plot.legend = None
        style_axes(self.plot, look)
        self.draw(comparison)
        self.go_home()

    def draw(self, comparison: RaterComparison) -> None:
        """Add the curves and points of `comparison` to the plot, and set `home`, the initial range of the axes."""
        raise NotImplementedError

    def text_at(self, x: float, y: float) -> str:
        """Return the text about the values at the point (x, y) of the plot; "" if there is none."""
        return ""

    def go_home(self) -> None:
        """Reset the view to the range `home`."""
        self.plot.getViewBox().setRange(self.home, padding=0)

    # -- for subclasses ------------------------------------------------------------------------------------------------
    def axes(self, bottom: str, left: str) -> None:
        """Write the labels `bottom` and `left` beside the axes."""
        for side, label in (("bottom", bottom), ("left", left)):
            # Without this, pyqtgraph shows numbers below 1 in thousandths if the axis has a label.
            self.plot.setLabel(side, label, siPrefixEnableRanges=())

    def with_legend(self, x: float, y: float, offset: tuple[int, int]) -> None:
        """Add a legend near a corner of the plot. `offset` is the distance in px from this corner.

        `x` is 0 for left and 1 for right; `y` is 0 for top and 1 for bottom.
        """
        self.legend = self.plot.addLegend(
            offset=offset, brush=self._veil(), labelTextColor=self.look.text, labelTextSize="11px",
            verSpacing=-4, horSpacing=16,
        )  # fmt: skip
        self.legend.anchor((x, y), (x, y), offset=offset)

    def write(self, text: str, x: float, y: float, anchor: tuple[float, float] = (0.5, 0.5)) -> None:
        """Write text at a position of the plot."""
        item = pg.TextItem(text, color=QColor(self.look.muted), anchor=anchor, fill=self._veil())
        item.setFont(font("small"))
        item.setPos(x, y)
        self.plot.addItem(item, ignoreBounds=True)

    def _veil(self) -> QColor:
        """Return the background of texts. It covers the curves behind a text."""
        veil = QColor(self.look.canvas)
        veil.setAlphaF(_VEIL_ALPHA)
        return veil

    def state_only(self, reason: str) -> None:
        """Show only the reason why there is no plot."""
        self.home = QRectF(0, 0, 1, 1)
        self.write(f"{reason[:1].upper()}{reason[1:]}.", 0.5, 0.5)

    # -- inside -----------------------------------------------------------------------------------------------------
    def _moved(self, place: QPointF) -> None:
        box = self.plot.getViewBox()
        inside = self.comparison is not None and box.sceneBoundingRect().contains(place)
        at = box.mapSceneToView(place) if inside else None
        self.pointed_at.emit(self.text_at(at.x(), at.y()) if at is not None else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Qt sends the first event while the constructor of pyqtgraph runs, before the fields of this class exist.
        if getattr(self, "_square", False):
            free = max(0, self.width() - self.height())
            self.ci.layout.setContentsMargins(RHYTHM, RHYTHM, RHYTHM + free, RHYTHM)
