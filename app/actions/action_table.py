"""All actions of the user, one row each: for the bar, the menus, the keys, the command list and the list of keys.

The rows stand in `command_groups`, a file a group; here they become one table, and the table becomes Qt's actions.
Those of Help stand here, since they list all the others.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.actions.command import EVERYWHERE, Command, possible
from app.actions.context import ActionContext
from app.actions.dialogs.action_rows import Row
from app.actions.handlers import about
from app.actions.rows.analysis import ANALYSIS
from app.actions.rows.cores import CORES
from app.actions.rows.explanation import EXPLANATION
from app.actions.rows.file import FILE
from app.actions.rows.region import REGION
from app.actions.rows.study import STUDY
from app.actions.rows.tile import TILE
from app.actions.rows.view import VIEW
from app.session.session import Session

_HELP = (
    Command(
        "keys", "Help", "Keys", ("F1",),
        lambda context: context.dialogs.keys(context.window, rows(context.controller.session)),
            icon="help", workspaces=EVERYWHERE),
    Command("commands", "Help", "Command list", ("Ctrl+L",), lambda context: run_chosen(context),  # noqa: PLW0108
            workspaces=EVERYWHERE),
    Command("about", "Help", "About Histocast", (), about, icon="info", workspaces=EVERYWHERE),
)  # fmt: skip

COMMANDS: tuple[Command, ...] = (
    *FILE, *ANALYSIS, *REGION, *CORES, *EXPLANATION, *STUDY, *VIEW, *TILE, *_HELP,
)  # fmt: skip

ENTER = ("Return", "Enter")
"""Analyse as well, but only over tissue and plot: elsewhere Enter belongs to the field or list one is in."""


_ELSEWHERE = {"analyse": ("Enter",), "cancel": ("Esc",)}
"""Keys that do the same by way of another action."""


def command(key: str) -> Command:
    """The row called `key`; KeyError where there is none."""
    return {row.key: row for row in COMMANDS}[key]


def rows(session: Session) -> tuple[Row, ...]:
    """All commands as dialogs list them."""
    return tuple(
        Row(row.key, row.group, row.title, printed(row), possible(row, session)) for row in COMMANDS
    )


def printed(row: Command) -> str:
    """The row's keys as this system prints them, "F or Ctrl+0"."""
    native = QKeySequence.SequenceFormat.NativeText
    keys = (*_ELSEWHERE.get(row.key, ()), *row.shortcuts)
    return " or ".join(QKeySequence(text).toString(native) for text in keys)


def run(key: str, context: ActionContext) -> None:
    """Carry out the action called `key`, if it makes sense now."""
    row = command(key)
    if possible(row, context.controller.session):
        row.do(context)


def run_chosen(context: ActionContext) -> None:
    """Ask for an action by its words, and carry it out."""
    key = context.dialogs.command(context.window, rows(context.controller.session))
    if key is not None:
        run(key, context)


def make_actions(context: ActionContext, viewer: QWidget) -> dict[str, QAction]:
    """A Qt action for every row, with its keys; `viewer` is the part of the window with tissue and plot."""
    actions = {row.key: _action(row, context, viewer) for row in COMMANDS}
    enter = QAction("Analyse", viewer)
    enter.setShortcuts([QKeySequence(text) for text in ENTER])
    enter.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    enter.triggered.connect(lambda: run("analyse", context))
    viewer.addAction(enter)
    return actions


def _action(row: Command, context: ActionContext, viewer: QWidget) -> QAction:
    owner = context.window if row.where == "window" else viewer
    action = QAction(row.title, owner)
    action.setShortcuts([QKeySequence(text) for text in row.shortcuts])
    if row.where == "viewer":
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setCheckable(row.checked_when is not None)
    action.setToolTip(f"{row.title} ({printed(row)})" if printed(row) else row.title)
    action.triggered.connect(lambda: run(row.key, context))
    owner.addAction(action)
    return action


def show_difference(actions: dict[str, QAction], session: Session) -> None:
    """Enable and check the actions as the session has it."""
    for row in COMMANDS:
        action = actions[row.key]
        action.setEnabled(possible(row, session))
        if row.checked_when is not None:
            action.setChecked(row.checked_when(session))
