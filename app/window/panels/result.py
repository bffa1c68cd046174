"""The result panel: the probability, and everything that must be shown beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.actions.action_table import run
from app.actions.context import ActionContext
from app.language.text import mark, tr
from app.session.familiar_text import familiar_link
from app.session.session import Session, differs
from app.ui.help_button import PAGE, WithHelp
from app.ui.parts import column, set_text, text_label
from app.ui.theme import RHYTHM, scaled_px, theme
from app.window.panels.evidence_view import EvidenceView
from app.window.panels.for_against_text import for_against
from app.window.panels.for_against_view import ForAgainstView
from app.window.panels.members_view import MembersView
from app.window.panels.order_strip import OrderStrip
from app.window.panels.precision_view import PrecisionView
from app.window.panels.reliability_view import ReliabilityView
from app.window.panels.result_text import DEMO_BADGE, DEMO_SENTENCE, ResultText, Stage, result_text
from app.window.panels.survival_view import SurvivalView
from app.window.panels.thin_bar import ThinBar

_PAGE = "reading-the-result.md"
_SECTIONS = {
    "held-out-patients": mark("held out patients"),
    "exact-and-fast": mark("exact and fast"),
    "the-probability": mark("the probability"),
    "low-risk-and-high-risk": mark("low risk and high risk"),
    "three-answers": mark("three answers"),
    "the-survival-curve": mark("the survival curve"),
    "can-the-result-be-trusted": mark("whether the result can be trusted"),
    "ensembles": mark("ensembles"),
    "order-stability": mark("order stability"),
}
"""For the anchor of each section of the help page on results: the subject that the button "?" names."""
"""The help page of the result panel."""
USUAL_PX = 440
"""Usual height of the panel with a result, in px at a text size of 100 %."""


class ResultPanel(QWidget):
    """Shows the texts of one stage of the work (such as opening or analysing) at a time.

    The large label `figure` shows nothing but the final probability.
    """

    def __init__(self, context: ActionContext, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._context = context
        self.setProperty(PAGE, _PAGE)
        self.figure = text_label("figure")
        # The label is only as wide as its digits, so that the hint fits beside them.
        self.figure.setWordWrap(False)
        self.figure.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self.headline = text_label()
        self.remembered = text_label("muted")
        self.qualifier = text_label()
        self.orders = OrderStrip(actions["orders"])
        self.group = text_label()
        self.threshold, self.near_why = text_label("small"), text_label("small")
        self.near = QLabel()
        self.near.setWordWrap(True)
        """The hint that the probability is close to the threshold."""
        self.source = text_label("small")
        self.survival, self.members = SurvivalView(), MembersView()
        self.answer, self.answer_meaning = text_label(), text_label("small")
        self.precision = PrecisionView()
        self.bar = ThinBar()
        self.progress = text_label("muted")
        self.speed = text_label("muted")
        self.evidence = EvidenceView()
        self.reliability = ReliabilityView()
        self.familiar = _familiar_link(actions["unfamiliar"])
        self.places = ForAgainstView()
        self.places.chosen.connect(lambda index: context.controller.change(lambda s: s.selecting(index)))
        self.places.regions_wanted.connect(lambda: context.controller.change(lambda s: s.mapped(kind="regions")))
        self.analyse = QPushButton(tr("Analyse"))
        self.analyse.setObjectName("primary")
        self.analyse.setToolTip(tr("Analyse all tiles with the model (Enter)"))
        self.analyse.clicked.connect(lambda: run("analyse", context))
        self.reveal = QPushButton(tr("Show the result anyway"))
        self.reveal.clicked.connect(lambda: context.controller.change(Session.showing_anyway))
        self.model = QPushButton()
        self.model.setToolTip(tr("Model card"))
        self.model.setObjectName("link")
        self.model.clicked.connect(lambda: run("card", context))
        self.demo = QLabel(tr(DEMO_BADGE))
        self.demo.setObjectName("badge")
        self.demo_sentence = text_label("small", tr(DEMO_SENTENCE))
        self.notes = text_label("small")
        self._held, self._usual = 0, 0
        """The height that the panel keeps, and the height of the last result, in px; 0 for none."""
        self._lay()

    def _lay(self) -> None:
        for button in (self.analyse, self.reveal, self.model):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        badge = QHBoxLayout()
        badge.addWidget(self.demo)
        badge.addStretch()
        box = column(self)
        number = QHBoxLayout()
        number.setSpacing(2 * RHYTHM)
        number.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignLeft)
        # This margin puts the hint on the same base line as the large digits.
        self.near.setContentsMargins(0, 0, 0, RHYTHM)
        number.addWidget(self.near, 1, Qt.AlignmentFlag.AlignBottom)
        box.addLayout(number)
        evidence, precision = _about(self.evidence, "held-out-patients"), _about(self.precision, "exact-and-fast")
        number_text = _about(self.qualifier, "the-probability")
        shown = (self.headline, self.remembered, number_text, evidence, precision, self.bar)
        for part in (*shown, self.progress, self.speed, self.analyse, _about(self.group, "low-risk-and-high-risk"),
                     self.threshold, self.near_why, self.source, _about(self.answer, "three-answers"),
                     self.answer_meaning, _about(self.survival, "the-survival-curve")):  # fmt: skip
            box.addWidget(part)
        box.addSpacing(RHYTHM)
        box.addWidget(_about(self.reliability, "can-the-result-be-trusted"))
        box.addWidget(self.familiar, alignment=Qt.AlignmentFlag.AlignLeft)
        places = WithHelp(
            self.places, "maps.md#what-speaks-for-and-against-survival", tr("what speaks for and against")
        )
        members, orders = _about(self.members, "ensembles"), _about(self.orders, "order-stability")
        for below in (self.reveal, places, members, orders):
            box.addWidget(below)
        box.addSpacing(RHYTHM)
        box.addWidget(self.model, alignment=Qt.AlignmentFlag.AlignLeft)
        box.addLayout(badge)
        for part in (self.demo_sentence, self.notes):
            box.addWidget(part)
        box.addStretch()

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Update the texts that differ between two sessions."""
        text = result_text(new)
        before = result_text(old) if old is not None else None
        self._hold_height(old, new, before.stage if before is not None else "nothing", text.stage)
        if text != before:
            self._show_text(text)
        self._show_progress(new)
        if text != before or differs(old, new, lambda session: (session.analysis, session.view)):
            judged = new.analysis.reliability if text.stage in ("running", "stopped", "done", "refused") else None
            self.reliability.show_reliability(judged, theme(new.view.theme))
            final = new.analysis.prediction if text.stage == "done" else None
            self.evidence.show_evidence(final)
            self.survival.show_curve(final, theme(new.view.theme))
            self.members.show_members(final, theme(new.view.theme))
            self.precision.show_text(text.precision_caution, text.precision, theme(new.view.theme))
        if differs(old, new, lambda session: (session.analysis, session.explanation, session.work, session.image)):
            self.places.show_effects(for_against(new))
            self.familiar.setText(familiar_link(new))
            self.familiar.setVisible(text.stage in ("stopped", "done", "refused"))
        self._show_orders(old, new, text)
        self.analyse.setEnabled(new.can_analyse)

    def _hold_height(self, old: Session | None, new: Session, before: Stage, stage: Stage) -> None:
        """Reserve the height of a result when an analysis begins, so that no panel jumps when the result arrives."""
        if before == "done" and stage != "done":
            # The height that the texts need: the panel may not have been laid out since they were set.
            self._usual = max(self.height(), self.heightForWidth(self.width()))
        if differs(old, new, lambda session: (session.view.text_percent,)):
            self._usual, self._held = 0, 0
        if stage not in ("running", "done") or differs(old, new, lambda session: (session.image.opened,)):
            self._held = 0
        if stage == "running":
            self._held = max(self._held, self._usual or scaled_px(USUAL_PX))
        self.setMinimumHeight(self._held)

    def _show_orders(self, old: Session | None, new: Session, text: ResultText) -> None:
        if differs(old, new, _orders_shown):
            # Tile orders are a detail of the network. What they mean for the result, the reliability says.
            if not new.view.advanced:
                self.orders.hide()
                return
            shown = new.analysis.prediction if text.stage == "done" else None
            found = new.explanation.found.get("order")
            self.orders.show_orders(shown, text.orders, theme(new.view.theme), found, new.can_try_orders)

    def _show_text(self, text: ResultText) -> None:
        final = text.stage == "done"
        set_text(self.figure, text.headline if final else "")
        set_text(self.headline, "" if final else text.headline)
        set_text(self.remembered, text.remembered)
        set_text(self.qualifier, text.qualifier)
        set_text(self.group, text.group)
        set_text(self.threshold, text.threshold)
        set_text(self.near, text.near)
        set_text(self.near_why, text.near_why)
        set_text(self.source, text.source)
        set_text(self.answer, text.answer)
        set_text(self.answer_meaning, text.answer_meaning)
        set_text(self.progress, text.progress)
        set_text(self.speed, text.speed)
        self.bar.setVisible(text.stage == "running")
        self.analyse.setVisible(text.stage in ("before", "stopped"))
        self.reveal.setVisible(text.stage == "refused")
        self.model.setText(text.model)
        self.model.setVisible(bool(text.model))
        self.demo.setVisible(text.demo)
        self.demo_sentence.setVisible(text.demo)
        set_text(self.notes, text.notes)
        self.setAccessibleName(tr("Result"))
        parts = (
            text.headline,
            text.remembered,
            text.qualifier,
            text.source,
            text.precision_caution,
            text.precision,
            text.group,
            text.near_why,
            text.answer,
            text.orders,
        )
        self.setAccessibleDescription(" ".join(part for part in parts if part))

    def _show_progress(self, session: Session) -> None:
        progress = session.work.progress
        self.bar.show_share(progress.done if progress else 0, progress.total if progress else 0)


def _about(part: QWidget, section: str) -> WithHelp:
    """Return `part` with the button "?", which shows a section of the page on results."""
    return WithHelp(part, f"{_PAGE}#{section}", tr(_SECTIONS[section]))


def _familiar_link(action: QAction) -> QPushButton:
    """Return the button that shows the map of unfamiliar tissue. It is enabled together with its action."""
    button = QPushButton()
    button.setObjectName("link")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)

    def follow() -> None:
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())

    action.changed.connect(follow)
    follow()
    return button


def _orders_shown(session: Session) -> tuple[object, ...]:
    """Return the values of the session that `OrderStrip` shows."""
    analysis = session.analysis
    return (
        analysis.prediction, analysis.revealed, session.explanation, session.work.activity, session.view,
    )  # fmt: skip
