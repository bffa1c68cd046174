"""The queue of analyses: it goes on while the user pages, pauses, cancels, retries, and survives a restart."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.actions import action_table as commands
from app.session.queue_state import QueuedSpot
from app.ui.jobs import CLOSING
from app.viewer.queue_file import load_left, queue_file
from app.window.panels.cases import status_text
from app.window.panels.queue_text import HEADINGS
from model.base.errors import CohortRunError, SlideError
from model.result.prediction import Verdict

PATHS = tuple(Path(f"/data/spot-{number}.png") for number in range(1, 5))
ONE, TWO, THREE, FOUR = PATHS


@pytest.fixture
def ready(qtbot, opened, tasks, window):
    """Image 1 of four on the screen, the program awake."""
    tasks.siblings = PATHS
    window.controller.get_ready()
    return opened(ONE)


def queue(window):
    return window.controller.session.queue


def states(window):
    return [item.status for item in queue(window).items]


def add(window, *paths):
    window.controller.queue.add_spots(Path("/data"), tuple(QueuedSpot(path) for path in paths))


def running(qtbot, window, path):
    qtbot.waitUntil(lambda: queue(window).running is not None and queue(window).running.spot.path == path)


def over(qtbot, window):
    qtbot.waitUntil(lambda: not queue(window).is_open and window.controller.queue._job is None)


def test_spots_are_analysed_one_after_another_and_listed_as_they_come(qtbot, ready, tasks):
    tasks.queue_gate = threading.Semaphore(0)
    add(ready, *PATHS)
    running(qtbot, ready, ONE)
    assert states(ready) == ["running", "waiting", "waiting", "waiting"]
    assert status_text(ready.controller.session, TWO) == "waiting"
    qtbot.waitUntil(lambda: status_text(ready.controller.session, ONE) == "analysing, 25 %")
    tasks.queue_gate.release()
    running(qtbot, ready, TWO)
    assert status_text(ready.controller.session, ONE) == "0.71 uncalibrated"
    tasks.open_gates()
    over(qtbot, ready)
    assert states(ready) == ["done"] * 4
    assert status_text(ready.controller.session, FOUR) == "0.71 uncalibrated"


def test_the_reason_of_a_failure_is_shown_whole_over_the_empty_columns(qtbot, ready, tasks):
    """Once "failed: spot-…" was left of it."""
    reason = "spot-2.png has the suffix of a picture, but its first bytes belong to no supported format. " * 2
    tasks.failures[TWO.name] = SlideError(TWO, reason, "Copy it again.")
    add(ready, *PATHS)
    commands.run("queue", ready.context)
    over(qtbot, ready)
    view, usual = ready.queue.view, ready.queue.view.verticalHeader().defaultSectionSize()
    status = HEADINGS.index("Status")

    def is_whole():
        cell = view.visualRect(view.model().index(1, status))
        text = view.model().index(1, status).data()
        words = Qt.TextFlag.TextWordWrap
        needed = view.fontMetrics().boundingRect(0, 0, cell.width() - 8, usual, words, text).height()
        return reason.strip() in text and needed <= view.rowHeight(1)

    ready.resize(1000, 720)
    qtbot.waitUntil(is_whole)
    assert view.columnSpan(1, status) == len(HEADINGS) - status
    assert view.rowHeight(1) > usual == view.rowHeight(0)
    del tasks.failures[TWO.name]
    commands.run("queue-retry", ready.context)
    over(qtbot, ready)
    assert (view.columnSpan(1, status), view.rowHeight(1)) == (1, usual)


def test_a_bad_file_does_not_stop_it_and_can_be_tried_again(qtbot, ready, tasks):
    tasks.failures[TWO.name] = SlideError(TWO, "It is damaged.", "Copy it again.")
    add(ready, *PATHS)
    over(qtbot, ready)
    assert states(ready) == ["done", "failed", "done", "done"]
    assert "It is damaged." in queue(ready).items[1].reason
    assert status_text(ready.controller.session, TWO) == "failed"
    del tasks.failures[TWO.name]
    commands.run("queue-retry", ready.context)
    over(qtbot, ready)
    assert states(ready) == ["done"] * 4


def test_paging_away_moves_a_running_analysis_to_the_queue(qtbot, ready, tasks):
    """It was discarded once, without a word."""
    tasks.gate = threading.Semaphore(0)
    commands.run("analyse", ready.context)
    qtbot.waitUntil(lambda: "analyse" in tasks.seen)
    tasks.gate.release(3)
    commands.run("next", ready.context)
    tasks.gate.release(1000)
    qtbot.waitUntil(lambda: ready.controller.session.image.opened.record.path == str(TWO))
    over(qtbot, ready)
    assert [item.spot.path for item in queue(ready).items] == [ONE]
    commands.run("previous", ready.context)
    qtbot.waitUntil(lambda: ready.controller.session.image.opened.record.path == str(ONE))
    assert ready.controller.session.analysis.prediction is not None
    assert tasks.seen.count("analyse") == 1


def test_the_analysis_of_the_open_image_goes_first(qtbot, ready, tasks):
    """It runs between two steps of the queue's spot, of which nothing is lost."""
    tasks.queue_gate = threading.Semaphore(0)
    add(ready, TWO, THREE)
    running(qtbot, ready, TWO)
    commands.run("analyse", ready.context)
    tasks.queue_gate.release()
    qtbot.waitUntil(lambda: ready.controller.session.analysis.prediction is not None)
    assert tasks.seen.index("closed analyse") < tasks.seen.index(f"queue {TWO.name}")
    tasks.open_gates()
    over(qtbot, ready)
    assert tasks.seen.count("queue") == 1, "the run was not interrupted"


def test_a_pause_stops_at_once_and_the_spot_starts_again(qtbot, ready, tasks):
    tasks.queue_gate = threading.Semaphore(0)
    add(ready, ONE, TWO)
    running(qtbot, ready, ONE)
    commands.run("queue-pause", ready.context)
    assert states(ready) == ["waiting", "waiting"]
    tasks.open_gates()
    qtbot.waitUntil(lambda: ready.controller.queue._job is None)
    assert states(ready) == ["waiting", "waiting"]
    commands.run("queue-pause", ready.context)
    over(qtbot, ready)
    assert states(ready) == ["done", "done"]


def test_one_is_cancelled_and_the_others_go_on(qtbot, ready, tasks):
    tasks.queue_gate = threading.Semaphore(0)
    add(ready, *PATHS)
    running(qtbot, ready, ONE)
    ready.controller.queue.change(lambda q: q.cancelled((q.items[0].number, q.items[2].number)))
    tasks.open_gates()
    over(qtbot, ready)
    assert [item.spot.path for item in queue(ready).items] == [TWO, FOUR]
    assert states(ready) == ["done", "done"]


def test_a_spot_has_a_menu_that_acts_on_it(qtbot, ready, tasks):
    tasks.queue_gate = threading.Semaphore(0)
    add(ready, ONE, TWO, THREE)
    running(qtbot, ready, ONE)
    commands.run("queue", ready.context)
    view = ready.queue.view
    view.customContextMenuRequested.emit(view.visualRect(view.model().index(1, 0)).center())
    (menu,) = [one for one in view.findChildren(QMenu) if one.isVisible()]
    entries = {action.text(): action for action in menu.actions()}
    assert entries["Open the image"].isEnabled()
    entries["Cancel selected"].trigger()
    menu.close()
    assert [item.spot.path for item in queue(ready).items] == [ONE, THREE]
    tasks.open_gates()
    over(qtbot, ready)


def test_spots_added_while_it_runs_are_analysed_too(qtbot, ready, tasks):
    tasks.queue_gate = threading.Semaphore(0)
    add(ready, ONE)
    running(qtbot, ready, ONE)
    add(ready, TWO)
    ready.controller.queue.add_spots(Path("/other"), (QueuedSpot(Path("/other/spot-9.png")),))
    tasks.open_gates()
    over(qtbot, ready)
    assert states(ready) == ["done"] * 3
    assert len({item.run.folder for item in queue(ready).items}) == 2, "one folder per source"


def test_a_model_that_cannot_be_loaded_pauses_it_and_says_so(qtbot, ready, tasks, monkeypatch):
    def broken(run, spots, link):
        raise CohortRunError("The disk is full.", "Free some space.")
        yield

    monkeypatch.setattr(tasks, "run_queue", broken)
    add(ready, ONE)
    qtbot.waitUntil(lambda: queue(ready).paused)
    assert states(ready) == ["waiting"]
    assert ready.controller.session.notice.title == "The disk is full."


def test_an_unforeseen_error_concerns_one_spot(qtbot, ready, tasks, monkeypatch):
    real, calls = tasks.run_queue, []

    def first_breaks(run, spots, link):
        steps = real(run, spots, link)
        calls.append(1)
        if len(calls) > 1:
            yield from steps
            return
        yield next(steps)
        yield next(steps)
        raise ZeroDivisionError

    monkeypatch.setattr(tasks, "run_queue", first_breaks)
    add(ready, ONE, TWO)
    over(qtbot, ready)
    assert states(ready) == ["failed", "done"]


def test_the_precision_check_gets_the_memory_and_the_queue_goes_on_afterwards(qtbot, ready, tasks):
    qtbot.waitUntil(lambda: ready.controller.session.can_measure)
    tasks.queue_gate, tasks.measuring_gate = threading.Semaphore(0), threading.Semaphore(0)
    add(ready, ONE)
    running(qtbot, ready, ONE)
    ready.controller.measure_fast()
    tasks.queue_gate.release(100)
    qtbot.waitUntil(lambda: ready.controller.queue._job is None)
    assert states(ready) == ["waiting"]
    tasks.measuring_gate.release(100)
    over(qtbot, ready)
    assert states(ready) == ["done"]


# -- the end of the program -------------------------------------------------------------------------------------------
def test_what_is_left_is_saved_and_offered_at_the_next_start(qtbot, ready, tasks):
    tasks.queue_gate = threading.Semaphore(0)
    add(ready, ONE, TWO)
    running(qtbot, ready, ONE)
    qtbot.waitUntil(lambda: len(load_left()) == 2)
    assert [spot.path for spot, _ in load_left()] == [ONE, TWO]
    tasks.open_gates()
    over(qtbot, ready)
    qtbot.waitUntil(lambda: not queue_file().exists())


@pytest.mark.parametrize(("answer", "left"), [("later", 2), ("discard", 0), (None, 2)])
def test_closing_asks_what_happens_to_the_queue(qtbot, ready, tasks, answers, asked, answer, left):
    tasks.queue_gate = threading.Semaphore(0)
    add(ready, ONE, TWO)
    running(qtbot, ready, ONE)
    answers["leave_queue"] = answer
    commands.run("queue-pause", ready.context)
    tasks.open_gates()
    qtbot.waitUntil(lambda: ready.controller.queue._job is None)
    ready.close()
    assert ("leave_queue", (2,)) in asked
    assert ready.isVisible() == (answer is None)
    qtbot.waitUntil(lambda: len(load_left()) == left)
    answers["leave_queue"] = "discard"


@pytest.mark.parametrize("button", ["carry_on", "discard"])
def test_the_next_start_offers_to_continue(qtbot, window, opened, tasks, button, ready_file):
    ready_file(ONE, TWO)
    window.controller.get_ready()
    offer = window.notices.queue
    qtbot.waitUntil(offer.isVisible)
    assert offer.text.text() == "2 spots of the last session's queue are left."
    getattr(offer, button).click()
    assert not offer.isVisible()
    over(qtbot, window)
    assert states(window) == (["done", "done"] if button == "carry_on" else [])
    qtbot.waitUntil(lambda: not queue_file().exists())


@pytest.fixture
def ready_file(window, qtbot):
    """Leaves spots as an earlier session of the program would."""
    from app.viewer.queue_file import save_left

    def leave(*paths):
        run = window.controller.queue._run_for(Path("/data"))
        save_left(tuple((QueuedSpot(path), run) for path in paths))

    return leave


def test_closing_does_not_wait_for_a_batch_in_the_network_and_loses_nothing(qtbot, ready, tasks, answers):
    tasks.queue_gate = threading.Semaphore(0)
    add(ready, *PATHS)
    running(qtbot, ready, ONE)
    tasks.queue_gate.release()
    running(qtbot, ready, TWO)
    answers["leave_queue"] = "later"
    ready.patience_s = 0.0
    ready.close()  # returns although the second spot waits at its gate
    assert "network" in CLOSING.abandoned
    assert not ready.isVisible()
    assert [spot.path for spot, _ in load_left()] == [TWO, THREE, FOUR]
    assert [len(regions) for regions in tasks.windows.values()] == [1], "the result of the first spot is saved"
    CLOSING.begin(None)


def test_closing_starts_no_further_spot(qtbot, ready, tasks, answers):
    """Each job that a closing runner cancelled was followed by the next, without end."""
    tasks.queue_gate = threading.Semaphore(0)
    add(ready, *PATHS)
    running(qtbot, ready, ONE)
    answers["leave_queue"] = "later"
    started = []
    start = ready.controller._network.start
    ready.controller._network.start = lambda job: started.append(job) or (start(job) if len(started) == 1 else None)
    runner = ready.controller._network._executor
    cancel_and_go_on = runner.shutdown
    runner.shutdown = lambda **how: (tasks.open_gates(), cancel_and_go_on(**how))
    ready.close()
    assert started == []
    assert {spot.path for spot, _ in load_left()} >= {TWO, THREE, FOUR}


def test_an_unreadable_file_is_told_of_in_the_log_and_stays(qtbot, window, tasks):
    queue_file().parent.mkdir(parents=True, exist_ok=True)
    queue_file().write_text("{")
    with pytest.raises(CohortRunError, match="cannot be read"):
        load_left()
    window.controller.get_ready()
    qtbot.waitUntil(lambda: not window.controller.queue._files.is_busy)
    assert queue(window).offered == ()


def test_the_dock_is_never_shown_during_a_blinded_read(qtbot, ready, tasks):
    add(ready, ONE)
    assert ready.queue.isVisible()
    over(qtbot, ready)
    ready.controller.change(lambda s: s.going_to("reading"))
    assert not ready.queue.isVisible()
    ready.controller.change(lambda s: s.going_to("viewer"))
    assert ready.queue.isVisible()


def test_a_hidden_number_hides_its_group_too(qtbot, ready, tasks):
    tasks.verdict = Verdict("do not use", ("no tissue",))
    add(ready, TWO)
    over(qtbot, ready)
    row = [ready.queue.table.data(ready.queue.table.index(0, column)) for column in range(len(HEADINGS))]
    assert row == ["spot-2.png", "done", "hidden", "do not use", "", "8.4"]
    assert "0.71" not in ready.queue.table.data(ready.queue.table.index(0, 0), Qt.ItemDataRole.ToolTipRole)


def test_selected_rows_stay_selected_when_the_order_changes(qtbot, ready, tasks):
    tasks.queue_gate = threading.Semaphore(0)
    add(ready, *PATHS)
    running(qtbot, ready, ONE)
    ready.queue.view.selectRow(3)
    chosen = ready.queue.selected
    ready.queue.up.click()
    assert [item.spot.path for item in queue(ready).items] == [ONE, TWO, FOUR, THREE]
    assert ready.queue.selected == chosen
    ready.queue.cancel_selected.click()
    assert [item.spot.path for item in queue(ready).items] == [ONE, TWO, THREE]
