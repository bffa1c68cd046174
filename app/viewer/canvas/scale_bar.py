"""A scale bar of round length, computed from zoom and pixel size. It is labelled in um, mm or px."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.language.text import tr
from app.ui.theme import font, text_px
from app.viewer.canvas.plate import PADDING, Plate

LONGEST_PX = 160.0
"""Maximum length of the bar in screen px. The bar has the largest round length up to this limit.

The bar is therefore at least two fifths of this limit long.
"""
LEAST_PX = 60.0
"""Minimum width of the space beside the region, in screen px, into which the bar is fitted. Every label fits into
it."""
BAR_HEIGHT = 3


@dataclass(frozen=True)
class Bar:
    """A bar that is `length_px` screen px long. `label` gives the length on the slide that the bar represents."""

    length_px: float
    label: str


def round_length(limit: float) -> float:
    """Return the largest number of the series 1, 2, 5, 10, 20, 50 ... (and 0.5, 0.2, 0.1 ...) up to `limit`."""
    power = 10.0 ** math.floor(math.log10(limit))
    for step in (5.0, 2.0):
        if step * power <= limit * (1 + 1e-9):
            return step * power
    return power


def bar_for(scale: float, mpp: float | None, longest_px: float = LONGEST_PX) -> Bar:
    """Return the scale bar.

    `scale` is the number of screen px per level-0 px. `mpp` is the size of a level-0 px in um. If the pixel size is
    unknown (None), the bar is labelled in px.
    """
    if mpp is None:
        pixels = max(1.0, round_length(longest_px / scale))
        return Bar(pixels * scale, tr("{pixels:.0f} px", pixels=pixels))
    length_um = round_length(longest_px / scale * mpp)
    long = length_um >= 1000
    label = tr("{length:g} mm", length=length_um / 1000) if long else tr("{length:g} µm", length=length_um)
    return Bar(length_um / mpp * scale, label)


class ScaleBar(Plate):
    """A scale bar at the bottom left over the tissue, beside the outline of the analysis region and never on it."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._bar = Bar(0.0, "")
        self._shown: tuple[Bar, int] | None = None
        """The shown bar, and the size of its text in px."""

    def show_bar(self, bar: Bar) -> None:
        if (bar, text_px("small")) == self._shown:
            return
        self._bar, self._shown = bar, (bar, text_px("small"))
        self.setAccessibleName(tr("Scale bar: {label}", label=bar.label))
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font("small"))
        width = max(math.ceil(self._bar.length_px), metrics.horizontalAdvance(self._bar.label))
        return QSize(width + 2 * PADDING, metrics.height() + BAR_HEIGHT + 2 + 2 * PADDING)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inner = self.paint_plate(painter)
        painter.drawText(inner, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self._bar.label)
        length = round(self._bar.length_px)
        left = inner.center().x() - length // 2
        painter.fillRect(QRect(left, inner.bottom() - BAR_HEIGHT + 1, length, BAR_HEIGHT), QColor(self.look.text))
        painter.end()
