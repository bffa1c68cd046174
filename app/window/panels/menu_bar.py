"""The menu bar: every action of the table, and the menus of recent images, devices, precisions and models."""

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from app.actions.menus import MENUS, MenuPlan, fill, group_keys
from app.language.text import tr


def fill_menu_bar(bar: QMenuBar, actions: Mapping[str, QAction], choices: Mapping[str, tuple[QMenu, ...]]) -> None:
    """Add all menus to `bar`. `choices` gives the menus that follow an action, by key of the action."""
    for plan in MENUS:
        bar.addMenu(_menu(bar, plan, actions, choices))
    for action in actions.values():
        # In a menu, the check mark of a switch would hide behind its icon.
        action.setIconVisibleInMenu(False)


def _menu(
    bar: QMenuBar, plan: MenuPlan, actions: Mapping[str, QAction], choices: Mapping[str, tuple[QMenu, ...]]
) -> QMenu:
    menu = fill(QMenu(tr(plan.title), bar), group_keys(plan.group), actions)
    menu.setToolTipsVisible(True)
    for key, menus in choices.items():
        if actions[key] in menu.actions():
            after = menu.actions()[menu.actions().index(actions[key]) + 1]
            for one in menus:
                menu.insertMenu(after, one)
    if plan.below:
        menu.addSeparator()
    for group in plan.below:
        below = fill(menu.addMenu(tr(group)), group_keys(group), actions)
        below.setToolTipsVisible(True)
    return menu
