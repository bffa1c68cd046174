"""The result panel: sessions come in; the probability with all that must stand beside it is shown."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.actions.action_table import run
from app.actions.context import ActionContext
from app.session.session import Session
from app.ui.parts import column, tell, words
from app.ui.theme import RHYTHM, theme
from app.window.panels.order_strip import OrderStrip
from app.window.panels.precision_view import PrecisionView
from app.window.panels.result_text import DEMO_BADGE, DEMO_SENTENCE, ResultText, result_text
from app.window.panels.thin_bar import ThinBar
from app.window.panels.verdict import VerdictView


class ResultPanel(QWidget):
    """One face for each stage of the work; the number has a place of its own and no other use."""

    def __init__(self, context: ActionContext, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._context = context
        self.figure = words("figure")
        self.headline = words()
        self.remembered = words("muted")
        self.qualifier = words()
        self.orders = OrderStrip(actions["orders"])
        self.group = words()
        self.threshold = words("small")
        self.precision = PrecisionView()
        self.bar = ThinBar()
        self.progress = words("muted")
        self.speed = words("muted")
        self.verdict = VerdictView()
        self.analyse = QPushButton("Analyse")
        self.analyse.setObjectName("primary")
        self.analyse.setToolTip("Read all tiles with the model (Enter)")
        self.analyse.clicked.connect(lambda: run("analyse", context))
        self.reveal = QPushButton("Show the number anyway")
        self.reveal.clicked.connect(lambda: context.controller.change(Session.showing_anyway))
        self.model = QPushButton()
        self.model.setToolTip("Model card")
        self.model.setObjectName("link")
        self.model.clicked.connect(lambda: run("card", context))
        self.demo = QLabel(DEMO_BADGE)
        self.demo.setObjectName("badge")
        self.demo_sentence = words("small", DEMO_SENTENCE)
        self.device = words("muted")
        self.device_reason = words("small")
        self.notes = words("small")
        self._lay()

    def _lay(self) -> None:
        for button in (self.analyse, self.reveal, self.model):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        badge = QHBoxLayout()
        badge.addWidget(self.demo)
        badge.addStretch()
        box = column(self)
        shown = (self.figure, self.headline, self.remembered, self.qualifier, self.precision, self.bar, self.progress)
        for part in (*shown, self.speed):
            box.addWidget(part)
        for row in (self.analyse, self.group, self.threshold, self.orders):
            box.addWidget(row)
        box.addSpacing(RHYTHM)
        box.addWidget(self.verdict)
        box.addWidget(self.reveal)
        box.addSpacing(RHYTHM)
        box.addWidget(self.model, alignment=Qt.AlignmentFlag.AlignLeft)
        box.addLayout(badge)
        for part in (self.demo_sentence, self.device, self.device_reason, self.notes):
            box.addWidget(part)

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Say what the session has to say, where it is not the same as before."""
        say = result_text(new)
        before = result_text(old) if old is not None else None
        if say != before:
            self._say(say)
        self._show_progress(new)
        if old is None or old.verdict != new.verdict or old.view.theme != new.view.theme or say != before:
            shown = new.verdict if say.stage in ("running", "stopped", "done", "refused") else None
            self.verdict.show_verdict(shown, say.stage == "refused", theme(new.view.theme))
            self.precision.show_text(say.precision_caution, say.precision, theme(new.view.theme))
        self._show_orders(old, new, say)
        self.analyse.setEnabled(new.can_analyse)

    def _show_orders(self, old: Session | None, new: Session, say: ResultText) -> None:
        names = ("prediction", "revealed", "explained", "explaining", "activity", "view")
        if old is None or any(getattr(old, name) is not getattr(new, name) for name in names):
            shown = new.prediction if say.stage == "done" else None
            found = new.explained.found.get("order")
            self.orders.show_orders(shown, say.orders, theme(new.view.theme), found, new.can_try_orders)

    def _say(self, say: ResultText) -> None:
        final = say.stage == "done"
        tell(self.figure, say.headline if final else "")
        tell(self.headline, "" if final else say.headline)
        tell(self.remembered, say.remembered)
        tell(self.qualifier, say.qualifier)
        tell(self.group, say.group)
        tell(self.threshold, say.threshold)
        tell(self.progress, say.progress)
        tell(self.speed, say.speed)
        self.bar.setVisible(say.stage == "running")
        self.analyse.setVisible(say.stage in ("before", "stopped"))
        self.reveal.setVisible(say.stage == "refused")
        self.model.setText(say.model)
        self.model.setVisible(bool(say.model))
        self.demo.setVisible(say.demo)
        self.demo_sentence.setVisible(say.demo)
        tell(self.device, " · ".join(part for part in (say.device, say.time) if part))
        tell(self.device_reason, say.device_reason[:1].upper() + say.device_reason[1:])
        tell(self.notes, say.notes)
        self.setAccessibleName("Result")
        parts = (
            say.headline,
            say.remembered,
            say.qualifier,
            say.precision_caution,
            say.precision,
            say.group,
            say.orders,
        )
        self.setAccessibleDescription(" ".join(part for part in parts if part))

    def _show_progress(self, session: Session) -> None:
        progress = session.progress
        self.bar.show_share(progress.done if progress else 0, progress.total if progress else 0)
