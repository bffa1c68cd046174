"""Find a place for a small widget over the tissue where it does not cover the outline of the region."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize

GAP_PX = 6
"""Smallest distance in screen px between the widget and a line of the outline."""


def free_place(size: QSize, usual: QPoint, outline: QRect | None, taken: Sequence[QRect], canvas: QSize) -> QPoint:
    """Return the top left corner for a widget of this `size`: the free place that is nearest to the `usual` one.

    The widget may be inside or outside the `outline`, but not on its lines, and not on an area that is `taken`. If
    there is no free place, return `usual`.
    """
    if outline is None:
        return usual
    blocked = (*_lines(outline), *taken)
    free = [
        place
        for place in (usual, *_beside(size, usual, outline))
        if QRect(QPoint(0, 0), canvas).contains(QRect(place, size))
        and not any(QRect(place, size).intersects(one) for one in blocked)
    ]
    return min(free, key=lambda place: (place - usual).manhattanLength(), default=usual)


def _beside(size: QSize, usual: QPoint, outline: QRect) -> Iterator[QPoint]:
    """Yield the places that keep away from each line of the outline, on both of its sides."""
    width, height = size.width() + GAP_PX + 1, size.height() + GAP_PX + 1
    across = (usual.x(), outline.left() + GAP_PX + 1, outline.left() - width, outline.right() + GAP_PX + 1)
    down = (usual.y(), outline.bottom() - height, outline.bottom() + GAP_PX + 1, outline.top() - height)
    yield from (QPoint(x, y) for x in across for y in down)


def _lines(outline: QRect) -> Iterator[QRect]:
    """Yield the four lines of the outline, with the smallest distance on both sides."""
    wide = outline.adjusted(-GAP_PX, -GAP_PX, GAP_PX, GAP_PX)
    thick = 2 * GAP_PX
    yield QRect(wide.left(), wide.top(), wide.width(), thick)
    yield QRect(wide.left(), wide.bottom() - thick, wide.width(), thick)
    yield QRect(wide.left(), wide.top(), thick, wide.height())
    yield QRect(wide.right() - thick, wide.top(), thick, wide.height())
