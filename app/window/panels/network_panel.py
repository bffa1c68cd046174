"""The network panel below the plot: states, gates and memory of the network at each step."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.language.text import plural, tr
from app.session.session import Session, differs
from app.ui.help_button import PAGE, HelpButton
from app.ui.parts import line, set_text, text_label
from app.ui.theme import RHYTHM, theme
from app.viewer.canvas.state_image import Shown, StateImage
from app.viewer.controller import ViewerController
from app.viewer.overlays.heat import states_of
from app.window.panels.gate_table import GateTable
from app.window.panels.network_text import MEMORY, gate_rows, inside_sentence, layer_of, why_nothing
from model.explain.drawing import colour_ends
from model.explain.explanation import METHODS
from model.explain.states import STATES, by_correlation, state_kind

if TYPE_CHECKING:
    from app.viewer.canvas.memory_curve import MemoryCurve

LEAST_PX, HEIGHT_PX = 168, 264
"""Minimum and preferred height of the panel in px. The minimum leaves room for the tissue in a low window."""


class InsidePanel(QWidget):
    """The network panel. It is hidden until the user opens it."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self._controller = controller
        self.setProperty(PAGE, "recurrent-networks.md#inside-the-network")
        self.choice, self.layer = QComboBox(), QComboBox()
        for kind in STATES:
            self.choice.addItem(tr(kind.title), kind.key)
        self.choice.addItem(tr(METHODS[MEMORY].title), MEMORY)
        self.choice.setAccessibleName(tr("What is shown of the network"))
        self.layer.setAccessibleName(tr("Layer of the network"))
        for choice in (self.choice, self.layer):
            # On Linux, the name of a drop-down list is its selected entry.
            choice.setAccessibleDescription(choice.accessibleName())
        self.sentence = text_label("small")
        self.image, self.table = StateImage(), GateTable()
        self.curve: MemoryCurve | None = None
        self._sorted: tuple[object, ...] = ()
        """The trace, gates, kind of states and layer for which `_order` was computed."""
        self._order = by_correlation(*_NO_STATES)
        self._layers: tuple[int, ...] = ()
        self._lay()
        self.choice.activated.connect(self._choose)
        self.layer.activated.connect(
            lambda at: controller.change(lambda s: s.mapped(layer=at, unit=0).viewed(followed=()))
        )
        self.image.unit_chosen.connect(lambda u: controller.change(lambda s: s.mapped(kind=s.view.states, unit=u)))
        self.image.unit_followed.connect(lambda u: controller.change(lambda s: s.following(u)))
        self.image.step_chosen.connect(lambda step: controller.change(lambda s: s.play(False).at_step(step)))

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(RHYTHM)
        for part in (self.choice, self.layer):
            head.addWidget(part, alignment=Qt.AlignmentFlag.AlignTop)
        head.addStretch()
        about = HelpButton("recurrent-networks.md#inside-the-network", tr("inside the network"))
        head.addWidget(about, alignment=Qt.AlignmentFlag.AlignTop)
        self.body = QHBoxLayout()
        self.body.setSpacing(2 * RHYTHM)
        self.body.addWidget(self.image, 1)
        self.body.addWidget(self.table)
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(RHYTHM, 0, RHYTHM, RHYTHM)
        box.setSpacing(RHYTHM // 2)
        box.addWidget(line())
        box.addLayout(head)
        box.addWidget(self.sentence)
        box.addLayout(self.body, 1)
        self.setAccessibleName(tr("Inside the network"))
        self.hide()

    def show_difference(self, old: Session | None, new: Session) -> None:
        if not differs(old, new, _shown):
            return
        self.setVisible(new.view.inside and new.image.opened is not None)
        if not new.view.inside:
            return
        self._show_choices(new)
        set_text(self.sentence, inside_sentence(new))
        nothing, memory = bool(why_nothing(new)), new.view.states == MEMORY
        self.image.setVisible(not nothing and not memory)
        self.table.setVisible(not nothing)
        self.table.show_rows(gate_rows(new), theme(new.view.theme))
        if not nothing and not memory:
            self._show_states(new)
        self._show_memory(new, memory and not nothing)
        self._take_room(nothing)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT_PX)

    def _take_room(self, sentence_only: bool) -> None:
        """Set the height of the panel. If it shows only a sentence, it is as high as this sentence."""
        self.setMinimumHeight(0 if sentence_only else LEAST_PX)
        self.setMaximumHeight(self._box.heightForWidth(self.width()) if sentence_only else HEIGHT_PX)

    def _show_choices(self, session: Session) -> None:
        blockers = [QSignalBlocker(part) for part in (self.choice, self.layer)]
        partial = session.analysis.partial
        cells = tuple(layer.shape[1] for layer in partial.trace.hidden) if partial else ()
        if cells != self._layers:
            self._layers = cells
            self.layer.clear()
            self.layer.addItems(
                [
                    tr("Layer {number} ({units})", number=number, units=plural(count, "unit"))
                    for number, count in enumerate(cells, 1)
                ]
            )
        self.choice.setCurrentIndex(self.choice.findData(session.view.states))
        self.layer.setVisible(bool(cells))
        if cells:
            self.layer.setCurrentIndex(layer_of(session))
        del blockers

    def _show_states(self, session: Session) -> None:
        kind, layer, partial = state_kind(session.view.states), layer_of(session), session.analysis.partial
        states = states_of(session, kind, layer) if kind is not None else None
        if kind is None or states is None or partial is None:
            return
        key = (partial.trace, session.explanation.gates, kind, layer)
        if len(self._sorted) != len(key) or any(one is not other for one, other in zip(self._sorted, key, strict=True)):
            self._sorted, self._order = key, by_correlation(states, partial.trace.running)
        order, r = self._order
        unit = min(session.view.map.unit, states.shape[1] - 1)
        view = session.view
        ends = colour_ends(states, kind.signed, kind.reach)
        shown = Shown(
            states, order, r, ends, kind.signed, view.colours, unit, view.followed, session.step,
        )  # fmt: skip
        self.image.show_states(shown, theme(view.theme))

    def _show_memory(self, session: Session, shown: bool) -> None:
        """Show or hide the memory curve. The first call with `shown` loads the plotting library."""
        if shown and self.curve is None:
            from app.viewer.canvas.memory_curve import MemoryCurve

            self.curve = MemoryCurve()
            self.body.insertWidget(0, self.curve, 1)
        if self.curve is not None:
            self.curve.setVisible(shown)
        if shown and self.curve is not None:
            found = session.explanation.found.get(MEMORY)
            curve = found.arrays["curve"] if found is not None else None
            self.curve.show_memory(curve, session.step, theme(session.view.theme))

    def _choose(self, at: int) -> None:
        key = self.choice.itemData(at)
        self._controller.change(lambda s: s.viewed(states=key))


def _shown(session: Session) -> tuple[object, ...]:
    """Return the values of the session that the panel shows."""
    return (
        session.analysis, session.explanation, session.work.activity, session.region.selected, session.bundle,
        session.view,
    )  # fmt: skip


_NO_STATES = (np.zeros((2, 1), np.float32), np.zeros(2, np.float32))
