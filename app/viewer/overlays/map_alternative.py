"""Describe a map in words, for users who cannot see its colours: range, extremes, their places, and parts. No Qt."""

import math

import numpy as np

from app.language.model_text import of_model
from app.language.text import counted, mark, number_text, plural, tr
from app.session.session import Session
from app.session.tile_places import tile_place
from app.viewer.overlays.heat import Heat, heat
from model.familiarity.judge import UNFAMILIAR as LIMIT
from model.region.grid import GridSpec
from model.result.maps import UNFAMILIAR

PARTS = (
    (mark("top left"), mark("top"), mark("top right")),
    (mark("left"), mark("centre"), mark("right")),
    (mark("bottom left"), mark("bottom"), mark("bottom right")),
)
"""Names of the nine parts of a grid."""
NO_MAP = mark("No map is drawn yet.")
HIDDEN_MAP = mark("No map is drawn, because the result is not to be used.")
OFF = mark("The map is switched off; H switches it on.")


def number(value: float, span: float) -> str:
    """Return `value` with enough decimals to distinguish the ends of a range of width `span`."""
    power = math.floor(math.log10(span)) if span > 0 else 0
    decimals = min(6, 1 - power) if power < -1 else max(0, 2 - max(power, 0))
    text = f"{value:.{decimals}f}"
    # Use a typographic minus, as wide as a digit, and never "-0.00".
    return number_text(text if float(text) else text.lstrip("-"))


def map_alternative(session: Session) -> str:
    """Return the description of the map that is drawn over the tissue, or the reason why none is drawn."""
    if session.analysis.refused and heat(session) is None:
        return tr(HIDDEN_MAP)
    shown = heat(session)
    if shown is None:
        return tr(NO_MAP)
    said = described(shown, session.grid)
    return said if "heatmap" in session.view.shown else f"{tr(OFF)} {said}"


def described(shown: Heat, grid: GridSpec) -> str:
    """Return the title, the range, the extremes with their places, and the means of nine parts of a map.

    `shown.values` is float32 [rows, cols] in the unit `shown.measure`. Tiles without a value (NaN) are only counted.
    """
    values, span = shown.values.ravel(), shown.high - shown.low
    known = np.flatnonzero(np.isfinite(values))
    head = tr("Map: {title}, in {measure}.", title=of_model(shown.title), measure=of_model(shown.measure))
    if not known.size:
        return f"{head} {tr('No tile has a value.')}"

    def at(index: int) -> str:
        return tr("{value} at {place}", value=number(float(values[index]), span), place=tile_place(grid, index))

    of = known[values[known] == values[known].max()][0], known[values[known] == values[known].min()][0]
    extremes = counted(
        values.size,
        "{known} of {number} tile has a value: highest {highest}, lowest {lowest}, median {median}.",
        "{known} of {number} tiles have a value: highest {highest}, lowest {lowest}, median {median}.",
        known=known.size,
        highest=at(int(of[0])),
        lowest=at(int(of[1])),
        median=number(float(np.median(values[known])), span),
    )
    sentences = [head, extremes]
    if shown.floor:
        sentences.append(f"{shown.floor.rstrip('.')}.")
    sentences += [_sides(shown, values[known]), _by_part(shown, span)]
    return " ".join(sentence for sentence in sentences if sentence)


def value_at(shown: Heat, index: int) -> str:
    """Return the value of a tile with its unit; "no value" for a tile without one."""
    value = float(shown.values.ravel()[index])
    return tr("no value") if math.isnan(value) else f"{number(value, shown.high - shown.low)} {of_model(shown.measure)}"


def _sides(shown: Heat, values: np.ndarray) -> str:
    """Return how many tiles are on each side of zero, or beyond the limit of familiar tissue."""
    if shown.kind.key == UNFAMILIAR:
        return counted(
            int((values > LIMIT).sum()), "{number} tile is above the limit.", "{number} tiles are above the limit."
        )
    if not shown.kind.signed:
        return ""
    low, high = map(of_model, shown.kind.ends)
    below, above = (plural(int(side.sum()), "tile") for side in (values < 0, values > 0))
    return f"{above} {high}, {below} {low}."


def _by_part(shown: Heat, span: float) -> str:
    """Return the mean of each ninth of the grid; "" if the tiles form no grid of at least three rows and columns."""
    rows, cols = shown.values.shape
    if min(rows, cols) < len(PARTS):
        return ""
    said = []
    for names, band in zip(PARTS, np.array_split(shown.values, len(PARTS), axis=0), strict=True):
        for name, part in zip(names, np.array_split(band, len(names), axis=1), strict=True):
            known = part[np.isfinite(part)]
            said.append(f"{tr(name)} {number(float(known.mean()), span) if known.size else tr('no value')}")
    return tr("Mean by part: {parts}.", parts=", ".join(said))
