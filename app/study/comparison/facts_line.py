"""The last line of the comparison: what it is of, on one line, and a window with the whole text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.language.text import tr
from app.ui.elided import ElidedLabel
from app.ui.help_button import PAGE
from app.ui.parts import tip
from app.ui.theme import RHYTHM, scaled_px

_DIALOG_PX = (560, 260)


class FactsLine(QWidget):
    """One line with the beginning of a text, and the button "More …" that opens the whole text.

    Screen readers get the whole text.
    """

    def __init__(self) -> None:
        super().__init__()
        self.label = ElidedLabel()
        self.label.setProperty("role", "small")
        self.more = QPushButton(tr("More …"))
        self.more.setObjectName("link")
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setAccessibleName(tr("More about what was compared"))
        self.more.clicked.connect(self.open)
        self.dialog: FactsDialog | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(self.label, 1)
        row.addWidget(self.more)
        self.hide()

    def text(self) -> str:
        """Return the whole text."""
        return self.label.text()

    def show_text(self, text: str) -> None:
        """Show the beginning of `text`. If it is "", hide the line."""
        self.label.setText(text)
        self.label.setToolTip(tip(text))
        self.setVisible(bool(text))

    def open(self) -> None:
        """Show the whole text in a window."""
        self.dialog = FactsDialog(self.text(), self.window())
        self.dialog.open()


class FactsDialog(QDialog):
    """A window with a text that can be selected and copied."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty(PAGE, "statistics.md#reports")
        self.setWindowTitle(tr("What was compared"))
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(self.text)
        box.addWidget(buttons)
        self.resize(*map(scaled_px, _DIALOG_PX))
