"""The command list (Ctrl+L): let the user search for an action, and return the key of the chosen one."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.actions.dialogs.action_rows import Row
from app.language.text import tr
from app.ui.help_button import PAGE
from app.ui.nothing_found import NothingFound
from app.ui.parts import tip
from app.ui.theme import scaled_px

WIDTH, HEIGHT = 540, 420
_KEY = Qt.ItemDataRole.UserRole


class CommandList(QDialog):
    """A search field and the list of matching actions. `chosen` is the key of the action that the user chose."""

    def __init__(self, parent: QWidget, rows: tuple[Row, ...]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Commands"))
        self.setProperty(PAGE, "keys.md")
        self.resize(min(scaled_px(WIDTH), parent.width()), min(scaled_px(HEIGHT), parent.height()))
        self.chosen: str | None = None
        self._rows = rows
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search commands"))
        self.search.setAccessibleName(tr("Search commands"))
        self.nothing = NothingFound(self.search, tr("No action has all these words."))
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("Commands that fit the search"))
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(lambda: self._pick(self.list.currentItem()))
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._pick)
        self._fill("")

    def _fill(self, typed: str) -> None:
        """List the actions whose text contains all typed words, in any order."""
        self.list.clear()
        words = typed.lower().split()
        for row in self._rows:
            if all(word in f"{row.group} {row.title}".lower() for word in words):
                item = QTreeWidgetItem([row.title, row.shortcut])
                item.setData(0, _KEY, row.key)
                item.setToolTip(0, tip(f"{row.group}: {row.title}"))
                item.setDisabled(not row.enabled)
                self.list.addTopLevelItem(item)
        self.nothing.show_count(self.list.topLevelItemCount())
        self._select_next(-1, 1)

    def _select_next(self, start: int, step: int) -> None:
        """Select the next enabled row after `start`."""
        place = start + step
        while 0 <= place < self.list.topLevelItemCount():
            item = self.list.topLevelItem(place)
            if item is not None and not item.isDisabled():
                self.list.setCurrentItem(item)
                return
            place += step

    def _pick(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and not item.isDisabled():
            self.chosen = item.data(0, _KEY)
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the list with Up and Down while the search field has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                item = self.list.currentItem()
                self._select_next(self.list.indexOfTopLevelItem(item) if item else -1, step)
                return True
        return super().eventFilter(watched, event)


def ask(parent: QWidget, rows: tuple[Row, ...]) -> str | None:
    """Show the list and return the key of the chosen action, or None."""
    dialog = CommandList(parent, rows)
    dialog.exec()
    dialog.deleteLater()
    return dialog.chosen
