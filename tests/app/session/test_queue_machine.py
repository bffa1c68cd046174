"""The queue in any order of events: what the user does, what runs report in time or late, and the program's end."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.session.queue_state import QueuedSpot, QueueRun, QueueState
from app.session.session import Session
from app.session.values import CaseResult
from model.base.progress import Progress

PATHS = [Path(f"/data/spot-{number}.png") for number in range(1, 6)]
SPOTS = [QueuedSpot(path) for path in PATHS]
RESULT = CaseResult(0.71, "ok", "uncalibrated", "text")


def run_of(name):
    return QueueRun(Path(f"/runs/{name}"), Path(f"/{name}"), Path("/demo"), "3f" * 32, "demo 1", "exact", "auto")


RUNS = [run_of("one"), run_of("two")]
spots, runs = st.sampled_from(SPOTS), st.sampled_from(RUNS)
rows = st.integers(0, 7)


class QueueMachine(RuleBasedStateMachine):
    """A session with a queue beside an open image; rules are transitions, invariants are what the controller needs."""

    def __init__(self, world, count):
        super().__init__()
        self.world, self.count = world, count
        self.session = Session(bundle=world.bundle)
        self.saved = set()
        """What a run has saved: (run, place). Nothing of it may be lost but by the user's wish."""
        self.image_open()

    @property
    def queue(self):
        return self.session.queue

    def go(self, queue):
        self.session = self.session.with_queue(queue)
        self.count(queue)

    def some(self, row):
        return (self.queue.items[row % len(self.queue.items)].number,) if self.queue.items else ()

    # -- the user -----------------------------------------------------------------------------------------------
    @initialize(run=runs, begun=st.booleans())
    def folder(self, run, begun):
        """A whole folder, of which some spots are done."""
        self.go(self.queue.added(SPOTS, run))
        self.next_ends(good=True)
        self.next_ends(good=begun)
        self.start(ready=True)

    @rule(chosen=st.lists(spots, min_size=1, max_size=4), run=runs, first=st.booleans())
    def add(self, chosen, run, first):
        before = {(item.run, item.spot.place) for item in self.queue.items if item.is_open}
        self.go(self.queue.added(chosen, run, first))
        here = [(item.run, item.spot.place) for item in self.queue.items if item.is_open]
        assert set(here) == before | {(run, spot.place) for spot in chosen}
        assert len(here) == len(set(here)), "a spot waits once in each run"
        self.saved -= {(run, spot.place) for spot in chosen} - before

    @rule(paused=st.booleans())
    def pause(self, paused):
        self.go(self.queue.pausing(paused))
        assert self.queue.paused == paused
        assert not (paused and self.queue.running)

    @rule(row=rows)
    def cancel(self, row):
        chosen = self.some(row)
        done = [item for item in self.queue.items if not item.is_open]
        self.go(self.queue.cancelled(chosen))
        assert [item for item in self.queue.items if not item.is_open] == done, "results stay"
        assert not [item for item in self.queue.items if item.number in chosen and item.is_open]

    @rule(row=rows, step=st.sampled_from((-1, 1)))
    def move(self, row, step):
        before = list(self.queue.items)
        self.go(self.queue.moved(self.some(row), step))
        assert sorted(item.number for item in before) == sorted(item.number for item in self.queue.items)
        places = [n for n, item in enumerate(before) if item.status != "waiting"]
        assert all(self.queue.items[n] is before[n] for n in places), "only those that wait change their places"

    @rule()
    def retry(self):
        self.go(self.queue.retried())
        assert self.queue.counts["failed"] == 0

    @precondition(lambda machine: len(machine.queue.items) > 5)
    @rule()
    def clear(self):
        waiting = [item for item in self.queue.items if item.is_open]
        self.go(self.queue.cleared())
        assert list(self.queue.items) == waiting
        self.saved.clear()

    @rule(path=st.sampled_from(PATHS))
    def page(self, path):
        """Opening, analysing and cancelling on the screen change nothing in the queue."""
        before = self.queue
        self.image_open(path)
        self.session = self.session.analysis_started().cancelled()
        assert self.queue is before

    def image_open(self, path=PATHS[0]):
        self.session = self.world.opened(path, session=self.session)

    # -- the runs -----------------------------------------------------------------------------------------------
    @rule(ready=st.booleans())
    def start(self, ready):
        """The run starts what waits first; a late report starts something else, or while the queue is paused."""
        item = next(self.queue.waiting(), None)
        if item is None:
            return
        before = self.queue
        self.go(before.started(item.run, item.spot if ready else QueuedSpot(Path("/removed.png"))))
        if ready and not before.paused and before.running is None:
            assert self.queue.running.number == item.number
        else:
            assert self.queue is before

    @rule(spot=spots, run=runs, known=st.booleans())
    def saved_one(self, spot, run, known):
        """In time, or after the spot was paused or cancelled."""
        before = [(item.run, item.spot.place) for item in self.queue.items if item.is_open]
        self.go(self.queue.finished(run, spot, RESULT, "low risk", 8.0, known))
        if (run, spot.place) in before:
            self.saved.add((run, spot.place))

    @rule(good=st.booleans())
    def next_ends(self, good):
        """A run starts what waits first, and it succeeds or fails."""
        item = self.queue.running or next(self.queue.waiting(), None)
        if item is None:
            return
        self.go(self.queue.started(item.run, item.spot))
        if good:
            self.go(self.queue.finished(item.run, item.spot, RESULT, "low risk", 8.0, False))
            self.saved.add((item.run, item.spot.place))
        else:
            self.go(self.queue.failed(item.run, item.spot, "It is damaged. Copy it again."))

    @rule(spot=spots, run=runs)
    def failed_one(self, spot, run):
        self.go(self.queue.failed(run, spot, "It is damaged. Copy it again."))

    @rule(done=st.integers(0, 256))
    def report(self, done):
        self.go(self.queue.stepped(Progress("encoding tiles", done, 256)))

    @rule()
    def run_ends(self):
        self.go(self.queue.halted())
        assert self.queue.running is None

    # -- the end of the program ---------------------------------------------------------------------------------
    @precondition(lambda machine: machine.queue.is_open and machine.queue.counts["done"] > 2)
    @rule(carry_on=st.booleans())
    def close_and_start_again(self, carry_on):
        left = tuple((item.spot, item.run) for item in self.queue.items if item.is_open)
        again = QueueState().offering(left)
        assert not again.is_open, "nothing is analysed before the user has answered"
        again = again.answered(carry_on)
        assert [(item.spot, item.run) for item in again.items] == (list(left) if carry_on else [])
        assert again.offered == ()
        self.session = Session(bundle=self.world.bundle)
        self.image_open()
        self.saved.clear()
        self.go(again)

    # -- always -------------------------------------------------------------------------------------------------
    @invariant()
    def the_queue_makes_sense(self):
        queue = self.queue
        numbers = [item.number for item in queue.items]
        assert len(numbers) == len(set(numbers))
        assert queue.counts["running"] <= 1
        assert not (queue.paused and queue.running)
        assert queue.is_working == (queue.is_open and not queue.paused)
        assert (queue.next_run is None) == (queue.paused or queue.counts["waiting"] == 0)
        assert queue.seconds_left is None or queue.seconds_left >= 0
        for item in queue.items:
            assert (item.result is not None) == (item.status == "done")
            assert bool(item.reason) == (item.status == "failed")
        done = {(item.run, item.spot.place) for item in queue.items if item.status == "done"}
        assert self.saved <= done


def test_no_order_of_events_loses_a_spot_or_a_result(world):
    seen = {"running": 0, "done": 0, "failed": 0, "all": 0}

    def count(queue):
        seen["all"] += 1
        for status in ("running", "done", "failed"):
            seen[status] += queue.counts[status] > 0

    run_state_machine_as_test(
        lambda: QueueMachine(world, count),
        settings=settings(
            max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    assert min(seen["running"], seen["done"], seen["failed"]) > 0.05 * seen["all"]


def state(*statuses, seconds=8.0):
    queue = QueueState().added(SPOTS[: len(statuses)], RUNS[0])
    for spot, status in zip(SPOTS, statuses, strict=False):
        if status == "running":
            queue = queue.started(RUNS[0], spot)
        if status == "done":
            queue = queue.finished(RUNS[0], spot, RESULT, "low risk", seconds, False)
        if status == "failed":
            queue = queue.failed(RUNS[0], spot, "no")
    return queue


def order(queue):
    return [PATHS.index(item.spot.path) + 1 for item in queue.items]


def test_spots_move_up_and_down_among_those_that_wait():
    queue = state("done", "waiting", "failed", "waiting", "waiting")
    last = queue.items[-1].number
    up = queue.moved((last,), -1)
    assert order(up) == [1, 2, 3, 5, 4]
    assert order(up.moved((last,), -1)) == [1, 5, 3, 2, 4], "across a finished one"
    assert order(up.moved((last,), -1).moved((last,), -1)) == [1, 5, 3, 2, 4], "not beyond the first"
    both = [queue.items[1].number, queue.items[3].number]
    assert order(queue.moved(both, 1)) == [1, 5, 3, 2, 4], "a group keeps its order"


def test_a_spot_in_front_is_the_next_and_one_that_is_analysed_again_replaces_its_row():
    queue = state("done", "running", "waiting")
    assert order(queue.added((SPOTS[4],), RUNS[0], first=True)) == [1, 2, 5, 3]
    again = queue.added((SPOTS[0], SPOTS[2]), RUNS[0])
    assert order(again) == [2, 3, 1]
    assert order(queue.added((SPOTS[0],), RUNS[1])) == [1, 2, 3, 1], "another run has results of its own"


def test_the_time_left_follows_the_newest_results_and_the_share_of_the_running_spot():
    queue = state("done", "running", "waiting", seconds=10.0)
    assert queue.seconds_left == pytest.approx(20)
    assert queue.stepped(Progress("encoding tiles", 64, 256)).seconds_left == pytest.approx(17.5)
    assert state("waiting").seconds_left is None, "no result yet"
    assert state("done").seconds_left is None, "nothing is left"
    known = QueueState().added(SPOTS[:2], RUNS[0]).finished(RUNS[0], SPOTS[0], RESULT, "", 10.0, True)
    assert known.seconds_left is None, "a result of an earlier run says nothing about this one"


def test_a_run_is_interrupted_only_for_another_run_or_a_pause():
    queue = state("waiting", "waiting")
    assert queue.next_run == RUNS[0]
    assert queue.added((SPOTS[3],), RUNS[1], first=True).next_run == RUNS[1]
    assert queue.pausing(True).next_run is None
    assert replace(queue, items=()).next_run is None
