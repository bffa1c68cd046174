"""The case list and its buttons: what they say while the model loads, and the words that they share with menus."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.actions import action_table as commands
from app.session.predicting_text import COMPLETE, COUNTING, LOADING, NO_MODEL, can_predict, why_no_predicting
from app.session.session import Session
from app.session.study_state import StudyState
from app.study.overview import _ACTIONS
from model.base.errors import BundleError
from model.study.predictions import SpotState
from model.study.spots import StudySpot
from model.study.status import StudyStatus

STATUS = StudyStatus("colon", "", 1, 0, 1, 0, 1, 0, 0, (), ())


def study_of(state, **changes):
    spot = StudySpot(1, "P1", "s1.png", "s1.png", "a" * 64)
    return StudyState(path="colon.histostudy", status=STATUS, spots=(SpotState(spot, state),), **changes)


@pytest.fixture
def session(fakes):
    """A function that returns a session with one spot in the given state, counted for the loaded model."""

    def make(state="unread", **changes):
        bundle = fakes.bundle()
        known = (bundle.sha256, "exact", None)
        return Session(bundle=bundle, workspace="study", study=study_of(state, counted_for=known, **changes))

    return make


def test_spots_are_predicted_only_with_a_model_whose_predictions_were_looked_up(session):
    ready = session()
    assert can_predict(ready)
    assert why_no_predicting(ready) == ""
    loading = replace(ready, bundle=None)
    assert (can_predict(loading), why_no_predicting(loading)) == (False, LOADING)
    assert why_no_predicting(loading.without_model()) == NO_MODEL
    other = replace(ready, study=replace(ready.study, counted_for=("b" * 64, "exact", None)))
    assert (can_predict(other), why_no_predicting(other)) == (False, COUNTING)
    assert (can_predict(session("read")), why_no_predicting(session("read"))) == (False, COMPLETE)
    assert not can_predict(Session())
    assert why_no_predicting(Session()) == "", "a menu gives no reason where there is no study"


def states(window):
    rows = window.room.overview.list
    return {rows.topLevelItem(row).text(2) for row in range(rows.topLevelItemCount())}


def test_while_the_model_loads_no_spot_is_called_not_analysed(qtbot, window, tasks, study_file):
    """The list once said so of every spot, and offered to predict them all."""
    window.study.open(study_file)
    qtbot.waitUntil(lambda: len(window.controller.session.study.spots) == 30)
    qtbot.waitUntil(lambda: states(window) == {"not analysed yet"})
    overview = window.room.overview
    button, action = overview.buttons["study-predict"], window.actions_by_key["study-predict"]
    assert button.isEnabled()
    window.controller.change(lambda s: replace(s, bundle=None))
    assert states(window) == {"the model is loading"}
    assert overview.model.text() == "The model is loading."
    assert not button.isEnabled()
    assert not action.isEnabled()
    assert "the model is loading" in button.toolTip()
    tasks.failures["find_bundle"] = BundleError("It is damaged.", "Choose another one.")
    window.controller.choose_bundle("demo")
    qtbot.waitUntil(lambda: states(window) == {"no model: choose a model file in the menu Analysis"})
    del tasks.failures["find_bundle"]
    window.controller.choose_bundle("demo")
    qtbot.waitUntil(lambda: states(window) == {"not analysed yet"})
    assert button.isEnabled()
    assert "Not possible" not in button.toolTip()


def test_buttons_use_the_words_of_the_menu_and_the_help():
    """The button once said "Start a blinded read", and menu and help "Sign in for a blinded read"."""
    for key, text in (*_ACTIONS, ("study-read", "Start a blinded read …")):
        words = text.rstrip(" …").replace(",", "").split()
        title = iter(commands.command(key).title.replace(",", "").split())
        assert all(word in title for word in words), f"{text!r} is not in {commands.command(key).title!r}"


def test_a_case_has_a_context_menu_and_the_list_keeps_its_row(qtbot, window, study_file):
    window.study.open(study_file)
    qtbot.waitUntil(lambda: len(window.controller.session.study.spots) == 30)
    overview = window.room.overview
    overview.list.setCurrentItem(overview.list.topLevelItem(7))
    entries = dict(overview._entries(overview.list.currentIndex()))
    assert list(entries) == [
        "Open in the viewer", "Show only the spots of P07", "Show in the table of cases", "Copy the patient's id",
        "Copy the name of the spot",
    ]  # fmt: skip
    entries["Show only the spots of P07"]()
    assert overview.list.topLevelItemCount() == 1
    assert overview.list.currentItem().text(0) == "P07"
    dict(overview._entries(overview.list.currentIndex()))["Show all cases"]()
    assert overview.list.currentItem().text(0) == "P07"
    entries["Show in the table of cases"]()
    table = window.room.table
    qtbot.waitUntil(lambda: table.rows.rowCount() == 30)
    assert table.rows.row(table.table.currentIndex().row()).patient == "P07"
    assert list(dict(table._entries(table.table.currentIndex()))) == [
        "Open in the viewer", "Show in the case list", "Copy the patient's id",
    ]  # fmt: skip


def test_the_list_takes_the_focus_when_it_is_shown(qtbot, window, study_file):
    window.study.open(study_file)
    qtbot.waitUntil(lambda: len(window.controller.session.study.spots) == 30)
    assert window.focusWidget() is window.room.overview.list
    commands.run("study-table", window.context)
    assert window.focusWidget() is window.room.table.table
    commands.run("study-cases", window.context)
    assert window.focusWidget() is window.room.overview.list
    assert window.room.overview.list.contextMenuPolicy() == Qt.ContextMenuPolicy.CustomContextMenu


def test_each_dialog_for_a_file_says_what_is_asked_for(qtbot, window, answers, asked, study_file):
    """All of them were once called "Choose a table", "Folder with the images" and "Folder for the result files"."""
    answers |= {"table": None, "images": None, "folder": None}
    window.study.open(study_file)
    qtbot.waitUntil(lambda: len(window.controller.session.study.spots) == 30)
    keys = ("study-new", "study-import", "study-reads", "study-predictions", "study-locate", "study-export")
    for key in keys:
        commands.run(key, window.context)
    titles = [given[-1] for _, given in asked]
    assert [title for title in titles if not isinstance(title, str)] == []
    assert len(set(titles)) == len(keys)
    answers["table"] = study_file.parent / "clinic.csv"
    commands.run("study-new", window.context)
    assert asked[-1] == ("images", (study_file.parent, "Choose the folder with the images of the clinical sheet"))
