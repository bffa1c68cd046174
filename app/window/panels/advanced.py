"""The section *Advanced* with details of the network, for users who study the network. It is folded at first."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.language.text import tr
from app.session.session import Session
from app.ui.help_button import PAGE
from app.ui.lines import Lines
from app.ui.parts import column
from app.ui.theme import RHYTHM
from app.window.panels.advanced_text import advanced_lines


class AdvancedPanel(QWidget):
    """A title that folds and unfolds the lines below it. The settings store whether the section is unfolded."""

    def __init__(self, actions: dict[str, QAction]) -> None:
        super().__init__()
        self.setProperty(PAGE, "recurrent-networks.md#inside-the-network")
        self.fold = QToolButton()
        actions["advanced"].setIconText(
            tr("Advanced")
        )  # only the button shows this; menus and lists show the full title
        self.fold.setDefaultAction(actions["advanced"])
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setIconSize(QSize(RHYTHM, RHYTHM))
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.lines = Lines()
        self.inside = QPushButton(tr("Inside the network"))
        self.inside.setObjectName("link")
        self.inside.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.inside.setToolTip(actions["inside"].toolTip())
        self.inside.clicked.connect(actions["inside"].trigger)
        box = column(self)
        box.addWidget(self.fold, alignment=Qt.AlignmentFlag.AlignLeft)
        for part in (self.lines, self.inside):
            box.addWidget(part)
        self.setAccessibleName(tr("Advanced"))

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Fold or unfold the section. Update its lines while it is unfolded."""
        opened = new.view.advanced
        if old is None or old.view.advanced != opened:
            self.fold.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
            self.lines.setVisible(opened)
            self.inside.setVisible(opened)
        if opened:
            lines = advanced_lines(new)
            if lines != self.lines.shown:
                self.lines.show_lines(lines)
        said = " ".join(f"{title}: {value}." for title, value in self.lines.shown) if opened else tr("Closed.")
        self.setAccessibleDescription(said)
