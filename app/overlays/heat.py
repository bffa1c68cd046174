"""The chosen map as the screen shows it: a session comes in, values, range and coloured blocks go out. No Qt."""

from dataclasses import dataclass

import numpy as np

from app.overlays.lattice import Tiles, lattice
from app.session import Session
from model.colours import paint, table_for
from model.manifest import HeadShape
from model.maps import MapChoice, MapKind, layer_title, map_kind, map_values, offered, promised, suited, value_range


@dataclass(frozen=True, eq=False)
class Heat:
    """A map to be drawn: `values` float32 [rows, cols], NaN where unread; `table` uint8 [256, 4], RGBA."""

    choice: MapChoice
    kind: MapKind
    title: str
    values: np.ndarray
    low: float
    high: float
    table: np.ndarray


Block = tuple[float, float, float, float, tuple[int, int, int, int]]
"""x, y, width, height in level-0 px, and RGBA."""


def maps_of(session: Session) -> tuple[MapKind, ...]:
    """The maps there are of what was read; before that, those the model on hand will give."""
    reading = session.reading
    if reading is not None and reading.trace.steps:
        return offered(reading.trace)
    return promised(session.bundle.manifest.head if session.bundle else HeadShape())


def heat(session: Session) -> Heat | None:
    """The map the session asks for; None while no tile was read."""
    reading, view = session.reading, session.view
    if session.image is None or reading is None or reading.trace.steps == 0:
        return None
    choice = suited(view.map, maps_of(session))
    values = map_values(reading.trace, reading.grid, choice)
    low, high = value_range(values, reading.trace, choice, view.fixed_range)
    kind = map_kind(choice.kind)
    return Heat(choice, kind, layer_title(choice), values, low, high, table_for(kind.signed, view.colours))


def blocks(shown: Heat, tiles: Tiles) -> tuple[Block, ...]:
    """One block for every tile that was read, each on its tile's place; unread tiles have none and stay clear."""
    lines = lattice(tiles)
    colours = paint(shown.values, shown.low, shown.high, shown.table)
    rows, cols = np.nonzero(np.isfinite(shown.values))
    return tuple(
        (*lines.block(row, col), tuple(int(c) for c in colours[row, col]))  # type: ignore[misc]
        for row, col in zip(rows.tolist(), cols.tolist(), strict=True)
    )
