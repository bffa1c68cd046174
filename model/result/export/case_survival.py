"""Draw the survival curve of a prediction for the case report."""

from collections.abc import Sequence
from typing import Any

from model.result.export.case_drawings import colour, drawing, text
from model.result.export.pdf_sheet import INK, LINE, QUIET
from model.result.prediction import CurvePoint

WIDTH, HEIGHT = 94.0, 46.0
"""Size of the drawing in points. The drawing fits beside a text with the same numbers."""
_LEFT, _BOTTOM, _TOP, _RIGHT = 12.0, 9.0, 3.0, 14.0
_LABEL = 6.0


def survival_drawing(curve: Sequence[CurvePoint]) -> Any:
    """Draw the probability of being alive, 0 to 1, over the years, from 1 at the start to the last point."""
    from reportlab.graphics.shapes import Circle, Line, PolyLine

    made = drawing(WIDTH, HEIGHT)
    across, up, last = WIDTH - _LEFT - _RIGHT, HEIGHT - _BOTTOM - _TOP, curve[-1].years
    for value in (0.0, 1.0):
        y = _BOTTOM + value * up
        made.add(Line(_LEFT, y, _LEFT + across, y, strokeColor=colour(LINE), strokeWidth=0.5))
        made.add(text(4, y - 2, f"{value:g}", _LABEL, QUIET))
    made.add(text(_LEFT, 1, "0", _LABEL, QUIET))
    made.add(text(_LEFT + across - 8, 1, f"{last:g} years", _LABEL, QUIET))
    points = [
        (_LEFT + one.years / last * across, _BOTTOM + one.survival_probability * up)
        for one in (CurvePoint(0.0, 1.0), *curve)
    ]
    line = [part for point in points for part in point]
    made.add(PolyLine(line, strokeColor=colour(INK), strokeWidth=1.1))
    for x, y in points[1:]:
        made.add(Circle(x, y, 1.4, fillColor=colour(INK), strokeColor=None))
    return made
