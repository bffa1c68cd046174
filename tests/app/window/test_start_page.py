"""What a user meets first: the start page and the tour."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.window.panels.tour import STEPS

ONE = Path("/data/spot-1.png")


def test_the_microarray_button_opens_the_slide_and_finds_its_cores(qtbot, window, tasks, answers):
    answers["image"] = ONE
    window.canvas.empty_state.page.buttons["microarray"].click()
    qtbot.waitUntil(lambda: "find cores" in tasks.seen)


def test_the_open_button_opens_without_a_search_for_cores(qtbot, window, tasks, answers):
    answers["image"] = ONE
    window.canvas.empty_state.page.buttons["open"].click()
    qtbot.waitUntil(lambda: window.controller.session.image.opened is not None)
    assert window.controller.session.work.activity == "idle"
    assert not window.canvas.empty_state.isVisible()


def test_the_study_button_asks_for_a_study(window, answers, asked):
    answers["study"] = None
    window.canvas.empty_state.page.buttons["study"].click()
    assert asked[-1][0] == "study"


def test_the_tour_has_five_steps_inside_the_window_and_ends(window):
    window.canvas.empty_state.page.links["tour"].click()
    seen = []
    while window.controller.session.view.tour:
        QApplication.processEvents()
        assert window.tour.isVisible()
        assert window.rect().contains(window.tour.geometry())
        assert window.rect().contains(window.tour.frame.geometry())
        seen.append(window.tour.title.text())
        assert window.tour.count.text() == f"Step {len(seen)} of 5"
        window.tour.next.click()
    assert seen == [step.title for step in STEPS]
    assert not window.tour.isVisible()
    assert not window.tour.frame.isVisible()


def test_the_tour_can_be_left_at_any_step(qtbot, window):
    for leave in (window.tour.leave.click, lambda: qtbot.keyClick(window.tour.next, Qt.Key.Key_Escape)):
        window.actions_by_key["tour"].trigger()
        window.tour.next.click()
        assert window.controller.session.view.tour == 2
        leave()
        assert window.controller.session.view.tour == 0


def test_the_box_of_the_tour_stays_inside_a_small_window(window):
    window.actions_by_key["tour"].trigger()
    window.resize(800, 480)
    QApplication.processEvents()
    assert window.rect().contains(window.tour.geometry())
    assert window.rect().contains(window.tour.frame.geometry())


def focused(qtbot, window, button):
    """Give `button` the keyboard focus."""
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    return button


def test_enter_presses_the_button_with_the_focus_in_the_tour(qtbot, window):
    window.actions_by_key["tour"].trigger()
    qtbot.keyClick(focused(qtbot, window, window.tour.next), Qt.Key.Key_Return)
    assert window.controller.session.view.tour == 2


def test_enter_presses_the_button_with_the_focus_on_the_start_page(qtbot, window, answers, asked):
    answers["study"] = None
    button = focused(qtbot, window, window.canvas.empty_state.page.buttons["study"])
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert [name for name, _ in asked] == ["study"]


def test_the_start_page_begins_a_new_study(window, answers, asked):
    answers["table"] = None
    window.canvas.empty_state.page.links["study-new"].click()
    assert asked[-1][0] == "table"


def test_a_cancelled_question_leaves_the_marks_of_the_bar_as_they_were(window, answers, asked):
    answers["study"] = None
    window.actions_by_key["to-study"].trigger()
    assert asked[-1][0] == "study"
    assert not window.actions_by_key["to-study"].isChecked()
    window.actions_by_key["to-viewer"].trigger()
    assert window.actions_by_key["to-viewer"].isChecked()
