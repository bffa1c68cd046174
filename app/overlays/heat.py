"""The chosen map as the screen shows it: a session comes in, values, range and coloured blocks go out. No Qt."""

from dataclasses import dataclass

import numpy as np

from app.overlays.lattice import Tiles, lattice
from app.session import Session
from model.colours import paint, table_for
from model.maps import MapKind, layer_title, map_kind, map_values, value_range


@dataclass(frozen=True, eq=False)
class Heat:
    """A map to be drawn: `values` float32 [rows, cols], NaN where unread; `table` uint8 [256, 4], RGBA."""

    kind: MapKind
    title: str
    values: np.ndarray
    low: float
    high: float
    table: np.ndarray


Block = tuple[float, float, float, float, tuple[int, int, int, int]]
"""x, y, width, height in level-0 px, and RGBA."""


def heat(session: Session) -> Heat | None:
    """The map the session asks for; None while no tile was read."""
    reading, view = session.reading, session.view
    if session.image is None or reading is None or reading.trace.steps == 0:
        return None
    values = map_values(reading.trace, reading.grid, view.map)
    low, high = value_range(values, reading.trace, view.map, view.fixed_range)
    kind = map_kind(view.map.kind)
    return Heat(kind, layer_title(view.map), values, low, high, table_for(kind.signed, view.colours))


def blocks(shown: Heat, tiles: Tiles) -> tuple[Block, ...]:
    """One block for every tile that was read, each on its tile's place; unread tiles have none and stay clear."""
    lines = lattice(tiles)
    colours = paint(shown.values, shown.low, shown.high, shown.table)
    rows, cols = np.nonzero(np.isfinite(shown.values))
    return tuple(
        (*lines.block(row, col), tuple(int(c) for c in colours[row, col]))  # type: ignore[misc]
        for row, col in zip(rows.tolist(), cols.tolist(), strict=True)
    )
