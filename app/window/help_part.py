"""The help of the main window: it follows the session, and creates the help window when help is first asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.actions.action_table import rows
from app.help.keys_page import keys_page
from app.language.text import tr
from app.session.session import Session
from app.viewer.controller import ViewerController

if TYPE_CHECKING:
    from app.window.help_window import HelpWindow


class HelpPart(QObject):
    """Shows the page that the session names (`View.help`), and hides the help window if it names none."""

    def __init__(self, parent: QWidget, controller: ViewerController) -> None:
        super().__init__(parent)
        self._parent, self._controller = parent, controller
        self.shown: HelpWindow | None = None

    def show(self, target: str) -> None:
        """Show the help page that `target` names, above the main window even if it is open already."""
        self._controller.change(lambda s: s.viewed(help=target))
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
        window.show()

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


def _keys(session: Session) -> str:
    """Return the page of keys, with the names that keys have on this computer."""
    listed = rows(session)
    return keys_page((row.group, row.title, tuple(filter(None, row.shortcut.split(tr(" or "))))) for row in listed)
