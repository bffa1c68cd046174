"""The context menu of a list or table: for the row at the pointer or, with the menu key, for the current row."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu


def offer_row_menu(view: QAbstractItemView, name: str, fill: Callable[[QMenu], object]) -> None:
    """Show a context menu for a row of `view`. `name` is read by screen readers.

    The row at the pointer becomes the current row before `fill` adds the entries, so that they act on it. A row of
    several selected rows leaves the selection as it is. Without a row, or without entries, no menu is shown.
    """

    def show(place: QPoint) -> None:
        index = view.indexAt(place)
        if index.isValid() and not view.selectionModel().isSelected(index):
            view.setCurrentIndex(index)
        if not view.currentIndex().isValid():
            return
        menu = QMenu(view)
        menu.setAccessibleName(name)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        fill(menu)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(view.viewport().mapToGlobal(place))

    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(show)
