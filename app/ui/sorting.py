"""The sign of the sorted column in the heading of a table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from app.language.text import tr


def mark_sorted(header: QHeaderView, section: int, descending: bool) -> None:
    """Mark the column by which a table is sorted: the arrow points up for ascending and down for descending.

    Qt's arrows show the opposite: for an ascending order, the arrow points down to the larger values.
    """
    arrow = Qt.SortOrder.AscendingOrder if descending else Qt.SortOrder.DescendingOrder
    header.setSortIndicatorShown(True)
    header.setSortIndicator(section, arrow)


def sorted_heading(title: str, descending: bool) -> str:
    """Return the heading of the sorted column for screen readers."""
    if descending:
        return tr("{title}, sorted, descending", title=title)
    return tr("{title}, sorted, ascending", title=title)
