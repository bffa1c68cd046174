"""Text about the selected tile of a session: lines with a title and a value, and one sentence. It needs no Qt.

Tiles, rows and columns are counted from 1, as in the plot and the colour bar. The values of the network at the tile are
in `advanced_text.py`.
"""

import math
from dataclasses import dataclass

import numpy as np

from app.language.model_text import of_model
from app.language.text import number_text, percent_text, tr
from app.session.session import Session
from model.base.probability_text import probability_text
from model.explain.explanation import Explanation
from model.result.maps import UNFAMILIAR
from model.result.prediction import PartialPrediction, Prediction

Line = tuple[str, str]
"""One line of the panel: its title and its value."""


@dataclass(frozen=True)
class TileText:
    """The text about a tile.

    `place` is the headline, `lines` are pairs of title and value, and `sentence` is for screen readers.
    """

    place: str
    lines: tuple[Line, ...]
    sentence: str


def tile_text(session: Session) -> TileText | None:
    """Return the text about the selected tile; None if no tile is selected."""
    if session.region.selected is None:
        return None
    spec, index = session.grid, session.region.selected
    place = tr("Tile {index} of {tiles}", index=index + 1, tiles=spec.tiles)
    lines = [*_place(session, index), *_analysed(session, index)]
    sentence = f"{place}, " + ", ".join(f"{title} {value}" for title, value in lines) + "."
    return TileText(place, tuple(lines), sentence)


def _place(session: Session, index: int) -> list[Line]:
    """Return the row and column of the tile. If the tiles form no grid, return the upper left corner of the tile."""
    spec, boxes = session.grid, session.tile_boxes
    if not spec.scattered:
        cell = spec.cell(index)
        return [(tr("Row, column"), f"{cell.row + 1}, {cell.col + 1}")]
    return (
        [] if boxes is None else [(tr("Corner"), tr("x {x:.0f}, y {y:.0f} px", x=boxes[index, 0], y=boxes[index, 1]))]
    )


def _analysed(session: Session, index: int) -> list[Line]:
    """Return what the analysis has computed for the tile so far."""
    reading, analysis = session.analysis.partial, session.analysis
    if reading is None:
        return []
    share = float(reading.tissue_fraction[index])
    tissue = tr("not analysed yet") if math.isnan(share) else percent_text(share)
    lines = [(tr("Tissue"), tissue), (tr("Used by the model"), _use(session, reading, index))]
    if UNFAMILIAR in reading.trace.tiles:
        lines += _unfamiliar(reading, index)
    occlusion = session.explanation.found.get("occlusion")
    if analysis.prediction is not None and not analysis.refused and occlusion is not None:
        lines += _without(analysis.prediction, occlusion, index)
    return lines


def _use(session: Session, reading: PartialPrediction, index: int) -> str:
    if index in reading.trace.index:
        return tr("yes")
    running = session.work.activity == "analysing" or session.analysis.prediction is None
    return tr("not analysed yet") if running else tr("no, too little tissue")


def _unfamiliar(reading: PartialPrediction, index: int) -> list[Line]:
    """Return whether the tile's tissue is unfamiliar to the model, with its distance as a multiple of the limit."""
    at = np.flatnonzero(reading.trace.index == index)
    distance = float(reading.trace.tiles[UNFAMILIAR][at[0]]) if len(at) else math.nan
    if math.isnan(distance):
        return []
    return [
        (
            tr("Unfamiliar tissue"),
            tr("{answer} ({distance:.2f} × limit)", answer=tr("yes") if distance > 1 else tr("no"), distance=distance),
        )
    ]


def _without(prediction: Prediction, occlusion: Explanation, index: int) -> list[Line]:
    """Return the survival probability without this tile, together with the probability with this tile."""
    change = float(occlusion.values[index]) if occlusion.values is not None else math.nan
    if math.isnan(change):
        return []
    without = 0.5 * (1 + math.tanh(0.5 * (prediction.logit - change)))
    # A single tile often changes the probability by less than its last shown decimal. Points show one decimal more.
    points = number_text(f"{100 * (without - prediction.survival_probability):+.1f}")
    with_it = of_model(probability_text(prediction.survival_probability))
    value = tr(
        "{probability} (with it {with_it}, change {points} points)",
        probability=of_model(probability_text(without)),
        with_it=with_it,
        points=points,
    )
    return [(tr("Survival probability without this tile"), value)]
