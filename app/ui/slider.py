"""A slider with its value and unit beside it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from app.ui.theme import RHYTHM


class ValueSlider(QWidget):
    """A horizontal slider from `low` to `high`. `text` returns the value with its unit, which stands at the right."""

    def __init__(self, name: str, low: int, high: int, text: Callable[[int], str]) -> None:
        super().__init__()
        self.slider, self.value = QSlider(Qt.Orientation.Horizontal), QLabel()
        self.slider.setRange(low, high)
        self.slider.setAccessibleName(name)
        self._text = text
        self.value.setProperty("role", "muted")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # The longest text decides, so that the slider does not change its length while it moves.
        widest = max((text(low), text(high)), key=self.value.fontMetrics().horizontalAdvance)
        self.value.setMinimumWidth(self.value.fontMetrics().horizontalAdvance(widest))
        self.slider.valueChanged.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(self.slider, 1)
        row.addWidget(self.value)
        self.setFocusProxy(self.slider)
        self._show()

    def _show(self) -> None:
        self.value.setText(self._text(self.slider.value()))
