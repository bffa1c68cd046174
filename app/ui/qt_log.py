"""Describe Qt's own messages for the log without names of files, because file names often name patients."""

import re

_NAMELESS = frozenset((
    "QAbstractItemView", "QApplication", "QBackingStore", "QBasicTimer", "QBoxLayout", "QBrush", "QCoreApplication",
    "QEventLoop", "QFont", "QGraphicsItem", "QGraphicsScene", "QGraphicsView", "QGridLayout", "QGuiApplication",
    "QLayout", "QListView", "QMetaObject", "QObject", "QPaintDevice", "QPainter", "QPen", "QPixmap", "QRegion",
    "QSocketNotifier", "QSortFilterProxyModel", "QTableView", "QThread", "QTimer", "QTreeView", "QWidget", "QWindow",
))  # fmt: skip
"""Classes whose messages contain no names of files. Classes that read and write files are not among them."""
_ORIGIN = re.compile(r"(Q[A-Za-z]+)::\w+")
_DATA = re.compile(r"\"[^\"]*\"|'[^']*'|\S*[/\\].*", re.DOTALL)
"""The parts of a message that are left out of the log: texts in quotation marks, and everything from the first path to
the end, because a path may contain spaces."""
_CATEGORY = re.compile(r"[a-z][\w.-]{0,60}")
_LONGEST = 300


def qt_line(category: str, message: str) -> str:
    """Return one line that describes a message of Qt. `category` is Qt's name for the part that sent it.

    The message itself is included only if it comes from a class that deals with no files. Of every other message, the
    line contains the category and the function that sent it.
    """
    origin = _ORIGIN.match(message)
    if origin is not None and origin[1] in _NAMELESS:
        return _DATA.sub("(left out)", " ".join(message.split()))[:_LONGEST]
    sender = " ".join(filter(None, (_known(category), origin[0] if origin else "")))
    return f"{sender or 'a message'} (its text may name files or patients and is left out)"


def _known(category: str) -> str:
    """Return `category` if it has the form of Qt's categories, such as "qt.svg", otherwise "".

    Return "" for the default category too, because it names no part of Qt.
    """
    return category if category != "default" and _CATEGORY.fullmatch(category) else ""
