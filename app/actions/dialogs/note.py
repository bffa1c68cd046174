"""The dialog for the text of a note, or for the name of a measurement."""

from PySide6.QtWidgets import QDialog, QInputDialog, QPlainTextEdit, QWidget

from app.language.text import tr


def build(parent: QWidget, title: str, text: str) -> QInputDialog:
    """Return the dialog, whose field begins with `text`. Tab leaves the field."""
    dialog = QInputDialog(parent)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.setWindowTitle(title)
    dialog.setLabelText(
        tr("This text is saved in your data folder, not in the image. Do not write patients' names.")
    )
    dialog.setTextValue(text)
    dialog.sizeHint()  # Qt creates the field of the text only now
    for field in dialog.findChildren(QPlainTextEdit):
        field.setAccessibleName(title)
        field.setTabChangesFocus(True)
    return dialog


def ask(parent: QWidget, title: str, text: str) -> str | None:
    """Return the text that the user typed, which begins as `text`; None if the user cancels."""
    dialog = build(parent, title, text)
    try:
        return dialog.textValue() if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()
