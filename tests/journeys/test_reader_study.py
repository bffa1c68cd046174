"""Three readers read a study blinded, from clinical sheet to tables: by keys and dialogs as they would."""

import csv
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton

from app.actions import action_table as commands
from app.actions.dialogs.dialog_functions import Dialogs
from app.session.display import Adjustment
from app.session.session import Session
from app.session.store import Store
from app.session.study_state import ONLY_READING
from app.start.main import show_request
from app.start.single_instance import OpenRequest
from app.study.dialogs.sign_in import SignIn
from app.study.dialogs.study_columns import ColumnsDialog
from app.viewer.controller import ViewerController
from app.viewer.network_tasks import Tasks
from app.window.main_window import MainWindow
from model.base.geometry import PointL0
from model.base.progress import result_of
from model.study.packet.make import PacketRequest, make_packet
from model.study.packet.merge import merge_packet
from model.study.patient_table import study_table
from model.study.settings import StudySettings
from model.study.store import open_packet, open_study

SPOTS = 5
READERS = ("Ada", "Bob", "Cleo")
ANSWERS = "21432"
"""Keys: risk high, grade 1, stroma 40, lymphocytes many, confidence medium."""


@pytest.fixture
def cohort(tmp_path):
    """A clinical sheet and the small spots it names; the fourth stands in two rows of one patient."""
    lines = ["Case ID;File;Months;Status;Stage"]
    for number in range(1, SPOTS + 1):
        path = tmp_path / "spots" / f"Smith-{number}.png"
        path.parent.mkdir(exist_ok=True)
        pixels = np.random.default_rng(number).integers(120, 255, (96, 96, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(path)
        lines.append(f"Smith{min(number, 4)};{path.name};{min(number, 4) * 12},0;{min(number, 4) % 2};II")
    table = tmp_path / "clinic.csv"
    table.write_text("\n".join(lines), encoding="utf-8")
    return table


class User:
    """Sits at a window: presses keys where the focus is, clicks buttons, reads what stands on the screen."""

    def __init__(self, qtbot, tasks, dialogs):
        self.qtbot = qtbot
        self.window = MainWindow(ViewerController(Store(Session()), tasks), dialogs)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.controller.choose_bundle("demo")
        self.until(lambda: self.window.controller.session.bundle is not None)

    @property
    def study(self):
        return self.window.controller.session.study

    @property
    def view(self):
        return self.window.room.reading

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()))

    def command(self, key):
        commands.run(key, self.window.context)

    def key(self, key):
        QTest.keyClick(QApplication.focusWidget() or self.view.sheet, key)

    def keys(self, text):
        for letter in text:
            self.key(letter)

    def sits(self, **wanted):
        """Wait until the reading says so."""
        self.until(lambda: self.study.reading is not None and all(
            getattr(self.study.reading, name) == value for name, value in wanted.items()))  # fmt: skip

    def on_screen(self):
        """Every word that can be seen in the window now."""
        seen = [self.window.windowTitle()]
        for kind, text in ((QLabel, "text"), (QPushButton, "text"), (QLineEdit, "text")):
            for part in self.window.findChildren(kind):
                if part.isVisible():
                    seen += [getattr(part, text)(), part.toolTip(), part.accessibleName()]
        return " | ".join(seen)

    def read_case(self, keys=ANSWERS):
        """Answer, leave the remark empty, lock."""
        number = self.study.reading.number
        self.keys(keys)
        self.key(Qt.Key.Key_Return)
        self.sits(number=number, phase="locked")


class ColumnsUser:
    """Answers the dialog about columns as it stands, with the unit named."""

    def __init__(self):
        self.told = ""

    def __call__(self, parent, sheet, guess, planner, new):
        dialog = ColumnsDialog(parent, sheet, guess, planner, new)
        self.told = dialog.told.text()
        answer = dialog.answer
        dialog.deleteLater()
        return answer[0], StudySettings(washout_days=0)


@pytest.fixture
def tasks(fakes):
    class OnRealFiles(fakes.FakeTasks):
        """Images are opened in earnest; what the model says goes by the image's name."""

        def open_image(self, path):
            return Tasks().open_image(path)

        def analyse(self, image, placement, *how):
            made = yield from super().analyse(image, placement, *how)
            number = int(Path(image.record.path).stem.partition("-")[2])
            return replace(made, survival_probability=number / 10, features=made.features[:1])

    made = OnRealFiles()
    yield made
    made.open_gates()


@pytest.fixture
def reader():
    """Who answers the next sign-in."""
    return {"name": "Ada", "repeat": False}


@pytest.fixture
def sit_down(qtbot, tasks, cohort, tmp_path, reader):
    """Opens windows, and closes them."""
    users = []
    sure = {"answer": True, "asked": []}

    def ask_sure(parent, *words):
        sure["asked"].append(words)
        return sure["answer"]

    def make():
        columns = ColumnsUser()
        dialogs = Dialogs(
            table=lambda *_: cohort, images=lambda *_: tmp_path / "spots", columns=columns,
            new_study=lambda *_: tmp_path / "colon.histostudy", study=lambda *_: tmp_path / "colon.histostudy",
            reader=lambda *_: SignIn(**reader), folder=lambda *_: tmp_path / "out",
            confirm=ask_sure,
        )  # fmt: skip
        users.append(User(qtbot, tasks, dialogs))
        users[-1].columns, users[-1].sure = columns, sure
        return users[-1]

    yield make
    tasks.open_gates()
    for user in users:
        user.window.close()


@pytest.fixture
def user(sit_down):
    """Somebody who has made the study and had all its spots predicted."""
    made = sit_down()
    made.command("study-new")
    made.until(lambda: len(made.study.spots) == SPOTS)
    return made


def sign_in(user, reader, name, repeat=False):
    reader.update(name=name, repeat=repeat)
    user.command("study-read")
    user.until(lambda: user.window.controller.session.workspace == "reading" and user.study.reading is not None)
    user.until(lambda: user.view._store.session.image.opened is not None)


def said_by_visible_widgets():
    """Everything that a screen reader or a pointer gets from visible widgets of all windows."""
    texts = ("windowTitle", "accessibleName", "accessibleDescription", "toolTip", "statusTip", "whatsThis")
    parts = [part for part in QApplication.allWidgets() if part.isVisible()]
    said = [getattr(part, name)() for part in parts for name in texts]
    lists = [part for part in parts if isinstance(part, QListWidget)]
    rows = [one.item(at) for one in lists for at in range(one.count())]
    said += [text for row in rows for text in (row.text(), row.toolTip())]
    return " | ".join(filter(None, said))


def leave(user):
    user.key(Qt.Key.Key_Escape)
    user.until(lambda: user.window.controller.session.workspace == "study")


def test_three_readers_from_the_sheet_to_the_tables(user, reader, tmp_path):
    assert "4 patients, 5 spots. 0 rows or images" in user.columns.told
    assert "4 patients, 5 spots" in user.on_screen()
    assert "Smith-3.png" not in user.window.windowTitle()
    user.command("study-predict")
    user.until(lambda: {one.state for one in user.study.spots} == {"read"} and user.study.predicting is None)
    for name, keys in zip(READERS, (ANSWERS, ANSWERS, "1" + ANSWERS[1:]), strict=True):
        sign_in(user, reader, name)
        said = user.on_screen()
        assert "RESEARCH USE ONLY" in said
        for secret in ("Smith", ".png", "survival", "DEMO", "demo 1", *(other for other in READERS if other != name)):
            assert secret not in said, f"{secret} is on the screen of a blinded read"
        assert not user.window.bar.isVisible()
        assert not user.window.status.isVisible()
        for number in range(1, SPOTS + 1):
            user.sits(number=number, phase="reading")
            user.read_case(keys)
            user.key(Qt.Key.Key_Return)
        user.sits(phase="done")
        assert "All 5 cases are locked" in user.on_screen()
        leave(user)
    user.command("study-export")
    user.until(lambda: user.study.notice is not None and "written to" in user.study.notice.title)
    with (tmp_path / "out" / "colon.patients.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["survival_probability"] for row in rows] == ["0.1", "0.2", "0.3", "0.45"]
    assert {row["majority_risk"] for row in rows} == {"1"}
    assert {row["reader_Cleo_risk"] for row in rows} == {"0"}
    assert [row["Stage"] for row in rows] == ["II"] * 4
    with (tmp_path / "out" / "colon.reads.csv").open(encoding="utf-8-sig", newline="") as file:
        reads = list(csv.DictReader(file))
    assert len(reads) == 3 * SPOTS
    assert len({row["seed"] for row in reads}) == 3
    assert all(float(row["seconds"]) >= 0 and row["locked_at"] for row in reads)


def test_nothing_of_the_viewer_can_be_heard_or_changed_in_a_blinded_read(user, reader, cohort):
    window, path = user.window, cohort.parent / "spots" / "Smith-2.png"
    window.controller.open_image(path)
    user.until(lambda: window.controller.session.image.opened is not None)
    window.controller.marks.note(PointL0(5, 5), "necrosis")
    for key in ("turn-right", "display", "fit"):
        user.command(key)
    window.controller.change(lambda s: s.adjusted(Adjustment(40, 100)))
    secrets = ("Smith", "necrosis", "rotated", "adjusted", "Measurements", "survival", "spots")
    heard = said_by_visible_widgets()
    assert all(secret in heard for secret in secrets[:4]), "without a read, all this is said"
    user.command("to-study")
    sign_in(user, reader, "Ada")
    heard = said_by_visible_widgets()
    assert [secret for secret in secrets if secret in heard] == []
    assert window.windowTitle() == "Histocast"
    assert user.view._store.session.image.turned == 0
    assert user.view._store.session.view.adjustment.is_neutral
    possible = {key for key, action in window.actions_by_key.items() if action.isEnabled()}
    assert not possible & {"describe", "turn-right", "display", "note", "marks", "open", "to-viewer", "save-page"}
    leave(user)


def test_the_model_shows_only_after_the_lock_and_the_second_read_stays_apart(user, reader):
    user.command("study-predict")
    user.until(lambda: {one.state for one in user.study.spots} == {"read"} and user.study.predicting is None)
    sign_in(user, reader, "Ada")
    user.keys("rgha")
    assert not user.view.sheet.revealed.isVisible()
    assert user.view._store.session.view.shown == frozenset()
    user.read_case()
    assert "uncalibrated" not in user.on_screen()
    user.key("r")
    user.sits(phase="revealed")
    said = user.on_screen()
    for needed in ("5-year survival, uncalibrated", "DEMO MODEL", "Reliability: ok"):
        assert needed in said
    user.key("g")
    assert user.view._store.session.view.shown == {"grid"}
    user.key("h")
    user.until(lambda: user.view._store.session.analysis.prediction is not None)
    assert user.view._store.session.view.shown == {"grid", "heatmap"}
    user.key("a")
    user.sits(phase="informed")
    user.keys("1" + ANSWERS[1:])
    user.key(Qt.Key.Key_Return)
    user.sits(phase="finished")
    user.key(Qt.Key.Key_Return)
    user.sits(number=2, phase="reading")
    assert not user.view.sheet.revealed.isVisible()
    assert user.view._store.session.view.shown == frozenset()
    user.until(lambda: user.view._store.session.analysis.prediction is None)
    assert "uncalibrated" not in user.on_screen()
    leave(user)


def test_what_the_disk_holds_when_the_program_dies_is_all_but_the_case_on_screen(user, reader, tmp_path, sit_down):
    sign_in(user, reader, "Ada")
    user.read_case()
    user.key(Qt.Key.Key_Return)
    user.sits(number=2, phase="reading")
    user.keys("21")
    user.sits(answers={"risk": "high", "grade": "1"})
    # As a crash leaves it: the files as they are, nothing closed, nothing told.
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    shutil.copytree(tmp_path / "spots", crashed / "spots")
    for suffix in ("", "-wal"):
        name = f"colon.histostudy{suffix}"
        if (tmp_path / name).exists():
            shutil.copy(tmp_path / name, crashed / name)
    with open_study(crashed / "colon.histostudy") as study:
        assert study_table(study).reads["Ada", "risk"].tolist().count(1.0) == 1
    other = sit_down()
    other.window.study.open(crashed / "colon.histostudy")
    other.until(lambda: len(other.study.spots) == SPOTS)
    sign_in(other, reader, "Ada")
    state = other.study.reading
    assert (state.number, state.locked, dict(state.answers)) == (2, 1, {"risk": "high", "grade": "1"})
    leave(other)


def test_a_second_window_is_told_and_reads_only(user, sit_down):
    other = sit_down()
    other.command("study-open")
    other.until(lambda: len(other.study.spots) == SPOTS)
    assert "read-only: another window or process" in other.on_screen()
    assert not other.window.room.overview.read.isEnabled()
    other.command("study-predict")
    assert other.study.predicting is None


def test_a_study_named_at_the_start_opens_but_never_in_the_middle_of_a_read(sit_down, user, reader):
    path = user.study.path
    other = sit_down()
    show_request(other.window, OpenRequest((path,), analyse=True))
    other.until(lambda: len(other.study.spots) == SPOTS)
    assert other.window.workspaces.currentWidget() is other.window.room
    sign_in(user, reader, "Ada")
    show_request(user.window, OpenRequest((path,), analyse=False))
    user.sits(reader="Ada", number=1, phase="reading")
    assert "a blinded read is in progress. Leave the blinded read (Esc)" in user.on_screen()


def test_pausing_going_back_and_a_case_that_cannot_be_judged(user, reader):
    sign_in(user, reader, "Ada")
    user.keys("2")
    user.key(Qt.Key.Key_PageDown)
    user.sits(number=2)
    user.key("p")
    user.sits(phase="paused")
    assert user.view.tissue.currentWidget() is user.view.blank
    user.keys("1")
    user.key("p")
    user.sits(phase="reading")
    user.keys("n2")
    user.sits(unassessable="too little tissue")
    user.key(Qt.Key.Key_Return)
    user.sits(number=2, phase="locked")
    user.key(Qt.Key.Key_Return)
    user.sits(number=3)
    user.key(Qt.Key.Key_PageUp)
    user.sits(number=1)
    assert not user.view.canvas.empty_state.offers_start, "a blinded read offers nothing to open"
    assert dict(user.study.reading.answers) == {"risk": "high"}, "case 2 is locked; case 1 is as it was left"
    leave(user)


def test_fast_fingers_lose_nothing(user, reader):
    sign_in(user, reader, "Ada")
    user.keys(ANSWERS)  # all at once, before any of it is on the disk
    QTest.keyClicks(QApplication.focusWidget(), "torn 12n")
    user.key(Qt.Key.Key_Return)
    user.key(Qt.Key.Key_Return)
    user.key(Qt.Key.Key_Return)
    user.sits(number=1, phase="locked")
    assert dict(user.study.reading.answers) == {
        "risk": "high", "grade": "1", "stroma": "40", "lymphocytes": "many", "confidence": "medium",
        "remark": "torn 12n",
    }  # fmt: skip
    leave(user)


def test_a_study_that_cannot_be_opened_is_told_where_the_user_looks(sit_down, tmp_path):
    (tmp_path / "colon.histostudy").write_text("this is no study " * 100)
    user = sit_down()
    user.command("study-open")
    user.until(lambda: "not a study" in user.window.notices.notice.title.text())
    assert not user.study.is_open
    assert user.window.controller.session.workspace == "viewer"


def test_where_the_model_shows_after_the_round_one_looks_back(user, reader):
    user.window.study._study.set_fact("reveal", "round")
    user.command("study-predict")
    user.until(lambda: {one.state for one in user.study.spots} == {"read"} and user.study.predicting is None)
    sign_in(user, reader, "Ada")
    for number in range(1, SPOTS + 1):
        user.sits(number=number, phase="reading")
        user.read_case()
        assert user.study.reading.can_reveal is (number == SPOTS)
        user.key(Qt.Key.Key_Return)
    user.sits(phase="done")
    user.key(Qt.Key.Key_PageUp)
    user.sits(number=SPOTS, phase="locked")
    user.key(Qt.Key.Key_PageUp)
    user.sits(number=SPOTS - 1)
    user.key("r")
    user.sits(phase="revealed")
    leave(user)


def test_an_image_opened_from_the_study_shows_in_the_viewer_and_back(user, tmp_path):
    user.window.controller.open_image(tmp_path / "spots" / "Smith-1.png")
    user.until(lambda: user.window.controller.session.image.opened is not None)
    assert user.window.workspaces.currentWidget() is user.window.splitter
    assert user.window.windowTitle() == "Smith-1.png - Histocast"
    user.command("to-study")
    assert user.window.workspaces.currentWidget() is user.window.room
    assert user.window.windowTitle() == "Histocast"
    user.window.canvas.setFocus()
    commands.run("study-close", user.window.context)
    user.until(lambda: not user.study.is_open)
    assert user.window.controller.session.workspace == "viewer"


def test_predicting_can_be_stopped_and_goes_on_with_the_rest(user, tasks):
    tasks.gate = threading.Semaphore(20)
    user.command("study-predict")
    user.until(lambda: [one.state for one in user.study.spots].count("read") == 1)
    user.until(lambda: "1 of 5 spots analysed" in user.on_screen())
    user.command("study-cancel")
    assert user.study.predicting is None
    tasks.open_gates()
    tasks.gate = None
    user.command("study-predict")
    user.until(lambda: {one.state for one in user.study.spots} == {"read"} and user.study.predicting is None)


def test_predicting_pauses_and_resumes_where_it_was(user, tasks):
    overview = user.window.room.overview
    tasks.gate = threading.Semaphore(20)
    user.command("study-predict")
    user.until(lambda: [one.state for one in user.study.spots].count("read") == 1)
    overview.pause.click()
    shown = [overview.list.topLevelItem(row).text(2) for row in range(SPOTS)]
    assert shown == ["analysed", "paused", "waiting", "waiting", "waiting"]
    assert overview.progress.text() == "Paused: 1 of 5 spots analysed"
    assert overview.pause.text() == "Resume"
    tasks.open_gates()
    tasks.gate = None
    user.until(lambda: not user.window.controller._network.is_busy)
    assert user.study.predicting.done == 1, "nothing goes on by itself"
    overview.pause.click()
    user.until(lambda: user.study.predicting is None)
    user.until(lambda: {one.state for one in user.study.spots} == {"read"})
    assert not overview.pause.isVisible()
    rows = user.window.study.open_study.rows("SELECT count(*) AS n FROM predictions GROUP BY spot_id")
    assert [row["n"] for row in rows] == [1] * SPOTS


def test_newer_follow_up_is_shown_first_and_taken_by_a_yes_only(user, cohort):
    cohort.write_text(cohort.read_text().replace("12,0;1", "72,0;0"))
    user.sure["answer"] = False
    user.command("study-import")
    user.until(lambda: user.sure["asked"] and not user.study.busy)
    question, listed, yes = user.sure["asked"][0]
    assert question == "One outcome of the sheet differs from the study. Update the study?"
    assert "Smith1: 1 years, died of the disease -> 6 years, alive (THE EVENT IS REMOVED)" in listed
    assert yes == "Update"
    assert user.study.status.events == 2
    user.sure["answer"] = True
    user.command("study-import")
    user.until(lambda: user.study.notice is not None and "outcomes updated" in user.study.notice.title)
    user.until(lambda: user.study.status.events == 1)


def test_a_spot_that_fails_is_told_with_its_reason_and_the_rest_are_read(user, tmp_path):
    (tmp_path / "spots" / "Smith-2.png").write_bytes(b"no picture at all")
    user.command("study-predict")
    user.until(lambda: user.study.predicting is None and user.study.unanalysed == (2,))
    assert "Smith-2.png" in user.study.spots[1].why
    assert [one.state for one in user.study.spots] == ["read", "failed", "read", "read", "read"]


def test_a_case_without_its_image_says_so_without_a_name_and_can_be_skipped(user, reader, tmp_path):
    (tmp_path / "spots").rename(tmp_path / "gone")
    reader.update(name="Ada")
    user.command("study-read")
    user.until(lambda: "cannot be shown" in user.on_screen())
    assert "Smith" not in user.on_screen()
    user.key(Qt.Key.Key_PageDown)
    user.sits(number=2)
    leave(user)


def test_a_core_of_a_slide_is_read_and_shown_where_it_lies(user, tasks, reader):
    seen = []
    analyse = tasks.analyse

    def noted(image, placement, *how):
        seen.append(placement.region.centre)
        return analyse(image, placement, *how)

    tasks.analyse = noted
    study = user.window.study.open_study
    with study.changing():
        study.write("UPDATE spots SET core = 'A-1', x = 10, y = 20, width = 40, height = 40 WHERE id = 1")
    user.window.study.refresh()
    user.until(lambda: user.study.spots[0].spot.core == "A-1")
    user.command("study-predict")
    user.until(lambda: user.study.predicting is None and not user.study.unanalysed)
    # Images without a pixel size are read at the model's: a window of 3500 px, on whole pixels.
    assert abs(seen[0].x - 30) <= 0.5
    assert abs(seen[0].y - 40) <= 0.5
    assert (seen[1].x, seen[1].y) == (48, 48), "the others in the middle of their image"
    sign_in(user, reader, "Ada")
    place = study.rows("SELECT position FROM round_cases WHERE spot_id = 1")[0]["position"]
    for number in range(2, place + 1):
        user.key(Qt.Key.Key_PageDown)
        user.sits(number=number)
    user.until(lambda: user.view._case.region is not None)
    assert not user.view.canvas.minimap.isVisible(), "its neighbours are other patients"
    leave(user)


def is_closed(path):
    with open_packet(path) as packet:
        return not packet.read_only


def is_free(path):
    with open_study(path) as study:
        return not study.read_only


def test_a_packet_is_read_in_a_window_of_its_own_and_comes_back(user, reader, sit_down, tmp_path):
    """The organiser gives a packet out; Ada's window offers nothing but its cases; the reads come back."""
    user.window.study.close()
    user.until(lambda: is_free(tmp_path / "colon.histostudy"))
    given = PacketRequest("Ada", tmp_path / "stick" / "Ada", copy=True)
    with open_study(tmp_path / "colon.histostudy") as study:
        made = result_of(make_packet(study, given))
    window = sit_down()
    show_request(window.window, OpenRequest((made.path,), analyse=True))
    window.until(lambda: window.study.status is not None)
    assert window.window.controller.session.workspace == "packet"
    assert "packet of Ada, round 1: 0 of 5 cases locked" in window.on_screen()
    assert "Smith" not in window.on_screen()
    actions, overview = window.window.actions_by_key, window.window.room.overview
    allowed = {
        "study-open", "study-read", "study-locate", "study-close", "theme", "full-screen", "quit", "keys", "help",
        "about", "commands",
    }  # fmt: skip
    assert {key for key, action in actions.items() if action.isEnabled()} == allowed
    assert ONLY_READING in actions["study-page"].toolTip()
    assert ONLY_READING not in actions["study-read"].toolTip()
    for key in ("study-predict", "study-import", "study-reads", "study-export"):
        assert not overview.buttons[key].isEnabled()
        assert overview.buttons[key].toolTip() == ONLY_READING
        window.command(key)
    assert not overview.list.isVisible()
    assert not window.window.room._parts[0].switch.isVisible()
    show_request(window.window, OpenRequest((tmp_path / "spots" / "Smith-1.png",), analyse=True))
    assert "was not opened: a reader's packet is open" in window.study.notice.title
    assert window.window.controller.session.workspace == "packet"
    overview.read.click()
    window.until(lambda: window.study.reading is not None and window.view._store.session.image.opened is not None)
    for number in range(1, SPOTS + 1):
        window.sits(number=number, phase="reading")
        window.read_case()
        assert not window.study.reading.can_reveal
        window.key(Qt.Key.Key_Return)
    window.sits(phase="done")
    window.key(Qt.Key.Key_Escape)
    window.until(lambda: window.window.controller.session.workspace == "packet")
    window.until(lambda: "5 of 5 cases locked" in window.on_screen())
    assert "receipt of the reads: " in window.on_screen()
    window.command("study-close")
    window.until(lambda: not window.study.is_open)
    window.until(lambda: is_closed(made.path))
    with open_study(tmp_path / "colon.histostudy") as study:
        merged = merge_packet(study, made.path)
        assert (merged.reader, merged.new) == ("Ada", SPOTS)
        assert len(study_table(study).reads["Ada", "risk"]) == 4
    assert actions["study-open"].isEnabled()
    window.command("study-open")
    window.until(lambda: len(window.study.spots) == SPOTS)
    assert overview.buttons["study-export"].isEnabled()
    assert overview.buttons["study-export"].toolTip() != ONLY_READING
    assert overview.list.isVisible()


def test_an_image_that_was_exchanged_is_not_shown_to_a_reader(user, reader, tmp_path):
    for number in range(1, SPOTS + 1):
        other = tmp_path / "spots" / f"Smith-{number % SPOTS + 1}.png"
        (tmp_path / f"{number}.png").write_bytes(other.read_bytes())
    for number in range(1, SPOTS + 1):
        (tmp_path / f"{number}.png").rename(tmp_path / "spots" / f"Smith-{number}.png")
    reader.update(name="Ada", repeat=False)
    user.command("study-read")
    user.until(lambda: "image of this case cannot be shown" in user.on_screen())
    assert user.view._store.session.image.opened is None
    leave(user)
