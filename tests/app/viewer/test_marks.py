"""Measurements and notes in the window: drawn, listed, named, deleted, and back with the image."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.session.values import Ruler
from model.base.geometry import PointL0
from model.result.marks import saved_marks

ONE, TWO = Path("/data/spot-1.png"), Path("/data/spot-2.png")
EIGHT = (PointL0(0, 0), PointL0(90, 90), PointL0(90, 0), PointL0(0, 90))
SQUARE = (PointL0(10, 10), PointL0(60, 10), PointL0(60, 40), PointL0(10, 40))


def sha(window):
    return window.controller.session.image.opened.record.sha256


def texts(window):
    return [row.text for row in window.marks.rows]


def saved(qtbot, window, count):
    qtbot.waitUntil(lambda: len(saved_marks(sha(window))) == count)


@pytest.fixture
def measured(qtbot, window, opened):
    """An image with a length of 100 px, an area of 1500 px² and a note."""
    opened(ONE)
    window.canvas.ruler_drawn.emit(Ruler(PointL0(0, 0), PointL0(60, 80), 100.0))
    window.canvas.outline_drawn.emit(SQUARE)
    window.controller.marks.note(PointL0(20, 30), "  necrosis? ")
    saved(qtbot, window, 3)
    return window


def test_each_is_listed_with_its_value(measured):
    assert texts(measured) == ["1  Length 28.6 µm", "2  Area 123 µm²", "3  Note\nnecrosis?"]
    assert measured.marks.title.text() == "Measurements and notes · 3"
    assert measured.controller.session.image.ruler is None, "the length is kept, not drawn twice"
    assert measured.controller.session.image.ruling, "the tool stays for the next one"


def test_they_return_with_their_image_and_not_with_another(measured, opened):
    before = texts(measured)
    opened(TWO)
    assert texts(measured) == []
    assert not measured.marks.isVisibleTo(measured)
    opened(ONE)
    assert texts(measured) == before


def test_a_name_is_changed_and_a_mark_deleted_by_keys(qtbot, measured, answers, asked):
    answers["note"] = "invasion front"
    measured.marks.list.setCurrentRow(0)
    measured.marks.list.setFocus()
    qtbot.keyClick(measured.marks.list, Qt.Key.Key_F2)
    assert asked[-1] == ("note", ("Name of the length", ""))
    assert texts(measured)[0] == "1  Length 28.6 µm\ninvasion front"
    assert measured.marks.list.currentRow() == 0, "the row stays selected"
    qtbot.keyClick(measured.marks.list, Qt.Key.Key_Delete)
    assert texts(measured) == ["1  Area 123 µm²", "2  Note\nnecrosis?"]
    saved(qtbot, measured, 2)


def test_a_row_shows_its_place(qtbot, measured):
    measured.canvas.zoom_by(8)
    measured.marks.list.setCurrentRow(2)
    measured.marks.list.setFocus()
    qtbot.keyClick(measured.marks.list, Qt.Key.Key_Return)
    centre = measured.canvas.view.visible().centre
    assert (centre.x, centre.y) == pytest.approx((20, 30), abs=1)


def test_an_eight_is_refused_with_a_reason(measured):
    measured.canvas.outline_drawn.emit(EIGHT)
    assert len(texts(measured)) == 3
    assert "crosses itself" in measured.controller.session.notice.title


def test_a_note_is_written_at_the_place_of_the_menu(qtbot, window, opened, answers):
    opened(ONE)
    answers["note"] = "here"
    place = PointL0(400, 700)
    window._tissue_menu(place, window.mapToGlobal(window.rect().center()))
    (menu,) = [one for one in window.findChildren(QMenu) if one.isVisible()]
    menu.actions()[-1].trigger()
    menu.close()
    (mark,) = window.controller.session.image.marks
    assert (mark.kind, mark.points, mark.text) == ("note", (place,), "here")
    answers["note"] = None
    window.actions_by_key["note"].trigger()
    assert len(window.controller.session.image.marks) == 1, "a cancelled note is not added"
    saved(qtbot, window, 1)


def test_all_are_deleted_only_after_a_question(qtbot, measured, answers):
    answers["confirm"] = False
    measured.actions_by_key["marks-delete"].trigger()
    assert len(texts(measured)) == 3
    answers["confirm"] = True
    measured.actions_by_key["marks-delete"].trigger()
    assert texts(measured) == []
    saved(qtbot, measured, 0)
    assert not measured.actions_by_key["marks-delete"].isEnabled()


def test_they_are_exported(qtbot, measured, answers, tmp_path):
    folder = answers["folder"] = tmp_path / "out"
    measured.actions_by_key["marks-export"].trigger()
    qtbot.waitUntil(lambda: measured.controller.session.notice is not None)
    assert sorted(path.name for path in folder.iterdir()) == ["spot-1.marks.csv", "spot-1.marks.geojson"]


def test_the_area_tool_and_the_ruler_put_each_other_away(window, opened):
    opened(ONE)
    actions = window.actions_by_key
    actions["ruler"].trigger()
    actions["outline"].trigger()
    assert (actions["ruler"].isChecked(), actions["outline"].isChecked()) == (False, True)
    assert "Area" in window.canvas.mode.text
    actions["ruler"].trigger()
    assert (actions["ruler"].isChecked(), actions["outline"].isChecked()) == (True, False)
    actions["escape"].trigger()
    assert window.controller.session.tool == "none"


def test_a_blinded_read_gets_the_image_without_its_marks(measured):
    """The canvas of a read shows `Session.viewing(image)`; marks come with `opened`, which only the viewer calls."""
    session = measured.controller.session
    assert len(session.image.marks) == 3
    assert session.viewing(session.image.opened).image.marks == ()
    assert not hasattr(session.image.opened, "marks")


def test_a_mark_made_while_all_are_hidden_shows_them_again(measured):
    measured.actions_by_key["marks"].trigger()
    assert not measured.canvas._marks.isVisible()
    measured.canvas.ruler_drawn.emit(Ruler(PointL0(0, 0), PointL0(30, 40), 50.0))
    assert measured.canvas._marks.isVisible()
    assert measured.actions_by_key["marks"].isChecked()


def test_names_with_markup_are_shown_as_they_are(measured):
    key = measured.marks.rows[0].key
    measured.controller.marks.rename(key, "<img src=x> <b>front</b>")
    item = measured.marks.list.item(0)
    assert item.text().endswith("<img src=x> <b>front</b>")
    assert "&lt;img" in item.toolTip()
    assert "<img" not in item.toolTip()


def test_all_are_deleted_by_one_change_of_the_file(qtbot, measured, answers, monkeypatch):
    """Each change reads and writes the whole file: thousands of changes would take minutes."""
    changes = []
    monkeypatch.setattr(measured.controller.marks, "_change", changes.append)
    answers["confirm"] = True
    measured.actions_by_key["marks-delete"].trigger()
    (change,) = changes
    assert change(measured.controller.session.image.marks) == ()


def test_the_rows_are_not_made_again_while_other_things_change(measured, monkeypatch):
    made = []
    monkeypatch.setattr("app.window.panels.mark_list.mark_rows", lambda session: made.append(session) or ())
    measured.controller.change(lambda s: s.fainter())
    assert made == []
