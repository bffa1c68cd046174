"""Pens and colours of raters and groups on the screen.

They are derived from the style of the report and the theme.
"""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from app.ui.theme import LEAST_CONTRAST, Theme, contrast, font
from model.comparison.report.style import INK, LINE, QUIET

_ON_LIGHT = {"#e69f00": "#5c3f00", "#56b4e9": "#2a66f0"}
"""What stands on the light canvas for two colours of the report that are too faint there.

Only darkened, the yellow would resemble the orange of high risk for people who are colour-blind, and the light blue the
other blue.
"""
_DARKEST = 0.5
"""Minimum lightness of a colour on the dark canvas. Darker colours would not be visible."""
LEAST_OF_LINES = 3.0
"""Minimum contrast of a line or point that has a meaning and its background: WCAG 2, success criterion 1.4.11."""
_STEP = 0.02
"""Change of lightness (0 to 1) between two attempts to find a readable colour."""


def on_theme(colour: str, look: Theme) -> QColor:
    """Return the screen colour for a colour of the report."""
    own = {INK: look.text, QUIET: look.muted, LINE: look.line} | (_ON_LIGHT if look.name == "light" else {})
    shown = QColor(own.get(colour, colour))
    if look.name == "dark" and colour not in own and shown.lightnessF() < _DARKEST:
        shown.setHslF(shown.hslHueF(), shown.hslSaturationF(), _DARKEST, shown.alphaF())
    return shown if colour == LINE else _apart(shown, look, LEAST_OF_LINES)


def text_on_theme(colour: str, look: Theme) -> QColor:
    """Return the screen colour for a colour of the report, with enough contrast to the canvas for small text."""
    return _apart(on_theme(colour, look), look, LEAST_CONTRAST)


def _apart(colour: QColor, look: Theme, least: float) -> QColor:
    """Return the colour, as much lighter or darker as it needs for the contrast `least` to the canvas."""
    shown, step = QColor(colour), _STEP if look.name == "dark" else -_STEP
    while contrast(shown, QColor(look.canvas)) < least and 0 < shown.lightnessF() < 1:
        light = min(max(shown.lightnessF() + step, 0.0), 1.0)
        shown.setHslF(max(shown.hslHueF(), 0.0), shown.hslSaturationF(), light, shown.alphaF())
    return shown


def pen_of(style: dict[str, Any], look: Theme, width: float = 1.6) -> QPen:
    """Return a pen with the colour and dashes that the report uses for this curve (`style`).

    `width` is in screen px.
    """
    pen = QPen(pg.mkPen(on_theme(style["color"], look), width=width))
    dashes = style["linestyle"]
    if dashes != "-":
        pen.setDashPattern([float(part) for part in dashes[1]])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def style_axes(plot: "pg.PlotItem", look: Theme) -> None:
    """Give the axes the grey colours of the theme and the smallest font."""
    for side in ("left", "bottom", "right"):
        axis = plot.getAxis(side)
        axis.setPen(pg.mkPen(look.line))
        axis.setTextPen(pg.mkPen(look.muted))
        axis.setTickFont(font("small"))
        axis.label.setFont(font("small"))
        axis.setStyle(tickLength=4, tickTextOffset=4, hideOverlappingLabels=False)
        axis.enableAutoSIPrefix(False)
