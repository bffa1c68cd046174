"""Draw a map over the tissue of an analysis region, with texts that explain its colours."""

from dataclasses import dataclass

import numpy as np

from model.base.colours import UNSIGNED, paint, table_for
from model.familiarity.judge import UNFAMILIAR as LIMIT
from model.result.export.base import Exported
from model.result.export.blend import lay_over, lay_tiles_over, picture_edges, with_borders
from model.result.export.wording import run_drawn
from model.result.maps import (
    DEATH_SURVIVAL,
    UNFAMILIAR,
    MapChoice,
    MapKind,
    MapLook,
    fixed_points,
    layer_title,
    map_kind,
    map_values,
    measure_of,
    offered,
    suited,
    value_range,
    within,
)
from model.result.points import FLOOR, matters
from model.result.prediction import Prediction
from model.result.reliability import reliability_of

OPACITY = 0.45
COLOURS = UNSIGNED[0]
PICTURE_PX = 1750
"""Side of the picture in px. It is half of the 3500 px of a region.

Nuclei can still be distinguished, and the file stays below about 5 MB."""
OWN_ENDS = ("ends: this spot's", "least and greatest")
"""The note below the colour bar, on two lines, if the colour range is computed from the values of this spot."""
_SIDES = {UNFAMILIAR: ("like training tissue", "unlike")}
_CLEAR = {UNFAMILIAR: "outlined: > 1; no colour: no tissue"}


@dataclass(frozen=True)
class Legend:
    """The texts on the page of a drawn map.

    `title` and the two `sentences` are above the map, and `measure` and `quantity` are above the colour bar. Four kinds
    of notes are below the bar: the `notes` of this map, the meaning of its `ends`, a note that is the same for all
    maps, and the meaning of a transparent tile (`clear`).
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
    """The drawn map: the tissue with the map over it, the colours and ends of the colour bar, and the texts."""

    picture: np.ndarray
    table: np.ndarray
    low: float
    high: float
    legend: Legend


def first_map(prediction: Prediction) -> MapChoice:
    """Return the map to draw if the user chose none: the hidden state.

    A result that is not to be used gets the map of unfamiliar tissue if it is known, because it shows the tissue for
    which the model has no basis. The hidden state would illustrate a result that must not be used.
    """
    refused = reliability_of(prediction).level == "do not use"
    return MapChoice(UNFAMILIAR) if refused and UNFAMILIAR in prediction.trace.tiles else MapChoice()


def heat_map(
    exported: Exported, choice: MapChoice, side_px: int = PICTURE_PX, look: MapLook = MapLook()  # noqa: B008
) -> HeatMap:
    """Return the chosen map, drawn over the tissue of the region. Its picture is uint8 [side_px, side_px, 3].

    Each value covers the pixels of its tile. If the head does not compute the chosen map, the first available map is
    drawn. `look` is how the user has coloured it in the window.
    """
    prediction = exported.prediction
    grid, trace = prediction.grid, prediction.trace
    choice = within(suited(choice, offered(trace)), trace)
    values = map_values(trace, grid, choice)
    low, high = value_range(values, trace, choice, fixed=look.fixed)
    kind = map_kind(choice.kind)
    table = table_for(kind.signed, look.colours, kind.ends == DEATH_SURVIVAL)
    # As in the window, a border surrounds the tiles beyond the limit, because the colours change little there.
    parts = np.where(values > LIMIT, np.float32(1), np.float32(np.nan)) if choice.kind == UNFAMILIAR else None
    legend = _legend(prediction, choice, look.fixed)
    return map_over_tissue(exported, values, (low, high), table, legend, side_px, parts)


def map_over_tissue(
    exported: Exported,
    values: np.ndarray,
    ends: tuple[float, float],
    table: np.ndarray,
    legend: Legend,
    side_px: int = PICTURE_PX,
    parts: np.ndarray | None = None,
) -> HeatMap:
    """Return the drawn map of `values` float [rows, cols] over the tissue of the region. nan is transparent.

    `ends` are the values at the ends of the colour bar. `parts` [rows, cols] is the number of the tissue region to
    which each tile belongs. Borders are drawn between tiles of different regions.
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


def _legend(prediction: Prediction, choice: MapChoice, fixed: bool) -> Legend:
    kind = map_kind(choice.kind)
    always = fixed_points(choice) is not None or kind.key == UNFAMILIAR
    sides = (f"below 0 {kind.ends[0]}", f"above 0 {kind.ends[1]}") if kind.signed else ()
    return Legend(
        title=layer_title(choice),
        sentences=(kind.sentence, _second_sentence(prediction, kind)),
        measure=measure_of(choice),
        quantity="no unit of measure" if kind.layered else kind.title.lower(),
        notes=(_size_text(prediction, choice), *sides, *_floor_note(prediction, choice)),
        clear=_CLEAR.get(kind.key, "no colour: tile not used" if kind.layered else "no colour: tile not pooled"),
        ends=("ends: fixed, the same", "for all spots") if always or fixed else OWN_ENDS,
        sides=_SIDES.get(kind.key, kind.ends if kind.signed else None),
    )


def _second_sentence(prediction: Prediction, kind: MapKind) -> str:
    """Return a second sentence on the map: for a hidden state the tile order in which it was computed.

    For the map of unfamiliar tissue, the sentence gives the share of unfamiliar tissue. Return "" for other maps.
    """
    if kind.key == UNFAMILIAR and prediction.familiarity is not None:
        return prediction.familiarity.sentence
    return run_drawn(prediction) if kind.layered else ""


def _floor_note(prediction: Prediction, choice: MapChoice) -> tuple[str, ...]:
    """Return a note that no single tile matters if no value of the map exceeds one point of probability.

    Otherwise return (). One point is 0.01.
    """
    kind = map_kind(choice.kind)
    if kind.points is None or matters(kind.points(prediction.trace, choice)):
        return ()
    return ("no single tile matters:", f"none over {FLOOR:g} point")


def _size_text(prediction: Prediction, choice: MapChoice) -> str:
    """Return the number of values of the map as text: the units of a layer, or the tiles that have a value."""
    trace = prediction.trace
    if map_kind(choice.kind).layered:
        return f"{trace.hidden[choice.layer].shape[1]} units"
    used = "judged" if choice.kind == UNFAMILIAR else "pooled"
    return f"{int(np.isfinite(trace.tiles[choice.kind]).sum())} tiles {used}"
