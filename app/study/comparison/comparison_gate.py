"""The panel that is shown while there is no comparison.

It shows which readers have reads that are not locked yet, the progress of the computation, or why it failed.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.session.comparison_state import ComparisonState
from app.ui.help_button import HelpLink
from app.ui.parts import set_text, text_label
from app.ui.theme import RHYTHM

WIDTH = 560
TITLE = mark("Model against readers")
COMPUTE, COMPUTE_ANYWAY = mark("Compute the comparison"), mark("Compute the comparison anyway")
LEAK = mark(
    "Readers whose blinded reads are not all locked must not see the comparison. If you open the "
    "comparison now, the log of the study records this."
)


class ComparisonGate(QWidget):
    """Shows a warning about reads that are not locked yet, the progress, and a button that starts the computation."""

    def __init__(self, make: QAction) -> None:
        super().__init__()
        self.title, self.still, self.working = text_label("", tr(TITLE)), text_label(), text_label("muted")
        self.still.setObjectName("caution")
        self.make = QPushButton(tr(COMPUTE))
        self.make.setObjectName("primary")
        self.stop = QPushButton(tr("Stop"))
        self.make.clicked.connect(make.trigger)
        inside = QWidget()
        inside.setFixedWidth(WIDTH)
        box = QVBoxLayout(inside)
        box.setSpacing(RHYTHM)
        self.help = HelpLink()
        for text in (self.title, self.still, self.working):
            box.addWidget(text)
        box.addWidget(self.help, alignment=Qt.AlignmentFlag.AlignLeft)
        for button in (self.make, self.stop):
            box.addWidget(button)
        box.addWidget(text_label("small", tr("Research use only.")))
        outside = QVBoxLayout(self)
        outside.addStretch()
        # Between stretches and without an alignment, the layout asks for the height at this width, so no line is cut.
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(inside)
        row.addStretch()
        outside.addLayout(row)
        outside.addStretch()

    def show_state(self, state: ComparisonState) -> None:
        """Show the unlocked reads, the progress or the failure in `state`."""
        failed = state.notice.text if state.notice else ""
        set_text(self.still, f"{state.open_text} {tr(LEAK)}" if state.open else "")
        set_text(self.working, state.working or failed)
        self.help.show_target(state.notice.help if state.notice and not state.working else "")
        self.make.setVisible(not state.working)
        self.stop.setVisible(bool(state.working))
        self.make.setText(tr(COMPUTE_ANYWAY) if state.open else tr(COMPUTE))
        # The button that ends the blinding of a reader must not invite.
        self.make.setObjectName("" if state.open else "primary")
        self.make.style().unpolish(self.make)
        self.make.style().polish(self.make)
