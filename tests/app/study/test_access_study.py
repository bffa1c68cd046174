"""The study, the blinded read, the table of cases, the comparison and all dialogs for screen readers and the keyboard.

The walk is in `access.py` of `tests/app`; `tests/app/window/test_access.py` has the viewer.
"""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QTabWidget

from app.actions import action_table as commands
from app.actions.dialogs import about, card, confirm, error_box, leave_queue, lecture, note
from app.actions.dialogs.action_rows import Row
from app.actions.dialogs.command_list import CommandList
from app.actions.dialogs.feature_facts import FeatureFacts
from app.actions.dialogs.figure_page import FigurePageDialog
from app.actions.dialogs.settings_dialog import SettingsDialog, SettingsForm
from app.actions.dialogs.text_dialog import show_description
from app.study.comparison.facts_line import FactsDialog
from app.study.dialogs.new_packet import NewPacketDialog
from app.study.dialogs.score_sheet import ScoreSheetDialog
from app.study.dialogs.sign_in import SignIn, SignInDialog
from app.study.dialogs.study_columns import ColumnsDialog
from app.ui.settings import Settings
from app.viewer.canvas.page_parts import PageWish
from model.feature_files.stated import Stated
from model.slide.folder import Listing
from model.study.columns import guess_columns
from model.study.comparison_request import ComparisonRequest
from model.study.packet.outstanding import PacketProgress
from model.study.plan import plan_import
from model.study.rounds import ReaderProgress
from model.study.score_sheet import DEFAULT_SHEET
from model.tables.read import read_table

READERS = (ReaderProgress("Ada", 1, 7, 7), ReaderProgress("Bo", 1, 3, 7))
PACKET = PacketProgress("x", "Cleo", 1, "2026-03-01T10:00:00.000+00:00", 7, 2, "")
ROWS = (Row("open", "File", "Open an image", "Ctrl+O", True), Row("grid", "View", "Grid", "G", True))
SETTINGS = SettingsForm(
    Settings(), (("auto", "Automatic"), ("cpu", "CPU")), ROWS, (("Data", "/data"), ("Log", "/log")), ("network off",)
)


@pytest.fixture
def columns(tmp_path):
    """Makes the dialog for the columns of a table, of a new study or of one that exists."""
    (tmp_path / "clinic.csv").write_text("patient_id,image,time,event,age\nA,a.png,3,1,60\n")
    sheet = read_table(tmp_path / "clinic.csv")
    images = Listing((tmp_path / "a.png", tmp_path / "stray.png"))

    def make(parent, new):
        plan = partial(plan_import, sheet)
        return ColumnsDialog(
            parent, sheet, guess_columns(sheet.columns), lambda found: plan(found, images, tmp_path), new
        )

    return make


DIALOGS = {
    "settings": lambda window: SettingsDialog(window, SETTINGS),
    "score sheet": lambda window: ScoreSheetDialog(window, DEFAULT_SHEET),
    "sign in": lambda window: SignInDialog(window, READERS),
    "packet": lambda window: NewPacketDialog(window, READERS, (PACKET,)),
    "figure": lambda window: FigurePageDialog(window, PageWish()),
    "commands": lambda window: CommandList(window, ROWS),
    "facts of features": lambda window: FeatureFacts(window, "The file does not say its backbone.", Stated()),
    "about": about.build,
    "card": lambda window: card.build(window, window.controller.session.bundle),
    "lecture": lambda window: lecture.build(window, lambda: iter(())),
    "note": lambda window: note.build(window, "Note", "text"),
    "confirm": lambda window: confirm.ConfirmDialog(window, "Delete it?", "It cannot be restored.", "Delete"),
    "error": lambda window: error_box.build(window, "It failed. Try again.", "Details"),
    "what was compared": lambda window: FactsDialog("Model demo 1.0", window),
}
"""Every dialog that is a widget of its own, by name."""
ASKED = {
    "queue": lambda window: leave_queue.ask(window, 3),
    "description": lambda window: show_description(window, "The tissue."),
}
"""Every dialog that a function shows until the user answers."""


def pages(widget):
    """Show each tab of the dialog in turn; a dialog without tabs is one page."""
    tabs = widget if isinstance(widget, QTabWidget) else widget.findChild(QTabWidget)
    for at in range(tabs.count() if tabs is not None else 1):
        if tabs is not None:
            tabs.setCurrentIndex(at)
        QApplication.processEvents()
        yield tabs.tabText(at) if tabs is not None else ""


@pytest.mark.parametrize("name", DIALOGS)
def test_each_dialog_can_be_heard_and_reached(qtbot, window, access, name):
    dialog = DIALOGS[name](window)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.windowTitle() or name == "error"
    check(access, dialog)
    dialog.close()


@pytest.mark.parametrize("new", [True, False])
def test_the_import_can_be_heard_and_reached(qtbot, window, access, columns, new):
    dialog = columns(window, new)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    check(access, dialog)
    dialog.close()


def check(access, dialog):
    found = {page: access.faults(dialog) for page in pages(dialog)}
    assert {page: faults for page, faults in found.items() if faults} == {}


@pytest.mark.parametrize("name", ASKED)
def test_each_question_can_be_heard_and_reached(qtbot, window, access, name, monkeypatch):
    found = []

    def look(dialog):
        with qtbot.waitExposed(dialog):
            dialog.show()
        found.append((len(access.controls(dialog)), access.faults(dialog)))
        dialog.close()
        return 0

    for kind in (QDialog, QMessageBox):
        monkeypatch.setattr(kind, "exec", look)
    ASKED[name](window)
    ((count, faults),) = found
    assert count >= 1
    assert faults == {}


# -- the study ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def study(qtbot, window, study_file):
    """The window with the study open."""
    window.study.open(study_file)
    qtbot.waitUntil(lambda: bool(window.controller.session.study.spots))
    return window


def test_the_study_can_be_heard_and_reached(study, access):
    commands.run("to-study", study.context)
    assert access.faults(study) == {}


def test_the_table_of_cases_can_be_heard_and_reached(qtbot, study, access):
    commands.run("study-table", study.context)
    qtbot.waitUntil(lambda: study.controller.session.study.cases.table is not None)
    assert access.faults(study) == {}


def test_the_comparison_can_be_heard_and_reached(qtbot, study, access, comparison):
    study.study.comparison.ask_for(ComparisonRequest(draws=10))
    study.study.comparison.change(replace(study.controller.session.comparison, comparison=comparison))
    commands.run("study-page", study.context)
    for page in pages(study.room.comparison.plots):
        assert access.faults(study) == {}, page
    for page in pages(study.room.comparison.tables):
        assert access.faults(study) == {}, page


def test_a_blinded_read_can_be_heard_and_reached(qtbot, study, access, answers):
    answers["reader"] = SignIn("Cleo", True)
    commands.run("study-read", study.context)
    qtbot.waitUntil(lambda: study.controller.session.study.reading is not None)
    assert access.faults(study) == {}
