"""Draw the running probability of a prediction (the probability after each tile) for the case report."""

from typing import Any

import numpy as np

from model.base.probability_text import probability_text
from model.result.export.case_drawings import colour, drawing, text
from model.result.export.pdf_sheet import INK, LINE, QUIET
from model.result.prediction import Prediction
from model.result.running import running_answers

HEIGHT = 74.0
"""Minimum height of the plot in points (1/72 inch). It leaves enough space for the images on the same page."""
TALLEST = 190.0
"""Maximum height of the plot in points, used on a page with little text. A taller plot would only look empty."""
_LEFT, _RIGHT, _BOTTOM, _TOP = 24.0, 62.0, 13.0, 4.0
_LABEL = 6.5
_FAINT = 0.45


def curve_drawing(prediction: Prediction, width: float, height: float = HEIGHT) -> Any:
    """Draw the running probability of the answer, and of each tile order that the answer combines.

    The drawing is `width` points wide and `height` points high. The order that playback and hidden states show is drawn
    too, as on the screen. Beside the plot, the last value of each of these lines and the threshold are labelled. All
    lines have the colour of the text, because a colour would mean death or survival.
    """
    made, steps = drawing(width, height), prediction.trace.steps
    across, up = width - _LEFT - _RIGHT, height - _BOTTOM - _TOP
    _axes(made, steps, across, up)
    found = running_answers(prediction)
    drawn = {"strokeColor": colour(INK), "strokeWidth": 0.8, "strokeDashArray": (3, 2)}
    ends: list[tuple[float, str]] = []
    if found is None or len(found.orders):
        _line(made, prediction.trace.running, across, up, **drawn)
        ends.append((float(prediction.trace.running[-1]), f"{prediction.grid.order} order"))
    if found is not None:
        for one in found.orders:
            _line(made, one, across, up, strokeColor=colour(INK), strokeWidth=0.5, strokeOpacity=_FAINT)
        _line(made, found.mean, across, up, strokeColor=colour(INK), strokeWidth=1.8)
        ends.append((float(found.mean[-1]), "answer"))
    if prediction.bundle.threshold is not None:
        ends.append((prediction.bundle.threshold, "threshold"))
        _threshold(made, prediction.bundle.threshold, across, up)
    _name_ends(made, ends, across, up)
    return made


def _axes(made: Any, steps: int, across: float, up: float) -> None:
    from reportlab.graphics.shapes import Line

    for value in (0.0, 0.5, 1.0):
        y = _BOTTOM + value * up
        made.add(Line(_LEFT, y, _LEFT + across, y, strokeColor=colour(LINE), strokeWidth=0.5))
        made.add(text(4, y - 2, f"{value:g}", _LABEL, QUIET))
    made.add(text(_LEFT, 2, "tile 1", _LABEL, QUIET))
    last = text(_LEFT + across, 2, f"tile {steps}, the last", _LABEL, QUIET)
    last.textAnchor = "end"
    made.add(last)


def _threshold(made: Any, at: float, across: float, up: float) -> None:
    from reportlab.graphics.shapes import Line

    y = _BOTTOM + at * up
    dots = {"strokeColor": colour(QUIET), "strokeWidth": 0.7, "strokeDashArray": (1, 1.5)}
    made.add(Line(_LEFT, y, _LEFT + across, y, **dots))


def _line(made: Any, values: np.ndarray, across: float, up: float, **look: Any) -> None:
    """Add a line through `values` [steps], 0..1, to the drawing."""
    from reportlab.graphics.shapes import PolyLine

    x = _LEFT + np.linspace(0, across, len(values)) if len(values) > 1 else np.array([_LEFT])
    points = np.column_stack([x, _BOTTOM + values * up]).round(2)
    made.add(PolyLine(points.ravel().tolist(), **look))


def _name_ends(made: Any, ends: list[tuple[float, str]], across: float, up: float) -> None:
    """Write the value and the name of each line at its end. Move texts that would overlap."""
    below = -np.inf
    for value, name in sorted(ends):
        y = max(_BOTTOM + value * up - 2, below + _LABEL + 1)
        made.add(text(_LEFT + across + 4, y, f"{probability_text(value)} {name}", _LABEL, INK))
        below = y
