"""Draw a short text on a small plate over the tissue."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.ui.theme import font
from model.base.geometry import PointL0

PLATE = QColor(10, 11, 13, 200)
INK = QColor("#ffffff")
PADDING_PX = 4.0
GAP_PX = 4.0


def draw_tag(painter: QPainter, words: str, at: PointL0, hangs: bool) -> None:
    """Draw `words` in screen px with the left edge at `at`: below `at` if `hangs` is true, else above it."""
    to_screen = painter.worldTransform()
    place = to_screen.map(QPointF(at.x, at.y))
    look = tag_font()
    metrics = QFontMetricsF(look)
    width, height = metrics.horizontalAdvance(words) + 2 * PADDING_PX, metrics.height() + PADDING_PX
    top = place.y() + GAP_PX if hangs else place.y() - GAP_PX - height
    plate = QRectF(round(place.x()), round(top), round(width), round(height))
    painter.save()
    painter.resetTransform()
    painter.setFont(look)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRect(plate)
    painter.setPen(INK)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def tag_font() -> QFont:
    """Return the font of the text on plates."""
    return font("small")
