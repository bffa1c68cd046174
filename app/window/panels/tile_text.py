"""Text on the selected tile for a session: lines of title and value, and one sentence; no Qt.

Tiles, rows and columns are counted from 1, as in the plot and the colour bar; files count from 0 and say so.
"""

import math
from dataclasses import dataclass

import numpy as np

from app.session.session import Session
from model.result.maps import MapKind, offered
from model.result.points import MEASURE

IMPORTANCE_MAPS = ("occlusion", "regions", "ig")
"""Explanations whose value is listed for the selected tile."""


@dataclass(frozen=True)
class TileText:
    """`place` is the headline, `lines` are pairs of title and value, `sentence` is for screen readers."""

    place: str
    lines: tuple[tuple[str, str], ...]
    sentence: str


def tile_text(session: Session) -> TileText | None:
    """Return the text on the selected tile, or None if none is selected."""
    if session.region.selected is None:
        return None
    spec, index = session.grid, session.region.selected
    cell = spec.cell(index)
    place = f"Tile {index + 1} of {spec.tiles}"
    lines = [
        ("Row, column", f"{cell.row + 1}, {cell.col + 1}"),
        ("Index in files", f"{index} (from 0)"),
        *_analysed(session, index),
    ]
    sentence = f"{place}, " + ", ".join(f"{title} {value}" for title, value in lines) + "."
    return TileText(place, tuple(lines), sentence)


def _analysed(session: Session, index: int) -> list[tuple[str, str]]:
    """Return what the analysis has found at the tile so far."""
    reading = session.analysis.partial
    if reading is None:
        return []
    share = float(reading.tissue_fraction[index])
    lines = [("Tissue", "not analysed yet" if math.isnan(share) else f"{share:.0%}".replace("%", " %"))]
    steps = np.flatnonzero(reading.trace.index == index)
    if len(steps) == 0:
        return [*lines, ("Hidden state" if reading.trace.hidden else "Model", "not analysed yet")]
    step = int(steps[0])
    for number, hidden in enumerate(reading.trace.hidden, 1):
        lines.append((f"|h|, layer {number}", f"{np.linalg.norm(hidden[step]):.3f}"))
    for kind in offered(reading.trace):
        if not kind.layered:
            lines.append((kind.title, _value(float(reading.trace.tiles[kind.key][step]), kind)))
    for key, found in session.explanation.found.items():
        if key in IMPORTANCE_MAPS and found.values is not None:
            points = "" if found.points is None else f"{float(found.points[index]):+.2f} {MEASURE}, "
            lines.append((found.method.title, f"{points}{float(found.values[index]):+.4f} {found.method.measure}"))
    if not session.analysis.refused:
        lines.append(("Running probability", f"{reading.trace.running[step]:.3f}"))
    return lines


def _value(value: float, kind: MapKind) -> str:
    """Return a pooled head's value for the tile, with its measure."""
    if math.isnan(value):
        return "not pooled"
    return f"{value:+.4f} {kind.measure}" if kind.signed else f"{value:.4f} ({kind.measure})"
