"""A question dialog with a labelled confirm button and Cancel."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget, question: str, detail: str, yes: str) -> bool:
    """Return whether the user pressed the button labelled `yes`. Enter and Esc select Cancel."""
    box = QMessageBox(QMessageBox.Icon.Question, "Histocast", question, QMessageBox.StandardButton.Cancel, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)  # file names in the text must not be interpreted as HTML
    box.setInformativeText(detail)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is agreed
