"""What is known of the selected tile: a session comes in, lines of title and value and one sentence go out; no Qt.

People count tiles, rows and columns from 1, as the plot and the colour bar do; files count from 0 and say so.
"""

import math
from dataclasses import dataclass

import numpy as np

from app.session.session import Session
from model.result.maps import MapKind, offered

IMPORTANCE_MAPS = ("occlusion", "ig")
"""Explanations whose value stands beside the selected tile."""


@dataclass(frozen=True)
class TileText:
    """`place` is the headline, `lines` pairs of title and value, `sentence` all of it for a screen reader."""

    place: str
    lines: tuple[tuple[str, str], ...]
    sentence: str


def tile_text(session: Session) -> TileText | None:
    """The words for the selected tile, None where none is selected."""
    if session.selected is None:
        return None
    spec, index = session.grid, session.selected
    cell = spec.cell(index)
    place = f"Tile {index + 1} of {spec.tiles}"
    lines = [
        ("Row, column", f"{cell.row + 1}, {cell.col + 1}"),
        ("Index in files", f"{index} (from 0)"),
        *_read(session, index),
    ]
    sentence = f"{place}, " + ", ".join(f"{title} {value}" for title, value in lines) + "."
    return TileText(place, tuple(lines), sentence)


def _read(session: Session, index: int) -> list[tuple[str, str]]:
    """What the network did at the tile, as far as it has got."""
    reading = session.reading
    if reading is None:
        return []
    share = float(reading.tissue_fraction[index])
    lines = [("Tissue", "not read yet" if math.isnan(share) else f"{share:.0%}".replace("%", " %"))]
    steps = np.flatnonzero(reading.trace.index == index)
    if len(steps) == 0:
        return [*lines, ("Hidden state" if reading.trace.hidden else "Model", "not read yet")]
    step = int(steps[0])
    for number, hidden in enumerate(reading.trace.hidden, 1):
        lines.append((f"|h|, layer {number}", f"{np.linalg.norm(hidden[step]):.3f}"))
    for kind in offered(reading.trace):
        if not kind.layered:
            lines.append((kind.title, _value(float(reading.trace.tiles[kind.key][step]), kind)))
    for key, found in session.explained.found.items():
        if key in IMPORTANCE_MAPS and found.values is not None:
            lines.append((found.method.title, f"{float(found.values[index]):+.4f} {found.method.measure}"))
    if not session.refused:
        lines.append(("Running probability", f"{reading.trace.running[step]:.3f}"))
    return lines


def _value(value: float, kind: MapKind) -> str:
    """A pooled head's word on the tile, with its measure."""
    if math.isnan(value):
        return "not pooled"
    return f"{value:+.4f} {kind.measure}" if kind.signed else f"{value:.4f} ({kind.measure})"
