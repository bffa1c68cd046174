"""Order instability as a strip of dots: a prediction comes in, the probability of each order of reading is drawn."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.panels.parts import tell, words
from app.theme import DARK, RHYTHM, Theme
from model.prediction import Prediction

HEIGHT = 2 * RHYTHM
DOT = 3.0
"""px, radius."""


class OrderStrip(QWidget):
    """Dots on a line from 0 to 1, a tick at the threshold, and the same in words; no room without orders."""

    def __init__(self) -> None:
        super().__init__()
        self.dots = Dots()
        self.said = words("small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, RHYTHM // 2, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.dots)
        box.addWidget(self.said)
        self.setVisible(False)

    def show_orders(self, prediction: Prediction | None, said: str, look: Theme) -> None:
        """`said` is empty where there is nothing to show."""
        orders = prediction.orders if prediction is not None else None
        self.setVisible(orders is not None)
        tell(self.said, said)
        if prediction is not None and orders is not None:
            self.dots.show_dots(orders.probabilities, prediction.bundle.threshold, look)


class Dots(QWidget):
    """The drawing alone."""

    def __init__(self) -> None:
        super().__init__()
        self._at: tuple[float, ...] = ()
        self._threshold: float | None = None
        self._look = DARK
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Order instability")

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def show_dots(self, at: tuple[float, ...], threshold: float | None, look: Theme) -> None:
        self._at, self._threshold, self._look = at, threshold, look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, width = HEIGHT / 2, self.width() - 2 * DOT
        painter.setPen(QPen(QColor(self._look.line), 1))
        painter.drawLine(QPointF(DOT, middle), QPointF(DOT + width, middle))
        painter.setPen(QPen(QColor(self._look.muted), 1))
        for place in (0.0, 1.0, *([self._threshold] if self._threshold is not None else [])):
            x = DOT + place * width
            reach = HEIGHT / 2 - 1 if place == self._threshold else DOT
            painter.drawLine(QPointF(x, middle - reach), QPointF(x, middle + reach))
        colour = QColor(self._look.accent)
        colour.setAlphaF(0.6)  # so that dots over one another can be told from one
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for place in self._at:
            painter.drawEllipse(QRectF(place * width, middle - DOT, 2 * DOT, 2 * DOT))
        painter.end()
