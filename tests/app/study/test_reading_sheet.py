"""The score sheet on the screen: Enter, what is visible, what fits, and the heatmap after the reveal.

The view gets its states from the test, without a study and without a window around it.
"""

import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.session.session import Session
from app.session.study_state import StudyState
from app.study.reading.even_layout import EvenLayout, FittedButton
from app.study.reading.reading_view import ReadingView
from app.ui.jobs import JobRunner
from app.ui.theme import apply_theme, style_sheet, theme
from app.viewer.overlays.heat import heat
from app.window.panels.style import window_sheet
from model.base.errors import DeviceError
from model.base.progress import result_of
from model.result.prediction import Verdict
from model.study.reading_state import CaseImage, ReadingState, Revealed
from model.study.score_sheet import DEFAULT_SHEET

RETURN = Qt.Key.Key_Return
LONG_NAME = "Professorin Dr. Maximiliane von Berglage"
OPEN = ReadingState(LONG_NAME, 1, "reading", 1, 40, tuple(range(1, 41)), DEFAULT_SHEET, {}, None, (), False)
ALL = {"risk": "high", "grade": "1", "stroma": "40", "lymphocytes": "many", "confidence": "medium"}
LOCKED = replace(OPEN, phase="locked", answers=ALL, can_reveal=True, pending=tuple(range(2, 41)))
REASONS = ("Some tiles of the spot are out of focus.",)
FOUND = Revealed(0.73, "uncalibrated", "low risk", "caution", REASONS, "demo 1, DEMO MODEL", "c")
REVEALED = replace(LOCKED, phase="revealed", revealed=FOUND)
INFORMED = replace(REVEALED, phase="informed", answers={})
NEXT = replace(OPEN, number=2, pending=LOCKED.pending)
UNASSESSABLE = replace(NEXT, unassessable="too little tissue")


class FakeStudy(QObject):
    """The part of the study's controller that the view uses. `read` holds what the reader asked for."""

    stepped = Signal(object)

    def __init__(self, tasks, bundle):
        super().__init__()
        self.runner = JobRunner("network of a test")
        self.controller = SimpleNamespace(
            tasks=tasks, run_on_network=self.runner.run, session=replace(Session(), bundle=bundle)
        )
        self.asked, self.left = 0, False

    def read(self, do):
        self.asked += 1

    def leave(self):
        self.left = True

    def change(self, state):
        old = self.controller.session
        self.controller.session = old.with_study(state)
        self.view.show_difference(old, self.controller.session)

    def notice(self, notice):
        self.change(self.controller.session.study.with_notice(notice))

    def show(self, state):
        """Show a step of the read, as the controller does after each step."""
        self.change(replace(self.controller.session.study, reading=state, notice=None))


class Reader:
    """Presses keys where the focus is, and looks at the screen."""

    def __init__(self, qtbot, study, view):
        self.qtbot, self.study, self.view, self.sheet = qtbot, study, view, view.sheet
        self.requests = []
        self.sheet.requested.connect(self.requests.append)
        self.until = qtbot.waitUntil

    @property
    def session(self):
        return self.view._store.session

    def press(self, *keys):
        for key in keys:
            self.qtbot.keyClick(self.view.focusWidget() or self.sheet, key)

    def sees(self, *parts):
        """Return whether all of each part is visible on the screen."""
        page = self.sheet.page
        for part in parts:
            shown = page.viewport() if page.widget().isAncestorOf(part) else self.view
            place = QRect(part.mapTo(self.view, QPoint()), part.size())
            if not part.isVisible() or not QRect(shown.mapTo(self.view, QPoint()), shown.size()).contains(place):
                return False
        return True


@pytest.fixture
def usual_text(qapp):
    """The text has its usual size again after the test."""
    yield
    apply_theme(QApplication.instance(), "dark", 100)


@pytest.fixture
def make_reader(qtbot, tasks, fakes, usual_text):
    """Make a reader before the first case, in a view of this size and with text of this size."""
    made = []

    def make(width=1280, height=720, percent=100):
        study = FakeStudy(tasks, fakes.bundle())
        study.view = view = ReadingView(study)
        qtbot.addWidget(view)
        write_in(view, percent)
        view.resize(width, height)
        with qtbot.waitExposed(view):
            view.show()
        made.append(study)
        study.show(OPEN)
        return Reader(qtbot, study, view)

    yield make
    tasks.open_gates()
    for study in made:
        study.view.shutdown()
        study.runner.shutdown()


@pytest.fixture
def reader(make_reader):
    return make_reader()


def write_in(view, percent):
    """Set the size of the text in percent, as the window does."""
    apply_theme(QApplication.instance(), "dark", percent)
    view.setStyleSheet(style_sheet(theme("dark")) + window_sheet(theme("dark")))


# -- Enter -------------------------------------------------------------------------------------------------------------
def test_five_digits_and_one_enter_lock_a_case_and_the_next_enter_goes_on(reader):
    reader.press(*"21432")
    assert "Enter: lock" in reader.sheet.phase.text()
    reader.press(RETURN)
    assert reader.requests == ["lock"]
    reader.study.show(LOCKED)
    reader.press(RETURN)
    assert reader.requests == ["lock", "next"]


def test_a_digit_followed_by_enter_skips_no_question(reader):
    reader.press("2", RETURN)
    assert reader.sheet.current == 1
    assert reader.sheet.phase.text().startswith("Grade has no answer yet.")
    assert reader.sheet.phase.property("tone") == "warning"
    assert "Grade has no answer yet." in reader.sheet.accessibleDescription()
    reader.press("1")
    assert "no answer yet" not in reader.sheet.phase.text()
    assert reader.sheet.current == 2
    reader.press(Qt.Key.Key_Down, "3", "2", RETURN)
    assert reader.sheet.current == 2, "Enter went back to the gap"
    assert reader.requests == []


def test_keys_of_the_sheet_work_while_a_text_is_typed(reader):
    reader.press(*"21432")
    assert reader.sheet.rows[-1].field.hasFocus()
    reader.press(Qt.Key.Key_Up)
    assert reader.sheet.current == 4
    reader.press(Qt.Key.Key_Down, Qt.Key.Key_PageDown)
    assert reader.requests == ["skip"]


@pytest.mark.parametrize("percent", [100, 150])
def test_the_buttons_of_a_locked_case_that_is_not_assessable_are_in_one_line(german, make_reader, percent):
    reader = make_reader(percent=percent)
    locked = replace(LOCKED, answers={}, unassessable="too little tissue")
    reader.study.show(locked)
    sheet = reader.sheet
    reader.until(lambda: reader.sees(sheet.reveal, sheet.next))
    assert sheet.cannot.isHidden()
    assert sheet.phase.text().startswith("Nicht beurteilbar (zu wenig Gewebe). Abgeschlossen."), "the hint says it"
    assert sheet.reveal.y() == sheet.next.y()


def test_a_key_that_is_held_down_locks_nothing(reader):
    reader.press(*"21432")
    held = QKeyEvent(QEvent.Type.KeyPress, RETURN, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(reader.sheet, held)
    assert reader.requests == []


def test_keys_of_disabled_buttons_do_nothing(reader):
    reader.study.show(replace(OPEN, pending=(1,)))
    reader.press(Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
    assert reader.requests == []
    reader.study.show(LOCKED)
    reader.press(Qt.Key.Key_PageDown)
    assert reader.requests == ["skip"], "after the lock, PgDn goes on as Enter does"


# -- what is visible ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [(1280, 720, 100), (960, 540, 100), (1280, 720, 150)])
def test_what_matters_is_visible_without_scrolling(make_reader, size):
    reader = make_reader(*size)
    sheet = reader.sheet
    for key, row in zip("21432", sheet.rows, strict=False):
        reader.until(lambda row=row: reader.sees(row, sheet.lock, sheet.phase, sheet.bar.badge, sheet.bar.case))
        reader.press(key)
    reader.study.show(LOCKED)
    reader.until(lambda: reader.sees(sheet.reveal, sheet.next))
    reader.study.show(REVEALED)
    reader.until(lambda: reader.sees(sheet.revealed.figure, sheet.revealed.lines[0], sheet.revealed.lines[2]))
    reader.study.show(INFORMED)
    reader.until(lambda: reader.sees(sheet.rows[0]))
    reader.study.show(replace(REVEALED, phase="finished"))
    reader.until(lambda: reader.sees(sheet.revealed.figure, sheet.revealed.lines[2], sheet.next))
    reader.study.show(NEXT)
    reader.until(lambda: sheet.page.verticalScrollBar().value() == 0 and reader.sees(sheet.rows[0]))
    reader.press("n")
    reader.until(lambda: reader.sees(sheet.reasons))


def test_in_a_low_window_the_bar_of_the_case_leaves_its_room_to_the_questions(german, make_reader):
    reader = make_reader(1280, 720)
    bar, sheet = reader.sheet.bar, reader.sheet
    assert sheet.isAncestorOf(bar)
    reader.view.resize(960, 540)
    reader.until(lambda: sheet.page.viewport().height() > 540 / 2)
    assert not sheet.isAncestorOf(bar)
    assert bar.skip.text() == "Überspringen (Bild ab)"
    write_in(reader.view, 200)
    reader.until(lambda: bar.skip.text() == "Überspringen")
    assert bar.skip.accessibleName() == "Überspringen (Bild ab)"
    reader.until(lambda: bar.back.y() == bar.leave.y())
    write_in(reader.view, 100)
    reader.view.resize(1280, 720)
    reader.until(lambda: sheet.isAncestorOf(bar) and bar.isVisible() and reader.sees(bar))


def test_the_page_stays_where_the_reader_scrolls_it(make_reader):
    reader = make_reader(960, 540, 150)
    bar = reader.sheet.page.verticalScrollBar()
    reader.press("2", "1", "4", "3")
    reader.until(lambda: bar.value() > 0)
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    reader.view.resize(960, 530)
    QApplication.processEvents()
    assert bar.value() == 0
    reader.press("2")
    reader.until(lambda: reader.sees(reader.sheet.rows[-1]))


@pytest.mark.parametrize("size", [(1280, 720, 100), (1280, 700, 150), (960, 540, 200)])
def test_nothing_is_cut_and_the_image_keeps_half_of_the_width(german, make_reader, size):
    reader = make_reader(*size)
    for state in (OPEN, LOCKED, REVEALED, INFORMED, NEXT, UNASSESSABLE, replace(OPEN, phase="paused"),
                  replace(REVEALED, phase="done", pending=())):  # fmt: skip
        reader.study.show(state)
        reader.until(lambda: cut_texts(reader.view) == [])
        assert reader.view.size().toTuple() == size[:2]
        assert reader.view.tissue.width() >= size[0] // 2


def cut_texts(view):
    """The texts of buttons and labels that have less room than they need, or that leave the part that holds them."""
    cut = []
    for part in (*view.sheet.findChildren(QPushButton), *view.findChildren(QPushButton), *view.findChildren(QLabel)):
        if not part.isVisible() or not part.text():
            continue
        if isinstance(part, QLabel) and part.wordWrap():
            fits = part.height() >= part.heightForWidth(part.width())
        else:
            fits = part.width() >= part.sizeHint().width() and part.height() >= part.sizeHint().height()
        if not fits or part.geometry().right() >= part.parentWidget().width():
            cut.append(part.text())
    return cut


def test_a_long_answer_is_wrapped_and_an_ampersand_is_shown(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    layout = EvenLayout(5, owner)
    buttons = [FittedButton(text) for text in ("1  H&E", "2  moderately differentiated adenocarcinoma", "3  other")]
    for button in buttons:
        layout.addWidget(button)
    wide = layout.sizeHint().width()
    assert [layout.columns(width) for width in (wide, buttons[1].natural, 100)] == [3, 1, 1]
    owner.resize(150, layout.heightForWidth(150))
    owner.show()
    assert buttons[0].text() == "1  H&&E"
    assert "\n" in buttons[1].text()
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert all(owner.rect().contains(button.geometry()) for button in buttons)
    assert buttons[1].accessibleName() == "2  moderately differentiated adenocarcinoma"


# -- the heatmap -------------------------------------------------------------------------------------------------------
@pytest.fixture
def revealed(reader, tasks, fakes):
    """A reader before the revealed result of a case whose image is open."""
    image = result_of(tasks.open_image(Path("/data/spot-1.png"))).image
    model = reader.study.controller.session.bundle.sha256
    reader.study.show(replace(REVEALED, revealed=replace(FOUND, model_sha256=model)))
    reader.view._opened((image, CaseImage(Path("/data/spot-1.png"), None)))
    return reader


def begin(reader, tasks):
    """Compute a quarter of the heatmap."""
    tasks.gate = threading.Semaphore(4)
    reader.press("h")
    reader.until(lambda: "encoding tiles 25 %" in reader.view.working.text)


def test_the_heatmap_says_that_it_is_computed_and_then_has_its_name(revealed, tasks):
    begin(revealed, tasks)
    canvas, shown = revealed.view.canvas, revealed.view.working
    assert shown.isVisible()
    assert canvas.progress_line.isVisible()
    tasks.gate.release(12)
    revealed.until(lambda: revealed.session.analysis.prediction is not None)
    assert heat(revealed.session).title == "Occlusion", "the map that the viewer shows first"
    assert (shown.isVisible(), canvas.colour_bar.isVisible(), canvas.progress_line.isVisible()) == (False, True, False)
    revealed.press("h")
    assert "heatmap" not in revealed.session.view.shown


@pytest.mark.parametrize("key", ["h", Qt.Key.Key_Escape])
def test_the_heatmap_is_cancelled_by_a_key_and_can_be_computed_again(revealed, tasks, key):
    begin(revealed, tasks)
    revealed.press(key)
    assert "cancelled" in revealed.view.message.text()
    assert revealed.session.analysis.partial is None
    assert "heatmap" not in revealed.session.view.shown
    assert not revealed.study.left, "the first Esc does not leave"
    tasks.gate.release(100)
    revealed.press("h")
    assert not revealed.view.message.isVisible()
    revealed.until(lambda: revealed.session.analysis.prediction is not None)
    revealed.press(Qt.Key.Key_Escape)
    assert revealed.study.left


def test_a_heatmap_that_comes_late_is_not_shown_on_the_next_case(revealed, tasks):
    begin(revealed, tasks)
    revealed.study.show(NEXT)
    revealed.view._opened((revealed.session.image.opened, CaseImage(Path("/data/spot-1.png"), None)))
    tasks.gate.release(100)
    revealed.until(lambda: not revealed.study.runner.is_busy)
    assert revealed.session.analysis.prediction is None
    assert revealed.session.analysis.partial is None
    assert revealed.session.view.shown == frozenset()
    assert not revealed.view.working.isVisible()


def test_why_there_is_no_heatmap_is_said(revealed, tasks):
    message = revealed.view.message
    tasks.failures["analyse"] = DeviceError("Out of memory.", "Close other programs.")
    revealed.press("h")
    revealed.until(lambda: "could not be computed" in message.text())
    assert revealed.session.analysis.partial is None
    del tasks.failures["analyse"]
    tasks.verdict = Verdict("do not use", ("It is blurred.",))
    revealed.press("h")
    revealed.until(lambda: "no heatmap of this case" in message.text())
    assert not revealed.view.canvas.colour_bar.isVisible()


def test_the_model_must_be_loaded_and_be_the_one_that_was_revealed(revealed):
    controller, message = revealed.study.controller, revealed.view.message
    controller.session = replace(controller.session, bundle=replace(controller.session.bundle, sha256="d" * 64))
    revealed.press("h")
    assert "not the model whose result was revealed" in message.text()
    controller.session = replace(controller.session, bundle=None)
    revealed.press("h")
    assert "still being loaded" in message.text()
    assert not revealed.view.map.is_running


def test_the_minimap_never_shows_the_previous_case_or_neighbouring_cores(revealed):
    canvas = revealed.view.canvas
    canvas.zoom_by(8)
    assert canvas.minimap.isVisible()
    region = canvas._session.image.opened.slide.size
    core = CaseImage(Path("/data/spot-1.png"), canvas.view.visible())
    assert core.region.width < region.width
    revealed.view._opened((revealed.session.image.opened, core))
    canvas.zoom_by(2)
    assert not canvas.minimap.isVisible(), "the neighbouring cores belong to other patients"
    revealed.view._opened((revealed.session.image.opened, CaseImage(core.path, None)))
    canvas.zoom_by(8)
    assert canvas.minimap.isVisible()
    revealed.view._show_none()
    canvas.resize(canvas.width(), canvas.height() - 9)
    assert not canvas.minimap.isVisible()
    revealed.study.change(StudyState())
