"""Axes whose numbers have the form of the language of the window, and whose titles are broken into lines."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption

from app.language.text import number_text

NUDGE_PX = 5
"""By how much pyqtgraph lets the margin of a title reach beyond the axis."""

SIDES = ("left", "bottom")
"""The sides of a plot that show numbers. pyqtgraph shows every axis that it is given."""


class NumberAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of a plot. Ticks with texts of their own (`setTicks`) keep these texts."""

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Return the text of each tick of `values`, as pyqtgraph rounds it for this `scale` and `spacing`."""
        return [number_text(text) for text in super().tickStrings(values, scale, spacing)]

    def fit_title(self, width: float, line_px: int) -> None:
        """Break the title below the plot into lines of `width` px, and make the axis as high as they need.

        `line_px` is the height of a line of the numbers. By default, pyqtgraph cuts a title wider than the plot.
        """
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.label.document().setDefaultTextOption(option)
        self.label.setTextWidth(max(1.0, width))
        ticks = self.style["tickTextOffset"][1] + max(0, self.style["tickLength"]) + line_px
        self.setHeight(round(ticks + self.label.boundingRect().height() - NUDGE_PX))
        self.resizeEvent()


def number_axes() -> dict[str, pg.AxisItem]:
    """Return a new axis for each of `SIDES`, for the argument `axisItems` of pyqtgraph."""
    return {side: NumberAxis(orientation=side) for side in SIDES}
