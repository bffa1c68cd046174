"""The table of a study's cases in the window: columns, order, keys, pictures, and what open reads hide."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionViewItem

from app.actions import action_table as commands
from app.session.values import Notice
from app.study.case_table.text import count_text, shown_text
from app.ui.help_button import HelpButton, page_of
from model.study.case_table import CaseRow, CaseTable
from model.study.exports import patient_rows
from model.study.patient_table import study_table
from model.study.rounds import sign_in
from model.study.store import open_study

Role = Qt.ItemDataRole


@pytest.fixture
def opened(qtbot, window, study_file):
    """A function that opens the study and shows its table."""

    def show():
        window.study.open(study_file)
        qtbot.waitUntil(lambda: bool(window.controller.session.study.spots))
        commands.run("study-table", window.context)
        qtbot.waitUntil(lambda: window.controller.session.study.cases.table is not None)
        return window.room.table

    return show


def column(table, name):
    at = table.rows.table.columns.index(name) + 1
    return [table.rows.index(row, at).data() for row in range(table.rows.rowCount())]


def test_the_table_has_the_exported_columns_and_sorts_filters_and_opens_by_key(
    qtbot, window, opened, study_file, known
):
    with open_study(study_file) as study:
        names, exported = patient_rows(study_table(study))
    table = opened()
    assert table.isVisible()
    assert page_of(table.table) == "studies.md#the-table-of-cases"
    assert [button.target for button in table.findChildren(HelpButton)] == ["studies.md#the-table-of-cases"]
    window.study.notice(Notice("warning", "Some reads differ.", help="studies.md#several-readers-at-the-same-time"))
    assert table.help.isVisible()
    assert list(table.rows.table.columns) == names
    heads = [table.rows.headerData(at, Qt.Orientation.Horizontal) for at in range(1, 1 + len(names))]
    assert heads[:3] == ["Patient", "Follow-up (years)", "Died of disease"]
    assert [table.by.itemText(at) for at in range(table.by.count())] == heads
    assert column(table, "patient_id") == [row["patient_id"] for row in exported]
    probability = names.index("survival_probability") + 1
    spoken = table.rows.index(0, probability).data(Role.AccessibleTextRole)
    assert spoken == f"{known['survival'](0):.2f}, uncalibrated, ok"
    assert all(text in table.notes.text() for text in ("DEMO MODEL", "Research use only."))

    table.by.setCurrentText("Survival probability")
    table.descending.click()
    highest = sorted((known["survival"](number) for number in range(known["patients"])), reverse=True)
    assert column(table, "survival_probability") == [f"{value:.2f}" for value in highest]
    table.table.horizontalHeader().sectionClicked.emit(1)
    assert (table.by.currentText(), table.descending.isChecked()) == ("Patient", False)
    assert column(table, "patient_id")[0] == "P00"

    table.filter.setText("xyzzy")
    assert not table.nothing.isHidden()
    table.nothing.clear.click()
    assert table.nothing.isHidden()
    qtbot.keyClicks(table.filter, "p07")
    assert column(table, "patient_id") == ["P07"]
    assert "1 of 30 patients" in table.count.text()
    qtbot.keyClick(table.filter, Qt.Key.Key_Return)
    assert table.table.currentIndex().row() == 0
    with qtbot.waitSignal(window.controller.store.changed):
        table.table.activated.emit(table.table.currentIndex())
    qtbot.waitUntil(lambda: window.controller.session.image.current is not None)
    assert window.controller.session.image.current.name == "s07.png"


def test_a_sort_goes_to_the_top_unless_the_user_has_chosen_a_row(qtbot, opened):
    """The first row, which the program chooses, was once kept in view far down in the sorted table."""
    table = opened()
    table.by.setCurrentText("Survival probability")
    table.descending.click()
    assert table.table.currentIndex().row() == 0
    assert table.table.verticalScrollBar().value() == 0
    qtbot.keyClick(table.table, Qt.Key.Key_Down)
    chosen = table.rows.row(1).patient
    table.descending.click()
    assert table.rows.row(table.table.currentIndex().row()).patient == chosen
    assert table.table.currentIndex().row() == table.rows.rowCount() - 2
    seen = table.table.visualRect(table.table.currentIndex())
    assert table.table.viewport().rect().contains(seen.center())


def test_the_arrow_points_up_for_ascending_and_a_screen_reader_gets_the_order(opened):
    table = opened()
    table.by.setCurrentText("Follow-up (years)")
    header, at = table.table.horizontalHeader(), table.by.currentIndex() + 1
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (at, Qt.SortOrder.DescendingOrder)
    horizontal, spoken = Qt.Orientation.Horizontal, Role.AccessibleTextRole
    assert table.rows.headerData(at, horizontal, spoken) == "Follow-up (years), sorted, ascending"
    assert table.rows.headerData(at + 1, horizontal, spoken) == "Died of disease"
    table.descending.click()
    assert header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
    assert table.rows.headerData(at, horizontal, spoken) == "Follow-up (years), sorted, descending"


def test_picture_and_patient_stay_while_the_table_scrolls_sideways(qtbot, opened):
    table = opened()
    front, bar = table.table.front, table.table.horizontalScrollBar()
    assert not front.isVisible()
    bar.setValue(bar.maximum())
    assert front.isVisible()
    shown = [column for column in range(table.rows.columnCount()) if not front.isColumnHidden(column)]
    assert shown == [0, 1]
    assert front.width() >= table.table.columnWidth(0) + table.table.columnWidth(1)
    table.table.setCurrentIndex(table.rows.index(20, 5))
    assert front.selectionModel().isRowSelected(20)
    assert front.rowViewportPosition(20) == table.table.rowViewportPosition(20)
    edge = table.table.columnViewportPosition(5)
    assert edge >= table.table.front_width(), "the current cell is not below the frozen columns"
    place = front.visualRect(table.rows.index(20, 1)).center()
    qtbot.mouseClick(front.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.table.hasFocus()
    bar.setValue(0)
    assert not front.isVisible()


def test_pictures_of_the_visible_rows_arrive_and_are_kept(qtbot, opened):
    table = opened()
    first, last = table.rows.index(0, 0), table.rows.index(table.rows.rowCount() - 1, 0)
    qtbot.waitUntil(lambda: first.data(Role.DecorationRole) is not None)
    kept = table.pictures.picture(table.rows.row(0).picture)
    assert last.data(Role.DecorationRole) is None  # below the visible rows
    option = QStyleOptionViewItem()
    option.state |= QStyle.StateFlag.State_Selected
    table.table.itemDelegateForColumn(0).initStyleOption(option, first)
    assert not option.state & QStyle.StateFlag.State_Selected, "a selected picture is not tinted"
    table.table.scrollToBottom()
    qtbot.waitUntil(lambda: last.data(Role.DecorationRole) is not None)
    assert table.pictures.picture(table.rows.row(0).picture) is kept


def test_open_reads_hide_everything_but_patients_until_the_user_insists(qtbot, window, opened, study_file):
    with open_study(study_file) as study:
        sign_in(study, "Cy")
    table = opened()
    assert table.rows.table.columns == ("patient_id", "spots")
    assert "Cy 30 of 30" in table.hidden.text()
    assert not table.export.isEnabled()
    table.anyway.click()
    qtbot.waitUntil(lambda: "survival_probability" in table.rows.table.columns)
    assert table.hidden.isHidden()

    window.study.sign_in("Cy")
    qtbot.waitUntil(lambda: window.controller.session.workspace == "reading")
    assert window.controller.session.study.cases.table is None
    assert table.rows.table.columns == ()
    assert not any("survival" in label.text() for label in table.findChildren(QLabel))
    commands.run("study-table", window.context)
    assert not window.controller.session.study.cases.shown


def test_codes_of_outcomes_and_answers_are_words_and_the_tooltip_has_the_exported_name(qtbot, opened, known):
    table = opened()
    names = table.rows.table.columns

    def of_heading(name, role=Role.DisplayRole):
        return table.rows.headerData(names.index(name) + 1, Qt.Orientation.Horizontal, role)

    answers = [known["read"]("Ada", number) for number in range(known["patients"])]
    assert column(table, "event") == ["yes" if died else "no" for _, _, died in known["rows"]()]
    assert column(table, "reader_Ada_risk") == ["high" if answer else "low" for answer in answers]
    assert of_heading("reader_Ada_risk") == "Ada: Visual risk"
    assert of_heading("majority_risk") == "Majority: Visual risk"
    for name in names:
        assert name in of_heading(name, Role.ToolTipRole), name
    assert of_heading("age") == "age", "a column of the clinical sheet keeps its name"

    table.by.setCurrentText("Ada: Visual risk")
    assert column(table, "reader_Ada_risk") == sorted(("high" if one else "low" for one in answers), reverse=True)
    qtbot.keyClicks(table.filter, "high")
    shown = [set(row) for row in zip(*(column(table, name) for name in names), strict=True)]
    assert shown, "what the screen shows can be found"
    assert all("high" in row for row in shown)


def test_the_source_titles_and_words_of_the_table_are_german(german, opened):
    table = opened()
    assert "Spots zusammengefasst: Überlebenswahrscheinlichkeit, Mittelwert" in table.notes.text()
    assert "combined" in table.rows.table.provenance, "the text of the files stays English"
    assert not any(word in table.notes.text() for word in ("study ", "combined", "for each reader"))
    heads = [table.rows.headerData(at, Qt.Orientation.Horizontal) for at in range(1, table.rows.columnCount())]
    assert {"Überlebenswahrscheinlichkeit", "An der Krankheit gestorben", "Ada: Risiko nach Augenschein"} <= set(heads)
    assert set(column(table, "event")) == {"ja", "nein"}
    assert set(column(table, "reader_Ada_risk")) == {"hoch", "niedrig"}


def test_several_spots_of_a_patient_are_listed():
    table = CaseTable(("patient_id",), (CaseRow("a", ("a",), (1, 2), None), CaseRow("b", ("b",), (3,), None)))
    assert count_text(table, 2) == "2 patients"
    assert count_text(table, 1) == "1 of 2 patients shown"


@pytest.mark.parametrize(
    ("name", "cell", "shown"),
    [
        ("survival_probability", "0.123456789", "0.12"),
        ("time_years", "4.2370000001", "4.237"),
        ("age", "2015123", "2015123"),
        ("patient_id", "007", "007"),
        ("grade", "", ""),
    ],
)
def test_cells_are_short_but_never_changed_ids(name, cell, shown):
    assert shown_text(name, cell) == shown
