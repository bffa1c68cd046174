"""All actions of the user, one row each: for the bar, the menus, the keys, the command list and the list of keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.bench import Bench
from app.dialogs.rows import Row
from app.doings import (
    about,
    choose_bundle,
    copy_heatmap,
    copy_view,
    export,
    full_screen,
    measure_fast,
    open_image,
    other_theme,
    quit_program,
    save_heatmap,
    save_view,
    show_card,
)
from app.overlays.table import OVERLAYS, OverlayRow
from app.session import Session

Where = Literal["window", "viewer"]
"""Where the key counts: anywhere, or only over tissue and plot, where it does not take arrows from a slider."""

ZOOM_STEP = 1.25


@dataclass(frozen=True)
class Command:
    """An action: `do` is called with the bench only while `enabled_when` holds of the session."""

    key: str
    group: str
    title: str
    shortcuts: tuple[str, ...]
    do: Callable[[Bench], None]
    enabled_when: Callable[[Session], bool] = lambda session: True
    checked_when: Callable[[Session], bool] | None = None
    where: Where = "window"
    icon: str = ""


def _has_image(session: Session) -> bool:
    return session.image is not None


def _has_prediction(session: Session) -> bool:
    return session.prediction is not None


def _busy(session: Session) -> bool:
    return session.activity != "idle"


def _switch(row: OverlayRow) -> Command:
    """The switch of one overlay."""
    return Command(
        row.key,
        "View",
        row.title,
        (row.shortcut,),
        lambda bench: bench.desk.change(lambda s: s.toggled(row.key)),
        checked_when=lambda session: row.key in session.view.shown,
        icon=row.key,
    )


def _walk(key: str, title: str, shortcut: str, rows: int, cols: int) -> Command:
    return Command(
        key,
        "Tile",
        title,
        (shortcut,),
        lambda bench: bench.desk.change(lambda s: s.walking(rows, cols)),
        _has_image,
        where="viewer",
    )


_FILE = (
    Command("open", "File", "Open an image", ("Ctrl+O",), open_image, icon="open"),
    Command(
        "previous", "File", "Previous image in the folder", ("PgUp",), lambda bench: bench.desk.open_neighbour(-1),
        lambda session: session.neighbour(-1) is not None, icon="previous",
    ),
    Command(
        "next", "File", "Next image in the folder", ("PgDown",), lambda bench: bench.desk.open_neighbour(1),
        lambda session: session.neighbour(1) is not None, icon="next",
    ),
    Command("copy-view", "File", "Copy the view", ("Ctrl+C",), copy_view, _has_image, icon="copy"),
    Command("save-view", "File", "Save the view as PNG", ("Ctrl+S",), save_view, _has_image, icon="save"),
    Command("copy-heatmap", "File", "Copy the heatmap", ("Ctrl+Shift+C",), copy_heatmap, _has_prediction),
    Command("save-heatmap", "File", "Save the heatmap as PNG", ("Ctrl+Shift+S",), save_heatmap, _has_prediction),
    Command("export", "File", "Export result files", ("Ctrl+E",), export, _has_prediction),
    Command("quit", "File", "Quit", ("Ctrl+Q",), quit_program),
)  # fmt: skip

_ANALYSIS = (
    Command(
        "analyse", "Analysis", "Analyse", ("F5",), lambda bench: bench.desk.analyse(),
        lambda session: session.can_analyse, icon="analyse",
    ),
    Command(
        "cancel", "Analysis", "Cancel", ("Esc",), lambda bench: bench.desk.cancel(), _busy, icon="cancel",
    ),
    Command(
        "pixel-size", "Analysis", "State the pixel size", (),
        lambda bench: bench.desk.change(Session.asking_mpp), _has_image,
    ),
    Command("model", "Analysis", "Choose a model file", (), choose_bundle),
    Command(
        "measure-fast", "Analysis", "Measure fast against exact", (), measure_fast,
        lambda session: session.can_measure,
    ),
    Command(
        "encode-ahead", "Analysis", "Encode the next image ahead", (),
        lambda bench: bench.desk.change(lambda s: s.encoding_ahead(not s.encodes_ahead)),
        checked_when=lambda session: session.encodes_ahead,
    ),
    Command("card", "Analysis", "Model card", (), show_card, lambda session: session.bundle is not None),
)  # fmt: skip

_VIEW = (
    *(_switch(row) for row in OVERLAYS),
    Command("fainter", "View", "Fainter heatmap", ("[",), lambda bench: bench.desk.change(Session.fainter)),
    Command("stronger", "View", "Stronger heatmap", ("]",), lambda bench: bench.desk.change(Session.stronger)),
    Command("fit", "View", "Fit into the window", ("F", "Ctrl+0"), lambda bench: bench.canvas.fit(), _has_image,
            icon="fit"),
    Command("one-to-one", "View", "One screen pixel a pixel", ("1",), lambda bench: bench.canvas.one_to_one(),
            _has_image, icon="one-to-one"),
    Command("closer", "View", "Zoom in", ("+", "=", "Ctrl++"), lambda bench: bench.canvas.zoom_by(ZOOM_STEP),
            _has_image),
    Command("farther", "View", "Zoom out", ("-", "Ctrl+-"), lambda bench: bench.canvas.zoom_by(1 / ZOOM_STEP),
            _has_image),
    Command("theme", "View", "Dark or light", ("T",), other_theme),
    Command("full-screen", "View", "Full screen", ("F11",), full_screen),
)  # fmt: skip

_TILE = (
    _walk("left", "Tile to the left", "Left", 0, -1),
    _walk("right", "Tile to the right", "Right", 0, 1),
    _walk("up", "Tile above", "Up", -1, 0),
    _walk("down", "Tile below", "Down", 1, 0),
)

_HELP = (
    Command("keys", "Help", "Keys", ("F1",), lambda bench: bench.asks.keys(bench.window, rows(bench.desk.session)),
            icon="help"),
    Command("commands", "Help", "Command list", ("Ctrl+L",), lambda bench: run_chosen(bench)),  # noqa: PLW0108
    Command("about", "Help", "About Histocast", (), about, icon="info"),
)  # fmt: skip

COMMANDS: tuple[Command, ...] = (*_FILE, *_ANALYSIS, *_VIEW, *_TILE, *_HELP)

ENTER = ("Return", "Enter")
"""Analyse as well, but only over tissue and plot: elsewhere Enter belongs to the field or list one is in."""


def command(key: str) -> Command:
    """The row called `key`; KeyError where there is none."""
    return {row.key: row for row in COMMANDS}[key]


def rows(session: Session) -> tuple[Row, ...]:
    """All commands as dialogs list them."""
    return tuple(
        Row(row.key, row.group, row.title, printed(row), row.enabled_when(session)) for row in COMMANDS
    )


def printed(row: Command) -> str:
    """The row's keys as this system prints them, "F or Ctrl+0"."""
    native = QKeySequence.SequenceFormat.NativeText
    keys = ("Enter", *row.shortcuts) if row.key == "analyse" else row.shortcuts
    return " or ".join(QKeySequence(text).toString(native) for text in keys)


def run(key: str, bench: Bench) -> None:
    """Carry out the action called `key`, if it makes sense now."""
    row = command(key)
    if row.enabled_when(bench.desk.session):
        row.do(bench)


def run_chosen(bench: Bench) -> None:
    """Ask for an action by its words, and carry it out."""
    key = bench.asks.command(bench.window, rows(bench.desk.session))
    if key is not None:
        run(key, bench)


def make_actions(bench: Bench, viewer: QWidget) -> dict[str, QAction]:
    """A Qt action for every row, with its keys; `viewer` is the part of the window with tissue and plot."""
    actions = {row.key: _action(row, bench, viewer) for row in COMMANDS}
    enter = QAction("Analyse", viewer)
    enter.setShortcuts([QKeySequence(text) for text in ENTER])
    enter.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    enter.triggered.connect(lambda: run("analyse", bench))
    viewer.addAction(enter)
    return actions


def _action(row: Command, bench: Bench, viewer: QWidget) -> QAction:
    owner = bench.window if row.where == "window" else viewer
    action = QAction(row.title, owner)
    action.setShortcuts([QKeySequence(text) for text in row.shortcuts])
    if row.where == "viewer":
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setCheckable(row.checked_when is not None)
    action.setToolTip(f"{row.title} ({printed(row)})" if row.shortcuts else row.title)
    action.triggered.connect(lambda: run(row.key, bench))
    owner.addAction(action)
    return action


def show_difference(actions: dict[str, QAction], session: Session) -> None:
    """Enable and check the actions as the session has it."""
    for row in COMMANDS:
        action = actions[row.key]
        action.setEnabled(row.enabled_when(session))
        if row.checked_when is not None:
            action.setChecked(row.checked_when(session))
