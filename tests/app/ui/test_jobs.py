"""Background work: every way a job can end, in the right order, in the right thread."""

import os
import sys
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.ui.jobs import CLOSING, NICENESS, Job, JobRunner, LatestJob
from model.base.progress import Progress


@pytest.fixture
def runner(qtbot):
    made = JobRunner("test")
    yield made
    made.shutdown()


@pytest.fixture
def gate():
    made = threading.Semaphore(0)
    yield made
    made.release(1000)


def pass_through(gate):
    assert gate.acquire(timeout=300), "the test never opened the gate"


def told(job):
    """Everything the job says, in order."""
    said = []
    job.progressed.connect(lambda progress: said.append(("progressed", progress)))
    job.succeeded.connect(lambda result: said.append(("succeeded", result)))
    job.failed.connect(lambda error: said.append(("failed", error)))
    job.cancelled.connect(lambda: said.append(("cancelled", None)))
    job.finished.connect(lambda: said.append(("finished", None)))
    return said


def finish(qtbot, runner, job):
    said = told(job)
    with qtbot.waitSignal(job.finished):
        runner.start(job)
    return said


def test_a_result_comes_after_all_progress_and_finished_comes_last(qtbot, runner):
    def task():
        yield Progress("counting", 1, 2)
        yield Progress("counting", 2, 2)
        return {1: "any key", 2**40: "any number"}

    said = finish(qtbot, runner, Job(task()))
    assert [name for name, _ in said][-2:] == ["succeeded", "finished"]
    assert said[-2][1] == {1: "any key", 2**40: "any number"}
    assert said[-3] == ("progressed", Progress("counting", 2, 2))


def test_an_exception_is_handed_over_as_it_is(qtbot, runner):
    error = ValueError("broken")

    def task():
        yield Progress("trying")
        raise error

    said = finish(qtbot, runner, Job(task()))
    assert said[-2:] == [("failed", error), ("finished", None)]


def test_even_an_exit_in_a_task_ends_the_job_and_not_the_thread(qtbot, runner):
    def task():
        yield Progress("trying")
        sys.exit(3)

    said = finish(qtbot, runner, Job(task()))
    assert isinstance(said[-2][1], SystemExit)
    assert finish(qtbot, runner, Job(iter_result("alive")))[-2] == ("succeeded", "alive")


def iter_result(result):
    yield Progress("working")
    return result


def test_a_cancelled_task_stops_at_its_next_yield_and_is_closed(qtbot, runner, gate):
    events = []

    def task():
        try:
            yield Progress("first")
            pass_through(gate)
            yield Progress("second")
            events.append("went on")
        finally:
            events.append("closed")

    job = Job(task())
    said = told(job)
    with qtbot.waitSignal(job.progressed):
        runner.start(job)
    with qtbot.waitSignal(job.finished):
        job.cancel()
        gate.release()
    assert events == ["closed"]
    assert [name for name, _ in said][-2:] == ["cancelled", "finished"]
    assert "succeeded" not in [name for name, _ in said]


def test_a_job_cancelled_before_its_turn_never_begins(qtbot, runner, gate):
    begun = []

    def holding():
        yield Progress("holding")
        pass_through(gate)

    def waiting():
        begun.append(True)
        yield Progress("waiting")

    first, second = Job(holding()), Job(waiting())
    said = told(second)
    runner.start(first)
    runner.start(second)
    with qtbot.waitSignal(second.finished):
        second.cancel()
        gate.release()
    assert not begun
    assert [name for name, _ in said] == ["cancelled", "finished"]


def test_everything_is_said_in_the_gui_thread_and_done_in_another(qtbot, runner):
    threads = {}

    def task():
        threads["task"] = threading.current_thread()
        yield Progress("working")

    job = Job(task())
    job.progressed.connect(lambda _: threads.setdefault("progressed", threading.current_thread()))
    job.succeeded.connect(lambda _: threads.setdefault("succeeded", threading.current_thread()))
    with qtbot.waitSignal(job.finished):
        runner.start(job)
    assert threads["progressed"] is threads["succeeded"] is threading.main_thread()
    assert threads["task"] is not threading.main_thread()


def test_progress_is_throttled_and_the_last_report_is_never_lost(qtbot, runner):
    count = 20_000

    def task():
        for done in range(1, count + 1):
            yield Progress("counting", done, count)

    said = finish(qtbot, runner, Job(task()))
    reports = [progress for name, progress in said if name == "progressed"]
    assert reports[-1].done == count
    # 20 000 yields take well under a second; at 20 a second that is some dozens at most.
    assert len(reports) < 200


def test_a_report_is_shown_although_the_task_then_says_nothing_more(qtbot, runner, gate):
    def task():
        yield Progress("quick", 1, 2)
        yield Progress("slow", 2, 2)
        pass_through(gate)

    job = Job(task())
    said = told(job)
    runner.start(job)
    qtbot.waitUntil(lambda: ("progressed", Progress("slow", 2, 2)) in said)
    assert "finished" not in [name for name, _ in said]


def test_a_partial_result_survives_reports_without_one(qtbot, runner):
    def task():
        yield Progress("reading", 1, 3, partial="first")
        yield Progress("reading", 2, 3, partial="second")
        yield Progress("adding up", 3, 3)

    said = finish(qtbot, runner, Job(task()))
    partials = [progress.partial for name, progress in said if name == "progressed" and progress.partial]
    assert partials[-1] == "second"


def test_shutdown_waits_and_every_job_still_says_its_end(qtbot, gate):
    runner = JobRunner("test")
    closed = []

    def task():
        try:
            while True:
                yield Progress("for ever")
        finally:
            closed.append(True)

    running, queued = Job(task()), Job(task())
    ends = [told(running), told(queued)]
    with qtbot.waitSignal(running.progressed):
        runner.start(running)
        runner.start(queued)
    runner.shutdown()
    assert closed == [True]
    for said in ends:
        assert [name for name, _ in said][-2:] == ["cancelled", "finished"]


def test_the_qt_binding_keeps_its_references():
    """PySide6 6.12.0 on Python before 3.12 loses one reference to True an emit, and the program dies of it."""

    class Sender(QObject):
        sent = Signal(object)

    sender = Sender()
    sender.sent.emit(0)
    before = sys.getrefcount(True)
    for number in range(100):
        sender.sent.emit(number)
    assert sys.getrefcount(True) > before - 50


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread's priority is not handed on")
def test_work_that_fills_the_processor_gives_way_to_the_window(qtbot):
    def task():
        yield Progress("looking")
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    seen = []
    for gives_way in (False, True):
        runner = JobRunner("priority", gives_way)
        job = runner.run(task(), seen.append, seen.append)
        with qtbot.waitSignal(job.finished):
            pass
        runner.shutdown()
    mine = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert seen == [mine, max(mine, NICENESS)]


def test_a_job_that_another_leads_to_at_the_end_is_cancelled(qtbot):
    def task():
        yield Progress("working")

    runner, ends = JobRunner("test"), []

    def go_on():
        job = Job(task())
        job.cancelled.connect(lambda: ends.append("cancelled"))
        job.finished.connect(lambda: ends.append("finished"))
        runner.start(job)

    first = runner.run(task(), None, ends.append)
    first.finished.connect(go_on)
    runner.shutdown()
    assert ends == ["cancelled", "finished"]
    assert not runner.is_busy


def counting(runner, **more):
    """A `LatestJob` that writes down which of its functions were called."""
    calls = []
    latest = LatestJob(runner, lambda error: calls.append(("late error", error)))

    def start(task):
        latest.start(
            task,
            lambda result: calls.append(("succeeded", result)),
            lambda error: calls.append(("failed", error)),
            progressed=lambda progress: calls.append(("progressed", progress.stage)),
            finished=lambda: calls.append(("finished", latest.is_running)),
            **more,
        )

    return latest, start, calls


def pass_by(qtbot, runner):
    """Wait until the jobs queued on `runner` so far have ended."""
    with qtbot.waitSignal(runner.run(iter_result(None), None, pytest.fail).finished):
        pass


def test_the_newest_job_reports_its_progress_and_result_and_then_its_end(qtbot, runner):
    latest, start, calls = counting(runner)
    start(iter_result("one"))
    assert latest.is_running
    qtbot.waitUntil(lambda: not latest.is_running)
    assert calls == [("progressed", "working"), ("succeeded", "one"), ("finished", False)]


def test_the_newest_job_reports_its_error(qtbot, runner):
    error = ValueError("broken")

    def task():
        yield Progress("trying")
        raise error

    latest, start, calls = counting(runner)
    start(task())
    qtbot.waitUntil(lambda: not latest.is_running)
    assert calls == [("progressed", "trying"), ("failed", error), ("finished", False)]


def ready_and_replaced(qtbot, runner, start, task, instead):
    """Run `task` until its end has crossed to this thread, where it waits, and then do `instead`."""
    start(task)
    # The queue has one thread: the task ended before this one begins. Its signals wait for the event loop.
    ended = threading.Event()

    def after():
        ended.set()
        yield Progress("after")

    runner.run(after(), None, pytest.fail)
    assert ended.wait(300)
    instead()


@pytest.mark.parametrize("way", ["replaced", "cancelled"])
def test_a_result_that_is_already_on_its_way_is_ignored_and_released(qtbot, runner, way):
    released = []
    latest, start, calls = counting(runner, late=released.append)
    instead = latest.cancel if way == "cancelled" else lambda: start(iter_result("new"))
    ready_and_replaced(qtbot, runner, start, iter_result("old"), instead)
    pass_by(qtbot, runner)
    assert released == ["old"]
    assert not latest.is_running
    new = [("progressed", "working"), ("succeeded", "new"), ("finished", False)]
    assert calls == (new if way == "replaced" else [])


def test_an_error_that_comes_too_late_goes_to_the_log_only(qtbot, runner):
    error = ValueError("old")

    def task():
        yield Progress("trying")
        raise error

    latest, start, calls = counting(runner)
    ready_and_replaced(qtbot, runner, start, task(), latest.cancel)
    pass_by(qtbot, runner)
    assert calls == [("late error", error)]


def test_an_older_job_is_cancelled_at_its_next_yield(qtbot, runner, gate):
    went_on = []

    def task():
        yield Progress("first")
        pass_through(gate)
        yield Progress("second")
        went_on.append(True)

    latest, start, calls = counting(runner)
    start(task())
    qtbot.waitUntil(lambda: calls == [("progressed", "first")])
    start(iter_result("new"))
    gate.release()
    qtbot.waitUntil(lambda: not latest.is_running)
    assert not went_on
    assert calls[1:] == [("progressed", "working"), ("succeeded", "new"), ("finished", False)]


def test_a_job_started_by_the_result_of_the_one_before_is_the_newest(qtbot, runner):
    results = []
    latest = LatestJob(runner, pytest.fail)

    def go_on(result):
        results.append(result)
        if result < 3:
            latest.start(iter_result(result + 1), go_on, pytest.fail, finished=lambda: results.append("end"))

    latest.start(iter_result(1), go_on, pytest.fail, finished=lambda: results.append("end of the first"))
    qtbot.waitUntil(lambda: not latest.is_running)
    assert results == [1, 2, 3, "end"]


# -- a long task behind the others ------------------------------------------------------------------------------------
def steps(name, count, seen, gate=None):
    for number in range(count):
        if gate is not None:
            pass_through(gate)
        seen.append(f"{name} {number}")
        yield Progress(name, number, count)
    return name


def test_jobs_that_wait_run_between_two_steps_of_a_long_task(qtbot, runner, gate):
    """What the user waits for is not delayed, and the long task loses nothing."""
    seen = []
    long = runner.behind(steps("long", 3, seen, gate))
    said = told(long)
    runner.start(long)
    gate.release()
    qtbot.waitUntil(lambda: seen == ["long 0"])
    first = told(runner.run(steps("first", 2, seen), None, seen.append))
    second = told(runner.run(steps("second", 1, seen), None, seen.append))
    gate.release(2)
    qtbot.waitUntil(lambda: said[-1:] == [("finished", None)])
    assert seen == ["long 0", "long 1", "first 0", "first 1", "second 0", "long 2"]
    assert [what for what, _ in first[-2:]] == [what for what, _ in second[-2:]] == ["succeeded", "finished"]
    assert said[-2] == ("succeeded", "long")


def test_an_error_between_the_steps_concerns_only_its_own_job(qtbot, runner, gate):
    def broken():
        yield Progress("breaking")
        raise ZeroDivisionError

    seen = []
    long = runner.behind(steps("long", 2, seen, gate))
    said = told(long)
    runner.start(long)
    failed = told(runner.run(broken(), None, lambda error: None))
    gate.release(2)
    qtbot.waitUntil(lambda: said[-1:] == [("finished", None)])
    assert said[-2] == ("succeeded", "long")
    assert [what for what, _ in failed[-2:]] == ["failed", "finished"]


# -- the end of the program -------------------------------------------------------------------------------------------
@pytest.fixture
def closing():
    yield CLOSING
    CLOSING.begin(None)


def test_work_that_does_not_stop_is_abandoned_at_the_end_of_the_program(qtbot, gate, closing):
    """Closing once took up to twelve seconds, because it waited for a library that was being loaded."""
    runner, waiting, seen = JobRunner("stubborn"), JobRunner("obedient"), []
    said = told(runner.run(steps("long", 2, seen, gate), None, seen.append))
    behind = told(runner.run(steps("later", 1, seen), None, seen.append))
    other = told(waiting.run(steps("short", 1, seen), None, seen.append))
    qtbot.waitUntil(lambda: other[-1:] == [("finished", None)])
    closing.begin(0.0)
    runner.shutdown()
    waiting.shutdown()
    assert closing.abandoned == ["stubborn"]
    gate.release(2)
    runner._executor.shutdown(wait=True)
    QCoreApplication.processEvents()
    assert seen == ["short 0", "long 0"]
    assert (said, behind) == ([], []), "its reports would reach a window that is gone"


def test_what_saves_something_is_waited_for_at_the_end_of_the_program(qtbot, closing):
    runner, seen = JobRunner("saver"), []
    for name in ("one", "two"):
        runner.run(steps(name, 2, seen), None, seen.append)
    closing.begin(0.0)
    runner.finish()
    assert seen == ["one 0", "one 1", "two 0", "two 1"]
    assert closing.abandoned == []
