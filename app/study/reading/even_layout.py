"""Buttons in columns of equal width, as many as their texts allow. No text is ever cut.

When the buttons do not fit beside one another, they continue in the next line. A text that is wider than the whole line
is wrapped inside its button.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.flow import LineLayout
from app.ui.parts import tip
from app.ui.theme import RHYTHM
from app.ui.wrapped import wrapped

_FLAGS = Qt.TextFlag.TextShowMnemonic


class FittedButton(QPushButton):
    """A button without keyboard focus, whose text is wrapped if it is wider than the button."""

    def __init__(self, label: str, hint: str = "", name: str = "") -> None:
        super().__init__()
        self.label = label
        """The text on the button, without line breaks."""
        self._labels = (label, label)
        self.setObjectName(name)
        if hint:
            self.setToolTip(tip(hint))
        # A click must not move the keyboard focus away from the view.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_label(label)

    def set_label(self, label: str, short: str = "") -> None:
        """Show another text. `short` is its short form; without one, the text is never shortened.

        Screen readers get the whole text without line breaks.
        """
        self._labels = (label, short or label)
        self.setAccessibleName(label)
        self.shorten(False)

    def shorten(self, short: bool) -> None:
        """Show the short form of the text, or the whole text."""
        if self.label != self._labels[short] or not self.text():
            self.label = self._labels[short]
            self._show([self.label])

    @property
    def natural(self) -> int:
        """Return the width in px that the text needs in one line."""
        return self._around().width() + self._extent([self.label]).width()

    def height_at(self, width: int) -> int:
        """Return the height in px that the text needs at this width."""
        return self._around().height() + self._extent(self._lines(width)).height()

    def fit(self, width: int) -> None:
        """Break the text into lines that fit into this width, in px."""
        self._show(self._lines(width))

    def _lines(self, width: int) -> list[str]:
        if self.natural <= width:
            return [self.label]
        return wrapped(self.label, self.font(), width - self._around().width())

    def _around(self) -> QSize:
        """Return the size of padding and border."""
        return self.sizeHint() - self.fontMetrics().size(_FLAGS, self.text())

    def _extent(self, lines: list[str]) -> QSize:
        return self.fontMetrics().size(_FLAGS, _escaped(lines))

    def _show(self, lines: list[str]) -> None:
        text = _escaped(lines)
        if text != self.text():
            self.setText(text)


def _escaped(lines: list[str]) -> str:
    """Return the text of a button. Otherwise Qt would take the letter after "&" for a key."""
    return "\n".join(lines).replace("&", "&&")


class EvenLayout(LineLayout):
    """A layout of visible `FittedButton`s in at most `most` columns of equal width."""

    def __init__(self, most: int, owner: QWidget | None = None, spacing: int = RHYTHM) -> None:
        super().__init__(owner, spacing)
        self._most = most

    def sizeHint(self) -> QSize:
        """Return the size of all buttons in their usual number of columns."""
        buttons = self._buttons()
        if not buttons:
            return QSize(0, 0)
        columns = min(self._most, len(buttons))
        width = columns * max(button.natural for button in buttons) + (columns - 1) * self.spacing()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Return a small size: at any width, texts are wrapped, and buttons continue below."""
        buttons = self._buttons()
        return QSize(4 * RHYTHM, max((button.sizeHint().height() for button in buttons), default=0))

    def columns(self, width: int) -> int:
        """Return the number of columns at this width, in px, so that no line has only a rest of the buttons."""
        buttons = self._buttons()
        widest = max((button.natural for button in buttons), default=0)
        for columns in range(min(self._most, len(buttons)), 1, -1):
            if columns * widest + (columns - 1) * self.spacing() <= width:
                return -(-len(buttons) // -(-len(buttons) // columns))
        return 1

    def _buttons(self) -> list[FittedButton]:
        found = [item.widget() for item in self._laid if not item.isEmpty()]
        return [button for button in found if isinstance(button, FittedButton)]

    def _place(self, area: QRect, moves: bool) -> int:
        buttons, columns, gap, y = self._buttons(), self.columns(area.width()), self.spacing(), area.y()
        width = max(1, (area.width() - (columns - 1) * gap) // columns)
        for first in range(0, len(buttons), columns):
            line = buttons[first : first + columns]
            height = max(button.height_at(width) for button in line)
            for at, button in enumerate(line if moves else ()):
                button.fit(width)
                button.setGeometry(area.x() + at * (width + gap), y, width, height)
            y += height + gap
        return max(0, y - gap - area.y())
