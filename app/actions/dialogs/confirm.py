"""A question dialog with a labelled confirm button and Cancel."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.ui.fitted_scroll import ScrolledDialog
from app.ui.parts import plain_label
from app.ui.theme import RHYTHM

_WIDTH = 480


class ConfirmDialog(ScrolledDialog):
    """A question with its details, which scroll in a low window. Enter and Esc select Cancel."""

    def __init__(self, parent: QWidget, question: str, detail: str, yes: str) -> None:
        super().__init__(parent, _WIDTH)
        self.setWindowTitle("Histocast")
        self.setAccessibleDescription(question)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        for text, is_head in ((question, True), (detail, False)):
            label = plain_label(text)
            label.setWordWrap(True)
            font = label.font()
            font.setBold(is_head)
            label.setFont(font)
            label.setVisible(bool(text))
            column.addWidget(label)
        column.addStretch()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.agreed = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.lay(inside, buttons, only_text=True)
        self.agreed.setAutoDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()


def ask(parent: QWidget, question: str, detail: str, yes: str) -> bool:
    """Return whether the user pressed the button labelled `yes`. Enter and Esc select Cancel."""
    dialog = ConfirmDialog(parent, question, detail, yes)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return agreed
