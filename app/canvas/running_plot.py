"""The running probability under the canvas: sessions come in, a line over the steps of the reading goes out."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.session import Session
from app.theme import DARK, RHYTHM, Theme, font, theme

TITLE = "Survival probability if the reading stopped at each tile"
SENTENCE = "Playback of the reading, not a tile's contribution"
HIDDEN = "Hidden with the number: the verdict on this input is “do not use”"
NOTHING = "Shown once tiles have been read"
LINE_PX = 1.5
HEIGHT_PX = 148


class RunningPlot(QWidget):
    """One line, the threshold where the bundle has one, and a cursor at the selected tile."""

    step_chosen = Signal(object)
    """Index of the tile that was read at the step clicked or dragged to, int."""

    def __init__(self, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self._tiles = np.zeros(0, dtype=np.int64)
        self._look: Theme = DARK
        self._title = QLabel(f"{TITLE}  ·  {SENTENCE}", self)
        self._title.setProperty("role", "small")
        self._box = StepBox()
        self._plot = pg.PlotWidget(self, viewBox=self._box)
        self._line = pg.PlotDataItem()
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._threshold = pg.InfiniteLine(
            angle=0, movable=False, label="", labelOpts={"position": 1.0, "anchors": [(1, 1), (1, 1)], "movable": False}
        )
        self._note = pg.TextItem(NOTHING, anchor=(0.5, 0.5))
        self._set_up()

    def _set_up(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, 0)
        box.setSpacing(RHYTHM // 2)
        box.addWidget(self._title)
        box.addWidget(self._plot)
        self.setFixedHeight(HEIGHT_PX)
        self.setAccessibleName("Running probability")
        self.setAccessibleDescription(f"{TITLE}. {SENTENCE}. A click selects the tile that was read at that step.")
        self._plot.setFrameShape(self._plot.Shape.NoFrame)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setYRange(0, 1, padding=0.04)
        for item in (self._threshold, self._cursor, self._line, self._note):
            self._plot.addItem(item, ignoreBounds=True)
        # Room for half of the outermost ticks' numbers, which are else cut or left out.
        self._plot.getPlotItem().layout.setContentsMargins(0, RHYTHM, 2 * RHYTHM, 0)
        axis = self._plot.getAxis("left")
        axis.setTicks([[(0, "0"), (0.5, "0.5"), (1, "1")]])
        axis.setWidth(32)
        self._box.pointed.connect(self._choose)
        self._dress(DARK)

    # -- what is shown ------------------------------------------------------------------------------------------
    def show_difference(self, old: Session | None, new: Session) -> None:
        """Draw what differs between two sessions; everything where there is no old one."""
        if old is None or old.view.theme != new.view.theme:
            self._dress(theme(new.view.theme))
        if old is None or (old.reading, old.revealed, old.bundle) != (new.reading, new.revealed, new.bundle):
            self._show_steps(new)
        self._show_cursor(new)

    def _show_steps(self, session: Session) -> None:
        trace = session.reading.trace if session.reading is not None else None
        total = session.reading.grid.tiles if session.reading is not None else 256
        shown = trace is not None and trace.steps > 0 and not session.refused
        self._tiles = trace.index if trace is not None and shown else self._tiles[:0]
        running = trace.running if trace is not None and shown else np.zeros(0, dtype=np.float32)
        self._line.setData(np.arange(1, len(running) + 1), running)
        self._plot.setXRange(1, total, padding=0.01)
        self._plot.getAxis("bottom").setTicks([[(step, str(step)) for step in _step_ticks(total)]])
        self._note.setText(HIDDEN if session.refused else NOTHING)
        self._note.setPos((1 + total) / 2, 0.5)
        self._note.setVisible(not shown)
        limit = session.bundle.manifest.threshold if session.bundle is not None else None
        self._threshold.setVisible(limit is not None and shown)
        if limit is not None:
            self._threshold.setValue(limit)
            self._threshold.label.setFormat(f"threshold {limit:.2f}")

    def _show_cursor(self, session: Session) -> None:
        tiles = self._tiles.tolist()
        self._cursor.setVisible(session.selected in tiles)
        if session.selected is not None and session.selected in tiles:
            self._cursor.setValue(tiles.index(session.selected) + 1)

    def _dress(self, look: Theme) -> None:
        self._look = look
        self._plot.setBackground(None)
        self._line.setPen(pg.mkPen(look.accent, width=LINE_PX))
        self._line.opts["antialias"] = True
        self._cursor.setPen(pg.mkPen(look.text, width=1))
        self._threshold.setPen(pg.mkPen(look.muted, width=1, style=Qt.PenStyle.DashLine))
        self._threshold.label.setColor(QColor(look.muted))
        self._threshold.label.setFont(font("small"))
        self._note.setColor(QColor(look.muted))
        self._note.setFont(font("small"))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(look.line))
            axis.setTextPen(pg.mkPen(look.muted))
            axis.setTickFont(font("small"))
            axis.setStyle(tickLength=4, tickTextOffset=4, hideOverlappingLabels=False)

    # -- what the user does -------------------------------------------------------------------------------------
    def _choose(self, place: QPointF) -> None:
        """The step nearest to a place in the plot, as the tile that was read there."""
        if len(self._tiles):
            step = min(max(round(place.x()), 1), len(self._tiles))
            self.step_chosen.emit(int(self._tiles[step - 1]))


class StepBox(pg.ViewBox):  # type: ignore[misc]
    """A plot area that neither pans nor zooms: pressing or dragging in it points at a step."""

    pointed = Signal(object)
    """QPointF in the plot's own coordinates."""

    def __init__(self) -> None:
        super().__init__(enableMouse=False, enableMenu=False)

    def mouseClickEvent(self, ev: object) -> None:
        self._point(ev)

    def mouseDragEvent(self, ev: object, axis: int | None = None) -> None:
        self._point(ev)

    def wheelEvent(self, ev: object, axis: int | None = None) -> None:
        """The wheel does nothing here: the axes stand where statistics expects them."""

    def _point(self, ev: object) -> None:
        if ev.button() == Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            ev.accept()  # type: ignore[attr-defined]
            self.pointed.emit(self.mapToView(ev.pos()))  # type: ignore[attr-defined]


def _step_ticks(total: int) -> tuple[int, ...]:
    """Ticks at the first step, at each quarter and at the last."""
    return (1, *(round(total * share) for share in (0.25, 0.5, 0.75)), total)
