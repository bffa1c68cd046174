"""The legend of a plot: a line in the look of each curve with its name, above or beside the plot."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.ui.flow import FlowLayout
from app.ui.parts import plain_label, tip
from app.ui.theme import RHYTHM, scaled_px

Entry = tuple[str, QPen]
"""A line of the legend: the name of the curve, and the pen that draws the curve."""
_LINE_PX = 28
_LONGEST = 64
"""Maximum number of characters of a name. Readers can have names of any length; the tool tip has the whole name."""


class Legend(QWidget):
    """The entries of a legend side by side. If the row is full, a new row begins."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[str, ...] = ()
        self._row = FlowLayout(self, spacing=RHYTHM)
        # Below the height of its rows, the legend would cover the plot.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries in place of all others."""
        while (item := self._row.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.setParent(None)
                before.deleteLater()
        self.entries = tuple(name for name, _ in entries)
        for name, pen in entries:
            self._row.addWidget(self._entry(name, pen))
        self.setVisible(bool(entries))
        self.updateGeometry()

    def _entry(self, name: str, pen: QPen) -> QWidget:
        owner = QWidget()
        text = plain_label(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…")
        text.setProperty("role", "small")
        text.setToolTip(tip(name))
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(owner)
        row.setContentsMargins(0, 0, RHYTHM, 0)
        row.setSpacing(RHYTHM // 2)
        row.addWidget(self._line(pen))
        row.addWidget(text)
        return owner

    def _line(self, pen: QPen) -> QLabel:
        """Return a label with a piece of a line in the look of `pen`."""
        width, height, ratio = scaled_px(_LINE_PX), scaled_px(10), self.devicePixelRatioF()
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawLine(QLineF(0, height / 2, width, height / 2))
        painter.end()
        label = QLabel()
        label.setPixmap(picture)
        return label
