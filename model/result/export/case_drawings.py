"""Draw the small items of the case report: scale bar, colour bar, verdict mark, and the strip of tile orders."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from model.base.colours import LEVEL_COLOURS
from model.base.signs import with_minus
from model.result.export.heat_map import HeatMap
from model.result.export.pdf_sheet import FONT, INK, LINE, QUIET, register_fonts
from model.result.prediction import Level, Prediction

_STEPS = 64
"""The number of colours in the colour bar. At the size of the bar, more colours cannot be distinguished."""


def scale_bar(prediction: Prediction, side: float) -> Any:
    """Return a drawing of a scale bar for an image that is `side` points wide.

    The bar has 200 um, or 500 px of the image if its pixel size is unknown.
    """
    from reportlab.graphics.shapes import Line

    mpp, region = prediction.image.mpp, prediction.placement.region
    length_l0, words = (200 / mpp, "200 µm") if mpp else (500.0, "500 px (pixel size unknown)")
    length = length_l0 * side / region.width
    made = drawing(side, 14)
    for x in (0.0, length):
        made.add(Line(x, 3, x, 11, strokeColor=colour(INK), strokeWidth=0.8))
    made.add(Line(0, 7, length, 7, strokeColor=colour(INK), strokeWidth=1.6))
    made.add(text(length + 5, 4, words, 7, INK))
    return made


def colour_bar(heat: HeatMap, height: float) -> Any:
    """Return a drawing of the map's colours, with values at five positions."""
    from reportlab.graphics.shapes import Line, Rect

    made = drawing(40, height)
    step = height / _STEPS
    for number in range(_STEPS):
        red, green, blue = (int(v) for v in heat.table[round(number * 255 / (_STEPS - 1)), :3])
        fill = colour(f"#{red:02x}{green:02x}{blue:02x}")
        made.add(Rect(0, number * step, 9, step + 0.3, fillColor=fill, strokeColor=None, strokeWidth=0))
    greatest = max(abs(heat.low), abs(heat.high))
    digits = max(0, 2 - math.floor(math.log10(greatest))) if greatest > 0 else 2
    for share in np.linspace(0, 1, 5):
        y = float(share) * height
        made.add(Line(9, y, 12, y, strokeColor=colour(QUIET), strokeWidth=0.6))
        value = heat.low + float(share) * (heat.high - heat.low)
        made.add(text(14, min(max(y - 2, 0), height - 6), with_minus(f"{value:.{digits}f}"), 6.5, INK))
    return made


def verdict_mark(level: Level) -> Any:
    """Return a drawing of a circle, triangle or square, so that the level is visible without colours."""
    from reportlab.graphics.shapes import Circle, Polygon, Rect

    made = drawing(14, 14)
    look = {"fillColor": colour(LEVEL_COLOURS[level]), "strokeColor": None}
    if level == "ok":
        made.add(Circle(7, 7, 6, **look))
    elif level == "caution":
        made.add(Polygon([1, 1, 13, 1, 7, 12.5], **look))
    else:
        made.add(Rect(1, 1, 12, 12, **look))
    return made


def order_strip(probabilities: Sequence[float], threshold: float | None) -> Any:
    """Return a drawing of the survival probability in each tile order: dots on a scale 0..1, a line at the threshold.

    The dots have the colour of the text, because a colour would mean death or survival.
    """
    from reportlab.graphics.shapes import Circle, Line

    width = 88.0
    made = drawing(width + 6, 14)
    made.add(Line(3, 7, width + 3, 7, strokeColor=colour(LINE), strokeWidth=1))
    if threshold is not None:
        x = 3 + width * threshold
        made.add(Line(x, 1, x, 13, strokeColor=colour(QUIET), strokeWidth=0.8))
    for p in probabilities:
        dot = {"fillColor": colour(INK), "fillOpacity": 0.45, "strokeColor": None}
        made.add(Circle(3 + width * p, 7, 2.4, **dot))
    return made


def drawing(width: float, height: float) -> Any:
    """Return an empty drawing. Both sizes are in points."""
    from reportlab.graphics.shapes import Drawing

    register_fonts()
    return Drawing(width, height)


def colour(code: str) -> Any:
    """Convert the colour "#rrggbb" into a colour of reportlab."""
    from reportlab.lib.colors import HexColor

    return HexColor(code)


def text(x: float, y: float, words: str, size: float, ink: str) -> Any:
    """Return `words` as a text of a drawing that starts at the point (x, y)."""
    from reportlab.graphics.shapes import String

    return String(x, y, words, fontName=FONT, fontSize=size, fillColor=colour(ink))
