"""The menu bar is complete and made from the table; context menus name actions that exist."""

import dis
from collections import Counter
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from app.actions.action_table import COMMANDS
from app.actions.case_actions import CASE_ACTIONS
from app.actions.dialogs.dialog_functions import Dialogs
from app.actions.entry_text import ASKS
from app.actions.menus import BREAKS, CORE, MENUS, SAVED_REGION, TILE, TISSUE, group_keys
from app.session.mode_text import mode_text
from model.base.geometry import PointL0

KEYS = {row.key for row in COMMANDS}
ONE, TWO = Path("/data/spot-1.png"), Path("/data/spot-2.png")


def entries(menu):
    """All actions of a menu and of its submenus."""
    found = []
    for action in menu.actions():
        found += entries(action.menu()) if action.menu() is not None else [] if action.isSeparator() else [action]
    return found


def test_every_action_is_in_the_menu_bar_once(window):
    menus = [action.menu() for action in window.menuBar().actions()]
    assert [menu.title().replace("&", "") for menu in menus] == ["File", "View", "Analysis", "Slide", "Study", "Help"]
    counted = Counter(action for menu in menus for action in entries(menu))
    assert [key for key, action in window.actions_by_key.items() if counted[action] == 0] == []
    several = {key for key, action in window.actions_by_key.items() if counted[action] > 1}
    assert several <= {"measure-fast", "model"}, "these two are in the menus of precisions and models as well"


def test_no_two_menus_open_with_the_same_letter():
    letters = [plan.title[plan.title.index("&") + 1].lower() for plan in MENUS]
    assert len(set(letters)) == len(MENUS)


def test_lines_and_context_menus_name_actions_that_exist():
    assert set(TISSUE + TILE + CORE + SAVED_REGION) - {""} <= KEYS
    assert BREAKS <= KEYS
    for plan in MENUS:
        for group in (plan.group, *plan.below):
            keys = group_keys(group)
            assert keys[0]
            assert keys[-1]
            assert all(keys[at] or keys[at + 1] for at in range(len(keys) - 1))


def asked_menu(window, reason=QContextMenuEvent.Reason.Mouse, at=None):
    """The context menu that opens over the middle of the tissue, as its titles."""
    view = window.canvas.view
    place = at or QPoint(view.width() // 2, view.height() // 2)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, place, view.viewport().mapToGlobal(place)))
    (menu,) = [one for one in window.findChildren(QMenu) if one.isVisible()]
    titles = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.close()
    QApplication.sendPostedEvents(menu)
    return titles


def test_the_tissue_and_a_tile_have_their_menus(qtbot, window, opened):
    opened(ONE)
    assert "Fit to window" in asked_menu(window)
    window.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    assert asked_menu(window)[0] == "Occlude the selected tile, or end its occlusion"
    assert window.controller.session.region.selected is not None
    window.controller.change(lambda s: s.selecting(None))
    assert "Fit to window" in asked_menu(window, QContextMenuEvent.Reason.Keyboard)


def test_a_case_has_a_menu_of_its_own(qtbot, window, opened, tasks):
    tasks.siblings = (ONE, TWO)
    opened(ONE)
    states = {row.title: row.enabled_when(window.controller.session, TWO) for row in CASE_ACTIONS}
    assert all(states.values())
    assert not CASE_ACTIONS[0].enabled_when(window.controller.session, ONE)
    place = window.cases.list.visualItemRect(window.cases.list.item(1)).center()
    window.cases.list.customContextMenuRequested.emit(place)
    (menu,) = [one for one in window.findChildren(QMenu) if one.isVisible()]
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: window.controller.session.image.opened.record.path == str(TWO))


MODES = ("ruler", "outline", "glass", "hold")


@pytest.mark.parametrize("key", MODES)
def test_a_mode_is_named_on_the_tissue_and_esc_ends_it(qtbot, window, opened, key):
    opened(ONE)
    window.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.can_explain)
    assert not window.canvas.mode.isVisible()
    window.actions_by_key[key].trigger()
    assert window.canvas.mode.isVisible()
    assert window.canvas.mode.text == mode_text(window.controller.session) != ""
    assert "Esc" in window.canvas.mode.text
    cross = window.canvas.view.viewport().cursor().shape() == Qt.CursorShape.CrossCursor
    assert cross == (key != "hold")
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas.focusProxy(), Qt.Key.Key_Escape)
    assert not window.canvas.mode.isVisible()
    assert window.canvas.view.viewport().cursor().shape() != Qt.CursorShape.CrossCursor


def test_the_menu_bar_is_hidden_during_a_blinded_read(window):
    assert window.menuBar().isVisible()
    window._go_to(window.controller.session.going_to("reading"))
    assert not window.menuBar().isVisible()
    window._go_to(window.controller.session)


def test_the_bar_does_not_shift_when_a_study_opens(window):
    before = window.bar.widgetForAction(window.bar._placed["open"]).x()
    assert window.bar._placed["to-study"].isVisible()
    assert before > 0


# -- entries that open a dialog ----------------------------------------------------------------------------------------
TELLING = {"confirm", "about", "card", "lecture", "description", "error", "leave_queue"}
"""Dialogs in which the user enters nothing."""
ASKS_SELDOM = {"queue-folder", "queue-study", "to-study", "study-page", "study-table"}
"""They ask only if no image or study is open."""


def dialogs_of(function, seen):
    """Return the dialogs that `function`, and the functions of `app.actions` that it names, can open."""
    found, codes = set(), [function.__code__]
    while codes:
        code = codes.pop()
        loads = [one for one in dis.get_instructions(code) if one.opname.startswith("LOAD")]
        found |= {after.argval for one, after in pairwise(loads) if one.argval == "dialogs"}
        codes += [one for one in code.co_consts if isinstance(one, CodeType)]
        for name in (one.argval for one in loads if one.opname == "LOAD_GLOBAL"):
            other = function.__globals__.get(name)
            if isinstance(other, FunctionType) and other.__module__.startswith("app.actions") and other not in seen:
                seen.add(other)
                found |= dialogs_of(other, seen)
    return found


def test_exactly_the_entries_that_ask_for_something_have_an_ellipsis(window):
    names = {field.name for field in fields(Dialogs)} - TELLING
    asking = {row.key for row in COMMANDS if dialogs_of(row.do, set()) & names}
    assert asking - ASKS_SELDOM == ASKS - {"pixel-size"}, "pixel-size asks in the notice bar"
    dotted = {key for key, action in window.actions_by_key.items() if action.text().endswith(" …")}
    assert dotted == ASKS
    assert not any("…" in action.toolTip() + action.iconText() for action in window.actions_by_key.values())


# -- context menus of lists --------------------------------------------------------------------------------------------
def row_menu(list_, row):
    """Return the context menu of a row of a list or table, and close it."""
    place = list_.visualRect(list_.model().index(row, 0)).center()
    list_.customContextMenuRequested.emit(place)
    (menu,) = [one for one in list_.findChildren(QMenu) if one.isVisible()]
    titles = {action.text(): action.isEnabled() for action in menu.actions() if not action.isSeparator()}
    menu.close()
    QApplication.sendPostedEvents(menu)
    return titles


def test_a_saved_region_has_a_menu_and_is_the_one_that_it_acts_on(qtbot, window, opened, tasks, fakes):
    tasks.slides[ONE.name] = lambda path: fakes.PaintedSlide(path, 12_000)
    opened(ONE)
    places = window.controller.places
    for x in (3000, 9000):
        places.move(PointL0(x, 6000))
        places.keep_place()
        qtbot.waitUntil(lambda: window.controller.session.saved_here is not None)
    titles = row_menu(window.regions.list, 0)
    assert titles["Remove this saved region"]
    assert titles["Analyse"]
    assert window.controller.session.saved_here == window.controller.session.region.saved[0]


def test_an_empty_list_has_no_menu(window):
    window.regions.list.customContextMenuRequested.emit(QPoint(1, 1))
    assert window.regions.list.findChildren(QMenu) == []
