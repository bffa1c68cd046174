"""What a run does with workers that cannot do the work, on a cluster whose answers the tests decide."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from model.base.errors import CohortRunError, RunStoppedError
from model.base.progress import result_of
from model.cohort.analyse import Job
from model.cohort.cluster_plugin import program_of_worker, serves_dashboard
from model.cohort.cluster_workers import ClusterWorkers
from model.cohort.outcome import EngineFailed, SpotDone, SpotFailed
from model.cohort.spot import PlannedSpot

A, B, C = "tcp://10.0.0.1:1", "tcp://10.0.0.2:1", "tcp://10.0.0.3:1"
DONE = SpotDone({})
AWAY = SpotFailed("The folder /share cannot be reached from two, or is empty.", "Connect it.", "unreachable")
SPOT, SAME, OTHER = (
    PlannedSpot(name, f"{folder}/{name}", folder=folder)
    for name, folder in (("s1.png", "/share"), ("s2.png", "/share"), ("s3.png", "/disk"))
)


class Future:
    """A task that ends when the test says so."""

    def __init__(self, client, spot, key, worker) -> None:
        self.client, self.spot, self.key, self.worker = client, spot, key, worker
        self.status, self._value, self._callbacks = "pending", None, []

    def ends(self, value, status="finished"):
        self.status, self._value = status, value
        for callback in self._callbacks:
            callback(self)

    def add_done_callback(self, callback):
        self._callbacks.append(callback)

    def done(self):
        return self.status != "pending"

    def result(self):
        return self._value

    def exception(self):
        return self._value


@dataclass
class Client:
    """The parts of Dask's client that are used. `programs` has what each worker reports; `events` what it announced."""

    programs: dict
    status: str = "running"
    events: dict = field(default_factory=dict)
    submitted: list = field(default_factory=list)
    cancelled: list = field(default_factory=list)
    of_scheduler: object = field(default_factory=program_of_worker)
    applications: list = field(default_factory=list)
    dashboard_link: str = "http://scheduler:8787/status"

    def nthreads(self):
        if self.status != "running":
            raise OSError("no scheduler")
        return dict.fromkeys(self.programs, 1)

    def run(self, function, workers=None, on_error="raise"):
        assert on_error == "return"
        return {address: self.programs[address] for address in workers or self.programs}

    def run_on_scheduler(self, function):
        if isinstance(self.of_scheduler, BaseException):
            raise self.of_scheduler
        if function is serves_dashboard:
            return function(SimpleNamespace(http_application=SimpleNamespace(applications=self.applications)))
        return self.of_scheduler

    def submit(self, function, spot, plugin, key, workers, **_):
        self.submitted.append(Future(self, spot, key, workers[0]))
        return self.submitted[-1]

    def cancel(self, futures):
        self.cancelled += futures

    def get_events(self, address):
        return self.events.get(address, ())

    def register_plugin(self, plugin):
        pass

    def unregister_worker_plugin(self, name):
        pass

    def on(self, address):
        """The task that the worker has now."""
        return next(one for one in reversed(self.submitted) if one.worker == address)


OURS = program_of_worker()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr("model.cohort.cluster_workers.LOOK_S", 0.01)
    SAID.clear()


@pytest.fixture
def client():
    return Client({A: OURS, B: OURS})


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def workers(client, clock):
    made = ClusterWorkers(client, None, Job("r"), (), "a test", lambda: clock[0])
    for _ in made.start():
        pass
    yield made
    made.close()


class Dashboard:
    """Its class is of Bokeh, the library with which Dask draws."""

    __module__ = "bokeh.server.tornado"


@pytest.mark.parametrize(("applications", "end"), [
    ([], "a test"),
    ([SimpleNamespace()], "a test"),
    ([Dashboard()], "a test, dashboard http://scheduler:8787/status"),
])  # fmt: skip
def test_the_address_of_a_dashboard_is_shown_only_if_the_scheduler_has_one(client, applications, end):
    """A scheduler without a dashboard still names the port of its other pages."""
    client.applications = applications
    assert result_of(ClusterWorkers(client, None, Job("r"), (), "a test").start()) == f"2 workers on 1 computer; {end}"


def following(workers):
    """What the run does: take the reports, then what has ended."""
    for progress in workers.steps():
        SAID.append(progress.partial.text if progress.partial else progress.stage)
    return workers.next()


def said(workers):
    following_reports = [one.partial.text if one.partial else one.stage for one in workers.steps()]
    found, SAID[:] = [*SAID, *following_reports], []
    return found


SAID: list[str] = []


def given(client):
    return [(one.worker, one.spot) for one in client.submitted]


def test_each_worker_gets_one_spot(workers, client):
    for spot in (SPOT, SAME, OTHER):
        workers.submit(spot)
    assert (workers.room, following(workers)) == (2, None)
    assert given(client) == [(A, SPOT), (B, SAME)]
    client.on(B).ends(DONE)
    assert following(workers) == (SAME, DONE)
    assert following(workers) is None
    assert given(client)[2:] == [(B, OTHER)]


def test_a_folder_that_one_worker_cannot_reach_is_left_to_the_others(workers, client, clock):
    workers.submit(SPOT)
    following(workers)
    client.on(A).ends(AWAY)
    assert following(workers) is None, "the other worker has not tried"
    following(workers)
    assert given(client)[1:] == [(B, SPOT)]
    assert any(AWAY.reason in text for text in said(workers))
    for spot in (SAME, OTHER):
        workers.submit(spot)
    client.on(B).ends(DONE)
    assert following(workers) == (SPOT, DONE)
    following(workers)
    assert given(client)[2:] == [(A, OTHER), (B, SAME)], "the first still gets spots of other folders"
    clock[0] = 61.0
    client.on(A).ends(DONE)
    assert following(workers) == (OTHER, DONE)
    workers.submit(SPOT)
    following(workers)
    assert given(client)[-1] == (A, SPOT), "after a minute it is tried again"


def test_a_folder_that_no_worker_can_reach_is_the_concern_of_the_run(workers, client):
    workers.submit(SPOT)
    following(workers)
    client.on(A).ends(AWAY)
    following(workers)
    following(workers)
    client.on(B).ends(AWAY)
    assert following(workers) is None
    assert following(workers) == (SPOT, AWAY)
    workers.submit(SPOT)
    following(workers)
    assert given(client)[2:] == [(A, SPOT)], "any worker may try it for the run"


def test_a_worker_without_the_model_gets_no_more_spots_and_the_last_one_ends_the_run(workers, client):
    workers.submit(SPOT)
    following(workers)
    client.on(A).ends(EngineFailed("The backbone is not installed.", "Import it."))
    following(workers)
    following(workers)
    assert given(client)[1:] == [(B, SPOT)]
    assert workers.room == 1
    assert any("no more spots: The backbone is not installed. Import it." in text for text in said(workers))
    client.on(B).ends(ModuleNotFoundError("No module named 'cv2'"), "error")
    following(workers)
    spot, outcome = following(workers)
    assert spot == SPOT
    assert outcome.reason == "A package is missing or damaged: No module named 'cv2'."


def test_a_worker_without_the_model_does_not_end_a_run_that_others_began(workers, client):
    workers.submit(SPOT)
    following(workers)
    client.on(A).ends(DONE)
    assert following(workers) == (SPOT, DONE)
    del client.programs[B]
    workers.submit(SAME)
    following(workers)
    client.on(A).ends(EngineFailed("The disk is broken.", "x"))
    assert [following(workers) for _ in range(3)] == [None] * 3
    assert said(workers)[-1] == "waiting for a worker"
    client.programs[C] = OURS
    following(workers)
    assert given(client)[-1] == (C, SAME)


def test_a_worker_that_leaves_half_way_gets_nothing_more(workers, client):
    workers.submit(SPOT)
    following(workers)
    client.on(A).ends(None)
    assert following(workers) is None
    following(workers)
    assert given(client)[1:] == [(B, SPOT)]


def test_another_error_is_one_of_the_spot(workers, client):
    workers.submit(SPOT)
    following(workers)
    client.on(A).ends(ZeroDivisionError("x"), "error")
    spot, outcome = following(workers)
    assert (spot, outcome.kind) == (SPOT, "failed")
    assert "ZeroDivisionError" in outcome.reason


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (("histocast 9", "node3", 0), "has histocast 9"),
        (ModuleNotFoundError("No module named 'model'"), "cannot load the program"),
    ],
)
def test_a_worker_that_comes_later_must_have_the_same_program(workers, client, found, why):
    client.programs[C] = found
    for spot in (SPOT, SAME, OTHER):
        workers.submit(spot)
    following(workers)
    assert [address for address, _ in given(client)] == [A, B]
    assert any(C in text and why in text for text in said(workers))
    client.programs[C] = OURS
    del client.programs[A]
    following(workers)
    assert C not in [address for address, _ in given(client)], "its address is examined again only after it left"
    for again in (found, OURS):
        del client.programs[C]
        following(workers)
        assert C not in [address for address, _ in given(client)]
        client.programs[C] = again
        following(workers)
    following(workers)
    assert C in [address for address, _ in given(client)]


def test_workers_with_little_memory_are_named(client):
    client.programs = {A: (*OURS[:2], 4_000_000_000), B: (*OURS[:2], 3_900_000_000)}
    workers = ClusterWorkers(client, None, Job("r"), (), "")
    list(workers.start())
    (warning,) = said(workers)
    assert warning.startswith(f"{B} on {OURS[1]} may use only 3.9 GB")
    client.programs[C] = (*OURS[:2], 1)
    (joined,) = said(workers)
    assert "joined" in joined
    assert "--memory-limit 0" in joined
    workers.close()


@pytest.mark.parametrize("where", [A, "the scheduler"])
def test_another_program_at_the_start_is_refused(client, where):
    if where == A:
        client.programs[A] = ("histocast 9", "node1", 0)
    else:
        client.of_scheduler = ModuleNotFoundError("No module named 'model'")
    with pytest.raises(CohortRunError, match="another version") as found:
        list(ClusterWorkers(client, None, Job("r"), (), "").start())
    assert len(found.value.faults) == 1
    assert where in found.value.faults[0]


def test_two_workers_that_disappear_during_a_spot_set_it_aside_but_not_two_that_leave(workers, client):
    for number, announced in enumerate((True, True, False, False)):
        address = f"tcp://10.0.1.{number}:1"
        client.programs = {address: OURS}
        if number == 0:
            workers.submit(SPOT)
        ended = following(workers)
        assert ended is None
        assert given(client)[-1] == (address, SPOT)
        client.events[address] = ((0.0, {"action": "closing-worker"}),) if announced else ((0.0, {"action": "x"}),)
    client.programs = {A: OURS}
    spot, outcome = following(workers)
    assert (spot, outcome.kind) == (SPOT, "set aside")
    assert len(client.cancelled) == 4


def test_a_result_that_disappears_with_its_worker_is_made_again(workers, client):
    workers.submit(SPOT)
    following(workers)
    future = client.on(A)
    ended = []

    def never():
        """As Dask does, which waits for the data until the task is cancelled."""
        from concurrent.futures import CancelledError
        from threading import Event

        cancelled = Event()
        client.cancel = lambda futures: (ended.append(futures), cancelled.set())
        client.programs.pop(A)
        cancelled.wait()
        raise CancelledError

    future.result = never
    future.ends(DONE)
    assert following(workers) is None
    assert ended == [[future]]
    following(workers)
    assert given(client)[-1] == (B, SPOT)


def test_without_workers_the_run_waits_and_without_scheduler_it_stops(workers, client):
    workers.submit(SPOT)
    client.programs = {}
    assert following(workers) is None
    assert (set(said(workers)), workers.room) == ({"waiting for a worker"}, 1)
    client.programs = {C: OURS}
    following(workers)
    assert given(client) == [(C, SPOT)]
    client.status = "closed"
    with pytest.raises(RunStoppedError, match="connection to the scheduler was lost"):
        following(workers)
