"""The survival curve over the years, with its numbers as text below. Only some models give a survival curve."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language.model_text import of_model
from app.language.text import number_text, tr
from app.ui.parts import set_text, text_label
from app.ui.theme import DARK, RHYTHM, Theme, font
from model.base.probability_text import probability_text
from model.result.export.wording import survival_sentences
from model.result.prediction import CurvePoint, Prediction

HEIGHT = 12 * RHYTHM
LEFT, RIGHT, TOP = 3 * RHYTHM, 5 * RHYTHM, RHYTHM
"""Margins in px: left for the numbers of the axis, right for the value at the end, and top for half a line of text."""
DOT = 2.5
"""Radius in px of the dot at each point of the curve."""


class SurvivalView(QWidget):
    """Shows the survival curve of the result, and two sentences about the curve.

    It is hidden if the model gives no curve, or if no probability is visible.
    """

    def __init__(self) -> None:
        super().__init__()
        self.plot = CurvePlot()
        self.numbers, self.meaning = text_label("small"), text_label("small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, RHYTHM // 2, 0, 0)
        box.setSpacing(2)
        for part in (self.plot, self.numbers, self.meaning):
            box.addWidget(part)
        self.setAccessibleName(tr("Survival curve"))
        self.setVisible(False)

    def show_curve(self, prediction: Prediction | None, style: Theme) -> None:
        """Show the curve of `prediction`. For None, show nothing."""
        sentences = tuple(map(of_model, survival_sentences(prediction))) if prediction is not None else ()
        self.setVisible(bool(sentences))
        if prediction is None or not sentences:
            return
        self.plot.show_points(prediction.curve, style)
        set_text(self.numbers, sentences[0])
        set_text(self.meaning, sentences[1])
        self.setAccessibleDescription(" ".join(sentences))


class CurvePlot(QWidget):
    """A plot of the probability of being alive, 0 to 1, over the years. The line begins at probability 1."""

    def __init__(self) -> None:
        super().__init__()
        self._points: tuple[CurvePoint, ...] = ()
        self._theme = DARK
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def show_points(self, points: tuple[CurvePoint, ...], style: Theme) -> None:
        self._points, self._theme = points, style
        self.update()

    def places(self) -> tuple[QPointF, ...]:
        """Return the start of the survival curve and the place of each of its points, in px of the widget."""
        last = self._points[-1].years
        shown = (CurvePoint(0.0, 1.0), *self._points)
        return tuple(self._at(one.years / last, one.survival_probability) for one in shown)

    def _at(self, share: float, probability: float) -> QPointF:
        """Return the position, in px of the widget, of a time and a probability.

        The time is given as `share` (0 to 1) of the last time of the curve.
        """
        width, height = self.width() - LEFT - RIGHT, HEIGHT - TOP - 2 * RHYTHM
        return QPointF(LEFT + share * width, TOP + (1 - probability) * height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._points:
            return
        painter, look = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small"))
        for value in (0.0, 0.5, 1.0):
            start, end = self._at(0, value), self._at(1, value)
            painter.setPen(QPen(QColor(look.line), 1))
            painter.drawLine(start, end)
            painter.setPen(QColor(look.muted))
            label = QRectF(0, start.y() - RHYTHM, LEFT - 4, 2 * RHYTHM)
            edge = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(label, edge, number_text(f"{value:g}"))
        self._draw_years(painter)
        places = self.places()
        painter.setPen(QPen(QColor(look.text), 1.5))
        painter.drawPolyline(list(places))
        painter.setBrush(QColor(look.text))
        for place in places[1:]:
            painter.drawEllipse(place, DOT, DOT)
        beside = QRectF(places[-1].x() + 6, places[-1].y() - RHYTHM, RIGHT - 6, 2 * RHYTHM)
        painter.drawText(
            beside, Qt.AlignmentFlag.AlignVCenter, of_model(probability_text(self._points[-1].survival_probability))
        )
        painter.end()

    def _draw_years(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._theme.muted))
        last = self._points[-1].years
        for one in self._points:
            x = self._at(one.years / last, 0.0).x()
            last_one = one is self._points[-1]
            words = tr("{years:g} years", years=one.years) if last_one else number_text(f"{one.years:g}")
            label = QRectF(x - 4 * RHYTHM, HEIGHT - 2 * RHYTHM, 8 * RHYTHM, 2 * RHYTHM)
            painter.drawText(label, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, words)
