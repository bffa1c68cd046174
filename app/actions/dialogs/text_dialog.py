"""A dialog with a title, rich text and a Close button."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from app.language.text import tr
from app.ui.help_button import PAGE
from app.ui.theme import RHYTHM, scaled_px

WIDTH, HEIGHT = 560, 560
"""Size in px. A line has about 70 characters, which is easy to read."""


def sheet(parent: QWidget, title: str, html: str, page: str) -> QDialog:
    """Return the dialog without showing it. `html` is its rich text. `page` is the help page that F1 opens."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setProperty(PAGE, page)
    dialog.resize(min(scaled_px(WIDTH), parent.width()), min(scaled_px(HEIGHT), parent.height()))
    text = QTextBrowser()
    text.setAccessibleName(title)
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


def show_description(parent: QWidget, text: str) -> None:
    """Show `text`, one paragraph per line, until the dialog is closed."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    sheet(parent, tr("The view in words"), paragraphs, "maps.md#in-words").exec()
