"""A row of widgets that continues in the next line when the owner is too narrow for all of them."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class LineLayout(QLayout):
    """The base of layouts that place their visible widgets in lines. A narrower width can need more lines."""

    def __init__(self, owner: QWidget | None, spacing: int) -> None:
        super().__init__(owner)
        self._laid: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._laid.append(item)

    def count(self) -> int:
        return len(self._laid)

    def itemAt(self, index: int) -> QLayoutItem | None:  # Qt also asks for items beyond the end
        return self._laid[index] if 0 <= index < len(self._laid) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._laid.pop(index) if 0 <= index < len(self._laid) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, moves=True)

    def _place(self, area: QRect, moves: bool) -> int:
        """Compute the places for the width of `area`, and return the height. If `moves` is true, move the widgets."""
        raise NotImplementedError


class FlowLayout(LineLayout):
    """A layout that places its visible widgets from left to right. When a line is full, it begins a new line below.

    A text that is wider than a whole line is wrapped, if its widget can do so.
    """

    def __init__(self, owner: QWidget, spacing: int = 4) -> None:
        super().__init__(owner, spacing)

    def sizeHint(self) -> QSize:
        """Return the size of all widgets in one line."""
        hints = [item.sizeHint() for item in self._laid if not item.isEmpty()]
        across = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(across, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest widget, because every widget can have a line of its own."""
        least = QSize()
        for item in self._laid:
            least = least.expandedTo(item.minimumSize())
        return least

    def _place(self, area: QRect, moves: bool) -> int:
        x, y, line = area.x(), area.y(), 0
        for item in self._laid:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if hint.width() > area.width() and item.hasHeightForWidth():
                hint = QSize(area.width(), item.heightForWidth(area.width()))
            if x > area.x() and x + hint.width() > area.x() + area.width():
                x, y, line = area.x(), y + line + self.spacing(), 0
            if moves:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x, line = x + hint.width() + self.spacing(), max(line, hint.height())
        return y + line - area.y()


class FlowRow(QWidget):
    """A row of widgets in a flow layout, for use inside another layout.

    PySide may delete the items of a flow layout that is added to another layout without a widget of its own.
    """

    def __init__(self, spacing: int = 4) -> None:
        super().__init__()
        self._flow = FlowLayout(self, spacing)

    def add(self, part: QWidget) -> None:
        """Add `part` at the end of the row."""
        self._flow.addWidget(part)
