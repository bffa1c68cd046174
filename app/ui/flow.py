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

    Widgets of different heights have one middle in a line, as in other rows.

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
        y = area.y()
        for line in self._lines(area.width()):
            height = max(size.height() for _, size in line)
            x = area.x()
            for item, size in line:
                if moves:
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(0, y - area.y() - self.spacing())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return the visible items of each line of `width` px, with their sizes."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        right = 0
        for item in self._laid:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if size.width() > width and item.hasHeightForWidth():
                size = QSize(width, item.heightForWidth(width))
            if not lines or right + size.width() > width:
                lines.append([])
                right = 0
            lines[-1].append((item, size))
            right += size.width() + self.spacing()
        return lines


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
