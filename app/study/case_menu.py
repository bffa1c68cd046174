"""The context menu of a case in the case list and in the table of cases."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QMenu

from app.language.text import tr

Entry = tuple[str, Callable[[], None]]


def copy_text(text: str) -> None:
    """Put `text` on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def offer_menu(view: QAbstractItemView, entries: Callable[[QModelIndex], tuple[Entry, ...]]) -> None:
    """Show a context menu for the row at the pointer or, with the menu key, for the current row.

    `entries` returns the translated titles and what they do. Without entries, no menu is shown.
    """

    def show(place: QPoint) -> None:
        index = view.indexAt(place)
        if not index.isValid():
            index = view.currentIndex()
        found = entries(index) if index.isValid() else ()
        if not found:
            return
        menu = QMenu(view)
        menu.setAccessibleName(tr("Case"))
        menu.aboutToHide.connect(menu.deleteLater)
        for title, do in found:
            menu.addAction(title).triggered.connect(lambda _=False, do=do: do())
        menu.popup(view.viewport().mapToGlobal(place))

    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(show)
