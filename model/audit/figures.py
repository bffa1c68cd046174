"""The audit as pictures: it comes in; PNGs of curves, of the position bias and of planted truth go out (by Pillow)."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from model.audit.one_spot import kinds_of
from model.audit.run import Audit
from model.colours import UNSIGNED, colour_table, paint
from model.explain.faithfulness import SHARES, Curves
from model.files import replacing
from model.report.wording import disclaimers, short

_INK, _FAINT = "#222222", "#dddddd"
_LINES = {
    "occlusion": "#0072b2",
    "ig": "#d55e00",
    "norm": "#cc79a7",
    "attention": "#009e73",
    "contribution": "#e69f00",
    "random": "#999999",
}
"""Okabe and Ito's colours: told apart by colour-blind eyes too."""
_CHANCE = "#000000"
_PANEL, _GAP, _MARGIN, _HEAD, _FOOT = 420, 90, 80, 90, 150


def draw_curves(audit: Audit, path: Path) -> None:
    """Deletion and insertion: the mean over spots of how far p lies from that of glass, towards the spot's own."""
    page, pen = _blank(2 * _PANEL + _GAP + 2 * _MARGIN, _HEAD + _PANEL + _FOOT + 20)
    pen.text((20, 16), f"{audit.bundle.manifest.name}: how the maps' tiles move p", _INK, _font(20))
    kinds = kinds_of(audit.bundle.manifest.head)
    for number, way in enumerate(("deletion", "insertion")):
        left = _MARGIN + number * (_PANEL + _GAP)
        lines = {kind.key: _mean(audit, kind.key, way) for kind in kinds}
        chance = _mean(audit, kinds[0].key, f"random_{way}")
        most = max(float(np.max(line)) for line in (*lines.values(), chance))
        # A map that points the wrong way takes p past that of glass.
        least = min(0.0, *(float(np.min(line)) for line in (*lines.values(), chance)))
        _axes(pen, left, (least, most), f"{way}: share of tiles {'turned to' if number == 0 else 'back from'} glass")
        _plot(pen, left, (least, most), chance, _CHANCE, 1)
        for key, line in lines.items():
            _plot(pen, left, (least, most), line, _LINES[key], 3)
    y = _HEAD + _PANEL + 62
    entries = [(kind.title, _LINES[kind.key]) for kind in kinds] + [("random orders", _CHANCE)]
    x = float(_MARGIN)
    for words, colour in entries:
        pen.line([(x, y), (x + 24, y)], colour, 4)
        pen.text((x + 30, y), words, _INK, _font(14), anchor="lm")
        x += 30 + pen.textlength(words, _font(14)) + 22
    of = f"mean over {len(audit.spots)} spots; p towards the spot's own answer, above that of bare glass"
    _finish(page, pen, (of, *_said(audit.bundle.record.sha256, disclaimers(audit.bundle.record))), path)


def _mean(audit: Audit, key: str, way: str) -> np.ndarray:
    """The curve [21] of all spots: each is of random orders' mean, or the map's own."""
    return np.mean([_towards(spot.curves[key], way) for spot in audit.spots], axis=0)


def _towards(curves: Curves, way: str) -> np.ndarray:
    line = getattr(curves, way)
    bare = curves.deletion[-1]
    return np.asarray(curves.towards * ((line.mean(axis=0) if line.ndim > 1 else line) - bare))


def _axes(pen: ImageDraw.ImageDraw, left: int, ends: tuple[float, float], title: str) -> None:
    for value in np.linspace(*ends, 5):
        y = _height(float(value), ends)
        pen.line([(left, y), (left + _PANEL, y)], _FAINT, 1)
        pen.text((left - 6, y), f"{value:.3g}", _INK, _font(13), anchor="rm")
    for share in (0, 0.25, 0.5, 0.75, 1):
        pen.text((left + share * _PANEL, _HEAD + _PANEL + 6), f"{share:.0%}", _INK, _font(13), anchor="mt")
    pen.line([(left, _HEAD), (left, _HEAD + _PANEL), (left + _PANEL, _HEAD + _PANEL)], _INK, 1)
    pen.text((left, _HEAD - 24), title, _INK, _font(15))


def _plot(
    pen: ImageDraw.ImageDraw, left: int, ends: tuple[float, float], line: np.ndarray, colour: str, width: int
) -> None:
    points = [
        (left + float(share) * _PANEL, _height(float(value), ends)) for share, value in zip(SHARES, line, strict=True)
    ]
    pen.line(points, colour, width, joint="curve")


def _height(value: float, ends: tuple[float, float]) -> float:
    return _HEAD + _PANEL * (1 - (value - ends[0]) / max(ends[1] - ends[0], 1e-9))


def draw_position(section: dict[str, Any], said: tuple[str, ...], path: Path) -> None:
    """Mean |occlusion| by place in the grid, a square a tile, never smoothed; places without a value are clear."""
    sizes = np.array([np.nan if value is None else value for value in section["position"]["mean_size"]])
    side = round(len(sizes) ** 0.5)
    most = max(float(np.nanmax(sizes, initial=0.0)), 1e-9)
    table = colour_table(UNSIGNED[0])
    tiles = Image.fromarray(paint(sizes.reshape(side, side), 0.0, most, table))
    cell = _PANEL // side
    width = 2 * _MARGIN + cell * side + 140
    page, pen = _blank(width, _HEAD + cell * side + _FOOT)
    pen.text((20, 16), "Position bias: mean |occlusion|, log odds", _INK, _font(20))
    picture = tiles.resize((cell * side, cell * side), Image.Resampling.NEAREST)
    page.paste(picture, (_MARGIN, _HEAD), picture)
    pen.rectangle((_MARGIN, _HEAD, _MARGIN + cell * side, _HEAD + cell * side), outline=_INK)
    bar = Image.fromarray(np.repeat(table[::-1][:, None], 20, axis=1)).resize((20, cell * side))
    x = _MARGIN + cell * side + 30
    page.paste(bar, (x, _HEAD), bar)
    for share in (0, 0.5, 1):
        pen.text((x + 26, _HEAD + cell * side * (1 - share)), f"{share * most:.3g}", _INK, _font(13), anchor="lm")
    late = section["position"]["late_ratio"]
    words = "none" if late["value"] is None else f"{late['value']:.2f}"
    if late["low"] is not None:
        words += f" ({late['low']:.2f}-{late['high']:.2f})"
    of = f"{section['spots']} spots; last quarter of the raster by the rest: {words}"
    _finish(page, pen, (of, *_said(section["of_bundle_sha256"], said)), path)


def draw_planted(section: dict[str, Any], said: tuple[str, ...], path: Path) -> None:
    """For each map the AUC with which it finds harmful tiles and protective ones, with its interval; 0.5 is chance."""
    maps = section["planted"]["maps"]
    row, left, right = 30, 300, 800
    bottom = _HEAD + 2 * row * len(maps)
    page, pen = _blank(1000, bottom + _FOOT)
    pen.text((20, 16), "Planted truth: AUC with which maps find tiles, mean over spots", _INK, _font(20))
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = left + share * (right - left)
        pen.line([(x, _HEAD), (x, bottom)], _INK if share == 0.5 else _FAINT, 1)
        pen.text((x, bottom + 6), f"{share:g}", _INK, _font(13), anchor="mt")
    y = _HEAD + row / 2
    for key, found in maps.items():
        for sought in ("harmful", "protective"):
            words = f"{section['maps'][key]['title']}: {sought}"
            pen.text((left - 14, y), words, _INK, _font(14), anchor="rm")
            _bar(pen, found[sought]["mean"], (left, right), y, _LINES[key])
            y += row
    of = f"{section['spots']} synthetic spots; bars from 0, line at 0.5: chance; whiskers: 95 % intervals"
    _finish(page, pen, (of, *_said(section["of_bundle_sha256"], said)), path)


def _bar(pen: ImageDraw.ImageDraw, found: dict[str, Any], ends: tuple[int, int], y: float, colour: str) -> None:
    left, right = ends
    if found["value"] is None:
        pen.text((left + 6, y), "no such tiles", _INK, _font(13), anchor="lm")
        return
    x = [left + (found[key] or found["value"]) * (right - left) for key in ("value", "low", "high")]
    pen.rectangle((left, y - 8, x[0], y + 8), colour)
    pen.line([(x[1], y), (x[2], y)], _INK, 2)
    words = f"{found['value']:.2f}"
    if found["low"] is not None:
        words += f" ({found['low']:.2f}-{found['high']:.2f})"
    pen.text((right + 14, y), words, _INK, _font(14), anchor="lm")


def _said(sha256: str, said: tuple[str, ...]) -> tuple[str, ...]:
    return (f"bundle sha256 {short(sha256)}", *said)


def _blank(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    page = Image.new("RGB", (width, height), "white")
    return page, ImageDraw.Draw(page)


def _finish(page: Image.Image, pen: ImageDraw.ImageDraw, lines: tuple[str, ...], path: Path) -> None:
    """The sentences at the foot, and the file."""
    for number, words in enumerate(reversed(lines)):
        pen.text((20, page.height - 18 - 18 * number), words, _INK, _font(14), anchor="ls")
    with replacing(path) as beside:
        page.save(beside, format="PNG")


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
