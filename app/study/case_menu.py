"""The context menu of a case in the case list and in the table of cases."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QMenu

from app.language.text import tr
from app.ui.row_menu import offer_row_menu

Entry = tuple[str, Callable[[], None]]


def copy_text(text: str) -> None:
    """Put `text` on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def offer_menu(view: QAbstractItemView, entries: Callable[[QModelIndex], tuple[Entry, ...]]) -> None:
    """Show a context menu for a case of `view`. `entries` returns the translated titles and what they do."""

    def fill(menu: QMenu) -> None:
        for title, do in entries(view.currentIndex()):
            menu.addAction(title).triggered.connect(lambda _=False, do=do: do())

    offer_row_menu(view, tr("Case"), fill)
