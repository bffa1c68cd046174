"""The colour bar of the drawn map: its title, its colours and the numbers at their ends."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import font
from app.viewer.canvas.plate import PADDING, Plate
from app.viewer.overlays.heat import Heat

BAR_WIDTH = 208
BAR_HEIGHT = 10
TICK_PX = 3


@dataclass(frozen=True)
class BarText:
    """The texts of the bar: the title above it, the numbers at low end, middle and high end, and the note below it."""

    title: str
    low: str
    middle: str
    high: str
    note: str = ""


def number(value: float, span: float) -> str:
    """Return `value` with enough decimals to distinguish the ends of a range of width `span`."""
    power = math.floor(math.log10(span)) if span > 0 else 0
    decimals = min(6, 1 - power) if power < -1 else max(0, 2 - max(power, 0))
    text = f"{value:.{decimals}f}"
    # Use a typographic minus, as wide as a digit, and never "-0.00".
    return text.replace("-", "−") if float(text) else text.lstrip("-")


def bar_text(heat: Heat) -> BarText:
    """Return the texts of a map's colour bar. For a signed map, the texts at the ends include the meaning of each end.

    If an end also represents values beyond it, its number has the sign "≤" or "≥".
    """
    span = heat.high - heat.low
    low, middle, high = (number(v, span) for v in (heat.low, (heat.low + heat.high) / 2, heat.high))
    known = heat.values[np.isfinite(heat.values)]
    low = f"≤ {low}" if known.size and known.min() < heat.low else low
    high = f"≥ {high}" if known.size and known.max() > heat.high else high
    if heat.kind.signed:
        low, high = f"{low} {heat.kind.ends[0]}", f"{heat.kind.ends[1]} {high}"
    return BarText(f"{heat.title} ({heat.measure})", low, middle, high, _note(heat))


def _note(heat: Heat) -> str:
    """Return the note below the bar. It says that no part of the tissue matters, or which spots have this range."""
    if heat.floor:
        return heat.floor.partition(":")[0]
    return "fixed range, the same for all spots" if heat.fixed else "range of this spot"


class ColourBar(Plate):
    """The bar is at the bottom right over the tissue. It is visible together with the heatmap."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._words = BarText("", "", "", "")
        self._colours = QImage()

    def show_heat(self, heat: Heat | None) -> None:
        self.setVisible(heat is not None)
        if heat is None:
            return
        self._words = bar_text(heat)
        row = np.ascontiguousarray(heat.table[None])
        self._colours = QImage(row.data, row.shape[1], 1, 4 * row.shape[1], QImage.Format.Format_RGBA8888).copy()
        words = self._words
        self.setAccessibleName(f"Colour bar: {words.title}, from {words.low} to {words.high}; {words.note}")
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(font("small"))
        ends = sum(words.horizontalAdvance(w) for w in (self._words.low, self._words.middle, self._words.high))
        texts = (words.horizontalAdvance(text) for text in (self._words.title, self._words.note))
        width = max(BAR_WIDTH, *texts, ends + 4 * PADDING)
        return QSize(width + 2 * PADDING, 3 * words.height() + BAR_HEIGHT + TICK_PX + 4 + 2 * PADDING)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inner = self.paint_plate(painter)
        align = Qt.AlignmentFlag
        painter.drawText(inner, align.AlignLeft | align.AlignTop, self._words.title)
        top = inner.top() + painter.fontMetrics().height() + 4
        bar = QRect(inner.left() + 1, top, inner.width() - 2, BAR_HEIGHT)
        # Draw a frame. Without it, the dark end of most colour tables would merge with the dark plate.
        painter.fillRect(bar.adjusted(-1, -1, 1, 1), QColor(self.look.muted))
        painter.fillRect(bar, QColor(self.look.panel))
        painter.drawImage(bar, self._colours)
        for x in (bar.left(), bar.center().x(), bar.right()):
            painter.fillRect(QRect(x, bar.bottom() + 2, 1, TICK_PX), QColor(self.look.muted))
        painter.drawText(inner, align.AlignLeft | align.AlignBottom, self._words.note)
        inner.setBottom(inner.bottom() - painter.fontMetrics().height())
        painter.drawText(inner, align.AlignLeft | align.AlignBottom, self._words.low)
        painter.drawText(inner, align.AlignHCenter | align.AlignBottom, self._words.middle)
        painter.drawText(inner, align.AlignRight | align.AlignBottom, self._words.high)
        painter.end()
