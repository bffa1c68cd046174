"""Axes whose numbers have the decimal point and the minus sign of the language of the window."""

import pyqtgraph as pg

from app.language.text import number_text

SIDES = ("left", "bottom")
"""The sides of a plot that show numbers. pyqtgraph shows every axis that it is given."""


class NumberAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of a plot. Ticks with texts of their own (`setTicks`) keep these texts."""

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Return the text of each tick of `values`, as pyqtgraph rounds it for this `scale` and `spacing`."""
        return [number_text(text) for text in super().tickStrings(values, scale, spacing)]


def number_axes() -> dict[str, pg.AxisItem]:
    """Return a new axis for each of `SIDES`, for the argument `axisItems` of pyqtgraph."""
    return {side: NumberAxis(orientation=side) for side in SIDES}
