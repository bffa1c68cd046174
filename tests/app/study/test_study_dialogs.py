"""The questions about a study: columns with what comes of them, and who reads."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.study.dialogs.new_packet import NewPacketDialog
from app.study.dialogs.score_sheet import ScoreSheetDialog
from app.study.dialogs.sign_in import SignInDialog
from app.study.dialogs.study_columns import CHOOSE, NONE, USUAL, ColumnsDialog
from app.ui.theme import apply_theme
from model.slide.folder import Listing
from model.study.columns import guess_columns
from model.study.plan import plan_import
from model.study.rounds import ReaderProgress
from model.study.score_sheet import DEFAULT_SHEET, Choice, Question, Sheet
from model.tables.read import read_table


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def ask(tmp_path, parent):
    """The dialog about a sheet of these lines; its images are a.png and stray.png."""

    def make(*lines, **changes):
        table = tmp_path / "sheet.csv"
        table.write_text("\n".join(lines))
        sheet = read_table(table)
        images = Listing((tmp_path / "a.png", tmp_path / "stray.png"))
        return ColumnsDialog(
            parent, sheet, guess_columns(sheet.columns), lambda columns: plan_import(sheet, columns, images, tmp_path),
            **changes,
        )  # fmt: skip

    return make


def left(dialog):
    return [dialog.left.item(row).text().replace(str(dialog._sheet.path.parent) + "/", "")
            for row in range(dialog.left.count())]  # fmt: skip


def test_the_unit_is_asked_where_no_name_says_it(ask):
    dialog = ask("patient,image,time,event", "A,a.png,12,1")
    assert dialog.unit.currentText() == CHOOSE
    assert not dialog.take.isEnabled()
    assert "the unit of 'time' is not given; it can be years, months, days" in dialog.told.text()
    assert dialog.answer is None
    dialog.unit.setCurrentText("months")
    assert dialog.take.isEnabled()
    plan, settings = dialog.answer
    assert plan.entries[0].outcome.time_years == 1.0
    assert (settings.combine, settings.reveal, settings.washout_days) == ("mean", "case", 14)


def test_no_row_of_the_columns_is_cut(ask, parent, qtbot):
    """The last row once was lower than its text, in the program's own style. A small window shows all rows."""
    parent.resize(960, 540)
    apply_theme(QApplication.instance(), "dark")
    names = [f"further column {number}" for number in range(20)]
    dialog = ask(",".join(["patient", "image", *names]), ",".join(["A", "a.png", *("1" for _ in names)]), new=True)
    dialog.show()
    qtbot.waitExposed(dialog)
    fields = (*dialog.fields.values(), dialog.unit, dialog.event_value, dialog.combine, dialog.scores, dialog.reveal)
    for field in (*fields, dialog.washout):
        assert field.height() >= field.fontMetrics().height() + 6
        assert field.geometry().bottom() < dialog.buttons.geometry().top()
    assert dialog.covariates.height() > 60


def test_died_of_disease_is_proposed_as_the_event(ask):
    """As the name of a column, and as a value beside deaths of other causes."""
    dialog = ask("patient,image,OS years,Died of disease", "A,a.png,3,1")
    assert dialog.fields["event"].currentText() == "Died of disease"
    assert dialog.event_value.currentText() == USUAL
    dialog = ask("patient,image,OS years,Status", "A,a.png,3,Died of disease", "B,,4,Alive", "C,,4,Died of other cause")
    assert dialog.event_value.currentText() == "Died of disease"
    plan, _ = dialog.answer
    assert [entry.outcome.event for entry in plan.entries] == [True, False, False]
    dialog.fields["event"].setCurrentText(NONE)
    assert dialog.event_value.currentText() == USUAL


def test_all_that_could_not_be_matched_is_listed_before_anything_is_made(ask):
    dialog = ask("patient,image,months,event,age", "A,a.png,12,1,50", "B,b.png,24,0,60")
    assert left(dialog) == [
        "row without an image: line 3, patient B: there is no image 'b.png'",
        "image without a row: stray.png: no row names it",
    ]
    assert "2 patients, 1 spot. 2 rows or images could not be matched" in dialog.told.text()


def test_a_sheet_that_does_not_fit_is_shown_with_its_notes_and_with_where_to_say_what_died_means(ask):
    dialog = ask("patient,image,months,event", "A,a.png,12,ja", "B,NA,\"2\n4\",nein")
    assert not dialog.take.isEnabled()
    assert dialog.told.text().endswith('all its values: ja (1), nein (1). Choose the value under "Means died".')
    assert left(dialog)[0].startswith("note: 1 row has a cell with a line break;")
    dialog.event_value.setCurrentText("ja")
    assert "Means died" not in dialog.told.text()
    assert dialog.plan.columns.event_value == "ja"
    assert "line 4: months '2\\n4' is not a number" in dialog.plan.fault_lines


def test_faulty_rows_hold_the_import_until_they_are_left_out_in_so_many_text(ask):
    dialog = ask("patient,image,months,event", "A,a.png,12,1", "B,,soon,0")
    assert "fault: line 3: months 'soon' is not a number" in left(dialog)
    assert not dialog.take.isEnabled()
    assert dialog.skip.text() == "Leave out faulty rows: 1; the export of the study lists them"
    dialog.skip.setChecked(True)
    assert dialog.take.isEnabled()
    plan, _ = dialog.answer
    assert [one.kind for one in plan.leftovers] == ["image", "faulty row"]


def test_a_guess_is_corrected_and_the_preview_shows_the_sheet(ask):
    dialog = ask("id,patient,months,event,sex", "7,A,12,1,f")
    assert dialog.fields["patient"].currentText() == "patient"
    assert dialog.preview.item(0, 4).text() == "f"
    dialog.fields["patient"].setCurrentText("id")
    for name in ("time", "event"):
        dialog.fields[name].setCurrentText(NONE)
    checked = {dialog.covariates.item(row).text(): dialog.covariates.item(row).checkState() for row in range(5)}
    assert checked["sex"] == Qt.CheckState.Checked
    plan, _ = dialog.answer
    assert (plan.entries[0].patient, plan.entries[0].outcome) == ("7", None)
    assert dict(plan.entries[0].covariates) == {"sex": "f"}


OWN = Sheet((Question("budding", "Budding", choices=(Choice("low, few", 0), Choice("high=many", 1))),), ("no tumour",))
"""Its labels hold signs that part answers where they are typed."""


def test_a_sheet_of_ones_own_goes_with_the_study_that_is_made(ask):
    shown = []
    dialog = ask("patient,image,months,event", "A,a.png,12,1", edit=lambda parent, sheet: shown.append(sheet) or OWN)
    assert dialog.answer[1].sheet == DEFAULT_SHEET
    assert dialog.scores.text() == "the usual one, 6 questions …"
    dialog.scores.click()
    assert shown == [DEFAULT_SHEET]
    assert dialog.answer[1].sheet == OWN
    assert dialog.scores.text() == "your own, 1 question …"


def test_event_codes_that_nobody_stated_are_asked_for(ask):
    dialog = ask("patient,image,months,status", "A,a.png,12,1", "B,b.png,24,2")
    assert not dialog.take.isEnabled()
    assert "'status' has values whose meaning is not stated: 2 (1); all its values: 1 (1), 2 (1)" in dialog.told.text()
    assert dialog.answer is None
    assert [dialog.event_value.itemText(at) for at in range(dialog.event_value.count())] == [USUAL, "1", "2"]
    dialog.event_value.setCurrentText("2")
    assert dialog.take.isEnabled()
    plan, _ = dialog.answer
    assert [entry.outcome.event for entry in plan.entries] == [False, True]
    dialog.fields["event"].setCurrentText("patient")
    assert [dialog.event_value.itemText(at) for at in range(dialog.event_value.count())] == [USUAL, "A", "B"]
    assert dialog.event_value.currentText() == USUAL


def test_how_the_sheet_was_read_is_listed_first(ask):
    dialog = ask("patient,image,months,event,age", "A,a.png,12,1,NA", "B,a.png,24,Not Reported,60")
    assert left(dialog)[:2] == [
        "note: Words for unknown count as missing values: event: Not Reported (1); age: NA (1).",
        "note: 1 row has no outcome, because the time or the event is a word for unknown: lines 3.",
    ]


def test_where_patients_are_added_the_rules_are_settled_already_and_not_asked(ask):
    dialog = ask("patient,image,months,event", "A,a.png,12,1", new=False)
    assert not any(part.isVisibleTo(dialog) for part in (dialog.scores, dialog.combine, dialog.reveal, dialog.washout))
    assert dialog.unit.isVisibleTo(dialog)


def type_in(dialog, row, column, text):
    dialog.table.item(row, column).setText(text)


def test_questions_are_typed_moved_and_removed(parent):
    dialog = ScoreSheetDialog(parent, DEFAULT_SHEET)
    assert dialog.sheet == DEFAULT_SHEET
    dialog.add()
    assert not dialog.take.isEnabled()
    assert "has no title" in dialog.told.text()
    type_in(dialog, 6, 0, "Budding")
    type_in(dialog, 6, 1, "Bd1=1, Bd2=2, Bd3=3")
    assert dialog.take.isEnabled()
    assert dialog.sheet.questions[-1] == Question("budding", "Budding", choices=(
        Choice("Bd1", 1), Choice("Bd2", 2), Choice("Bd3", 3)))  # fmt: skip
    dialog.table.setCurrentCell(6, 0)
    for _ in range(6):
        dialog.move_by(-1)
    assert dialog.sheet.keys == ("budding", *DEFAULT_SHEET.keys)
    for _ in range(6):
        dialog.table.setCurrentCell(1, 0)
        dialog.remove()
    type_in(dialog, 0, 0, "Tumour budding")
    assert dialog.sheet.keys == ("tumour_budding",)
    dialog.table.item(0, 2).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.sheet.questions[0].required
    dialog.remove()
    assert "no question" in dialog.told.text()


def test_what_is_wrong_with_a_sheet_is_said_and_holds_it(parent):
    dialog = ScoreSheetDialog(parent, DEFAULT_SHEET)
    type_in(dialog, 0, 1, "low=a little, high")
    assert "Visual risk: 'a little' after = is not a number" in dialog.told.text()
    assert dialog.sheet is None
    type_in(dialog, 0, 1, "alone")
    assert "risk has 1 choices" in dialog.told.text()
    type_in(dialog, 0, 1, "low, high")
    assert dialog.sheet == DEFAULT_SHEET
    type_in(dialog, 0, 0, "Risk at a glance")
    assert dialog.sheet.keys == DEFAULT_SHEET.keys, "another title is no other column"
    type_in(dialog, 0, 0, "Visual risk")
    dialog.reasons.setText(" , ")
    assert "0 reasons" in dialog.told.text()


def test_a_sheet_goes_to_a_file_and_comes_back_whatever_its_labels_are(parent, tmp_path):
    file = tmp_path / "sheet.json"
    dialog = ScoreSheetDialog(parent, OWN, lambda _: file, lambda _: file)
    dialog.write()
    dialog.show_sheet(DEFAULT_SHEET)
    dialog.read()
    assert dialog.sheet == OWN
    file.write_text("{}")
    dialog.read()
    assert "not a score sheet" in dialog.told.text()
    assert dialog.sheet == OWN, "the table stays as it was"


def test_who_signs_in_is_told_what_it_leads_to(parent):
    readers = (ReaderProgress("Ada", 1, 3, 3), ReaderProgress("Bob", 1, 1, 3))
    dialog = SignInDialog(parent, readers)
    assert not dialog.begin.isEnabled()
    dialog.name.setCurrentText(" bob ")
    assert "1 of 3 cases locked" in dialog.told.text()
    assert not dialog.repeat.isVisibleTo(dialog)
    dialog.name.setCurrentText("ADA")
    dialog.repeat.setChecked(True)
    assert "complete" in dialog.told.text()
    assert dialog.answer.repeat
    dialog.name.setCurrentText("Cleo")
    assert "a random order of the cases" in dialog.told.text()
    assert not dialog.answer.repeat
    assert dialog.answer.name == "Cleo"


@pytest.fixture
def large(qapp):
    """Text of the largest size, as in a small window on a dense screen."""
    before = qapp.font()
    font = qapp.font()
    font.setPixelSize(26)
    qapp.setFont(font)
    yield
    qapp.setFont(before)


def packet_dialog(parent):
    dialog = NewPacketDialog(parent, (ReaderProgress("Ada", 1, 3, 3),), ())
    dialog.name.setCurrentText("Ada")
    return dialog


def sign_in_dialog(parent):
    dialog = SignInDialog(parent, (ReaderProgress("Ada", 1, 3, 3),))
    dialog.name.setCurrentText("Ada")
    return dialog


def sheet_dialog(parent):
    return ScoreSheetDialog(parent, DEFAULT_SHEET)


@pytest.mark.parametrize("make", [sign_in_dialog, packet_dialog, sheet_dialog])
def test_dialogs_fit_a_small_window_with_large_text(qtbot, parent, large, make):
    """Their texts were once cut, and with large text their last lines."""
    parent.resize(960, 540)
    dialog = make(parent)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.width() <= 960
    assert dialog.height() <= 540
    assert dialog.rect().contains(dialog.buttons.geometry())
    texts = [label for label in dialog.findChildren(QLabel) if label.wordWrap() and not label.isHidden()]
    assert texts
    assert [label.text() for label in texts if label.height() < label.heightForWidth(label.width())] == []
    dialog.close()


def test_the_dialog_of_columns_shows_its_buttons_and_says_what_it_is_for(ask, parent, qtbot, large):
    parent.resize(960, 540)
    texts = {True: ("New study: ", "Create the study …"), False: ("Add to the study: ", "Add to the study")}
    for new, (title, button) in texts.items():
        dialog = ask("patient,image,months,event", "A,a.png,12,1", new=new)
        dialog.show()
        qtbot.waitExposed(dialog)
        assert dialog.windowTitle() == f"{title}meaning of the columns of sheet.csv"
        assert dialog.take.text() == button
        assert dialog.height() <= 540
        assert dialog.rect().contains(dialog.buttons.geometry())
        dialog.close()


def test_the_programs_own_sheet_is_shown_in_german_and_kept_as_it_is(german, qtbot):
    from PySide6.QtWidgets import QWidget

    from app.study.dialogs.score_sheet import ScoreSheetDialog
    from model.study.score_sheet import DEFAULT_SHEET

    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ScoreSheetDialog(parent, DEFAULT_SHEET)
    assert dialog.table.item(0, 0).text() == "Risiko nach Augenschein"
    assert dialog.reasons.text().startswith("kein Tumor, ")
    assert dialog.sheet == DEFAULT_SHEET
    dialog.table.item(0, 0).setText("Risiko")
    assert dialog.sheet is not None
    assert [choice.label for choice in dialog.sheet.questions[0].choices] == ["niedrig", "hoch"]
    assert dialog.sheet.questions[1:] == DEFAULT_SHEET.questions[1:]
    assert dialog.sheet.reasons == DEFAULT_SHEET.reasons
