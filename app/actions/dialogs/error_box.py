"""Something that must not be overlooked: a title and a text come in, a message box goes up and does not block."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def build(parent: QWidget, title: str, text: str) -> QMessageBox:
    """The box, not shown yet; the first paragraph is its headline."""
    head, _, rest = text.partition("\n\n")
    box = QMessageBox(QMessageBox.Icon.Critical, title, head, QMessageBox.StandardButton.Ok, parent)
    box.setInformativeText(rest)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


def tell(parent: QWidget, title: str, text: str) -> None:
    """Show the box over `parent`, which goes on working."""
    build(parent, title, text).open()
