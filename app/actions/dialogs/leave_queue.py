"""The question about the queue when the window closes."""

from typing import Literal

from PySide6.QtWidgets import QMessageBox, QWidget

LeaveQueue = Literal["later", "discard"]


def ask(parent: QWidget, count: int) -> LeaveQueue | None:
    """Ask whether to continue with `count` spots at the next start. None keeps the window open."""
    spots = f"{count} spot{'s' if count != 1 else ''} of the queue {'have' if count != 1 else 'has'} no result yet."
    box = QMessageBox(QMessageBox.Icon.Question, "Histocast", spots, QMessageBox.StandardButton.Cancel, parent)
    box.setInformativeText("Continue with them at the next start? Results that are finished are saved in any case.")
    later = box.addButton("Continue at the next start", QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton("Discard the queue", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(later)
    box.exec()
    if box.clickedButton() is later:
        return "later"
    return "discard" if box.clickedButton() is discard else None
