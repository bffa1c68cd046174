"""The right column with panels one below the other. If the window is too low for all panels, the column scrolls."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.language.text import tr
from app.ui.fitted_scroll import HeightScroll
from app.ui.parts import line

LEAST_PX = 240
"""Minimum width of the column in px. Wider content, such as a tile beside its values, scrolls sideways."""

MOST_SHARE = 0.4
"""Largest share of the window's width that the column takes so that its content needs no scrolling sideways."""
LEAST_LETTERS = 6
"""Minimum number of letters of the selected entry that a drop-down list shows."""


class SideColumn(HeightScroll):
    """A column that is just high enough for the wrapped texts of its panels at the current width."""

    def __init__(self, panels: tuple[QWidget, ...], width: int) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, panel in enumerate(panels):
            if number:
                column.addWidget(line())
            column.addWidget(panel)
        column.addStretch()
        super().__init__(inside)
        self._column = column
        self.setMinimumWidth(LEAST_PX)
        self._width = width
        self._most: int | None = None
        self.setAccessibleName(tr("Result, map and tile"))
        for choice in self._inside.findChildren(QComboBox):
            # Otherwise its longest entry would decide how wide the column must be.
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(LEAST_LETTERS)

    def sizeHint(self) -> QSize:
        return QSize(self._width, super().sizeHint().height())

    def settle(self) -> None:
        """Give all texts their places now.

        Qt does this later, one level of the layout after another. While the program is busy, a text that has become
        longer would be cut until then.
        """
        if not self.isVisible():
            return
        for part in reversed(self._inside.findChildren(QWidget)):  # the inner layouts first
            layout = part.layout()
            if layout is not None and not part.isHidden():
                layout.activate()
        self._column.activate()
        self._fit()
        self._column.activate()

    def _fit(self) -> None:
        super()._fit()
        self.setMinimumWidth(self.least_width())

    def set_most(self, most: int | None) -> None:
        """Let the column become as narrow as `most` px where the tissue needs its room; None for the usual width."""
        self._most = most
        self.setMinimumWidth(self.least_width())

    def least_width(self) -> int:
        """Return the width in px at which no text is cut, as far as the tissue keeps its room."""
        needed = self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        most = round(MOST_SHARE * self.window().width())
        return max(LEAST_PX, min(needed, most if self._most is None else min(most, self._most)))
