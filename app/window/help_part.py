"""The help of the main window: it follows the session, and creates the help window when help is first asked for.

While a dialog blocks the other windows, F1 shows the page of the dialog, and the help window belongs to the dialog, so
that it can be used.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.actions.action_table import rows
from app.help.keys_page import keys_page
from app.help.where import page_where
from app.language.text import tr
from app.session.session import Session
from app.ui.help_button import page_of
from app.ui.native_keys import native_keys
from app.viewer.controller import ViewerController

if TYPE_CHECKING:
    from app.window.help_window import HelpWindow


_KEY_NAME = "help-key"


class HelpPart(QObject):
    """Shows the page that the session names (`View.help`), and hides the help window if it names none."""

    def __init__(self, parent: QWidget, controller: ViewerController) -> None:
        super().__init__(parent)
        self._parent, self._controller = parent, controller
        self.shown: HelpWindow | None = None
        parent.installEventFilter(self)

    def show(self, target: str) -> None:
        """Show the help page that `target` names. If the help window is already open, bring it to the front."""
        self._controller.change(lambda s: s.viewed(help=target))
        self._join_dialog()
        if self.shown is not None:
            self.shown.raise_()
            self.shown.activateWindow()

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Show, change or hide the help window if the session's page differs."""
        theme_changed = old is not None and old.view.theme != new.view.theme
        if self.shown is not None and theme_changed:
            self.shown.show_theme(new.view.theme)
        if (old.view.help if old is not None else "") == new.view.help:
            return
        if not new.view.help:
            if self.shown is not None:
                self.shown.hide()
            return
        window = self._ensure_window(new)
        if window.shown != new.view.help:
            window.show_target(new.view.help)
        self._join_dialog()
        window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Attach the help window to the dialog that now blocks the main window or another dialog."""
        if event.type() in (QEvent.Type.WindowBlocked, QEvent.Type.WindowUnblocked):
            dialog = _modal_dialog()
            if event.type() == QEvent.Type.WindowBlocked and dialog is not None and dialog is not watched:
                self._give_key(dialog)
            self._join_dialog()
        return super().eventFilter(watched, event)

    def _give_key(self, dialog: QWidget) -> None:
        """Let F1 in `dialog` show the help page of the widget with the focus.

        If this widget has no page, F1 shows the page of the dialog or, without one, the page that fits what the window
        shows.
        """
        if dialog.findChild(QShortcut, _KEY_NAME) is not None:
            return
        key = QShortcut(QKeySequence("F1"), dialog)
        key.setObjectName(_KEY_NAME)
        key.activated.connect(lambda: self.show(self._page_in(dialog)))
        dialog.installEventFilter(self)

    def _page_in(self, dialog: QWidget) -> str:
        focused = QApplication.focusWidget()
        inside = focused if focused is not None and focused.window() is dialog else dialog
        return page_of(inside) or page_where(self._controller.session)

    def _join_dialog(self) -> None:
        """Make the help window a child of the dialog that blocks the other windows, or of the main window again.

        Qt blocks all windows but the dialog and its children.
        """
        owner = _modal_dialog() or self._parent
        if self.shown is None or self.shown.parentWidget() is owner:
            return
        was_visible, place = self.shown.isVisible(), self.shown.geometry()
        self.shown.setParent(owner, self.shown.windowFlags())  # this hides it
        self.shown.setGeometry(place)
        self.shown.setVisible(was_visible)

    def shutdown(self) -> None:
        """Close the help window."""
        if self.shown is not None:
            self.shown.close()

    def _ensure_window(self, session: Session) -> "HelpWindow":
        if self.shown is None:
            # The pages are read now, and not at the start of the program.
            from app.help.pages import read_pages
            from app.window.help_window import HelpWindow

            self.shown = HelpWindow(self._parent, read_pages(_keys(session)), session.view.theme)
            self.shown.asked.connect(lambda target: self._controller.change(lambda s: s.viewed(help=target)))
            self.shown.closed.connect(lambda: self._controller.change(lambda s: s.viewed(help="")))
        return self.shown


def _modal_dialog() -> QWidget | None:
    """Return the dialog that blocks the other windows; None without one, or for a dialog of the operating system.

    Qt has a widget for a file dialog of the operating system, but this widget is not shown.
    """
    dialog = QApplication.activeModalWidget()
    return None if isinstance(dialog, QFileDialog) else dialog


def _keys(session: Session) -> str:
    """Return the page of keys, with the names that keys have on this computer."""
    listed = rows(session)
    named = ((row.group, row.title, tuple(filter(None, row.shortcut.split(tr(" or "))))) for row in listed)
    return keys_page(named, native_keys)
