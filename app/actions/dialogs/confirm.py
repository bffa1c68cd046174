"""A question with a yes and a no: its sentence and the word of the yes come in, what the user said goes out."""

from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget, question: str, detail: str, yes: str) -> bool:
    """Whether the user says `yes`; Enter and Esc say no."""
    box = QMessageBox(QMessageBox.Icon.Question, "Histocast", question, QMessageBox.StandardButton.Cancel, parent)
    box.setInformativeText(detail)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is agreed
