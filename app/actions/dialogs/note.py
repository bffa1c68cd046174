"""The dialog for the text of a note, or for the name of a measurement."""

from PySide6.QtWidgets import QInputDialog, QWidget

from app.language.text import tr


def ask(parent: QWidget, title: str, text: str) -> str | None:
    """Return the text that the user typed, which begins as `text`; None if the user cancels."""
    typed, agreed = QInputDialog.getMultiLineText(
        parent,
        title,
        tr("This text is saved in your data folder, not in the image. Do not write patients' names."),
        text,
    )
    return typed if agreed else None
