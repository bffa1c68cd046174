"""Ask what to do with the unfinished spots of the queue when the user closes the window."""

from typing import Literal

from PySide6.QtWidgets import QMessageBox, QWidget

from app.language.text import counted, tr
from app.ui.help_button import PAGE

LeaveQueue = Literal["later", "discard"]


def ask(parent: QWidget, count: int) -> LeaveQueue | None:
    """Ask whether to continue with `count` unfinished spots at the next start, or to discard them.

    Return None if the user cancels. The window must then stay open.
    """
    spots = counted(
        count, "{number} spot of the queue has no result yet.", "{number} spots of the queue have no result yet."
    )
    box = QMessageBox(QMessageBox.Icon.Question, "Histocast", spots, QMessageBox.StandardButton.Cancel, parent)
    box.setInformativeText(
        tr("Analyse the unfinished spots at the next start? Finished results are saved in any case.")
    )
    later = box.addButton(tr("Continue at the next start"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(tr("Discard the queue"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(later)
    box.setProperty(PAGE, "many-spots.md#the-queue")
    box.exec()
    if box.clickedButton() is later:
        return "later"
    return "discard" if box.clickedButton() is discard else None
