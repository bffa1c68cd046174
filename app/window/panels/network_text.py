"""What is said of the network's inside: a session comes in, sentences and rows of gates go out; no Qt."""

from dataclasses import dataclass

import numpy as np

from app.session.session import Session
from app.viewer.overlays.heat import states_of
from model.bundle.manifest import HeadShape
from model.explain.explanation import METHODS
from model.explain.states import StateKind, state_kind
from model.result.export.wording import drawn_reading

MEMORY = "memory"
NOTHING_READ = "Analyse the image: then the states of the network at each step are shown here."
NO_ORDER = "This model pools its tiles: it reads in no order and has no states, gates or memory."
HIDDEN = "Hidden with the number: the verdict on this input is “do not use”."


@dataclass(frozen=True)
class GateRow:
    """One line of the table: `values` are forget, input, output, C and h, the first `gates` of them shares."""

    name: str
    values: tuple[float, ...]
    gates: int
    chosen: bool
    sentence: str


def why_nothing(session: Session) -> str:
    """Why there is nothing to see inside; empty where there is something."""
    head = session.bundle.manifest.head if session.bundle else HeadShape()
    if not head.ordered:
        return NO_ORDER
    if session.reading is None or session.activity != "idle" or not session.reading.trace.hidden:
        return NOTHING_READ
    if session.refused:
        return HIDDEN
    kind = state_kind(session.view.states)
    if kind is not None and states_of(session, kind, layer_of(session)) is None:
        return f"{kind.title}s are told of an LSTM, once it has read." if head.facts.gated else _no_gates(kind)
    return ""


def layer_of(session: Session) -> int:
    """The layer that is looked at, held to those there are."""
    layers = len(session.reading.trace.hidden) if session.reading else 1
    return min(session.view.map.layer, max(0, layers - 1))


def inside_sentence(session: Session) -> str:
    """The sentence beside the choice: what is shown, and what it is not."""
    nothing = why_nothing(session)
    if nothing:
        return nothing
    if session.view.states == MEMORY:
        return f"{METHODS[MEMORY].sentence} {_memory(session)}".strip()
    kind = state_kind(session.view.states)
    assert kind is not None  # the choices are those of the table, and memory
    order = "Units are sorted by how they go with the running log odds (r), the most alike on top."
    drawn = drawn_reading(session.bundle.manifest.random_orders if session.bundle else 0)
    return f"{kind.sentence} {order} Playback of the reading, not a tile's contribution. {drawn}".strip()


def gate_rows(session: Session) -> tuple[GateRow, ...]:
    """At the step of the selected tile: the mean over the layer, the unit on the map, and those followed."""
    step, layer = session.step, layer_of(session)
    if step is None or why_nothing(session):
        return ()
    assert session.reading is not None  # or there were nothing
    hidden = session.reading.trace.hidden[layer][step]
    names: tuple[str, ...]
    if layer < len(session.explained.gates):
        of = session.explained.gates[layer]
        table = np.stack([of.forget[step], of.input[step], of.output[step], of.cell[step], of.hidden[step]])
        names, gates = ("forget", "input", "output", "C", "h"), 3
    else:
        table, names, gates = hidden[None], ("h",), 0
    chosen = min(session.view.map.unit, len(hidden) - 1)
    units = (chosen, *(unit for unit in session.view.followed if unit != chosen and unit < len(hidden)))
    rows = [_row("layer mean", table.mean(axis=1), names, gates, False)]
    rows += [_row(f"unit {unit + 1}", table[:, unit], names, gates, unit == chosen) for unit in units]
    return tuple(rows)


def _row(name: str, values: np.ndarray, names: tuple[str, ...], gates: int, chosen: bool) -> GateRow:
    told = tuple(float(value) for value in values)
    listed = ", ".join(f"{title} {value:.2f}" for title, value in zip(names, told, strict=True))
    return GateRow(name, told, gates, chosen, f"{name}: {listed}.")


def _memory(session: Session) -> str:
    found = session.explained.found.get(MEMORY)
    if found is None:
        return session.explained.failed.get(MEMORY, "It is being computed …")
    back = ", ".join(str(tiles) for tiles in found.facts["reach_tiles_back_by_layer"])
    return f"Tiles back until less than 1 % reaches the end, by layer: {back}. Mean over the orders of reading."


def _no_gates(kind: StateKind) -> str:
    return f"{kind.title}: this network has no cells and gates, only a hidden state."
