"""Draw the loss curve of a training log as a PNG, with Pillow, which the program needs anyway."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from model.base.files import replacing
from model.training.log import TrainingLog

_SIZE = (960, 600)
_LEFT, _TOP, _RIGHT, _BOTTOM = 90, 60, 930, 530
_INK, _FAINT = "#222222", "#dddddd"
_LINES = {"training": "#1f77b4", "validation": "#a88a00"}
"""Colours of the curves. Colour-blind readers can distinguish this blue and yellow."""
_TICKS = 5
_MARGIN = 6


def draw_loss(log: TrainingLog, title: str, path: Path) -> None:
    """Draw training and validation loss by epoch, and mark the epoch whose weights were kept."""
    page = Image.new("RGB", _SIZE, "white")
    pen = ImageDraw.Draw(page)
    losses = {
        "training": [epoch.training_loss for epoch in log.epochs],
        "validation": [epoch.validation_loss for epoch in log.epochs],
    }
    low, high = min(map(min, losses.values())), max(map(max, losses.values()))
    low, high = (low, high) if high > low else (low - 0.5, high + 0.5)
    xs = np.linspace(_LEFT, _RIGHT, len(log.epochs)) if len(log.epochs) > 1 else np.array([(_LEFT + _RIGHT) / 2])
    _axes(pen, low, high, title)
    for number in sorted({int(n) for n in np.linspace(1, len(xs), min(_TICKS * 2, len(xs)))}):
        pen.text((xs[number - 1], _BOTTOM + 8), str(number), _INK, _font(14), anchor="mt")
    kept = float(xs[log.best.number - 1])
    pen.line([(kept, _TOP), (kept, _BOTTOM)], _INK, 1)
    label = f"kept: epoch {log.best.number}"
    half = pen.textlength(label, _font(14)) / 2 + _MARGIN
    # At the first or last epoch, a centred label would not fit on the page.
    pen.text((min(max(kept, half), _SIZE[0] - half), _TOP - 4), label, _INK, _font(14), anchor="mb")
    for place, (name, values) in enumerate(losses.items()):
        points = [(float(x), _height(value, low, high)) for x, value in zip(xs, values, strict=True)]
        pen.line(points, _LINES[name], 3, joint="curve")
        for x, y in points:
            pen.ellipse((x - 3, y - 3, x + 3, y + 3), _LINES[name])
        pen.text((_RIGHT - 110 * place, 20), name, _LINES[name], _font(18), anchor="ra")
    with replacing(path) as beside:
        page.save(beside, format="PNG")


def _axes(pen: ImageDraw.ImageDraw, low: float, high: float, title: str) -> None:
    for value in np.linspace(low, high, _TICKS):
        y = _height(float(value), low, high)
        pen.line([(_LEFT, y), (_RIGHT, y)], _FAINT, 1)
        pen.text((_LEFT - 8, y), f"{value:.3g}", _INK, _font(14), anchor="rm")
    pen.line([(_LEFT, _TOP), (_LEFT, _BOTTOM), (_RIGHT, _BOTTOM)], _INK, 1)
    pen.text((_LEFT, 20), title, _INK, _font(18))
    pen.text(((_LEFT + _RIGHT) / 2, _BOTTOM + 36), "epoch", _INK, _font(16), anchor="mt")
    pen.text((16, _TOP - 20), "loss", _INK, _font(16))


def _height(value: float, low: float, high: float) -> float:
    return _BOTTOM - (value - low) / (high - low) * (_BOTTOM - _TOP)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
