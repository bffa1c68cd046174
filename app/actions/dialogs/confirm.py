"""A question dialog with a labelled confirm button and Cancel. Long details scroll; the buttons stay visible."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from app.ui.fitted_scroll import ScrolledDialog
from app.ui.parts import text_label
from app.ui.theme import RHYTHM

WIDTH = 460


class ConfirmDialog(ScrolledDialog):
    """A question with details. Enter and Esc select Cancel."""

    def __init__(self, parent: QWidget, question: str, detail: str, yes: str) -> None:
        super().__init__(parent, WIDTH)
        self.setWindowTitle("Histocast")
        self.question, self.detail = text_label("", question), text_label("muted", detail)
        self.detail.setVisible(bool(detail))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        for part in (self.question, self.detail):
            column.addWidget(part)
        column.addStretch()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.agree, self.cancel = QPushButton(yes), self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.addButton(self.agree, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.lay(inside, self.buttons)
        self.setAccessibleName(question)
        self.setAccessibleDescription(detail)
        self.agree.setAutoDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()


def ask(parent: QWidget, question: str, detail: str, yes: str) -> bool:
    """Return whether the user pressed the button labelled `yes`. Enter and Esc select Cancel."""
    dialog = ConfirmDialog(parent, question, detail, yes)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return agreed
