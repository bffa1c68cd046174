"""Compute the values, the range and the coloured blocks of the chosen map from a session. No Qt."""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from app.language.model_text import of_model
from app.language.text import tr
from app.session.familiar_text import familiar_legend
from app.session.session import Session
from app.viewer.overlays.lattice import Tiles, drawn_areas
from model.base.colours import greyed, paint, table_for
from model.bundle.head_shape import HeadShape
from model.explain.drawing import colour_ends, drawn_values
from model.explain.explanation import METHODS, REGION, Explanation, Method, methods_for
from model.explain.states import STATES, StateKind, state_kind
from model.familiarity.judge import UNFAMILIAR as LIMIT
from model.region.grid import GridSpec
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
    promised,
    value_range,
    within,
)
from model.result.points import floor_text, matters
from model.result.prediction import Trace


class MapRow(Protocol):
    """The fields that the rows of the tables `MAPS`, `METHODS` and `STATES` have in common.

    Each row describes one map.
    """

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def signed(self) -> bool: ...
    @property
    def sentence(self) -> str: ...
    @property
    def layered(self) -> bool: ...
    @property
    def ends(self) -> tuple[str, str]: ...


@dataclass(frozen=True, eq=False)
class Heat:
    """A map to draw: `values` float32 [rows, cols], NaN where not analysed.

    - `measure`: the unit of the values.
    - `low`, `high`: the values at the ends of the colour table `table`, uint8 [256, 4], RGBA.
    - `fixed`: whether this range is the same for all spots.
    - `floor`: a sentence that says that no part of the tissue has an effect; "" if some part has an effect.
    - `parts` [rows, cols]: for each tile the number of the map's region that contains the tile, NaN for no region.
      Borders are drawn between regions. On the map of unfamiliar tissue, all unfamiliar tiles form one region.
    """

    choice: MapChoice
    kind: MapRow
    title: str
    values: np.ndarray
    low: float
    high: float
    table: np.ndarray
    measure: str = ""
    fixed: bool = False
    floor: str = ""
    parts: np.ndarray | None = None


Block = tuple[float, float, float, float, tuple[int, int, int, int]]
"""x, y, width and height in level-0 px, and the colour as RGBA."""
LIT = (255, 255, 255, 150)
"""Colour of a tile that is encoded. It belongs to no map, so that nobody takes it for a value."""


def maps_of(session: Session) -> tuple[MapRow, ...]:
    """Return the maps that the model offers. Maps that explain the result come before maps of network activity."""
    reading, head = session.analysis.partial, session.bundle.manifest.head if session.bundle else HeadShape()
    read = reading is not None and reading.trace.steps
    activity = offered(reading.trace) if reading is not None and read else promised(head)
    # The chosen model may differ from the model that computed the result.
    fits = any(kind.key in {row.key for row in promised(head)} for kind in activity)
    importance = tuple(one for one in methods_for(head, session.grid.scattered) if one.mapped) if fits else ()
    cells = tuple(kind for kind in STATES if kind.needs_gates) if fits and head.facts.gated else ()
    return (*importance, *activity, *cells)


def wanted(session: Session) -> MapRow:
    """Return the map that the user chose. If the model does not offer this map, return the first map that it offers."""
    rows = maps_of(session)
    return next((row for row in rows if row.key == session.view.map.kind), rows[0])


def drawn(session: Session) -> MapRow | None:
    """Return the map that can be drawn: the chosen map or, until its values are known, the first activity map.

    Return None before the first tile is analysed. While *Advanced* is folded, no activity of the network takes the
    place of an importance map, because users could take it for the importance.
    """
    if session.analysis.partial is None or not session.analysis.partial.trace.steps:
        return None
    row = wanted(session)
    known = _known(session, row.key)
    if not known and row.key in METHODS and not session.view.advanced:
        return None
    return row if known else offered(session.analysis.partial.trace)[0]


def is_awaited(session: Session) -> bool:
    """Return whether no map is drawn because the chosen importance map is not known yet."""
    partial = session.analysis.partial
    analysed = partial is not None and bool(partial.trace.steps) and not session.analysis.refused
    return analysed and drawn(session) is None


def lit(session: Session, tiles: Tiles) -> tuple[Block, ...]:
    """Return one pale block for each tile that a running analysis has encoded, while no map is drawn."""
    partial = session.analysis.partial
    if partial is None or session.work.activity != "analysing" or not is_awaited(session):
        return ()
    activity = within(replace(session.view.map, kind=offered(partial.trace)[0].key), partial.trace)
    encoded = np.isfinite(map_values(partial.trace, partial.grid, activity)).ravel()
    return tuple((*place, LIT) for place in drawn_areas(tiles)[encoded].tolist())


def heat(session: Session) -> Heat | None:
    """Return the map to draw; None before the first tile is analysed."""
    reading, row = session.analysis.partial, drawn(session)
    if session.image.opened is None or reading is None or row is None:
        return None
    # The map of unfamiliar tissue shows why a result is not to be used. Users would take any other map for a result.
    if session.analysis.refused and row.key != UNFAMILIAR:
        return None
    choice = within(replace(session.view.map, kind=row.key), reading.trace)
    if row.key in METHODS:
        return _explained(session, session.explanation.found[row.key], choice, reading.grid)
    state = state_kind(row.key)
    if state is not None and state.needs_gates:
        return _of_state(session, state, choice, reading.trace, reading.grid)
    values = map_values(reading.trace, reading.grid, choice)
    low, high = value_range(values, reading.trace, choice, session.view.fixed_range)
    kind, table = map_kind(row.key), _table(row, session)
    fixed = session.view.fixed_range or fixed_points(choice) is not None or row.key == UNFAMILIAR
    small = kind.points is not None and not matters(kind.points(reading.trace, choice))
    floor = of_model(floor_text("tile")) if small else ""
    title, parts = layer_title(choice), None
    if row.key == UNFAMILIAR:
        title = familiar_legend(session) or title
        # Draw a border around the tiles beyond the limit, because the colours change little there.
        parts = np.where(values > LIMIT, np.float32(1), np.float32(np.nan))
    return Heat(choice, row, title, values, low, high, table, measure_of(choice), fixed, floor, parts)


def has_points(row: MapRow) -> bool:
    """Return whether the map can be shown in points of probability as well as in log odds."""
    return isinstance(row, Method | MapKind) and row.points_reach is not None


def of_unit(row: MapRow) -> bool:
    """Return whether the map shows a single unit of a layer."""
    return state_kind(row.key) is not None


def states_of(session: Session, kind: StateKind, layer: int) -> np.ndarray | None:
    """Return the states float32 [steps, units] of a layer; None if unknown."""
    trace, gates = session.analysis.partial.trace if session.analysis.partial else None, session.explanation.gates
    if trace is None or layer >= len(trace.hidden) or (kind.needs_gates and layer >= len(gates)):
        return None
    return kind.steps(trace, gates, layer)


def blocks(shown: Heat, tiles: Tiles) -> tuple[Block, ...]:
    """Return one block for each analysed tile, at the place of the tile. Other tiles stay transparent."""
    colours = paint(shown.values, shown.low, shown.high, shown.table).reshape(-1, 4)
    known = np.isfinite(shown.values).ravel()
    places, inks = drawn_areas(tiles)[known].tolist(), colours[known].tolist()
    return tuple((*place, tuple(ink)) for place, ink in zip(places, inks, strict=True))


def _known(session: Session, key: str) -> bool:
    reading, state = session.analysis.partial, state_kind(key)
    if key in METHODS:
        return key in session.explanation.found
    if state is not None and state.needs_gates:
        return bool(session.explanation.gates)
    return reading is not None and map_kind(key).available(reading.trace)


def _explained(session: Session, found: Explanation, choice: MapChoice, grid: GridSpec) -> Heat:
    method, layer = found.method, choice.layer if found.method.layered else None
    shown = drawn_values(found, choice.log_odds, session.view.fixed_range, layer)
    table, title = _table(method, session), of_model(method.title)
    title = title if layer is None else tr("{title}, layer {layer}", title=title, layer=layer + 1)
    if found.greyed:
        table, title = greyed(table), tr("{title}, greyed: no agreement", title=title)
    regions, shape = found.tiles.get(REGION), (grid.rows, grid.cols)
    parts = None if regions is None else regions.reshape(shape)
    floor = "" if found.matters else of_model(floor_text(method.part))
    values = shown.values.reshape(shape)
    return Heat(choice, method, title, values, shown.low, shown.high, table, shown.measure, shown.fixed, floor, parts)


def _of_state(session: Session, kind: StateKind, choice: MapChoice, trace: Trace, grid: GridSpec) -> Heat:
    states = states_of(session, kind, min(choice.layer, len(trace.hidden) - 1))
    assert states is not None  # they are known, because otherwise this map would not be drawn
    unit = min(choice.unit, states.shape[1] - 1)
    values = np.full(grid.tiles, np.nan, np.float32)
    values[trace.index] = states[:, unit]
    fixed = session.view.fixed_range
    low, high = colour_ends(states if fixed else values, kind.signed, kind.reach)
    title = tr("{title}, unit {unit}, layer {layer}", title=tr(kind.title), unit=unit + 1, layer=choice.layer + 1)
    table, shaped = _table(kind, session), values.reshape(grid.rows, grid.cols)
    return Heat(choice, kind, title, shaped, low, high, table, kind.measure, fixed or kind.reach is not None)


def _table(row: MapRow, session: Session) -> np.ndarray:
    return table_for(row.signed, session.view.colours, row.ends == DEATH_SURVIVAL)
