"""Write STEM.heatmap.png: a page with the tissue, a map over it, a colour bar, the result and the disclaimers."""

import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from model.base.colours import LEVEL_COLOURS
from model.base.files import replacing
from model.base.probability_text import probability_text
from model.result.export.base import Exported
from model.result.export.heat_map import OPACITY, PICTURE_PX, HeatMap, Legend, first_map, heat_map
from model.result.export.wording import NO_GROUP, disclaimers, plain, qualifier, short
from model.result.near_threshold import near_threshold
from model.result.prediction import Prediction
from model.result.reliability import reliability_of

MARGIN, GAP = 64, 24
HEAD_PX, FOOT_PX, BAR_PX, SIDE_PX = 120, 264, 36, 300
PICTURE_AT = (MARGIN, MARGIN + HEAD_PX)
_PAPER, _INK, _QUIET = "#f7f8f9", "#1b1d21", "#5b6470"
_NAME_LETTERS = 48
"""Number of characters that are shown of a longer name: its last ones.

Numbers and suffixes at the end distinguish files; the beginnings of names often do not.
"""
_HUGE, _LARGE, _MIDDLE, _SMALL = 76, 40, 28, 24


def write(exported: Exported, path: Path) -> None:
    """Write the page with the map of `exported` to `path`."""
    prediction = exported.prediction
    page = draw(prediction, heat_map(exported, first_map(prediction)))
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Software", prediction.made_by)
    notes.add_text("Comment", " ".join(disclaimers(prediction.bundle)))
    with replacing(path) as beside:
        page.save(beside, "PNG", pnginfo=notes)


def draw(prediction: Prediction, heat: HeatMap) -> Image.Image:
    """Return the whole page as an RGB image."""
    side = heat.picture.shape[0]
    size = (MARGIN + side + GAP + SIDE_PX, MARGIN + HEAD_PX + side + FOOT_PX + MARGIN)
    page = Image.new("RGB", size, _PAPER)
    page.paste(Image.fromarray(heat.picture), PICTURE_AT)
    pen = ImageDraw.Draw(page)
    _head(pen, prediction, heat.legend)
    _scale_bar(pen, prediction, side)
    _colour_bar(page, pen, heat)
    _foot(pen, prediction, PICTURE_AT[1] + side + GAP)
    return page


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _write(
    pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, colour: str = _INK, anchor: str = "ls"
) -> None:
    pen.text(at, plain(text), fill=colour, font=_font(size), anchor=anchor)


def _head(pen: ImageDraw.ImageDraw, prediction: Prediction, legend: Legend) -> None:
    x, y = PICTURE_AT
    _write(pen, (x, y - 84), legend.title, _LARGE)
    for line, text in zip((34, 8), legend.sentences, strict=True):
        _write(pen, (x, y - line), text, _SMALL, _QUIET)
    name = f"{_short_name(prediction)}   sha256 {short(prediction.image.sha256)}"
    _write(pen, (x + PICTURE_PX, y - 84), name, _SMALL, _QUIET, anchor="rs")


def _short_name(prediction: Prediction) -> str:
    name = Path(prediction.image.path).name
    return name if len(name) <= _NAME_LETTERS else f"...{name[-_NAME_LETTERS:]}"


def _scale_bar(pen: ImageDraw.ImageDraw, prediction: Prediction, side: int) -> None:
    """Draw a scale bar of 200 um, or of 500 px of the image if its pixel size is unknown.

    The bar is dark with a light rim, so that it is visible on any stain.
    """
    mpp, region = prediction.image.mpp, prediction.placement.region
    length_l0, text = (200 / mpp, "200 um") if mpp else (500.0, "500 px")
    length = length_l0 * side / region.width
    x, y = PICTURE_AT[0] + 32, PICTURE_AT[1] + side - 40
    pen.rectangle((x - 2, y - 2, x + length + 2, y + 10), fill="white")
    pen.rectangle((x, y, x + length, y + 8), fill=_INK)
    pen.text((x, y - 14), text, fill=_INK, font=_font(_SMALL), anchor="ls", stroke_width=3, stroke_fill="white")


def _colour_bar(page: Image.Image, pen: ImageDraw.ImageDraw, heat: HeatMap) -> None:
    legend = heat.legend
    side = heat.picture.shape[0]
    x, top = PICTURE_AT[0] + side + GAP, PICTURE_AT[1] + 96
    height = side // 2
    rows = np.rint(np.linspace(255, 0, height)).astype(np.uint8)
    bar = np.repeat(heat.table[rows, :3][:, None], BAR_PX, axis=1)
    page.paste(Image.fromarray(bar), (x, top))
    _write(pen, (x, top - 60), legend.measure, _MIDDLE)
    _write(pen, (x, top - 24), legend.quantity, _SMALL, _QUIET)
    # The number at the end with the larger absolute value has three significant digits: 1.37, 0.00137.
    digits = max(0, 2 - math.floor(math.log10(max(abs(heat.low), abs(heat.high)))))
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = top + (1 - share) * (height - 1)
        pen.line((x + BAR_PX, y, x + BAR_PX + 8, y), fill=_QUIET, width=2)
        value = heat.low + share * (heat.high - heat.low)
        _write(pen, (x + BAR_PX + 16, y), f"{value:.{digits}f}", _SMALL, anchor="lm")
    notes = (*legend.notes, *legend.ends, f"{OPACITY:.0%} over the tissue", legend.clear)
    for number, text in enumerate(notes):
        _write(pen, (x, top + height + 48 + 34 * number), text, _SMALL, _QUIET)


def _foot(pen: ImageDraw.ImageDraw, prediction: Prediction, top: int) -> None:
    x, right = MARGIN, MARGIN + PICTURE_PX
    bundle = prediction.bundle
    number = probability_text(prediction.survival_probability)
    if reliability_of(prediction).level == "do not use":
        # The refusal is large. The number is recorded, but so small that nobody mistakes it for a result.
        text = f"5-year survival probability {number}, not to be used ({qualifier(prediction)})"
        _verdict(pen, prediction, (x, top + 48), right)
        _write(pen, (x, top + 112), text, _MIDDLE, _QUIET)
    else:
        _write(pen, (x, top + 72), number, _HUGE)
        _write(pen, (x + 190, top + 38), f"5-year survival probability, {qualifier(prediction)}", _MIDDLE)
        _write(pen, (x + 190, top + 74), _group(prediction), _SMALL, _QUIET)
        _verdict(pen, prediction, (x, top + 128), right)
    model = f"model {bundle.name} {bundle.version}   sha256 {short(bundle.sha256)}   {prediction.made_by}"
    _write(pen, (x, top + 176), model, _SMALL, _QUIET)
    _write(pen, (x, top + 226), "   ".join(disclaimers(bundle)), _MIDDLE)
    left = _badge(pen, right, top + 146, "RESEARCH USE ONLY")
    if bundle.demo:
        _badge(pen, left - 16, top + 146, "DEMO MODEL")


def _badge(pen: ImageDraw.ImageDraw, right: float, top: int, text: str) -> float:
    """Draw a text in a frame whose right edge is at `right`. Return the left edge of the frame."""
    left = right - pen.textlength(text, _font(_SMALL)) - 32
    pen.rounded_rectangle((left, top, right, top + 44), radius=6, outline=_QUIET, width=2)
    _write(pen, (left + 16, top + 23), text, _SMALL, _INK, anchor="lm")
    return left


def _group(prediction: Prediction) -> str:
    bundle = prediction.bundle
    if prediction.risk_group is None or bundle.threshold is None:
        return NO_GROUP
    near = near_threshold(prediction)
    group = ", ".join(text for text in (prediction.risk_group, near.hint if near else "") if text)
    return f"{group}; threshold {probability_text(bundle.threshold)}, {bundle.threshold_origin}"


def _verdict(pen: ImageDraw.ImageDraw, prediction: Prediction, at: tuple[int, int], right: int) -> None:
    """Draw the level of trust as a shape (circle, triangle or square), a colour and a text, followed by the reasons.

    Reasons that do not fit on the page are left out.
    """
    x, y = at
    reliability = reliability_of(prediction)
    level = reliability.level
    colour = LEVEL_COLOURS[level]
    box = (x, y - 22, x + 24, y + 2)
    if level == "ok":
        pen.ellipse(box, fill=colour)
    elif level == "caution":
        pen.polygon([(x, y + 2), (x + 24, y + 2), (x + 12, y - 22)], fill=colour)
    else:
        pen.rectangle(box, fill=colour)
    # The worst verdict is first, so that its reason is not left out.
    texts = sorted(reliability.texts, key=lambda text: not text[1].startswith(level))
    text = plain("   ".join(f"{name}: {text}" for name, text in texts))
    _write(pen, (x + 40, y), _fitted(pen, text, right - x - 40), _MIDDLE)


def _fitted(pen: ImageDraw.ImageDraw, text: str, width: float) -> str:
    """Return `text`. If it is wider than `width` px, shorten it after a word."""
    if pen.textlength(text, _font(_MIDDLE)) <= width:
        return text
    words = text.split(" ")
    while words and pen.textlength(" ".join(words) + " ...", _font(_MIDDLE)) > width:
        words.pop()
    return " ".join(words) + " ..."
