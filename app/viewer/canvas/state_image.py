"""Show the states of a layer as an image, with a column per step and a row per unit. A click selects a unit."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language.text import number_text, plural, tr
from app.ui.theme import DARK, RHYTHM, Theme, font
from app.viewer.canvas.curve_text import course
from model.base.colours import paint, table_for

MARK_PX = 6
"""Width in px of the marks beside the rows of the selected units."""


@dataclass(frozen=True, eq=False)
class Shown:
    """The states of a layer, as `StateImage` draws them. Units and steps are counted from 0.

    - `states`: float32 [steps, units].
    - `order`: int64 [units], the units from top to bottom.
    - `r`: float64 [units], the correlation of each unit with the log odds after each step.
    - `ends`: the values at the ends of the colour table.
    - `unit`: the unit that the map shows. `followed`: the units whose gates the user sees beside the playback; these
      units are also marked.
    - `step`: the selected step, or None.
    """

    states: np.ndarray
    order: np.ndarray
    r: np.ndarray
    ends: tuple[float, float]
    signed: bool
    colours: str
    unit: int
    followed: tuple[int, ...]
    step: int | None


class StateImage(QWidget):
    """An image with one block per state of a layer, without smoothing. A click selects a unit and a step.

    A click with Ctrl adds the unit to the followed units, whose gates are shown beside the playback, or removes the
    unit.
    """

    unit_chosen = Signal(object)
    """Number of the unit that the user chose in its layer, from 0."""
    unit_followed = Signal(object)
    step_chosen = Signal(object)
    """The step that the user chose, from 0."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._image = QImage()
        self._look = DARK
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("States by step and unit"))

    def sizeHint(self) -> QSize:
        return QSize(512, 200)

    def show_states(self, shown: Shown | None, look: Theme) -> None:
        before, self._shown, self._look = self._shown, shown, look
        if shown is not None and (before is None or before.states is not shown.states):
            table = table_for(shown.signed, shown.colours, outcome=False)
            colours = paint(shown.states.T[shown.order], *shown.ends, table)
            height, width = colours.shape[:2]
            data = np.ascontiguousarray(colours)
            self._image = QImage(data.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
        if shown is not None:
            self.setAccessibleDescription(self._words(shown))
        self.update()

    @property
    def area(self) -> QRectF:
        """Return the area of the image in the widget. Text is to its left, and the step numbers are below it."""
        small = QFontMetrics(font("small"))
        left, below = small.horizontalAdvance("r −0.00") + RHYTHM + MARK_PX, small.height() + 2
        return QRectF(left, 2, max(1, self.width() - left - RHYTHM), max(1, self.height() - below - 4))

    def unit_at(self, y: float) -> int:
        """Return the unit whose row is at `y`, in px of the widget."""
        assert self._shown is not None  # this is called only while states are shown
        area, count = self.area, len(self._shown.order)
        row = int((y - area.top()) / area.height() * count)
        return int(self._shown.order[min(max(row, 0), count - 1)])

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        shown, area, painter = self._shown, self.area, QPainter(self)
        painter.fillRect(area, QColor(self._look.canvas))
        painter.drawImage(area, self._image)
        painter.setFont(font("small"))
        painter.setPen(QColor(self._look.muted))
        align = Qt.AlignmentFlag
        words = QRectF(0, area.top(), area.left() - MARK_PX - 4, area.height())
        for unit, edge in ((shown.order[0], align.AlignTop), (shown.order[-1], align.AlignBottom)):
            painter.drawText(words, align.AlignRight | edge, number_text(f"r {shown.r[unit]:+.2f}"))
        steps = QRectF(area.left(), area.bottom() + 1, area.width(), self.height() - area.bottom() - 1)
        painter.drawText(steps, align.AlignLeft, tr("step 1"))
        painter.drawText(steps, align.AlignRight, str(len(shown.states)))
        self._draw_marks(painter, shown, area)

    def _draw_marks(self, painter: QPainter, shown: Shown, area: QRectF) -> None:
        """Draw marks beside the rows of the selected units, and a line at the selected step.

        The marks are outside the image, so that its colours stay visible.
        """
        height = area.height() / len(shown.order)
        rows = {int(unit): row for row, unit in enumerate(shown.order)}
        for unit, colour in (*((one, self._look.muted) for one in shown.followed), (shown.unit, self._look.text)):
            if unit in rows:
                top = area.top() + rows[unit] * height
                mark = QRectF(area.left() - MARK_PX - 1, top - max(0.0, 3 - height) / 2, MARK_PX, max(3.0, height))
                painter.fillRect(mark, QColor(colour))
        if shown.step is not None:
            x = area.left() + (shown.step + 0.5) / len(shown.states) * area.width()
            for colour, width in (("black", 3), ("white", 1)):
                painter.setPen(QPen(QColor(colour), width))
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    # -- input -----------------------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        area = self.area
        if self._shown is None or event.button() != Qt.MouseButton.LeftButton:
            return
        unit = self.unit_at(event.position().y())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.unit_followed.emit(unit)
            return
        self.unit_chosen.emit(unit)
        step = int((event.position().x() - area.left()) / area.width() * len(self._shown.states))
        self.step_chosen.emit(min(max(step, 0), len(self._shown.states) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys. Up and Down select a unit, and Left and Right select a step.

        Space adds the selected unit to the followed units, or removes it from them.
        """
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if self._shown is not None and way is not None:
            rows = self._shown.order.tolist()
            at = rows.index(self._shown.unit) if self._shown.unit in rows else 0
            self.unit_chosen.emit(rows[min(max(at + way, 0), len(rows) - 1)])
        elif self._shown is not None and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = -1 if self._shown.step is None else self._shown.step
            on = step + (1 if event.key() == Qt.Key.Key_Right else -1)
            self.step_chosen.emit(min(max(on, 0), len(self._shown.states) - 1))
        elif self._shown is not None and event.key() == Qt.Key.Key_Space:
            self.unit_followed.emit(self._shown.unit)
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _words(shown: Shown) -> str:
        r = number_text(f"{shown.r[shown.unit]:+.2f}") if shown.unit < len(shown.r) else tr("unknown")
        return tr(
            "{units} over {steps}; unit {unit}, r {r}: {course}.",
            units=plural(len(shown.order), "unit"),
            steps=plural(len(shown.states), "step"),
            unit=shown.unit + 1,
            r=r,
            course=course(shown.states[:, shown.unit], lambda value: number_text(f"{value:.2f}")),
        )
