"""The curves of the running probability, drawn with pyqtgraph: lines, the threshold and a cursor."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QTextOption
from PySide6.QtWidgets import QWidget

from app.language.model_text import of_model
from app.language.text import mark, number_text, tr
from app.session.outcome_text import HIDDEN
from app.session.session import Session, differs
from app.ui.theme import DARK, RHYTHM, Theme, font, theme
from app.viewer.canvas.running_text import NO_VALUES, Curves, curves_of, steps_of
from model.base.probability_text import probability_text

NOTHING = mark("Shown after the first tiles have been analysed.")
THICK_PX, THIN_PX = 2.5, 1.0
FAINT = 0.5
"""Opacity of the thin lines. It keeps the thick line visible where lines overlap."""
TAIL = 40
"""Number of steps at the end of the curve. Their probabilities decide whether the threshold's label is above or below
its line."""
LEAST_UNDER = 0.3
"""Smallest threshold whose label fits below its line. The axis would cut off the labels of lower thresholds."""
OVER, UNDER = ((1, 1), (1, 1)), ((1, 0), (1, 0))
"""Anchors of the threshold's label. `OVER` puts its lower right corner on the line, `UNDER` its upper right corner."""


class Curve(pg.PlotWidget):  # type: ignore[misc]
    """Plots the probability after each step of the analysis, with the threshold and a cursor at the selected step.

    There is a thick line for the answer, a thin line for each tile order, and a line for the tile order of the
    playback.
    """

    pointed = Signal(object)
    """Index of the tile that was analysed at the step under the pointer, int."""
    axis_moved = Signal()
    """Emitted when the axis of steps has another length or place on the screen."""

    def __init__(self, owner: QWidget) -> None:
        self.box = StepBox()
        super().__init__(owner, viewBox=self.box)
        self._tiles = np.zeros(0, dtype=np.int64)
        """Index of the tile analysed at each step."""
        self._total = 0
        self._ticks: tuple[int, ...] = ()
        self.orders = pg.PlotDataItem(connect="finite")
        """The running probability of each tile order. One plot item holds all orders, with a gap between orders."""
        self.drawn = pg.PlotDataItem()
        """The running probability in the order of the playback, if the answer is the mean over several tile orders."""
        self.answer = pg.PlotDataItem()
        self.cursor_line = pg.InfiniteLine(angle=90, movable=False)
        self.threshold = pg.InfiniteLine(
            angle=0, movable=False, label="", labelOpts={"position": 1.0, "anchors": OVER, "movable": False}
        )
        self.note = pg.TextItem(tr(NOTHING), anchor=(0.5, 0.5))
        self._set_up()

    def _set_up(self) -> None:
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setYRange(0, 1, padding=0.04)
        for item in (self.threshold, self.cursor_line, self.orders, self.drawn, self.answer, self.note):
            self.addItem(item, ignoreBounds=True)
        # Leave room for half of the outermost tick labels. Otherwise they would be cut off or omitted.
        self.getPlotItem().layout.setContentsMargins(0, RHYTHM, 2 * RHYTHM, 0)
        axis = self.getAxis("left")
        axis.setTicks([[(0, "0"), (0.5, number_text("0.5")), (1, "1")]])
        axis.setWidth(32)
        self.box.pointed.connect(self._choose)
        self.note.textItem.document().setDefaultTextOption(QTextOption(Qt.AlignmentFlag.AlignHCenter))
        self.box.sigResized.connect(lambda *args: self.note.setTextWidth(max(1.0, self.box.width() - 2 * RHYTHM)))
        self.box.sigResized.connect(lambda *args: self._show_ticks())
        for changed in (self.box.sigResized, self.box.sigXRangeChanged):
            changed.connect(lambda *args: self.axis_moved.emit())
        self._dress(DARK)

    # -- what is shown ------------------------------------------------------------------------------------------
    def show_difference(self, old: Session | None, new: Session) -> None:
        """Update what differs between two sessions. Without an old session, show everything."""
        if differs(old, new, lambda session: (session.view.theme, session.view.text_percent)):
            self._dress(theme(new.view.theme))
        if differs(old, new, _shown):
            self._show_steps(new)
        if differs(old, new, lambda session: (*_shown(session), session.region.selected)):
            self._show_cursor(new)

    def _show_steps(self, session: Session) -> None:
        reading, curves = session.analysis.partial, curves_of(session)
        self._tiles = reading.trace.index if reading is not None and curves is not None else self._tiles[:0]
        self._show_axis(steps_of(session))
        self._show_lines(curves)
        self.note.setText(tr(HIDDEN) if session.analysis.refused else tr(NOTHING))
        self.note.setVisible(curves is None)
        limit = session.bundle.manifest.threshold if session.bundle is not None else None
        self.threshold.setVisible(limit is not None and curves is not None)
        if limit is not None and curves is not None:
            self._show_threshold(limit, curves.answer if len(curves.answer) else curves.drawn)

    def _show_lines(self, curves: Curves | None) -> None:
        answer, drawn = (NO_VALUES, NO_VALUES) if curves is None else (curves.answer, curves.drawn)
        orders = np.zeros((0, 0), np.float32) if curves is None else curves.orders
        self.answer.setData(np.arange(1, len(answer) + 1), answer)
        self.drawn.setData(np.arange(1, len(drawn) + 1), drawn)
        steps = np.tile(np.arange(1, orders.shape[1] + 2), len(orders))
        self.orders.setData(steps, np.pad(orders, ((0, 0), (0, 1)), constant_values=np.nan).ravel())

    def _show_axis(self, total: int) -> None:
        """Set the axis of steps and the place of the note. Do this only if `total` has changed, because it is slow."""
        if total != self._total:
            self._total = total
            self.setXRange(1, total, padding=0.01)
            self._show_ticks()
            self.note.setPos((1 + total) / 2, 0.5)

    def _show_ticks(self) -> None:
        """Set the ticks of the axis of steps, fewer on a narrow plot or with large text."""
        metrics = QFontMetricsF(font("small"))
        ticks = fitting_ticks(self._total, self.box.width(), lambda step: metrics.horizontalAdvance(str(step)))
        if self._total and ticks != self._ticks:
            self._ticks = ticks
            self.getAxis("bottom").setTicks([[(step, str(step)) for step in ticks]])

    def _show_threshold(self, limit: float, running: np.ndarray) -> None:
        self.threshold.setValue(limit)
        self.threshold.label.setFormat(tr("threshold {probability}", probability=of_model(probability_text(limit))))
        # Put the label above or below the line, on the side where the end of the curve does not cross the label.
        below = float(running[-TAIL:].mean()) < limit
        # There is no space below a low threshold.
        self.threshold.label.anchors = OVER if below or limit < LEAST_UNDER else UNDER
        self.threshold.label.updatePosition()

    def ends_px(self) -> tuple[float, float]:
        """Return the places of the first and of the last step, in px from the left edge of the plot."""
        places = (self.box.mapViewToScene(QPointF(step, 0)) for step in (1, max(1, self._total)))
        first, last = (float(self.mapFromScene(place).x()) for place in places)
        return first, last

    def _show_cursor(self, session: Session) -> None:
        at = np.flatnonzero(self._tiles == (-1 if session.region.selected is None else session.region.selected))
        self.cursor_line.setVisible(bool(len(at)))
        if len(at):
            self.cursor_line.setValue(int(at[0]) + 1)

    def _dress(self, look: Theme) -> None:
        self.setBackground(None)
        # All lines have the colour of the text, because a colour would mean death or survival.
        self.answer.setPen(pg.mkPen(look.text, width=THICK_PX))
        self.orders.setPen(pg.mkPen(_faint(look.text), width=THIN_PX))
        self.drawn.setPen(pg.mkPen(look.text, width=THIN_PX, style=Qt.PenStyle.DashLine))
        for line in (self.answer, self.orders, self.drawn):
            line.opts["antialias"] = True
        self.cursor_line.setPen(pg.mkPen(look.text, width=1))
        self.threshold.setPen(pg.mkPen(look.muted, width=1, style=Qt.PenStyle.DotLine))
        self.threshold.label.setColor(QColor(look.muted))
        self.threshold.label.setFont(font("small"))
        self.note.setColor(QColor(look.muted))
        self.note.setFont(font("small"))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(look.line))
            axis.setTextPen(pg.mkPen(look.muted))
            axis.setTickFont(font("small"))
            axis.setStyle(tickLength=4, tickTextOffset=4, hideOverlappingLabels=False)
        self._show_ticks()

    # -- input -----------------------------------------------------------------------------------------------
    def _choose(self, place: QPointF) -> None:
        """Emit the index of the tile that was analysed at the step nearest to `place`."""
        if len(self._tiles):
            step = min(max(round(place.x()), 1), len(self._tiles))
            self.pointed.emit(int(self._tiles[step - 1]))


def _shown(session: Session) -> tuple[object, ...]:
    """Return the values of the session that the plot draws, except theme and cursor."""
    analysis = session.analysis
    return analysis.partial, analysis.prediction, analysis.revealed, session.bundle, session.work.activity


def _faint(colour: str) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(FAINT)
    return faint


class StepBox(pg.ViewBox):  # type: ignore[misc]
    """A plot area that cannot be panned or zoomed. A click or drag selects a step."""

    pointed = Signal(object)
    """The selected place as QPointF, in the coordinates of the plot."""

    def __init__(self) -> None:
        super().__init__(enableMouse=False, enableMenu=False)

    def mouseClickEvent(self, ev: object) -> None:
        self._point(ev)

    def mouseDragEvent(self, ev: object, axis: int | None = None) -> None:
        self._point(ev)

    def wheelEvent(self, ev: object, axis: int | None = None) -> None:
        """Ignore the mouse wheel, so that the axes always show the full range."""

    def _point(self, ev: object) -> None:
        if ev.button() == Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            ev.accept()  # type: ignore[attr-defined]
            self.pointed.emit(self.mapToView(ev.pos()))  # type: ignore[attr-defined]


def fitting_ticks(total: int, width: float, label_width: Callable[[int], float]) -> tuple[int, ...]:
    """Return the steps that get a tick: the first, the last and, if there is room, each quarter or the middle.

    `width` is the length of the axis and `label_width` the width of a step's label, both in px.
    """
    ticks: tuple[int, ...] = ()
    for shares in ((0.25, 0.5, 0.75), (0.5,), ()):
        ticks = tuple(sorted({1, *(max(1, round(total * share)) for share in shares), total}))
        px = width / max(1, total - 1)
        if all(
            (later - step) * px >= (label_width(step) + label_width(later)) / 2 + RHYTHM
            for step, later in pairwise(ticks)
        ):
            break
    return ticks
