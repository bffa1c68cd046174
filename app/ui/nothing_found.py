"""The row below a search field that says that the search has no hits, with a button that clears the search."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.language.text import tr
from app.ui.parts import plain_label
from app.ui.theme import RHYTHM


class NothingFound(QWidget):
    """Hidden while the list has rows, or while nothing is typed."""

    def __init__(self, search: QLineEdit, text: str) -> None:
        """Create the row for the field `search`. `text` is the translated sentence that it shows."""
        super().__init__()
        self._search = search
        search.setClearButtonEnabled(True)
        self.text = plain_label(text)
        self.text.setWordWrap(True)
        self.clear = QPushButton(tr("Clear the search"))
        self.clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # In a dialog, Enter in the search field would otherwise press this button.
        self.clear.setAutoDefault(False)
        self.clear.clicked.connect(self._clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(self.text, 1)
        row.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_count(self, hits: int) -> None:
        """Show the row if the typed words have no hits. Screen readers read it as the field's description."""
        is_empty = hits == 0 and bool(self._search.text().strip())
        self._search.setAccessibleDescription(self.text.text() if is_empty else "")
        if is_empty == self.isHidden():
            self.setVisible(is_empty)

    def _clear(self) -> None:
        # The button is hidden next, so the focus needs another place.
        self._search.setFocus()
        self._search.clear()
