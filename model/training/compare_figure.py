"""Draw the comparison of methods as a PNG: the AUC of each method with its 95 % interval."""

import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from model.base.files import replacing
from model.base.plural import plural
from model.result.export.wording import RESEARCH_USE_ONLY
from model.training.compare_result import Comparison, Line

_WIDTH, _LEFT, _RIGHT = 1000, 330, 860
_TOP, _ROW, _FOOT = 70, 34, 90
_INK, _FAINT, _MARK = "#222222", "#dddddd", "#1f77b4"
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Labelled AUC values on the axis. The axis shows the whole range 0 to 1, so that no difference looks larger than it
is.
"""


def draw_comparison(found: Comparison, path: Path) -> None:
    """Draw the AUC of each compared method, one row per method. A dashed line at 0.5 marks chance."""
    bottom = _TOP + _ROW * len(found.lines)
    page = Image.new("RGB", (_WIDTH, bottom + _FOOT), "white")
    pen = ImageDraw.Draw(page)
    title = f"{found.table}: held-out AUC, {plural(found.known, 'patient')}, {found.folds}"
    pen.text((20, 20), title, _INK, _font(18))
    for value in _TICKS:
        pen.line([(_x(value), _TOP), (_x(value), bottom)], _FAINT, 1)
        pen.text((_x(value), bottom + 8), f"{value:g}", _INK, _font(14), anchor="mt")
    for y in range(_TOP, bottom, 10):
        pen.line([(_x(0.5), y), (_x(0.5), y + 5)], _INK, 1)
    for number, line in enumerate(found.lines):
        _row(pen, line, _TOP + _ROW * (number + 0.5))
    pen.text((20, bottom + _FOOT - 32), RESEARCH_USE_ONLY, _INK, _font(14))
    with replacing(path) as beside:
        page.save(beside, format="PNG")


def _row(pen: ImageDraw.ImageDraw, line: Line, y: float) -> None:
    pen.text((_LEFT - 20, y), line.method, _INK, _font(16), anchor="rm")
    words = f"{line.auc.value:.2f}"
    if not math.isnan(line.auc.low):
        pen.line([(_x(line.auc.low), y), (_x(line.auc.high), y)], _MARK, 2)
        words += f" ({line.auc.low:.2f}-{line.auc.high:.2f})"
    middle = _x(line.auc.value)
    pen.rectangle((middle - 5, y - 5, middle + 5, y + 5), _MARK)
    pen.text((_RIGHT + 15, y), words, _INK, _font(14), anchor="lm")


def _x(auc: float) -> float:
    return _LEFT + auc * (_RIGHT - _LEFT)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
