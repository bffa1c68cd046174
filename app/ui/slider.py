"""A slider with its value and unit beside it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from app.ui.text_size import on_text_size
from app.ui.theme import RHYTHM


class _Slider(QSlider):
    """A slider that reports each value, also while its signals are blocked because the program sets it."""

    def __init__(self, report: Callable[[], None]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._report = report

    def sliderChange(self, change: QSlider.SliderChange) -> None:
        super().sliderChange(change)
        self._report()


class ValueSlider(QWidget):
    """A horizontal slider from `low` to `high`. `text` returns the value with its unit, which stands at the right."""

    def __init__(self, name: str, low: int, high: int, text: Callable[[int], str]) -> None:
        super().__init__()
        self._text, self.value = text, QLabel()
        self.slider = _Slider(self._show)
        self.slider.setRange(low, high)
        self.slider.setAccessibleName(name)
        self.value.setProperty("role", "muted")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        on_text_size(self.value, self._make_room)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(self.slider, 1)
        row.addWidget(self.value)
        self.setFocusProxy(self.slider)
        self._show()

    def _make_room(self) -> None:
        """Make the value as wide as its longest text, so that the slider keeps its length while it moves."""
        texts = (self._text(self.slider.minimum()), self._text(self.slider.maximum()))
        self.value.setMinimumWidth(max(map(self.value.fontMetrics().horizontalAdvance, texts)))

    def _show(self) -> None:
        self.value.setText(self._text(self.slider.value()))
