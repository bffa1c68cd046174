"""A plain dialog to read: a title and rich text come in, a window with a Close button goes out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from app.ui.theme import RHYTHM

WIDTH, HEIGHT = 560, 560
"""px; about 70 letters a line, the most that is read with ease."""


def sheet(parent: QWidget, title: str, html: str) -> QDialog:
    """The dialog, not shown yet."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.resize(WIDTH, HEIGHT)
    text = QTextBrowser()
    text.setOpenExternalLinks(True)
    text.setFrameShape(QTextBrowser.Shape.NoFrame)
    text.document().setDocumentMargin(RHYTHM)
    text.setHtml(html)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(text)
    column.addWidget(buttons)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
