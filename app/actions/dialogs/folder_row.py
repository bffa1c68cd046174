"""A folder in the settings: its path, which can be copied, and a button that shows it in the file manager."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.language.text import tr
from app.ui.parts import text_label, tip
from app.ui.theme import RHYTHM


class FolderRow(QWidget):
    """Shows the path of a folder or file of the program."""

    def __init__(self, title: str, path: str) -> None:
        """Create the row. `title` says what the folder or file is for."""
        super().__init__()
        self.folder = Path(path) if Path(path).is_dir() else Path(path).parent
        """The folder that the button shows: for a file, the folder that holds it."""
        self.path = text_label("", path)
        self.show_it = QPushButton(tr("Show the folder"))
        self.show_it.setAutoDefault(False)
        self.show_it.setAccessibleName(f"{tr('Show the folder')}: {title}")
        self.show_it.setEnabled(self.folder.is_dir())
        why = "" if self.folder.is_dir() else tr("The folder does not exist yet.")
        self.show_it.setToolTip(tip(f"{self.folder}\n{why}".strip()))
        self.show_it.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder))))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(self.path, 1)
        row.addWidget(self.show_it)
