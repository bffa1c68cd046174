"""Compute the size of the window at its first start, and its minimum size, from the size of the screen."""

from PySide6.QtCore import QSize

FIRST_SIZE = QSize(1440, 900)
SMALLEST = QSize(720, 420)
"""Minimum size in device-independent px. A screen of 1920 x 1080 px at a scaling of 250 % has 768 x 432 such px."""
FRAME = QSize(16, 40)
"""Room for the frame and the title bar, which the system adds around the window."""


def first_size(available: QSize) -> QSize:
    """Return the size of the window at its first start on a screen with this `available` size."""
    return FIRST_SIZE.boundedTo(available - FRAME).expandedTo(smallest(available))


def within_screen(wanted: QSize, available: QSize) -> QSize:
    """Return the size `wanted` of another window, made smaller where it exceeds the screen."""
    return wanted.boundedTo(available - FRAME)


def smallest(available: QSize) -> QSize:
    """Return the minimum size of the window, which never exceeds the screen."""
    return SMALLEST.boundedTo(available - FRAME)
