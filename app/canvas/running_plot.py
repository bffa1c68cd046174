"""The running probability under the canvas: sessions come in, a line over the steps of the reading goes out."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.session import Session
from app.theme import DARK, RHYTHM, Theme, font, theme

TITLE = "Survival probability if the reading stopped at each tile"
SENTENCE = "Playback of the reading, not a tile's contribution"
HIDDEN = "Hidden with the number: the verdict on this input is “do not use”"
NOTHING = "Shown once tiles have been read"
LINE_PX = 1.5
HEIGHT_PX = 148
AXIS_PX = 32
"""Left of the plot, for the numbers of its axis."""
TICK_PX = 4
TAIL = 40
"""Steps at the end of the curve that lie beside the words of the threshold."""
LEVELS = ((0.0, "0"), (0.5, "0.5"), (1.0, "1"))


class RunningPlot(QWidget):
    """The title over its curve."""

    step_chosen = Signal(object)
    """Index of the tile that was read at the step clicked or dragged to, int."""

    def __init__(self, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self._title = QLabel(f"{TITLE}  ·  {SENTENCE}", self)
        self._title.setProperty("role", "small")
        self.curve = Curve(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, 0)
        box.setSpacing(RHYTHM // 2)
        box.addWidget(self._title)
        box.addWidget(self.curve, 1)
        self.setFixedHeight(HEIGHT_PX)
        self.setAccessibleName("Running probability")
        self.setAccessibleDescription(f"{TITLE}. {SENTENCE}. A click selects the tile that was read at that step.")
        self.curve.step_chosen.connect(self.step_chosen)

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Draw what differs between two sessions; everything where there is no old one."""
        if old is None or any(getattr(old, name) is not getattr(new, name) for name in _DRAWN):
            self.curve.show_session(new)


_DRAWN = ("reading", "revealed", "bundle", "selected", "view")
"""Fields of the session that the curve is drawn from."""


class Curve(QWidget):
    """One line, the threshold where the bundle has one, and a cursor at the selected tile.

    Painted here: a plotting library takes longer to load than all the rest of the window.
    """

    step_chosen = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.look: Theme = DARK
        self.tiles = np.zeros(0, dtype=np.int64)
        """Index of the tile read at each step shown."""
        self.values = np.zeros(0, dtype=np.float32)
        """The running probability after each of them."""
        self.total = 256
        self.threshold: float | None = None
        self.cursor_step: int | None = None
        """The step, from 1, at which the selected tile was read."""
        self.note = NOTHING

    def show_session(self, session: Session) -> None:
        reading = session.reading
        trace = reading.trace if reading is not None and not session.refused else None
        self.look = theme(session.view.theme)
        self.total = reading.grid.tiles if reading is not None else 256
        self.tiles = trace.index if trace is not None else self.tiles[:0]
        self.values = trace.running if trace is not None else self.values[:0]
        self.note = "" if len(self.values) else HIDDEN if session.refused else NOTHING
        limit = session.bundle.manifest.threshold if session.bundle is not None else None
        self.threshold = limit if len(self.values) else None
        at = np.flatnonzero(self.tiles == (-1 if session.selected is None else session.selected))
        self.cursor_step = int(at[0]) + 1 if len(at) else None
        self.update()

    # -- where things are ---------------------------------------------------------------------------------------
    @property
    def plane(self) -> QRectF:
        """Where the curve is drawn, px: room is left for the axes' numbers, and for half of the last one."""
        below = TICK_PX + self.fontMetrics().height()
        return QRectF(self.rect()).adjusted(AXIS_PX, RHYTHM, -3 * RHYTHM, -below)

    def place(self, step: float, probability: float) -> QPointF:
        """Where a point of the plot lies, px."""
        plane = self.plane
        along = (step - 1) / max(1, self.total - 1)
        return QPointF(plane.left() + along * plane.width(), plane.bottom() - probability * plane.height())

    def step_at(self, x_px: float) -> int | None:
        """The step nearest to a place, of those that were read."""
        if not len(self.tiles):
            return None
        plane = self.plane
        step = 1 + (x_px - plane.left()) / max(1.0, plane.width()) * (self.total - 1)
        return min(max(round(step), 1), len(self.tiles))

    # -- what is drawn ------------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font("small"))
        self._draw_axes(painter)
        if self.note:
            painter.setPen(QColor(self.look.muted))
            painter.drawText(self.plane, Qt.AlignmentFlag.AlignCenter, self.note)
        if self.threshold is not None:
            self._draw_threshold(painter, self.threshold)
        if self.cursor_step is not None:
            painter.setPen(QPen(QColor(self.look.text), 1))
            painter.drawLine(self.place(self.cursor_step, 0), self.place(self.cursor_step, 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.look.accent), LINE_PX))
        painter.drawPolyline(self._line())
        painter.end()

    def _line(self) -> QPolygonF:
        plane = self.plane
        xs = plane.left() + np.arange(len(self.values)) * (plane.width() / max(1, self.total - 1))
        ys = plane.bottom() - self.values.astype(np.float64) * plane.height()
        return QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])

    def _draw_axes(self, painter: QPainter) -> None:
        plane, look = self.plane, self.look
        height = painter.fontMetrics().height()
        painter.setPen(QColor(look.line))
        painter.drawLine(plane.topLeft(), plane.bottomLeft())
        painter.drawLine(plane.bottomLeft(), plane.bottomRight())
        for level, words in LEVELS:
            y = self.place(1, level).y()
            painter.setPen(QColor(look.line))
            painter.drawLine(QPointF(plane.left() - TICK_PX, y), QPointF(plane.left(), y))
            painter.setPen(QColor(look.muted))
            room = QRectF(0, y - height / 2, AXIS_PX - 2 * TICK_PX, height)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        for step in step_ticks(self.total):
            x = self.place(step, 0).x()
            painter.setPen(QColor(look.line))
            painter.drawLine(QPointF(x, plane.bottom()), QPointF(x, plane.bottom() + TICK_PX))
            painter.setPen(QColor(look.muted))
            room = QRectF(x - AXIS_PX, plane.bottom() + TICK_PX, 2 * AXIS_PX, height)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, str(step))

    def _draw_threshold(self, painter: QPainter, limit: float) -> None:
        plane = self.plane
        painter.setPen(QPen(QColor(self.look.muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(self.place(1, limit), self.place(self.total, limit))
        # At the right end, on the side of the line that the curve leaves free there.
        height = painter.fontMetrics().height()
        y = self.place(1, limit).y()
        over = float(self.values[-TAIL:].mean()) < limit
        room = QRectF(plane.left(), y - height if over and y >= height else y, plane.width(), height)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"threshold {limit:.2f}")

    # -- what the user does -------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(event)

    def _choose(self, event: QMouseEvent) -> None:
        step = self.step_at(event.position().x())
        if step is not None:
            self.step_chosen.emit(int(self.tiles[step - 1]))


def step_ticks(total: int) -> tuple[int, ...]:
    """Ticks at the first step, at each quarter and at the last."""
    return (1, *(round(total * share) for share in (0.25, 0.5, 0.75)), total)
