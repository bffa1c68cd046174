"""The menus of the window: the menu bar, made from the table of actions, and the context menus.

A menu shows the actions of one group of the table, in the order of the table. This file defines only which groups are
in which menu, and where separator lines are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.actions.action_table import COMMANDS


@dataclass(frozen=True)
class MenuPlan:
    """A menu of the menu bar: the actions of `group`, then one submenu for each group of `below`."""

    title: str
    group: str
    below: tuple[str, ...] = ()


MENUS = (
    MenuPlan("&File", "File"),
    MenuPlan("&View", "View", ("Measurements and notes",)),
    MenuPlan("&Analysis", "Analysis", ("Explanation", "Queue")),
    MenuPlan("&Slide", "Cores", ("Analysis region", "Tile")),
    MenuPlan("S&tudy", "Study"),
    MenuPlan("&Help", "Help"),
)
"""The menus of the menu bar. Alt and the letter after & open a menu."""
BREAKS = frozenset({
    "previous", "features", "open-beside", "copy-view", "export", "quit", "settings",
    "unfamiliar", "fit", "turn-right", "ruler", "properties", "theme",
    "cancel", "pixel-size", "three-answers", "card",
    "core-up", "core-left", "analyse-cores", "core-mark", "core-rows-on", "core-map",
    "study-page", "page-make", "study-packet", "study-open", "study-read", "study-import", "study-close",
    "queue-add", "queue-pause", "queue-results", "orders", "play", "save-region", "next-region", "lecture",
    "marks", "marks-export",
})  # fmt: skip
"""Keys of the actions that have a line above them in a menu."""

TISSUE = (
    "analyse", "queue-add", "save-region", "region-back", "find-cores", "pixel-size", "", "heatmap", "grid", "cores",
    "marks", "", "fit", "one-to-one", "turn-right", "turn-left", "turn-back", "display", "display-back", "", "ruler",
    "outline", "", "copy-view", "save-view", "save-page", "properties",
)  # fmt: skip
TILE = ("glass-tile", "glass", "", "play", "unfamiliar", "inside", "", "analyse", "ruler", "outline", "copy-view")
CORE = (
    "analyse", "analyse-cores", "queue-cores", "", "core-mark", "core-remove", "core-undo", "", "core-rows-on",
    "core-rows-back", "core-columns-on", "core-columns-back", "", "core-map", "core-export",
)  # fmt: skip
SAVED_REGION = ("analyse", "analyse-all", "queue-add", "", "forget-region", "next-region", "previous-region")
"""Actions of the context menus over the tissue, over a tile with a result, over a core, which is also that of the list
of cores, and of the list of saved regions; "" is a line."""


def fill(menu: QMenu, keys: tuple[str, ...], actions: Mapping[str, QAction]) -> QMenu:
    """Add the actions with these `keys` to `menu`. An empty key adds a separator line."""
    for key in keys:
        if key:
            menu.addAction(actions[key])
        else:
            menu.addSeparator()
    return menu


def group_keys(group: str) -> tuple[str, ...]:
    """Return the keys of the group's actions in the order of the table, with "" for each separator line."""
    keys: list[str] = []
    for row in COMMANDS:
        if row.group == group:
            keys += ["", row.key] if keys and row.key in BREAKS else [row.key]
    return tuple(keys)
