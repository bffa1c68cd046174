"""Run the queue of analyses in the background while the user looks at other images.

The state of the queue and its transitions are in `app.session.queue_state`. At any time, at most one job analyses
spots, on the network's thread. All spots of this job belong to the same run: their results have one folder and are made
under the same conditions. A job that the user waits for runs between two steps of this job. The unfinished spots are
saved after each change. The next start of the program, also after a crash, can therefore offer to continue with them.
"""

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject

from app.session.outcome_text import outcome_of_record
from app.session.queue_state import QueuedSpot, QueueRun, QueueState
from app.session.session import Session
from app.session.store import Store
from app.session.values import Notice
from app.ui.jobs import Job, JobRunner
from app.ui.messages import explain, log_error
from app.viewer import queue_tasks as work
from app.viewer.network_tasks import Tasks
from app.viewer.queue_file import Left, QueueFile
from app.viewer.queue_tasks import QueueEvent, SpotMissed, SpotSaved, SpotStarted
from app.viewer.region_controller import RegionController
from app.viewer.tasks import once
from model.base.errors import HistocastError
from model.base.places import data_folder
from model.base.progress import Progress


class AnalysisQueue(QObject):
    """Analyses the spots in the queue of the session. Every method returns at once; background jobs do the work."""

    def __init__(self, store: Store, tasks: Tasks, network: JobRunner, places: RegionController) -> None:
        super().__init__()
        self._store, self._tasks, self._network, self._places = store, tasks, network, places
        self._files = JobRunner("queue")
        self._file = QueueFile()
        self._job: Job | None = None
        self._events: deque[tuple[QueueRun, QueueEvent]] = deque()
        self._run: QueueRun | None = None
        """The run whose spots `_job` analyses."""
        self._awake = False
        self._closing = False
        self._saved: tuple[int, ...] = ()
        """The numbers of the unfinished items in the saved file."""
        store.changed.connect(self._follow)

    @property
    def _state(self) -> QueueState:
        return self._store.session.queue

    def change(self, transition: Callable[[QueueState], QueueState]) -> None:
        """Apply `transition` to the state of the queue in the session."""
        self._store.change(lambda s: s.with_queue(transition(s.queue)))

    def wake(self) -> None:
        """Allow the queue to run, and offer to continue with the spots that an earlier run of the program left.

        The controller calls this after the window has started.
        """
        if not self._awake:
            self._awake = True
            offer = once("looking for a queue", self._file.take)
            self._files.run(offer, lambda left: self.change(lambda q: q.offering(left)), log_error)
            self._keep_going()

    # -- adding ---------------------------------------------------------------------------------------------------
    def add_spots(self, source: Path, spots: tuple[QueuedSpot, ...], first: bool = False) -> None:
        """Add spots to the queue, and show the queue. Their results are saved in the run folder of `source`.

        If `first` is true, add the spots before all waiting spots, otherwise at the end.
        """
        run = self._run_for(source)
        if run is not None and spots:
            self._store.change(lambda s: s.with_queue(s.queue.added(spots, run, first)).viewed(queue=True))

    def add_open_image(self, first: bool = False) -> None:
        """Add one spot of the open image: the selected core, else the analysis region at its current place."""
        session = self._store.session
        image, placement, core = session.image.opened, session.region.placement, session.core_here
        if image is None or placement is None:
            return
        path = Path(image.record.path)
        centre = None
        if core is not None:
            centre = (core.centre.x, core.centre.y)
        elif placement.kind == "placed":
            centre = (placement.region.centre.x, placement.region.centre.y)
        self.add_spots(path.parent, (QueuedSpot(path, core.label if core else "", centre),), first)

    def add_cores(self) -> None:
        """Add all cores of the open slide that are not missing."""
        session = self._store.session
        image, array = session.image.opened, session.cores.array
        if image is not None and array is not None:
            path = Path(image.record.path)
            spots = tuple(QueuedSpot(path, core.label, (core.centre.x, core.centre.y)) for core in array.present)
            self.add_spots(path, spots)

    def add_source(self, source: Path) -> None:
        """Add all spots of a folder or a study. A background job lists the spots."""
        if self._run_for(source) is None:
            return
        self.change(lambda q: q.listing_changed(1))

        def listed(spots: tuple[QueuedSpot, ...]) -> None:
            self.change(lambda q: q.listing_changed(-1))
            self.add_spots(source, spots)

        def failed(error: BaseException) -> None:
            self.change(lambda q: q.listing_changed(-1))
            self._tell(error)

        self._files.run(once("listing spots", lambda: work.spots_of(source)), listed, failed)

    def keep_running_analysis(self) -> None:
        """Move the running analysis, and the regions to be analysed after it, to the front of the queue.

        The controller calls this before it opens another image.
        """
        session = self._store.session
        if session.work.activity != "analysing" or session.image.opened is None:
            return
        path = Path(session.image.opened.record.path)
        cores = session.core_regions()
        later = []
        for region in session.work.queue:
            core = cores.get(region)
            centre = core.centre if core else region.centre
            later.append(QueuedSpot(path, core.label if core else "", (centre.x, centre.y)))
        self.add_spots(path.parent, tuple(later), first=True)
        self.add_open_image(first=True)

    # -- the end --------------------------------------------------------------------------------------------------
    def start_no_more_jobs(self) -> None:
        """Start no job for the spots that still wait, because the program ends.

        The caller must call this before it shuts down the network's thread. That thread cancels each new job at once,
        and each end of a job starts the next job. Without this call, jobs would be started and cancelled without end.
        """
        self._closing = True

    def shutdown(self) -> None:
        """Save the unfinished spots. The caller must first shut down the network's thread, which ends the job."""
        self._take_events()
        self._save(self._store.session)
        self._files.finish()
        self._file.release()

    # -- inside ---------------------------------------------------------------------------------------------------
    def _run_for(self, source: Path) -> QueueRun | None:
        """Return the run (results folder and conditions) of `source` with the current model and precision.

        Return None if no model is chosen.
        """
        session = self._store.session
        bundle, device = session.bundle, session.device
        if bundle is None:
            return None
        folder = work.folder_of_run(
            data_folder() / work.RUNS, source, work.identity_of(bundle.sha256, device.precision)
        )
        model = f"{bundle.manifest.name} {bundle.manifest.version}"
        return QueueRun(folder, source, bundle.path, bundle.sha256, model, device.precision, device.asked)

    def _follow(self, old: Session, new: Session) -> None:
        if old.queue.items is not new.queue.items or old.queue.offered is not new.queue.offered:
            self._save(new)
        before = old.queue.running
        left = before is not None and not any(item.number == before.number for item in new.queue.items)
        halted = new.queue.paused and not old.queue.paused
        if self._job is not None and (left or halted or new.device.measuring is not None):
            self._job.cancel()
        self._keep_going()

    def _keep_going(self) -> None:
        """Start a job that analyses the first waiting spot and all waiting spots of the same run.

        Do nothing if a job is running already, if the precision check needs the memory, or if the program ends.
        """
        session = self._store.session
        run = session.queue.next_run
        may_start = self._awake and not self._closing and session.device.measuring is None
        if not may_start or self._job is not None or run is None:
            return
        spots = tuple(item.spot for item in session.queue.items if item.is_open and item.run == run)
        self._run = run
        job = self._job = self._network.behind(self._tasks.run_queue(run, spots, _Link(self._store, run, self._events)))
        job.progressed.connect(self._progressed)
        job.failed.connect(self._failed)
        job.finished.connect(self._ended)
        self._network.start(job)

    def _progressed(self, progress: Progress) -> None:
        self._take_events()
        self.change(lambda q: q.stepped(progress))

    def _failed(self, error: BaseException) -> None:
        """Handle the error that ended the job.

        If the error concerns all spots, pause the queue. Otherwise only the running spot has failed.
        """
        self._take_events()
        running, run, why = self._state.running, self._run, explain(error)
        if running is None or run is None or isinstance(error, HistocastError):
            self._tell(error)
            self.change(lambda q: q.halted().pausing(True))
        else:
            log_error(error)
            spot = running.spot
            self.change(lambda q: q.failed(run, spot, why.text))

    def _ended(self) -> None:
        self._take_events()
        self._job = None
        self.change(QueueState.halted)
        self._keep_going()

    def _take_events(self) -> None:
        while self._events:
            self._take(*self._events.popleft())

    def _take(self, run: QueueRun, event: QueueEvent) -> None:
        spot = event.spot
        if isinstance(event, SpotStarted):
            self.change(lambda q: q.started(run, spot))
        elif isinstance(event, SpotMissed):
            self.change(lambda q: q.failed(run, spot, event.reason))
        elif isinstance(event, SpotSaved):
            record, made = event.record, event.prediction
            result = outcome_of_record(record)
            # The risk group is hidden if the probability is hidden.
            group = "" if result.probability is None else str(record["risk_group"] or "")
            seconds = float(record["seconds"])
            self.change(lambda q: q.finished(run, spot, result, group, seconds, known=made is None))
            bundle = self._store.session.bundle
            if made is None and spot.centre is None and bundle and bundle.sha256 == record["bundle"]["sha256"]:
                self._store.change(lambda s: s.with_outcome(spot.path, result))
            if made is not None:
                self._places.keep_result(made)
                whole = spot.centre is None
                self._store.change(lambda s: s.analysed_in_queue(made, whole))

    def _save(self, session: Session) -> None:
        """Save the unfinished spots if they differ from the saved spots.

        Spots that the program offers to continue stay saved until the user answers the offer.
        """
        items = [item for item in (*session.queue.offered, *session.queue.items) if item.is_open]
        numbers = tuple(item.number for item in items)
        if self._awake and numbers != self._saved:
            self._saved = numbers
            left: Left = tuple((item.spot, item.run) for item in items)
            self._files.run(once("saving the queue", lambda: self._file.save(left)), None, log_error)

    def _tell(self, error: BaseException) -> None:
        log_error(error)
        notice: Notice = explain(error)
        self._store.change(lambda s: s.noticed(notice))


class _Link:
    """Gives the job the waiting spots, and passes the job's events to the GUI thread.

    Only the job's thread uses this object. The waiting spots come from the frozen session. Events are put into a deque,
    which the GUI thread empties.
    """

    def __init__(self, store: Store, run: QueueRun, events: deque[tuple[QueueRun, QueueEvent]]) -> None:
        self._store, self._run, self._events = store, run, events

    def wanted(self) -> Iterator[tuple[QueueRun, QueuedSpot]]:
        queue = self._store.session.queue
        return iter(()) if queue.paused else ((item.run, item.spot) for item in queue.waiting())

    def tell(self, event: QueueEvent) -> None:
        self._events.append((self._run, event))
