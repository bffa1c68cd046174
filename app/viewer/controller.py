"""Carry out the user's actions with transitions of the session and with background jobs. No widgets.

The controller uses four threads: one opens images, one runs the network, one reads pixels for the canvas, and one reads
the selected tile. The precision check and the list of regions have threads of their own. The session gives its work a
run number, `work.run`, which changes when other work starts or the running work must stop. A job belongs to the run in
which it was started. When the run number changes, the job is cancelled and its later reports are ignored. `Session`
checks the run number as well.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.session.region_steps import unread_notice
from app.session.session import Session, differs
from app.session.store import Store
from app.session.values import BundleOnHand, Devices, FeaturesOnHand, OpenedImage
from app.ui.jobs import CLOSING, Job, JobRunner, LatestJob, Task
from app.ui.messages import explain, log_error
from app.viewer.analysis_queue import AnalysisQueue
from app.viewer.cores import Microarray
from app.viewer.explainer import Explainer
from app.viewer.mark_controller import MarkController
from app.viewer.network_tasks import Tasks
from app.viewer.playback import Playback
from app.viewer.precision_check import PrecisionCheck
from app.viewer.read_ahead import ReadAhead
from app.viewer.region_controller import RegionController
from app.viewer.restorer import Restorer
from app.viewer.result_files import ResultFiles
from app.viewer.tasks import Opened, once
from model.base.errors import HistocastError, UnmeasuredError, UnstatedFactError
from model.base.geometry import RegionL0
from model.base.progress import Progress
from model.predict.selftest import SelfTest
from model.result.maps import MapLook
from model.result.prediction import Precision, Prediction
from model.slide.record import ImageRecord

if TYPE_CHECKING:
    from model.feature_files.stated import Stated
    from model.tma.finding import FoundArray
    from model.tma.pixel_size_hints import PixelSizeHints


VIEW_THREADS = max(2, min(4, (os.cpu_count() or 1) // 2))
"""Number of threads that read pixels for the canvas: half of the processor cores, because the window draws at the same
time. There are at least two threads: one decodes a tile while the other converts another tile for the screen."""


class ViewerController(QObject):
    """Carries out the user's actions in the viewer."""

    exported = Signal(object)
    """The written files, as tuple[Path, ...]."""

    def __init__(self, store: Store, tasks: Tasks, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.store = store
        self.tasks = tasks
        self._clock = clock
        self._opener = JobRunner("open")
        self._network = JobRunner("network", gives_way=True)
        self._tiles = JobRunner("tiles")
        self.viewing = JobRunner("viewing", threads=VIEW_THREADS)
        """Reads pixels for the canvas, in parallel with all other work."""
        self._opening = LatestJob(self._opener, log_error)
        self._computing = LatestJob(self._network, log_error)
        """The analysis or the search for cores. The session waits for this job or for `_opening`, never for both."""
        self._foreground_run = 0
        """The run number of the session when `_opening` or `_computing` was last started."""
        self._reading_tile = LatestJob(self._tiles, log_error)
        self._awake = False
        """Whether the devices have been looked up. Before that, the window is starting and must not load large
        libraries."""
        self.precision_check = PrecisionCheck(store, tasks, clock)
        self.precision_check.ended.connect(self.get_ready)
        # Create this before `ReadAhead`. Otherwise reading ahead would start before the prediction is prepared.
        self.explainer = Explainer(store, tasks, self._network)
        self.playback = Playback(store)
        self.restorer = Restorer(store, tasks, self._network)
        self._ahead = ReadAhead(store, tasks, self._network)
        self._ahead.opened.connect(self.prepare_reader)
        self._results = ResultFiles(store, tasks, self._network, self._ahead)
        self._results.exported.connect(self.exported)
        self.places = RegionController(store, tasks, self.analyse)
        self.cores = Microarray(store, tasks, self.places)
        self.marks = MarkController(store)
        self.queue = AnalysisQueue(store, tasks, self._network, self.places)
        store.changed.connect(self._follow)

    @property
    def session(self) -> Session:
        return self.store.session

    def change(self, transition: Callable[[Session], Session]) -> None:
        self.store.change(transition)

    # -- opening --------------------------------------------------------------------------------------------------
    def open_image(self, path: Path, analyse: bool = False, find: bool = False) -> None:
        """Open the image file `path` or, if `path` is a folder, its first image.

        A running analysis moves to the queue. Other work is cancelled. If `analyse` is true and the result of the image
        is not known yet, analyse the image. If `find` is true and it has no cores yet, find its cores.
        """
        prepared = self._ahead.take(path)
        self.queue.keep_running_analysis()
        self.change(lambda s: s.open_started(path))
        run = self.session.work.run

        def arrived(progress: Progress) -> None:
            if isinstance(progress.partial, OpenedImage):
                seen, before = progress.partial, self.session.image.opened
                self.change(lambda s: s.glimpsed(run, seen))
                self._close_behind(before)

        def opened(result: Opened) -> None:
            before = self.session.image.opened
            placement = self.places.first(result.image.record, self.session.bundle, result.regions)
            for error in (*result.refused, *result.skipped):
                log_error(error)
            self.change(
                lambda s: s.opened(
                    run, result.image, placement, result.siblings, result.regions, result.array, result.skipped,
                    result.marks,
                )
            )
            if result.refused:
                self.change(lambda s: s.passed(result.refused))
            if result.notes:
                self.change(lambda s: s.noticed(unread_notice(result.notes, s.notice)))
            self._close_behind(before)
            self.prepare_reader()
            if analyse and self.session.analysis.prediction is None:
                self.analyse()
            if find and self.session.cores.array is None:
                self.find_cores()
            elif self.session.cores.array is None and placement.kind != "fitted":
                self._suggest_cores(result.image)
            self._look_for_mpp(result.image)

        if prepared is not None:
            opened(prepared)
            return
        self._start_foreground(
            self._opening, self.tasks.open_image(path), opened, arrived, late=lambda result: result.image.slide.close()
        )

    def _look_for_mpp(self, image: OpenedImage) -> None:
        """If the program asks for the pixel size, look for evidence: round tissue, and other images of the folder."""
        state = self.session.image
        if not state.asks_mpp or image.record.mpp is not None:
            return

        def found(hints: "PixelSizeHints") -> None:
            if self.session.image.opened is image:
                self.change(lambda s: s.with_mpp_hints(hints))

        others = tuple(path for path in state.siblings if path != Path(image.record.path))
        self._opener.run(self.tasks.mpp_hints(image, others), found, log_error)

    def _suggest_cores(self, image: OpenedImage) -> None:
        """Offer to find the cores if the overview of the image looks like a microarray."""

        def looked(suggested: bool) -> None:
            if self.session.image.opened is image:
                self.change(lambda s: s.suggesting_cores(suggested))

        self._opener.run(self.tasks.suggests_cores(image), looked, log_error)

    def open_neighbour(self, step: int) -> None:
        """Open the next (+1) or previous (-1) image of the folder, if there is one."""
        path = self.session.image.neighbour(step)
        if path is not None:
            self.open_image(path)

    def give_mpp(self, mpp: float) -> None:
        """Set the pixel size that the user entered, in um/px, and save it for the folder."""
        image = self.session.image.opened
        if image is None:
            return

        def measured(record: ImageRecord) -> None:
            placement = self.places.first(record, self.session.bundle, self.session.region.saved)
            self.change(lambda s: s.measured(record, placement))

        self._opener.run(self.tasks.measure(image, mpp), measured, self.tell)

    # -- analysing ------------------------------------------------------------------------------------------------
    def analyse(self) -> None:
        """Analyse the region with the model, in the background."""
        session = self.session
        image, placement, bundle = session.image.opened, session.region.placement, session.bundle
        if not session.can_analyse or image is None or placement is None or bundle is None:
            return
        self.change(Session.analysis_started)
        run = self.session.work.run

        def predicted(prediction: Prediction) -> None:
            self.places.keep_result(prediction)
            self.change(lambda s: s.predicted(run, prediction))
            # A listener of the session may have started another job by now.
            if run == self.session.work.run:
                self.places.analyse_next()

        if session.image.features is not None:
            task = self.tasks.analyse_features(image, session.image.features, bundle)
        else:
            task = self.tasks.analyse(image, placement, bundle, session.device.asked, session.device.precision)
        self._start_foreground(self._computing, task, predicted)

    def use_features(self, path: Path, stated: "Stated", unstated: Callable[[UnstatedFactError], None]) -> None:
        """Read a feature file of the open image and analyse its tiles instead of the analysis region.

        `stated` has the facts that the user entered. If the file lacks another fact that the user can enter, call
        `unstated` with the error. Show any other error to the user.
        """
        image, bundle = self.session.image.opened, self.session.bundle
        if image is None or bundle is None:
            return

        def found(features: FeaturesOnHand) -> None:
            if self.session.image.opened is image and self.session.bundle is bundle:
                self.change(lambda s: s.with_features(features))
                self.analyse()

        def failed(error: BaseException) -> None:
            if isinstance(error, UnstatedFactError):
                unstated(error)
            else:
                self.tell(error)

        self._opener.run(self.tasks.read_feature_file(path, image, bundle, stated), found, failed)

    def cancel(self) -> None:
        """Stop the work that the user waits for.

        The user can continue at once; the job itself ends at its next yield.
        """
        if self.session.work.activity != "idle":
            self.change(Session.cancelled)

    def find_cores(self) -> None:
        """Find the cores of a tissue microarray. This replaces earlier cores, including corrections."""
        image = self.session.image.opened
        if image is None or not self.session.can_find_cores:
            return
        self.change(Session.search_started)
        run = self.session.work.run

        def found(cores: "FoundArray") -> None:
            self.change(lambda s: s.cores_found(run, cores.array, cores.notes))
            self.cores.keep(lambda before: cores.array)

        # Use the network's thread. It also closes a replaced image, so the image is never closed during the search.
        self._start_foreground(self._computing, self.tasks.find_cores(image), found)

    # -- model and device -----------------------------------------------------------------------------------------
    def choose_bundle(self, name_or_file: str) -> None:
        """Use another model, and place its analysis region on the open image."""

        def found(bundle: BundleOnHand) -> None:
            placement = self.places.laid_for(bundle)
            self.change(lambda s: s.with_bundle(bundle, placement))
            if self._awake:
                self.get_ready()

        def failed(error: BaseException) -> None:
            self.change(lambda s: s.without_model())
            self.tell(error)

        self._opener.run(self.tasks.find_bundle(name_or_file), found, failed)

    def choose_device(self, asked: str) -> None:
        """Use another device from the next analysis on."""
        self.change(lambda s: s.with_device(asked))
        self.get_ready()

    def choose_precision(self, precision: Precision) -> None:
        """Set *exact* or *fast* for the next analysis. If *fast* was never measured, the window asks the user."""
        before = self.session.device.precision
        self.change(lambda s: s.with_precision(precision))
        if self.session.device.precision != before:
            self.warm_up()

    def get_ready(self) -> None:
        """Look up devices and load the model while the program is idle, so that the first analysis starts at once."""
        self.prepare_reader()
        self._network.run(self.tasks.load_libraries(), None, log_error)
        self.look_up_devices(then=self.warm_up)

    def load_plot(self, then: Callable[[], None]) -> None:
        """Load the plotting library in the background, and call `then` in the GUI thread."""
        self._tiles.run(once("loading the plot", _import_curve), lambda _: then(), log_error)

    def prepare_reader(self) -> None:
        """Start the process that will decode the next image.

        Do not run this task on the network's thread. The process would inherit the low priority of that thread, and
        every analysis would then delay the tiles on the screen.
        """
        self._opener.run(self.tasks.prepare_reader(), None, log_error)

    def look_up_devices(self, then: Callable[[], None] | None = None) -> None:
        """List the devices and choose the device to use, in the background. Call `then` afterwards."""
        asked, bundle = self.session.device.asked, self.session.bundle
        self._awake = True
        self.restorer.wake()
        self.queue.wake()

        def found(devices: Devices) -> None:
            self.change(lambda s: s.looked_up(asked, bundle, devices))

        def failed(error: BaseException) -> None:
            self.tell(error)
            # The chosen graphics card may have been removed. The program must still be able to analyse.
            if isinstance(error, HistocastError) and asked != "auto" and self.session.device.asked == asked:
                self.choose_device("auto")

        job = self._network.run(self.tasks.look_up_devices(asked, bundle), found, failed)
        job.progressed.connect(self._report_in_passing)
        if then is not None:
            job.finished.connect(then)

    def warm_up(self) -> None:
        """Load the model while the program is idle."""
        session = self.session
        if session.bundle is None:
            return

        # Only log a failure here. The analysis loads the model again and reports the failure to the user.
        task = self.tasks.warm_up(session.bundle, session.device.asked, session.device.precision)
        job = self._network.run(task, None, log_error)
        job.progressed.connect(self._report_in_passing)

    def self_test(
        self, bundle: BundleOnHand, tested: Callable[[SelfTest], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Run one tile through backbone and head, with *exact*, on the chosen device."""
        self._network.run(self.tasks.self_test(bundle, self.session.device.asked), tested, failed)

    def measure_fast(self) -> None:
        """Start the precision check. Release the loaded engine first, because the check needs its memory."""
        if self.session.can_measure:
            self._network.run(self.tasks.release_engine(), None, log_error)
            self.precision_check.start()

    def run_on_network(
        self, task: Task, succeeded: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> Job:
        """Queue a task that needs the engine, behind the viewer's own tasks. Return its job."""
        self._ahead.make_way()
        return self._network.run(task, succeeded, failed)

    # -- results --------------------------------------------------------------------------------------------------
    def draw_heatmap(self, deliver: Callable[[np.ndarray], None]) -> None:
        """Draw the page with the heatmap of the shown prediction and the chosen map, in the background.

        `deliver` is called with the page, uint8 [h, w, 3], RGB.
        """
        session = self.session
        if session.analysis.prediction is None or session.image.opened is None:
            return
        prediction, slide = session.analysis.prediction, session.image.opened.slide
        choice = session.view.map
        look = MapLook(session.view.colours, session.view.fixed_range)
        found = session.explanation.found.get(choice.kind)
        task = self.tasks.draw_heatmap(prediction, slide, choice, found, look)
        self._ahead.make_way()
        self._network.run(task, deliver, self.tell)

    def export(self, folder: Path) -> None:
        """Write the result files of the shown prediction to a subfolder of `folder` with the name of the image."""
        self._results.write(folder)

    def stop_export(self) -> None:
        """Stop writing result files."""
        self._results.stop()

    # -- the end --------------------------------------------------------------------------------------------------
    def shutdown(self) -> None:
        """Cancel everything and wait until running jobs have ended, or until they are abandoned."""
        image = self.session.image.opened
        self.queue.start_no_more_jobs()
        # This makes the listeners that draw the image release the image before its file is closed.
        self.change(Session.closed)
        for runner in (self._opener, self._tiles, self.viewing, self._network):
            runner.cancel_all()
        self.explainer.cancel_all()
        for part in (self._opener, self._tiles, self.viewing, self._network, self.explainer, self.precision_check):
            part.shutdown()
        self.queue.shutdown()
        self.places.shutdown()
        self.cores.shutdown()
        self.marks.shutdown()
        if CLOSING.abandoned:
            return  # a thread may still read the images; the end of the process closes them
        self._ahead.close()
        if image is not None:
            image.slide.close()

    # -- inside ---------------------------------------------------------------------------------------------------
    def _report_in_passing(self, progress: Progress) -> None:
        """Show the progress of loading a model or looking up devices, if an analysis waits for it.

        The analysis is queued behind this job on the same thread, and has no progress of its own yet.
        """
        if self.session.work.activity == "analysing":
            self.change(lambda s: s.progressed(s.work.run, progress, self._clock()))

    def _follow(self, old: Session, new: Session) -> None:
        """Cancel the jobs of an older run. If another tile was selected, read its pixels."""
        # Do not use `new.work.run`: another listener may already have started a job of a later run.
        if self._foreground_run != self.session.work.run:
            self._opening.cancel()
            self._computing.cancel()
        if differs(old, new, _tile_read):
            self._read_tile(new)

    def _read_tile(self, session: Session) -> None:
        self._reading_tile.cancel()
        image, placement, index = session.image.opened, session.region.placement, session.region.selected
        boxes = session.tile_boxes
        if image is None or placement is None or index is None or boxes is None:
            return
        x, y, width, height = boxes[index].tolist()
        task = self.tasks.read_tile(image.slide, RegionL0(x, y, width, height), index, session.grid.tile_px)
        self._reading_tile.start(
            task, lambda picture: self.change(lambda s: s.pictured(placement, picture)), log_error
        )

    def _close_behind(self, image: OpenedImage | None) -> None:
        """Queue the closing of a replaced image behind the cancelled analysis, which may still read the image."""
        if image is not None:
            self._network.run(self.tasks.close_image(image.slide), None, log_error)

    def _start_foreground(
        self,
        job: LatestJob,
        task: Task,
        succeeded: Callable[[Any], None],
        arrived: Callable[[Progress], None] | None = None,
        late: Callable[[Any], None] | None = None,
    ) -> None:
        """Start a job that the user waits for. It belongs to the current run of the session.

        `arrived` is called with each report of its progress, and `late` with a result that comes after the job was
        cancelled.
        """
        run = self._foreground_run = self.session.work.run

        def progressed(progress: Progress) -> None:
            self.change(lambda s: s.progressed(run, progress, self._clock()))
            if arrived is not None:
                arrived(progress)

        def failed(error: BaseException) -> None:
            log_error(error)
            if self.session.work.queue:
                self.change(lambda s: s.skipped(run, explain(error)))
                self.places.analyse_next()
                return
            self.change(lambda s: s.stopped(run, explain(error)))
            # The file with the measured error of *fast* may have been removed after the user chose *fast*.
            if isinstance(error, UnmeasuredError) and run == self.session.work.run:
                self.change(lambda s: s.staying_exact(asks_fast=True))

        job.start(task, succeeded, failed, progressed=progressed, late=late)

    def tell(self, error: BaseException) -> None:
        """Show a notice about a failure that leaves the image and the result unchanged."""
        log_error(error)
        self.change(lambda s: s.noticed(explain(error)))


def _import_curve() -> None:
    import app.viewer.canvas.curve  # noqa: F401


def _tile_read(session: Session) -> tuple[object, ...]:
    """Return the values of the session that determine which tile's pixels are read."""
    return session.image.opened, session.region.placement, session.region.selected
