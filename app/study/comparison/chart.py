"""A plot of the page: what all of them share. Subclasses draw a page; words about the place pointed at go out."""

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QResizeEvent

from app.study.comparison.style import dress
from app.ui.theme import DARK, RHYTHM, Theme, font
from model.comparison.comparison import RaterComparison

_VEIL_ALPHA = 0.7
_LEAST_PX = 320


class Chart(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """Wheel and drag zoom and pan; a double click goes back. Axes start where statistics expects them."""

    said = Signal(str)
    """What stands under the mouse, or nothing."""

    def __init__(self, square: bool = False) -> None:
        super().__init__()
        self._square = square
        self.home = QRectF(0, 0, 1, 1)
        """What the axes show at first, in the plot's own coordinates."""
        self.look = DARK
        self.page: RaterComparison | None = None
        self.setFrameShape(self.Shape.NoFrame)
        self.setMinimumWidth(_LEAST_PX)
        self.plot: pg.PlotItem = self.addPlot(row=0, col=0)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        # Room for half of the outermost ticks' numbers, which are else cut.
        self.plot.layout.setContentsMargins(0, RHYTHM, 2 * RHYTHM, 0)
        self.legend: pg.LegendItem | None = None
        self.scene().sigMouseMoved.connect(self._moved)
        self.scene().sigMouseClicked.connect(lambda event: self.go_home() if event.double() else None)

    def show_comparison(self, page: RaterComparison, look: Theme) -> None:
        """Draw everything anew."""
        self.page, self.look = page, look
        self.setBackground(look.canvas)
        self.plot.clear()
        if self.legend is not None:
            self.legend.scene().removeItem(self.legend)
            self.legend = self.plot.legend = None
        dress(self.plot, look)
        self.draw(page)
        self.go_home()

    def draw(self, page: RaterComparison) -> None:
        """Put the items of `page` into the plot, and say what `home` is."""
        raise NotImplementedError

    def words_at(self, x: float, y: float) -> str:
        """About a place, in the plot's own coordinates."""
        return ""

    def go_home(self) -> None:
        self.plot.getViewBox().setRange(self.home, padding=0)

    # -- for those that draw ----------------------------------------------------------------------------------------
    def axes(self, bottom: str, left: str) -> None:
        for side, words in (("bottom", bottom), ("left", left)):
            # Switched off alone, pyqtgraph still counts in thousandths whatever lies below 1, once a label is seen.
            self.plot.setLabel(side, words, siPrefixEnableRanges=())

    def with_legend(self, x: float, y: float, offset: tuple[int, int]) -> None:
        """A legend whose corner (x, y; 0..1) stands `offset` px from the same corner of the plot."""
        self.legend = self.plot.addLegend(
            offset=offset, brush=self._veil(), labelTextColor=self.look.text, labelTextSize="11px",
            verSpacing=-4, horSpacing=16,
        )  # fmt: skip
        self.legend.anchor((x, y), (x, y), offset=offset)

    def write(self, text: str, x: float, y: float, anchor: tuple[float, float] = (0.5, 0.5)) -> None:
        """Words at a place of the plot."""
        item = pg.TextItem(text, color=QColor(self.look.muted), anchor=anchor, fill=self._veil())
        item.setFont(font("small"))
        item.setPos(x, y)
        self.plot.addItem(item, ignoreBounds=True)

    def _veil(self) -> QColor:
        """Behind words, so that curves do not run through them."""
        veil = QColor(self.look.canvas)
        veil.setAlphaF(_VEIL_ALPHA)
        return veil

    def state_only(self, reason: str) -> None:
        """A statement in place of a plot."""
        self.home = QRectF(0, 0, 1, 1)
        self.write(f"{reason[:1].upper()}{reason[1:]}.", 0.5, 0.5)

    # -- inside -----------------------------------------------------------------------------------------------------
    def _moved(self, place: QPointF) -> None:
        box = self.plot.getViewBox()
        inside = self.page is not None and box.sceneBoundingRect().contains(place)
        at = box.mapSceneToView(place) if inside else None
        self.said.emit(self.words_at(at.x(), at.y()) if at is not None else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Qt sends the first one while pyqtgraph still builds itself.
        if getattr(self, "_square", False):
            free = max(0, self.width() - self.height())
            self.ci.layout.setContentsMargins(RHYTHM, RHYTHM, RHYTHM + free, RHYTHM)
