"""The rows of the queue as a Qt table model. While results arrive, only the changed rows are updated."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.language.text import tr
from app.session.queue_state import QueueState
from app.ui.icons import VERDICT_ICONS, icon
from app.ui.parts import tip as escaped
from app.ui.theme import Theme, theme
from app.window.panels.queue_text import HEADINGS, cells, tip

Index = QModelIndex | QPersistentModelIndex
_ICON = 12
_RELIABILITY = HEADINGS.index("Reliability")
_NUMBERS = (HEADINGS.index("Probability"), HEADINGS.index("Seconds"))
_NOWHERE = QModelIndex()


class QueueTable(QAbstractTableModel):
    """A table model with one row per item of the queue, in the order of the queue."""

    def __init__(self) -> None:
        super().__init__()
        self.state = QueueState()
        self._style = theme("dark")

    def set_theme(self, style: Theme) -> None:
        """Use the colours of `style` for the reliability icons."""
        self._style = style

    def show(self, state: QueueState) -> bool:
        """Show `state`. Return whether the rows or their order changed. In this case Qt has cleared the selection."""
        before = self.state
        if [item.number for item in before.items] == [item.number for item in state.items]:
            self.state = state
            changed = [n for n, (a, b) in enumerate(zip(before.items, state.items, strict=True)) if a is not b]
            changed += [n for n, item in enumerate(state.items) if item.status == "running"]
            if before.paused != state.paused:
                changed = list(range(len(state.items)))
            if changed:
                self.dataChanged.emit(self.index(min(changed), 0), self.index(max(changed), len(HEADINGS) - 1))
            return False
        self.beginResetModel()
        self.state = state
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.state.items)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADINGS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.state.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cells(self.state, item)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return escaped(tip(item))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DecorationRole and index.column() == _RELIABILITY and item.result is not None:
            style, level = self._style, item.result.level
            colour = {"ok": style.ok, "caution": style.caution, "do not use": style.refused}[level]
            return icon(VERDICT_ICONS[level], colour, _ICON)
        return None
