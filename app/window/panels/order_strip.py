"""The order instability as a strip of dots. Each dot is the probability that one tile order gives."""

from statistics import median

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.language.model_text import of_model
from app.language.text import plural, tr
from app.ui.parts import set_text, text_label
from app.ui.theme import DARK, RHYTHM, Theme
from model.base.probability_text import probability_text
from model.explain.explanation import Explanation
from model.result.prediction import Prediction

HEIGHT = 2 * RHYTHM
DOT = 3.0
"""Radius of a dot in px."""


class OrderStrip(QWidget):
    """Dots on a line from 0 to 1 with a tick at the threshold, and a caption with the same values as text.

    The strip is hidden if there is only one tile order and the user cannot request more. If the user requests more tile
    orders, their dots replace the dots of the analysis. Squares on a second line show flips and rotations.
    """

    def __init__(self, more: QAction) -> None:
        """Create the strip. The action `more` analyses the image in more tile orders."""
        super().__init__()
        self.dots, self.turned = Dots(), Dots(square=True)
        self.turned.setAccessibleName(tr("Answers after flips and rotations"))
        self.caption = text_label("small")
        self.more = QPushButton(tr("Try other tile orders"))
        self.more.setObjectName("quiet")
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setToolTip(more.toolTip())
        self.more.clicked.connect(more.trigger)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, RHYTHM // 2, 0, 0)
        box.setSpacing(0)
        for part in (self.dots, self.turned, self.caption, self.more):
            box.addWidget(part)
        self.setVisible(False)

    def show_orders(
        self,
        prediction: Prediction | None,
        caption: str,
        style: Theme,
        found: Explanation | None = None,
        more: bool = False,
    ) -> None:
        """Show the tile orders in `found` or, without `found`, the tile orders of `prediction`.

        Without a prediction, show nothing. If `more` is true, show the button that requests more tile orders.
        """
        orders = prediction.orders if prediction is not None else None
        self.setVisible(orders is not None or found is not None or more)
        self.more.setVisible(more)
        self.dots.setVisible(orders is not None or found is not None)
        self.turned.setVisible(found is not None)
        set_text(self.caption, caption)
        if prediction is None:
            return
        threshold = prediction.bundle.threshold
        if found is not None:
            self.dots.show_dots(read_in(found, "random order"), threshold, style)
            self.turned.show_dots(read_in(found, "flip or rotation"), threshold, style)
        elif orders is not None:
            self.dots.show_dots(orders.probabilities, threshold, style)


def read_in(found: Explanation, kind: str) -> tuple[float, ...]:
    """Return the probabilities in `found` whose kind of tile order is `kind`."""
    kinds, all_p = found.readings["kind"], found.readings["probability_in_this_order"]
    return tuple(float(p) for one, p in zip(kinds, all_p, strict=True) if one == kind)


class Dots(QWidget):
    """One line of dots. Each dot is a probability."""

    def __init__(self, square: bool = False) -> None:
        super().__init__()
        self._square = square
        self._at: tuple[float, ...] = ()
        self._threshold: float | None = None
        self._theme = DARK
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(tr("Order instability"))

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def show_dots(self, at: tuple[float, ...], threshold: float | None, style: Theme) -> None:
        if at != self._at or threshold != self._threshold:
            self.setAccessibleDescription(_alternative(at, threshold))
        self._at, self._threshold, self._theme = at, threshold, style
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, width = HEIGHT / 2, self.width() - 2 * DOT
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.drawLine(QPointF(DOT, middle), QPointF(DOT + width, middle))
        painter.setPen(QPen(QColor(self._theme.muted), 1))
        for place in (0.0, 1.0, *([self._threshold] if self._threshold is not None else [])):
            x = DOT + place * width
            reach = HEIGHT / 2 - 1 if place == self._threshold else DOT
            painter.drawLine(QPointF(x, middle - reach), QPointF(x, middle + reach))
        # Dots have the colour of the text, because other colours mean death or survival. They are half transparent, so
        # that overlapping dots stay visible.
        colour = QColor(self._theme.text)
        colour.setAlphaF(0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for place in self._at:
            dot = QRectF(place * width, middle - DOT, 2 * DOT, 2 * DOT)
            if self._square:
                painter.drawRect(dot)
            else:
                painter.drawEllipse(dot)
        painter.end()


def _alternative(at: tuple[float, ...], threshold: float | None) -> str:
    """Return the dots as a sentence: how many, from where to where, and how many are below the threshold."""
    if not at:
        return ""
    said = tr(
        "{answers} from {low} to {high}, median {median}.",
        answers=plural(len(at), "answer"),
        low=_text(min(at)),
        high=_text(max(at)),
        median=_text(median(at)),
    )
    if threshold is None:
        return said
    below = sum(one < threshold for one in at)
    under = tr("{below} below the threshold {threshold}.", below=below, threshold=_text(threshold))
    return f"{said} {under}"


def _text(probability: float) -> str:
    return of_model(probability_text(probability))
