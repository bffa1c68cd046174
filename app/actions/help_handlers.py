"""Handlers of the help actions: show the help page that fits what the user sees, or the page of keys."""

from PySide6.QtWidgets import QApplication

from app.actions.context import ActionContext
from app.help.pages import KEYS
from app.help.where import page_where
from app.ui.help_button import ShowsHelp, page_of


def show_help(context: ActionContext) -> None:
    """Show the help page of the widget with the focus. If this widget has no page, show the page for what is open."""
    target = page_of(QApplication.focusWidget()) or page_where(context.controller.session)
    _show(context, target)


def show_keys(context: ActionContext) -> None:
    """Show the page of keys."""
    _show(context, KEYS)


def _show(context: ActionContext, target: str) -> None:
    if isinstance(context.window, ShowsHelp):
        context.window.show_help(target)
