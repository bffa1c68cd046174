"""Draw a short text on a small plate over the tissue."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPicture

from app.ui.theme import FONT_PX, font
from model.base.geometry import PointL0

PLATE = QColor(10, 11, 13, 200)
INK = QColor("#ffffff")
PADDING_PX = 4.0
GAP_PX = 4.0
PRINTED_PLATE, PRINTED_INK = QColor(255, 255, 255, 225), QColor("#101214")
"""The colours of plates on a white page, where dark plates would be the darkest thing."""
_printed_px: list[int] = []
"""The text size of plates in px while `printed_tags` draws them."""


class Room:
    """Remembers the areas of labels in screen px, so that labels do not cover one another."""

    _CELL_PX = 64

    def __init__(self) -> None:
        self._areas: dict[tuple[int, int], list[QRectF]] = {}

    def taken(self, area: QRectF) -> bool:
        """Return whether `area` overlaps the area of an earlier label.

        If not, remember `area` as the area of a label.
        """
        cells = [
            (x, y)
            for x in range(int(area.left() // self._CELL_PX), int(area.right() // self._CELL_PX) + 1)
            for y in range(int(area.top() // self._CELL_PX), int(area.bottom() // self._CELL_PX) + 1)
        ]
        if any(area.intersects(other) for cell in cells for other in self._areas.get(cell, ())):
            return True
        for cell in cells:
            self._areas.setdefault(cell, []).append(area)
        return False


def draw_tag(painter: QPainter, words: str, at: PointL0, hangs: bool) -> None:
    """Draw `words` on a plate whose left edge is at `at`. The size on the screen is the same at any zoom.

    The plate is below `at` if `hangs` is true, else above it.
    """
    draw_tag_at(painter, words, painter.worldTransform().map(QPointF(at.x, at.y)), hangs)


def draw_tag_at(painter: QPainter, words: str, place: QPointF, hangs: bool) -> None:
    """Draw `words` on a plate whose left edge is at `place`, in screen px. The plate stays inside the picture."""
    view = painter.viewport()
    area = tag_area(words, place, hangs)
    if isinstance(painter.device(), QPicture):
        draw_plate(painter, words, inside_picture(area, view.width()))
        return
    shown = words
    if area.width() > view.width():
        inner = view.width() - 2 * PADDING_PX
        shown = QFontMetricsF(tag_font()).elidedText(words, Qt.TextElideMode.ElideRight, inner)
    draw_plate(painter, shown, inside_picture(tag_area(shown, place, hangs), view.width(), view.height()))


def draw_plate(painter: QPainter, words: str, plate: QRectF) -> None:
    """Draw `words` on the plate, whose area is in screen px."""
    painter.save()
    painter.resetTransform()
    painter.setFont(tag_font())
    painter.setPen(Qt.PenStyle.NoPen)
    ground, ink = tag_colours()
    painter.setBrush(ground)
    painter.drawRect(plate)
    painter.setPen(ink)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def inside_picture(plate: QRectF, width: float, height: float | None = None) -> QRectF:
    """Return `plate`, moved as far as the edges of a picture of this size need it. All values are in screen px.

    The beginning of a text that is wider than the picture stays visible. A plate that is wholly outside stays there,
    because it belongs to a part of the tissue that is not visible. If `height` is None, the picture has no lower edge.
    """
    if plate.left() >= width or plate.right() <= 0:
        return plate
    left = max(0.0, min(plate.left(), width - plate.width()))
    below = 0.0 if height is None or plate.top() >= height else max(0.0, plate.bottom() - height)
    return plate.translated(left - plate.left(), -below)


def tag_area(words: str, place: QPointF, hangs: bool) -> QRectF:
    """Return the area of the plate in screen px. `place` is `at` of `draw_tag`, in screen px."""
    metrics = QFontMetricsF(tag_font())
    width, height = metrics.horizontalAdvance(words) + 2 * PADDING_PX, metrics.height() + PADDING_PX
    top = place.y() + GAP_PX if hangs else place.y() - GAP_PX - height
    return QRectF(round(place.x()), round(top), round(width), round(height))


def tag_font() -> QFont:
    """Return the font of the text on plates."""
    found = font("small")
    if _printed_px:
        found.setPixelSize(_printed_px[-1])
    return found


def tag_colours() -> tuple[QColor, QColor]:
    """Return the colour of plates and the colour of their text."""
    return (PRINTED_PLATE, PRINTED_INK) if _printed_px else (PLATE, INK)


@contextmanager
def printed_tags() -> Iterator[None]:
    """Draw plates in light colours and with text of a fixed size, for a white page of any size."""
    _printed_px.append(FONT_PX["small"])
    try:
        yield
    finally:
        _printed_px.pop()
