"""A non-blocking message box for errors, with a title and a text."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.ui.help_button import PAGE


def build(parent: QWidget, title: str, text: str) -> QMessageBox:
    """Return the message box without showing it. The first paragraph of `text` becomes the headline."""
    head, _, rest = text.partition("\n\n")
    box = QMessageBox(QMessageBox.Icon.Critical, title, head, QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)  # file names in the text must not be interpreted as HTML
    box.setInformativeText(rest)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setProperty(PAGE, "troubleshooting.md")
    return box


def show(parent: QWidget, title: str, text: str) -> None:
    """Show the message box over `parent` without blocking it."""
    build(parent, title, text).open()
