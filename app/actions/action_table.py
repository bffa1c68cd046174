"""The table of all user actions, one row per action.

The program makes the tool bar, menus, shortcuts, command list and list of keys from this table.
"""

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.actions.command import EVERYWHERE, OUTSIDE_READING, Command, possible
from app.actions.context import ActionContext
from app.actions.dialogs.action_rows import Row
from app.actions.entry_text import entry_text
from app.actions.handlers import about, lecture
from app.actions.help_handlers import show_help, show_keys
from app.actions.rows.analysis import ANALYSIS
from app.actions.rows.cores import CORES
from app.actions.rows.explanation import EXPLANATION
from app.actions.rows.file import FILE
from app.actions.rows.marks import MARKS
from app.actions.rows.queue import QUEUE
from app.actions.rows.region import REGION
from app.actions.rows.study import STUDY
from app.actions.rows.tile import TILE
from app.actions.rows.view import VIEW
from app.actions.settings_handlers import settings
from app.language.text import inside, tr, translates
from app.session.session import Session
from app.session.study_state import ONLY_READING
from app.ui.enter_key import press_focused_button
from app.ui.native_keys import native_keys, sequence
from app.ui.parts import tip
from app.viewer.canvas.key_drawing import set_point

# Every other group has a file in `rows`. The Help actions are here, because they list all other actions.
_HELP = (
    Command("help", "Help", "Help for this view", ("F1",), show_help, icon="help", workspaces=EVERYWHERE),
    Command("keys", "Help", "Keys", ("Shift+F1",), show_keys, workspaces=EVERYWHERE),
    Command("commands", "Help", "Command list", ("Ctrl+L",), lambda context: run_chosen(context),  # noqa: PLW0108
            workspaces=EVERYWHERE),
    Command("tour", "Help", "Tour of the window in five steps", (),
            lambda context: context.controller.change(lambda s: s.going_to("viewer").viewed(tour=1)),
            workspaces=OUTSIDE_READING),
    Command("lecture", "Help", "Lecture: recurrent networks, computed", (), lecture, workspaces=OUTSIDE_READING),
    Command("about", "Help", "About Histocast", (), about, icon="info", workspaces=EVERYWHERE),
)  # fmt: skip

_SETTINGS = (
    Command("settings", "View", "Settings", ("Ctrl+,",),
            lambda context: settings(context, rows(context.controller.session)), workspaces=OUTSIDE_READING),
)  # fmt: skip

COMMANDS: tuple[Command, ...] = (
    *FILE, *ANALYSIS, *QUEUE, *REGION, *CORES, *EXPLANATION, *STUDY, *VIEW, *_SETTINGS, *MARKS, *TILE, *_HELP,
)  # fmt: skip

ENTER = ("Return", "Enter")
"""Additional shortcuts of the action Analyse.

They work only while the tissue or the plot has the focus, because Enter has other uses in other widgets. While keys
draw a shape, Enter sets a point of the shape instead.
"""


ELSEWHERE = {"analyse": ("Enter",), "cancel": ("Esc",)}
"""Further keys that the list of keys shows beside an action, by `Command.key`. Other code handles these keys."""


def command(key: str) -> Command:
    """Return the action whose `Command.key` is `key`. Raise KeyError if there is none."""
    return {row.key: row for row in COMMANDS}[key]


def rows(session: Session) -> tuple[Row, ...]:
    """Return one row for each action, for a list in a dialog: title, shortcuts, and whether the action is enabled."""
    return tuple(
        Row(row.key, tr(row.group), _title(row, session), printed(row), possible(row, session)) for row in COMMANDS
    )


def _title(row: Command, session: Session) -> str:
    """Return the title of the action. If `why_not` gives a reason why the action is disabled, add the reason."""
    why = row.why_not(session)
    title = tr(row.title)
    return tr("{title} ({why})", title=title, why=inside(why)) if why else title


def printed(row: Command) -> str:
    """Return the action's shortcuts as text, as this operating system writes keys, for example "F or Ctrl+0"."""
    keys = (*ELSEWHERE.get(row.key, ()), *row.shortcuts)
    return tr(" or ").join(dict.fromkeys(native_keys(text) for text in keys))


def run(key: str, context: ActionContext) -> None:
    """Run the action `key` if it is enabled now."""
    row = command(key)
    if possible(row, context.controller.session):
        row.do(context)


def run_chosen(context: ActionContext) -> None:
    """Let the user choose an action in the command list, and run it."""
    key = context.dialogs.command(context.window, rows(context.controller.session))
    if key is not None:
        run(key, context)


def make_actions(context: ActionContext, viewer: QWidget) -> dict[str, QAction]:
    """Create a Qt action with shortcuts for each row. `viewer` is the widget that contains tissue and plot."""
    actions = {row.key: _action(row, context, viewer) for row in COMMANDS}
    enter = QAction(tr("Analyse"), viewer)
    enter.setShortcuts([sequence(text) for text in ENTER])
    enter.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    enter.triggered.connect(lambda: _enter(context))
    viewer.addAction(enter)
    return actions


def _enter(context: ActionContext) -> None:
    """Press the focused button, which the start page may have. Otherwise set a point with the cross that draws.

    Without a cross, start the analysis.
    """
    controller = context.controller
    if press_focused_button():
        return
    if controller.session.image.cross is not None:
        set_point(context.canvas, controller.session, controller.change)
    else:
        run("analyse", context)


def _action(row: Command, context: ActionContext, viewer: QWidget) -> QAction:
    owner = context.window if row.where == "window" else viewer
    action = QAction(entry_text(row), owner)
    # A button has room for a short text only, and its arrow or icon says that something follows.
    action.setIconText(tr(row.title))
    action.setShortcuts([sequence(text) for text in row.shortcuts])
    if row.where == "viewer":
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setCheckable(row.checked_when is not None)
    action.setToolTip(tip(_tip(row)))
    action.triggered.connect(lambda: _run(row, action, context))
    owner.addAction(action)
    return action


def _run(row: Command, action: QAction, context: ActionContext) -> None:
    """Run the action. Qt has already changed its check mark, so set the mark again, in case the user cancelled."""
    run(row.key, context)
    if row.checked_when is not None:
        action.setChecked(row.checked_when(context.controller.session))


def _tip(row: Command) -> str:
    return _tip_in(row, translates())


@cache
def _tip_in(row: Command, translated: bool) -> str:
    keys, title = printed(row), tr(row.title)
    return f"{title} ({keys})" if keys else title


def show_difference(actions: dict[str, QAction], session: Session) -> None:
    """Enable or disable, and check or uncheck, the actions according to the session."""
    for row in COMMANDS:
        action = actions[row.key]
        action.setEnabled(possible(row, session))
        refused = session.workspace == "packet" and "packet" not in row.workspaces
        why = tr(ONLY_READING) if refused else row.why_not(session)
        action.setToolTip(tip(f"{_tip(row)}. {why}" if why else _tip(row)))
        if row.checked_when is not None:
            action.setChecked(row.checked_when(session))
