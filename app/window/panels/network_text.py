"""Text about the network's states in a session: sentences, and the rows of the gate table; no Qt."""

from dataclasses import dataclass

import numpy as np

from app.language.model_text import of_model
from app.language.text import mark, number_text, tr
from app.session.outcome_text import HIDDEN
from app.session.session import Session
from app.viewer.canvas.running_text import drawn_text
from app.viewer.overlays.heat import states_of
from app.window.panels.explain_text import REACH
from model.bundle.head_shape import HeadShape
from model.explain.explanation import METHODS
from model.explain.states import StateKind, state_kind

MEMORY = "memory"
NOTHING_READ = mark("Analyse the image to see the states of the network at each step.")
NO_ORDER = mark("This model pools its tiles: it has no tile order, states, gates or memory.")


@dataclass(frozen=True)
class GateRow:
    """One row of the gate table.

    For an LSTM, `values` holds the forget, input and output gates, the memory state C and the hidden state h. For other
    networks, it holds only h. `gates` is the number of gates at the beginning of `values`; gates are between 0 and 1.
    """

    name: str
    values: tuple[float, ...]
    gates: int
    chosen: bool
    sentence: str


def why_nothing(session: Session) -> str:
    """Return the reason why no states can be shown. It is empty if states can be shown."""
    head = session.bundle.manifest.head if session.bundle else HeadShape()
    if not head.ordered:
        return tr(NO_ORDER)
    if session.analysis.partial is None or session.work.activity != "idle" or not session.analysis.partial.trace.hidden:
        return tr(NOTHING_READ)
    if session.analysis.refused:
        return tr(HIDDEN)
    kind = state_kind(session.view.states)
    if kind is not None and states_of(session, kind, layer_of(session)) is None:
        needs_analysis = tr("{title}s are shown after an LSTM has analysed the image.", title=tr(kind.title))
        return needs_analysis if head.facts.gated else _no_gates(kind)
    return ""


def layer_of(session: Session) -> int:
    """Return the index of the shown layer, from 0. It is limited to the layers of the network."""
    layers = len(session.analysis.partial.trace.hidden) if session.analysis.partial else 1
    return min(session.view.map.layer, max(0, layers - 1))


def inside_sentence(session: Session) -> str:
    """Return the sentence beside the choice of states: what is shown, and what must not be concluded from it."""
    nothing = why_nothing(session)
    if nothing:
        return nothing
    if session.view.states == MEMORY:
        return f"{of_model(METHODS[MEMORY].sentence)} {_memory(session)}".strip()
    kind = state_kind(session.view.states)
    assert kind is not None  # the user can choose only memory and the kinds of states in `STATES`
    order = tr(
        "Units are sorted by their correlation (r) with the log odds after each tile of this analysis, highest first."
    )
    return f"{drawn_text(session)} {of_model(kind.sentence)} {order}".strip()


def gate_rows(session: Session) -> tuple[GateRow, ...]:
    """Return the rows at the selected tile's step: the mean of the layer, the map's unit, and the followed units."""
    step, layer = session.step, layer_of(session)
    if step is None or why_nothing(session):
        return ()
    assert session.analysis.partial is not None  # otherwise `why_nothing` has returned a reason
    hidden = session.analysis.partial.trace.hidden[layer][step]
    names: tuple[str, ...]
    if layer < len(session.explanation.gates):
        of = session.explanation.gates[layer]
        table = np.stack([of.forget[step], of.input[step], of.output[step], of.cell[step], of.hidden[step]])
        names, gates = (tr("forget"), tr("input"), tr("output"), "C", "h"), 3
    else:
        table, names, gates = hidden[None], ("h",), 0
    chosen = min(session.view.map.unit, len(hidden) - 1)
    units = (chosen, *(unit for unit in session.view.followed if unit != chosen and unit < len(hidden)))
    rows = [_row(tr("layer mean"), table.mean(axis=1), names, gates, False)]
    rows += [_row(tr("unit {unit}", unit=unit + 1), table[:, unit], names, gates, unit == chosen) for unit in units]
    return tuple(rows)


def _row(name: str, values: np.ndarray, names: tuple[str, ...], gates: int, chosen: bool) -> GateRow:
    numbers = tuple(float(value) for value in values)
    listed = ", ".join(f"{title} {number_text(f'{value:.2f}')}" for title, value in zip(names, numbers, strict=True))
    return GateRow(name, numbers, gates, chosen, f"{name}: {listed}.")


def _memory(session: Session) -> str:
    found = session.explanation.found.get(MEMORY)
    if found is None:
        return session.explanation.failed.get(MEMORY, tr("Being computed …"))
    back = ", ".join(str(tiles) for tiles in found.facts["reach_tiles_back_by_layer"])
    return tr("{reach}, by layer: {back}. This is the mean over the tile orders.", reach=tr(REACH), back=back)


def _no_gates(kind: StateKind) -> str:
    return tr("{title}: this network has no memory state and no gates, only a hidden state.", title=tr(kind.title))
