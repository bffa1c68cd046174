"""All actions of the user, one row each: for the bar, the menus, the keys, the command list and the list of keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app import study_doings
from app.bench import Bench
from app.dialogs.rows import Row
from app.doings import (
    about,
    arrow,
    choose_bundle,
    copy_heatmap,
    copy_view,
    escape,
    export,
    export_cores,
    find_cores,
    full_screen,
    import_core_map,
    measure_fast,
    open_beside,
    open_image,
    other_theme,
    quit_program,
    save_figure,
    save_heatmap,
    save_view,
    show_card,
)
from app.overlays.table import OVERLAYS, OverlayRow
from app.placer import Step
from app.session import Session
from app.state import Workspace
from model.tma.array import Axis

Where = Literal["window", "viewer"]
"""Where the key counts: anywhere, or only over tissue and plot, where it does not take arrows from a slider."""

ZOOM_STEP = 1.25
EVERYWHERE: tuple[Workspace, ...] = ("viewer", "study", "reading")
OUTSIDE_READING: tuple[Workspace, ...] = ("viewer", "study")

_ARROWS = (("Left", 0, -1), ("Right", 0, 1), ("Up", -1, 0), ("Down", 1, 0))
"""Key, rows down and columns to the right."""
_WAYS = {"Left": "To the left", "Right": "To the right", "Up": "Up", "Down": "Down"}


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
    workspaces: tuple[Workspace, ...] = ("viewer",)
    """Where in the program it makes sense: over a case that is read blinded, hardly anything does."""


def possible(row: Command, session: Session) -> bool:
    """Whether the action makes sense now."""
    return session.workspace in row.workspaces and row.enabled_when(session)


def _has_image(session: Session) -> bool:
    return session.image is not None


def _has_prediction(session: Session) -> bool:
    return session.prediction is not None


def _busy(session: Session) -> bool:
    return session.activity != "idle"


def _can_escape(session: Session) -> bool:
    busy = _busy(session) or session.explaining is not None or session.playing or session.glazing
    return busy or bool(session.glazed) or session.held or session.ruling or session.ruler is not None


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


def _can_hold(session: Session) -> bool:
    return session.placement is not None


def _can_explain(session: Session) -> bool:
    return session.can_explain


def _has_windows(session: Session) -> bool:
    return bool(session.windows)


def _walk(side: str, rows: int, cols: int) -> Command:
    """One arrow key: it moves the window while that is in the hand, else it walks over the tiles."""
    return Command(
        side.lower(),
        "Tile",
        f"{_WAYS[side]}: next tile; with the window in hand, move it by a tile",
        (side,),
        lambda bench: arrow(bench, cols, rows),
        _has_image,
        where="viewer",
    )


def _nudge(side: str, rows: int, cols: int, key: str, step: Step, words: str) -> Command:
    return Command(
        f"window-{side.lower()}-{step}",
        "Window",
        f"Move the window {_WAYS[side].lower()} by {words}",
        (f"{key}+{side}",),
        lambda bench: bench.desk.places.nudge(cols, rows, step),
        _can_hold,
        where="viewer",
    )


def _has_core(session: Session) -> bool:
    return session.core_here is not None


def _has_array(session: Session) -> bool:
    return session.array is not None


def _core_step(side: str, rows: int, cols: int) -> Command:
    return Command(
        f"core-{side.lower()}",
        "Cores",
        f"{_WAYS[side]}: next core",
        (f"Alt+{side}",),
        lambda bench: bench.desk.cores.step(rows, cols),
        _has_array,
        where="viewer",
    )


_SHIFTS: tuple[tuple[Axis, str, int, str], ...] = (
    ("rows", "on", 1, "Call this row and those below by the next letter"),
    ("rows", "back", -1, "Call this row and those below by the letter before"),
    ("columns", "on", 1, "Count this column and those right of it one higher"),
    ("columns", "back", -1, "Count this column and those right of it one lower"),
)


def _core_shift(key: str, axis: Axis, by: int, words: str) -> Command:
    return Command(key, "Cores", words, (), lambda bench: bench.desk.cores.shift(axis, by), _has_core)


_FILE = (
    Command("open", "File", "Open an image", ("Ctrl+O",), open_image, icon="open", workspaces=OUTSIDE_READING),
    Command(
        "previous", "File", "Previous image in the folder", ("PgUp",), lambda bench: bench.desk.open_neighbour(-1),
        lambda session: session.neighbour(-1) is not None, icon="previous",
    ),
    Command(
        "next", "File", "Next image in the folder", ("PgDown",), lambda bench: bench.desk.open_neighbour(1),
        lambda session: session.neighbour(1) is not None, icon="next",
    ),
    Command("open-beside", "File", "Open an image beside this one, to look at", ("Ctrl+Shift+O",), open_beside,
            _has_image),
    Command("close-beside", "File", "Close the images beside", ("Ctrl+Shift+W",),
            lambda bench: bench.beside.close_all()),
    Command("copy-view", "File", "Copy the view", ("Ctrl+C",), copy_view, _has_image, icon="copy"),
    Command("save-view", "File", "Save the view as PNG", ("Ctrl+S",), save_view, _has_image, icon="save"),
    Command("save-figure", "File", "Save a figure: PNG at 300 dpi, SVG or PDF", ("Ctrl+Alt+S",), save_figure,
            _has_image),
    Command("copy-heatmap", "File", "Copy the heatmap", ("Ctrl+Shift+C",), copy_heatmap, _has_prediction),
    Command("save-heatmap", "File", "Save the heatmap as PNG", ("Ctrl+Shift+S",), save_heatmap, _has_prediction),
    Command("export", "File", "Export result files", ("Ctrl+E",), export, _has_prediction),
    Command("quit", "File", "Quit", ("Ctrl+Q",), quit_program, workspaces=EVERYWHERE),
)  # fmt: skip

_ANALYSIS = (
    Command(
        "analyse", "Analysis", "Analyse", ("F5",), lambda bench: bench.desk.analyse(),
        lambda session: session.can_analyse, icon="analyse",
    ),
    Command(
        "analyse-all", "Analysis", "Analyse all windows of the list", ("Ctrl+F5",),
        lambda bench: bench.desk.places.analyse_all(),
        lambda session: session.can_analyse and bool(session.unread_windows),
    ),
    Command("cancel", "Analysis", "Cancel", (), lambda bench: bench.desk.cancel(), _busy, icon="cancel"),
    Command("escape", "Analysis", "Cancel what runs; else put away the ruler, then the window", ("Esc",), escape,
            _can_escape),
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

_WINDOW = (
    Command(
        "hold", "Window", "Take the window in the hand, or put it down", ("W",),
        lambda bench: bench.desk.change(lambda s: s.holding(not s.held)), _can_hold,
        checked_when=lambda session: session.held,
    ),
    *(_nudge(side, rows, cols, "Shift", "fine", "one pixel") for side, rows, cols in _ARROWS),
    *(_nudge(side, rows, cols, "Ctrl", "window", "its own width") for side, rows, cols in _ARROWS),
    Command("window-back", "Window", "Back to where the window lay first", ("Home",),
            lambda bench: bench.desk.places.back(), _has_image, where="viewer"),
    Command("keep-window", "Window", "Put this place on the list", ("K",),
            lambda bench: bench.desk.places.keep_place(),
            lambda session: session.placement is not None and session.kept_here is None),
    Command("forget-window", "Window", "Take this place off the list", ("Del",),
            lambda bench: bench.desk.places.forget(), lambda session: session.kept_here is not None, where="viewer"),
    Command("next-window", "Window", "Next window of the list", ("Ctrl+PgDown",),
            lambda bench: bench.desk.places.jump_by(1), _has_windows),
    Command("previous-window", "Window", "Previous window of the list", ("Ctrl+PgUp",),
            lambda bench: bench.desk.places.jump_by(-1), _has_windows),
)  # fmt: skip

_CORES = (
    Command("find-cores", "Cores", "Find the cores of a tissue microarray", ("Ctrl+F",), find_cores,
            lambda session: session.can_find_cores, icon="cores"),
    *(_core_step(side, rows, cols) for side, rows, cols in _ARROWS),
    Command("analyse-cores", "Cores", "Analyse all cores", ("Ctrl+Shift+F5",),
            lambda bench: bench.desk.cores.analyse_all(),
            lambda session: session.can_analyse and bool(session.unread_cores())),
    Command("core-mark", "Cores", "Mark the core as missing or present", ("X",),
            lambda bench: bench.desk.cores.mark(), _has_core, where="viewer"),
    Command("core-remove", "Cores", "Remove the core", ("Ctrl+Del",),
            lambda bench: bench.desk.cores.remove(), _has_core, where="viewer"),
    *(
        _core_shift(f"core-{axis}-{way}", axis, by, words)
        for axis, way, by, words in _SHIFTS
    ),
    Command("core-map", "Cores", "Import a core map", (), import_core_map, _has_array),
    Command("core-export", "Cores", "Export the cores: table, GeoJSON, picture", (), export_cores, _has_array),
)  # fmt: skip

_EXPLAIN = (
    Command("explain", "Explanation", "Explain: which tiles the model used", ("Shift+F5",),
            lambda bench: bench.desk.explainer.explain(),
            lambda session: session.can_explain and "ig" not in session.explained.found),
    Command("stop-explaining", "Explanation", "Stop explaining", (), lambda bench: bench.desk.explainer.stop(),
            lambda session: session.explaining is not None),
    Command("orders", "Explanation", "Read in 32 random orders and 8 flips and rotations", (),
            lambda bench: bench.desk.explainer.ask("order"),
            lambda session: session.can_try_orders),
    Command("glass", "Explanation", "What if this were glass? Drag a region, or put it away", ("E",),
            lambda bench: bench.desk.change(lambda s: s.with_glass(not s.glazing)), _can_explain,
            checked_when=lambda session: session.glazing),
    Command("glass-tile", "Explanation", "Lay glass over the selected tile, or take it off", ("Shift+E",),
            lambda bench: bench.desk.change(Session.glazing_selected),
            lambda session: session.can_explain and session.selected is not None),
    Command("play", "Explanation", "Play the reading back, or stop", ("P",),
            lambda bench: bench.desk.change(lambda s: s.play(not s.playing)),
            lambda session: session.reading is not None and session.activity == "idle",
            checked_when=lambda session: session.playing),
    Command("inside", "Explanation", "Inside the network: states, gates, memory", ("I",),
            lambda bench: bench.desk.change(lambda s: s.viewed(inside=not s.view.inside)),
            checked_when=lambda session: session.view.inside),
)  # fmt: skip

_STUDY = (
    Command("to-viewer", "Study", "Viewer", ("Ctrl+1",),
            lambda bench: bench.desk.change(lambda s: s.going_to("viewer")),
            checked_when=lambda session: session.workspace == "viewer", workspaces=OUTSIDE_READING),
    Command("to-study", "Study", "Study", ("Ctrl+2",), study_doings.to_study,
            checked_when=lambda session: session.workspace != "viewer", workspaces=OUTSIDE_READING),
    Command("study-page", "Study", "Model against readers", ("Ctrl+3",), study_doings.to_page,
            workspaces=OUTSIDE_READING),
    Command("study-cases", "Study", "Cases of the study", (), study_doings.to_cases, workspaces=("study",)),
    Command("page-make", "Study", "Make the page of model and readers anew", ("Ctrl+F6",),
            lambda bench: bench.study.page.make(), workspaces=("study",)),
    Command("page-report", "Study", "Save the report of model and readers", (), study_doings.save_report,
            workspaces=("study",)),
    Command("page-recalibrate", "Study", "Recalibrate the model on the study's patients", (), study_doings.recalibrate,
            workspaces=("study",)),
    Command("study-open", "Study", "Open a study", (), study_doings.open_study, workspaces=OUTSIDE_READING),
    Command("study-new", "Study", "New study: images and a clinical sheet", (), study_doings.new_study,
            workspaces=OUTSIDE_READING),
    Command("study-read", "Study", "Read blinded: sign in", ("Ctrl+R",), study_doings.sign_in, workspaces=("study",)),
    Command("study-predict", "Study", "Predict all spots", (), lambda bench: bench.study.predicting.start(),
            workspaces=("study",)),
    Command("study-pause", "Study", "Pause predicting, or resume", (), study_doings.pause_or_resume,
            workspaces=("study",)),
    Command("study-cancel", "Study", "Stop predicting", (), lambda bench: bench.study.predicting.cancel(),
            workspaces=("study",)),
    Command("study-import", "Study", "Add patients, spots or newer outcomes to the study", (),
            study_doings.add_patients, workspaces=("study",)),
    Command("study-reads", "Study", "Import reads made elsewhere", (), study_doings.import_reads,
            workspaces=("study",)),
    Command("study-locate", "Study", "Locate moved images", (), study_doings.locate, workspaces=("study",)),
    Command("study-export", "Study", "Export the study as tables", (), study_doings.export, workspaces=("study",)),
    Command("study-close", "Study", "Close the study", (), lambda bench: bench.study.close(), workspaces=("study",)),
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
    Command("ruler", "View", "Ruler: drag to measure", ("M",),
            lambda bench: bench.desk.change(lambda s: s.with_ruler(not s.ruling)), _has_image,
            checked_when=lambda session: session.ruling, icon="ruler"),
    Command("theme", "View", "Dark or light", ("T",), other_theme, workspaces=EVERYWHERE),
    Command("full-screen", "View", "Full screen", ("F11",), full_screen, workspaces=EVERYWHERE),
)  # fmt: skip

_TILE = tuple(_walk(side, rows, cols) for side, rows, cols in _ARROWS)

_HELP = (
    Command("keys", "Help", "Keys", ("F1",), lambda bench: bench.asks.keys(bench.window, rows(bench.desk.session)),
            icon="help", workspaces=EVERYWHERE),
    Command("commands", "Help", "Command list", ("Ctrl+L",), lambda bench: run_chosen(bench),  # noqa: PLW0108
            workspaces=EVERYWHERE),
    Command("about", "Help", "About Histocast", (), about, icon="info", workspaces=EVERYWHERE),
)  # fmt: skip

COMMANDS: tuple[Command, ...] = (
    *_FILE, *_ANALYSIS, *_WINDOW, *_CORES, *_EXPLAIN, *_STUDY, *_VIEW, *_TILE, *_HELP,
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


def run(key: str, bench: Bench) -> None:
    """Carry out the action called `key`, if it makes sense now."""
    row = command(key)
    if possible(row, bench.desk.session):
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
    action.setToolTip(f"{row.title} ({printed(row)})" if printed(row) else row.title)
    action.triggered.connect(lambda: run(row.key, bench))
    owner.addAction(action)
    return action


def show_difference(actions: dict[str, QAction], session: Session) -> None:
    """Enable and check the actions as the session has it."""
    for row in COMMANDS:
        action = actions[row.key]
        action.setEnabled(possible(row, session))
        if row.checked_when is not None:
            action.setChecked(row.checked_when(session))
