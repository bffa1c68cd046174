"""The tour of the window in five steps. Each step frames a part of the window and says what it is for."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.session.session import Session
from app.ui.parts import text_label
from app.ui.theme import RHYTHM, scaled_px, theme
from app.viewer.controller import ViewerController

WIDTH_PX, FRAME_PX = 340, 2


@dataclass(frozen=True)
class Step:
    """One step of the tour. `part` names the framed part of the window."""

    part: str
    title: str
    text: str


STEPS = (
    Step(
        "bar",
        mark("Open an image"),
        mark(
            "Open a spot, a whole slide or DICOM, or drop a file. PgUp and PgDn show the other images of "
            "its folder. All actions are in the menus; Ctrl+L searches them."
        ),
    ),
    Step(
        "canvas",
        mark("Look at the tissue"),
        mark(
            "The wheel zooms, dragging pans. A double-click places the analysis region. A right click shows what can "
            "be done there."
        ),
    ),
    Step(
        "result",
        mark("Analyse it"),
        mark(
            "Enter analyses the region. Read the probability together with the texts beside it: its "
            "qualifier, the verdict on the input, and the outcomes of patients with similar probabilities."
        ),
    ),
    Step(
        "map",
        mark("Ask why"),
        mark(
            "Maps show what the answer depends on. H switches the map off and on, E hides tiles, to see "
            "the answer without these tiles."
        ),
    ),
    Step(
        "study",
        mark("Compare with readers"),
        mark(
            "A study holds many patients: blinded reads, predictions, and the comparison of readers and model. "
            "F1 explains the view, Shift+F1 lists all keys."
        ),
    ),
)


class Tour(QFrame):
    """The tour: a box with the text and the buttons of a step, and a frame around a part of the window."""

    def __init__(self, controller: ViewerController, owner: QWidget, parts: Mapping[str, QWidget]) -> None:
        super().__init__(owner)
        self._controller, self._parts = controller, parts
        self.setObjectName("tour")
        self.frame = QFrame(owner)
        self.frame.setObjectName("tourframe")
        self.frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.count, self.title, self.text = text_label("small"), text_label(), text_label("muted")
        self.back, self.next, self.leave = (
            QPushButton(tr("Back")),
            QPushButton(tr("Next")),
            QPushButton(tr("Leave the tour")),
        )
        self.next.setObjectName("primary")
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * RHYTHM, RHYTHM, 2 * RHYTHM, 2 * RHYTHM)
        for part in (self.count, self.title, self.text):
            box.addWidget(part)
        row = QHBoxLayout()
        for button in (self.leave, self.back, self.next):
            row.addWidget(button)
        box.addLayout(row)
        self.leave.clicked.connect(lambda: self._go(0))
        self.back.clicked.connect(lambda: self._go(controller.session.view.tour - 1))
        self.next.clicked.connect(lambda: self._go(controller.session.view.tour + 1))
        self.hide()
        self.frame.hide()

    def _go(self, step: int) -> None:
        self._controller.change(lambda s: s.viewed(tour=step if step <= len(STEPS) else 0))

    def show_difference(self, old: Session | None, new: Session) -> None:
        at = new.view.tour
        shown = at > 0 and new.workspace == "viewer"
        self.setVisible(shown)
        self.frame.setVisible(shown)
        if not shown or (old is not None and (old.view.tour, old.view.theme) == (at, new.view.theme)):
            return
        look, step = theme(new.view.theme), STEPS[at - 1]
        self.setStyleSheet(f"QFrame#tour {{ background: {look.panel}; border: 1px solid {look.accent}; }}")
        self.frame.setStyleSheet(f"QFrame#tourframe {{ border: {FRAME_PX}px solid {look.accent}; }}")
        self.count.setText(tr("Step {at} of {count}", at=at, count=len(STEPS)))
        self.title.setText(tr(step.title))
        self.text.setText(tr(step.text))
        self.back.setEnabled(at > 1)
        self.next.setText(tr("Next") if at < len(STEPS) else tr("Done"))
        self.setAccessibleName(tr("Tour: {title}", title=tr(step.title)))
        self.place()
        self.next.setFocus()

    def place(self) -> None:
        """Frame the part of the step, and put the box beside it, inside the window."""
        window = self.parentWidget()
        if window is None or self.isHidden():
            return
        part = self._parts[STEPS[self._controller.session.view.tour - 1].part]
        area = QRect(part.mapTo(window, QPoint()), part.size()) & window.rect()
        self.frame.setGeometry(area)
        width = min(scaled_px(WIDTH_PX), window.width() - 2 * RHYTHM)
        self.resize(width, self.heightForWidth(width))
        left = area.left() - width - RHYTHM if area.left() > width + RHYTHM else area.center().x() - width // 2
        top = area.bottom() + RHYTHM if area.height() < window.height() // 3 else area.center().y() - self.height() // 2
        most = window.rect().adjusted(RHYTHM, RHYTHM, -RHYTHM - width, -RHYTHM - self.height())
        self.move(max(most.left(), min(left, most.right())), max(most.top(), min(top, most.bottom())))
        self.frame.raise_()
        self.raise_()
