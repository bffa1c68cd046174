"""Write STEM.heatmap.png: a page with the tissue, a map over it, a colour bar, the result and the disclaimers."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from model.base.colours import LEVEL_COLOURS, UNSIGNED, paint, table_for
from model.base.files import replacing
from model.base.probability_text import probability_text
from model.familiarity.judge import UNFAMILIAR as LIMIT
from model.result.export.base import Exported
from model.result.export.blend import lay_over, lay_tiles_over, picture_edges, with_borders
from model.result.export.wording import NO_GROUP, disclaimers, plain, qualifier, run_drawn, short
from model.result.maps import (
    DEATH_SURVIVAL,
    UNFAMILIAR,
    MapChoice,
    MapKind,
    fixed_points,
    layer_title,
    map_kind,
    map_values,
    measure_of,
    offered,
    suited,
    value_range,
)
from model.result.near_threshold import near_threshold
from model.result.points import FLOOR, matters
from model.result.prediction import Prediction
from model.result.reliability import reliability_of

OPACITY = 0.45
COLOURS = UNSIGNED[0]
PICTURE_PX = 1750
"""The side of the picture, in px. It is half of the 3500 px of a region.

Nuclei can still be distinguished, and the file stays below about 5 MB.
"""
MARGIN, GAP = 64, 24
HEAD_PX, FOOT_PX, BAR_PX, SIDE_PX = 120, 264, 36, 300
PICTURE_AT = (MARGIN, MARGIN + HEAD_PX)
_PAPER, _INK, _QUIET = "#f7f8f9", "#1b1d21", "#5b6470"
_NAME_LETTERS = 48
"""The number of characters that are kept of a long name.

They are the last ones, because numbers and suffixes distinguish files, and the beginnings of names often do not.
"""
OWN_ENDS = ("ends: this spot's", "least and greatest")
"""The note on a colour range that follows from the values of the spot."""
_SIDES = {UNFAMILIAR: ("like training tissue", "unlike")}
_HUGE, _LARGE, _MIDDLE, _SMALL = 76, 40, 28, 24


@dataclass(frozen=True)
class Legend:
    """The texts on the page.

    `title` and the two `sentences` are above the map, `measure` and `quantity` above the colour bar. Four kinds of
    notes are below the bar: the `notes` of this map, the meaning of its `ends`, a note that is the same for all maps,
    and the meaning of a transparent tile (`clear`).
    """

    title: str
    sentences: tuple[str, str]
    measure: str
    quantity: str
    notes: tuple[str, ...]
    clear: str
    ends: tuple[str, ...] = OWN_ENDS
    sides: tuple[str, str] | None = None
    """The meaning of the low and of the high end of the colour bar, if the ends have a meaning."""


@dataclass(frozen=True)
class HeatMap:
    """The drawn map: the tissue with the map over it, the colours and ends of the colour bar, and the text."""

    picture: np.ndarray
    table: np.ndarray
    low: float
    high: float
    legend: Legend


def write(exported: Exported, path: Path) -> None:
    """Write the page of `exported` to `path`."""
    prediction = exported.prediction
    page = draw(prediction, heat_map(exported, first_map(prediction)))
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Software", prediction.made_by)
    notes.add_text("Comment", " ".join(disclaimers(prediction.bundle)))
    with replacing(path) as beside:
        page.save(beside, "PNG", pnginfo=notes)


def first_map(prediction: Prediction) -> MapChoice:
    """Return the map to draw if the user chose none: the hidden state.

    A result that is not to be used gets the map of unfamiliar tissue if it is known, because it shows the tissue for
    which the model has no basis. The hidden state would illustrate a result that must not be used.
    """
    refused = reliability_of(prediction).level == "do not use"
    return MapChoice(UNFAMILIAR) if refused and UNFAMILIAR in prediction.trace.tiles else MapChoice()


def heat_map(exported: Exported, choice: MapChoice, side_px: int = PICTURE_PX) -> HeatMap:
    """Return the tissue of the region, uint8 [side_px, side_px, 3], with the chosen map over it.

    Each value covers the pixels of its tile. If the head does not compute the chosen map, the first available map is
    drawn.
    """
    prediction = exported.prediction
    grid, trace = prediction.grid, prediction.trace
    choice = suited(choice, offered(trace))
    values = map_values(trace, grid, choice)
    low, high = value_range(values, trace, choice, fixed=False)
    kind = map_kind(choice.kind)
    table = table_for(kind.signed, COLOURS, kind.ends == DEATH_SURVIVAL)
    # As in the window, a border surrounds the tiles beyond the limit, because the colours change little there.
    parts = np.where(values > LIMIT, np.float32(1), np.float32(np.nan)) if choice.kind == UNFAMILIAR else None
    return map_over_tissue(exported, values, (low, high), table, _legend(prediction, choice), side_px, parts)


def map_over_tissue(
    exported: Exported,
    values: np.ndarray,
    ends: tuple[float, float],
    table: np.ndarray,
    legend: Legend,
    side_px: int = PICTURE_PX,
    parts: np.ndarray | None = None,
) -> HeatMap:
    """Return a map float [rows, cols] of the region over its tissue. nan is transparent.

    `ends` are the values at the ends of the colour bar. `parts` [rows, cols] is the number of the part of the tissue
    that each tile belongs to. Borders are drawn between tiles of different parts.
    """
    prediction = exported.prediction
    region = prediction.placement.region
    tissue = exported.pixels(region, side_px)
    if prediction.grid.scattered:
        colours = paint(values, *ends, table)[0]
        return HeatMap(lay_tiles_over(tissue, colours, prediction.tile_boxes, region, OPACITY), table, *ends, legend)
    xs, ys = picture_edges(prediction.tile_boxes, prediction.grid, region, side_px)
    picture = lay_over(tissue, paint(values, *ends, table), xs, ys, OPACITY)
    if parts is not None:
        picture = with_borders(picture, parts, xs, ys)
    return HeatMap(picture, table, *ends, legend)


def _legend(prediction: Prediction, choice: MapChoice) -> Legend:
    kind, points = map_kind(choice.kind), fixed_points(choice)
    sides = (f"below 0 {kind.ends[0]}", f"above 0 {kind.ends[1]}") if kind.signed else ()
    return Legend(
        title=layer_title(choice),
        sentences=(kind.sentence, _second_sentence(prediction, kind)),
        measure=measure_of(choice),
        quantity="no unit of measure" if kind.layered else kind.title.lower(),
        notes=(_size_text(prediction, choice), *sides, *_floor_note(prediction, choice)),
        clear="clear: tile not used" if kind.layered else "clear: tile not pooled",
        ends=OWN_ENDS if points is None and kind.key != UNFAMILIAR else ("ends: fixed, the same", "for all spots"),
        sides=_SIDES.get(kind.key, kind.ends if kind.signed else None),
    )


def _second_sentence(prediction: Prediction, kind: MapKind) -> str:
    """Return the run that a hidden state belongs to, or the share of unfamiliar tissue; "" for other maps."""
    if kind.key == UNFAMILIAR and prediction.familiarity is not None:
        return prediction.familiarity.sentence
    return run_drawn(prediction) if kind.layered else ""


def _floor_note(prediction: Prediction, choice: MapChoice) -> tuple[str, ...]:
    """Return the sentence that no tile matters, if no value of the map exceeds one point of probability."""
    kind = map_kind(choice.kind)
    if kind.points is None or matters(kind.points(prediction.trace, choice)):
        return ()
    return ("no single tile matters:", f"none over {FLOOR:g} point")


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
    # The greater end has three significant digits, for any size: 1.37, 0.00137.
    digits = max(0, 2 - math.floor(math.log10(max(abs(heat.low), abs(heat.high)))))
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = top + (1 - share) * (height - 1)
        pen.line((x + BAR_PX, y, x + BAR_PX + 8, y), fill=_QUIET, width=2)
        value = heat.low + share * (heat.high - heat.low)
        _write(pen, (x + BAR_PX + 16, y), f"{value:.{digits}f}", _SMALL, anchor="lm")
    notes = (*legend.notes, *legend.ends, f"{OPACITY:.0%} over the tissue", legend.clear)
    for number, text in enumerate(notes):
        _write(pen, (x, top + height + 48 + 34 * number), text, _SMALL, _QUIET)


def _size_text(prediction: Prediction, choice: MapChoice) -> str:
    """Return text with the number of values of the map: the units of a layer, or the tiles that have a value."""
    trace = prediction.trace
    if map_kind(choice.kind).layered:
        return f"{trace.hidden[choice.layer].shape[1]} units"
    used = "judged" if choice.kind == UNFAMILIAR else "pooled"
    return f"{int(np.isfinite(trace.tiles[choice.kind]).sum())} tiles {used}"


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
    """Draw the level as a shape (circle, triangle or square), a colour and a text, followed by its reasons.

    Reasons that do not fit are left out.
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
    # The worst part is first, so that its reason is not left out.
    texts = sorted(reliability.texts, key=lambda text: not text[1].startswith(level))
    text = plain("   ".join(f"{name}: {text}" for name, text in texts))
    _write(pen, (x + 40, y), _fitted(pen, text, right - x - 40), _MIDDLE)


def _fitted(pen: ImageDraw.ImageDraw, text: str, width: float) -> str:
    """Return `text`, shortened after a word if it is wider than `width`."""
    if pen.textlength(text, _font(_MIDDLE)) <= width:
        return text
    words = text.split(" ")
    while words and pen.textlength(" ".join(words) + " ...", _font(_MIDDLE)) > width:
        words.pop()
    return " ".join(words) + " ..."
