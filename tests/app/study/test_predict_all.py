"""What comes late while spots are predicted: kept, counted once, in the go it belongs to."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from app.session.session import Session
from app.session.study_state import StudyState
from app.study.predict_all import SpotPredicting


class FakeJob:
    """A job that ends when the test says so; a cancel may come too late."""

    def __init__(self, succeeded):
        self.succeeded, self.cancelled = succeeded, False
        self.progressed = SimpleNamespace(connect=lambda slot: None)

    def cancel(self):
        self.cancelled = True


@dataclass
class FakeHolder:
    """Spots 1 to 3, none read; what is to be kept is done when the test says so."""

    kept: list = field(default_factory=list)
    jobs: list = field(default_factory=list)
    open_study = object()

    def __post_init__(self):
        spots = tuple(SimpleNamespace(spot=SimpleNamespace(id=n, region=None), state="unread") for n in (1, 2, 3))
        self.open_study = SimpleNamespace(folder=None)
        conditions = ("a", "exact", None)
        study = StudyState(path="x", status=SimpleNamespace(read_only=""), spots=spots, counted_for=conditions)
        session = Session(bundle=SimpleNamespace(sha256="a"), study=study)
        self.controller = SimpleNamespace(session=session, tasks=None, run_on_network=self.run)

    @property
    def state(self):
        return self.controller.session.study

    def run(self, task, succeeded, failed):
        self.jobs.append(FakeJob(succeeded))
        return self.jobs[-1]

    def change(self, state):
        self.controller.session = self.controller.session.with_study(state)

    def refresh(self):
        pass

    def report_error(self, error):
        raise error

    def enqueue(self, task, done, failed):
        self.kept.append(done)


@pytest.fixture
def holder():
    return FakeHolder()


@pytest.fixture
def predicting(holder):
    made = SpotPredicting(holder)
    made.start()
    return made


def test_a_spot_read_in_the_moment_of_the_pause_counts_and_the_next_waits(holder, predicting):
    predicting.pause(True)
    assert holder.jobs[0].cancelled
    holder.jobs[0].succeeded("a prediction")
    holder.kept[0](None)
    assert holder.state.predicting.queue == (2, 3)
    assert holder.state.predicting.paused
    assert len(holder.jobs) == 1
    predicting.pause(False)
    assert len(holder.jobs) == 2


def test_resumed_before_that_was_kept_the_spot_is_not_read_twice(holder, predicting):
    predicting.pause(True)
    predicting.pause(False)
    holder.jobs[0].succeeded("a prediction, late")
    holder.kept[0](None)
    assert holder.jobs[1].cancelled, "it was to read the same spot again"
    assert holder.state.predicting.queue == (2, 3)
    assert len(holder.jobs) == 3
    holder.jobs[1].succeeded("too late to be cancelled")
    holder.kept[1](None)
    assert holder.state.predicting.queue == (2, 3)
    assert not holder.jobs[2].cancelled


def test_what_a_stopped_go_still_brings_counts_in_no_later_one(holder, predicting):
    predicting.cancel()
    predicting.start()
    holder.jobs[0].succeeded("a prediction of the first go")
    holder.kept[0](None)
    assert holder.state.predicting.queue == (1, 2, 3)
    assert not holder.jobs[1].cancelled
    holder.jobs[1].succeeded("a prediction")
    holder.kept[1](None)
    assert holder.state.predicting.queue == (2, 3)
    assert holder.state.predicting.text == "1 of 3 spots analysed"
