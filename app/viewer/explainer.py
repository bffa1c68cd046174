"""Explain the shown prediction in background jobs, and put the explanations into the session.

Explanations are computed on a thread of their own, so that the next image can be read ahead in parallel. If the user
occludes tiles, the probability without these tiles is computed on another thread, so that the result follows the drag.
Before the first explanation, the shown prediction is prepared on the network's thread. Only one prepared prediction is
kept, because it takes 8 MB. A job belongs to its prediction. When another prediction is shown, the job is cancelled and
its later results are ignored.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.session.session import Session
from app.session.store import Store
from app.ui.jobs import Job, JobRunner, LatestJob
from app.ui.messages import explain, log_error
from app.viewer.network_tasks import Tasks
from app.viewer.tasks import IMPORTANCE
from model.base.geometry import RegionL0
from model.base.progress import Progress
from model.bundle.head_shape import HeadShape
from model.explain.explanation import METHODS, TOP, Explanation, OccludedTiles, methods_for, top_tiles
from model.result.order_check import same_analysis
from model.result.prediction import Prediction

if TYPE_CHECKING:
    from model.explain.explained import PreparedSpot

MOST_TILES = 512
"""Maximum number of tiles of a feature file for which the explanation of a sequence network starts by itself.

With this number, the explanation takes four times as long as for an analysis region of 256 tiles.
"""
PICTURE_PX = 96
"""Side of the small pictures of tiles in px, large enough for screens with two device px per screen px."""


class Explainer(QObject):
    """Explains each shown prediction with the methods that the current view needs."""

    def __init__(self, store: Store, tasks: Tasks, network: JobRunner) -> None:
        super().__init__()
        self._store, self._tasks = store, tasks
        self._runner = JobRunner("explain", gives_way=True)
        self._live = JobRunner("what if", gives_way=True)
        self._prediction: Prediction | None = None
        """The prediction that the jobs explain."""
        self._laid: PreparedSpot | None = None
        """The same prediction, prepared for explanations.

        A `WeakKeyDictionary` by prediction would not work: `PreparedSpot` refers to its prediction, so its entry would
        never be released.
        """
        self._jobs: dict[tuple[str, ...], Job] = {}
        self._laying = LatestJob(network, log_error)
        self._asking = LatestJob(self._live, log_error)
        """The job that computes the user's occlusion. Tiles that the user occludes meanwhile are in the session."""
        store.changed.connect(self._follow)

    def ask(self, *keys: str) -> None:
        """Request explanations by these methods, unless they were requested before."""
        self._store.change(lambda s: s.explain_asked(keys))

    def explain(self) -> None:
        """Request the two importance maps: occlusion and integrated gradients."""
        self.ask(*IMPORTANCE)

    def stop(self) -> None:
        """Stop the explanations at the user's request. Finished explanations stay."""
        self._store.change(Session.explain_stopped)

    def cancel_all(self) -> None:
        """Request that all jobs stop. Do not wait for them."""
        for runner in (self._runner, self._live):
            runner.cancel_all()

    def shutdown(self) -> None:
        self.cancel_all()
        for runner in (self._runner, self._live):
            runner.shutdown()

    # -- following ------------------------------------------------------------------------------------------------
    def _follow(self, old: Session, new: Session) -> None:
        shown = new.analysis.prediction if new.can_explain and not new.work.queue else None
        same = same_analysis(shown, self._prediction)
        # If only a check in more tile orders was added, take the new prediction, but compute no explanation again.
        self._prediction = shown
        if not same:
            self._drop()
            if shown is not None:
                if starts_by_itself(new):
                    self.ask(*IMPORTANCE, *_wished(new))
                self._lay(new, shown)
        if shown is None:
            return
        if new.view is not old.view and (fresh := _wished(new) - _wished(old)):
            self.ask(*(key for key in METHODS if key in fresh))
        if new.explanation.running is not old.explanation.running:
            self._keep_up(new, shown)
        if new.explanation.occluded != old.explanation.occluded:
            self._ask_glass(new, shown)
        if new.explanation.found is not old.explanation.found:
            self._read_pictures(new, shown)

    def _drop(self) -> None:
        self._laying.cancel()
        self._asking.cancel()
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()
        self._laid = None

    def _lay(self, session: Session, prediction: Prediction) -> None:
        bundle = session.bundle
        if bundle is None or bundle.sha256 != prediction.bundle.sha256:
            return

        def laid(found: "PreparedSpot") -> None:
            self._laid = found
            self._begin(prediction, found)

        task = self._tasks.lay_out(prediction, bundle, session.device.asked, session.device.precision)
        self._laying.start(task, laid, lambda error: self._failed(prediction, IMPORTANCE, error))

    def _begin(self, prediction: Prediction, laid: "PreparedSpot") -> None:
        """Compute the gates first, because this takes little time. Then start the explanations requested meanwhile."""
        session = self._store.session
        if session.bundle is not None and session.bundle.manifest.head.facts.gated:
            looked = self._tasks.look_inside(laid)
            self._runner.run(
                looked, lambda found: self._store.change(lambda s: s.with_gates(prediction, found)), log_error
            )
        self._keep_up(session, prediction)
        self._ask_glass(session, prediction)

    def _keep_up(self, session: Session, prediction: Prediction) -> None:
        """Start a job for each requested method that has no job. Cancel the jobs of methods that are not requested."""
        laid, asked = self._laid, session.explanation.running.asked if session.explanation.running else ()
        for keys in [keys for keys in self._jobs if not set(keys) & set(asked)]:
            self._jobs.pop(keys).cancel()
        for key in asked if laid is not None else ():
            keys = IMPORTANCE if key in IMPORTANCE else (key,)
            if keys not in self._jobs and laid is not None:
                self._start(laid, prediction, keys)

    def _start(self, laid: "PreparedSpot", prediction: Prediction, keys: tuple[str, ...]) -> None:
        def found(explanations: tuple[Explanation, ...]) -> None:
            self._store.change(lambda s: s.explained_by(prediction, explanations))

        def told(progress: Progress) -> None:
            self._store.change(lambda s: s.explain_progressed(prediction, progress))

        task = self._tasks.explain(laid, keys)
        job = self._runner.run(task, found, lambda error: self._failed(prediction, keys, error))
        job.progressed.connect(told)
        self._jobs[keys] = job

    def _failed(self, prediction: Prediction, keys: tuple[str, ...], error: BaseException) -> None:
        log_error(error)
        why = explain(error)
        self._store.change(lambda s: s.explain_failed(prediction, keys, why.text))

    # -- occlusion by the user -----------------------------------------------------------------------------------
    def _ask_glass(self, session: Session, prediction: Prediction) -> None:
        """Compute the prediction without the tiles that the user occludes. Only one such job runs at a time.

        If the user has changed the occluded tiles meanwhile, compute the prediction without the new tiles next.
        """
        laid, tiles = self._laid, session.explanation.occluded
        if laid is None or not tiles or self._asking.is_running:
            return

        def answered(region: OccludedTiles) -> None:
            self._store.change(lambda s: s.answered(prediction, tiles, region))

        def ended() -> None:
            if self._store.session.explanation.occluded != tiles:
                self._ask_glass(self._store.session, prediction)

        self._asking.start(self._tasks.what_if(laid, tiles), answered, log_error, finished=ended)

    # -- pictures of tiles --------------------------------------------------------------------------------------------
    def _read_pictures(self, session: Session, prediction: Prediction) -> None:
        """Read the pictures of the tiles that the panel lists and whose pictures are missing."""
        image, known = session.image.opened, session.explanation
        named = {i for one in known.found.values() for some in top_tiles(one, TOP) for i in some}
        missing = sorted(named - set(known.pictures))
        if image is None or not missing:
            return
        boxes = {i: RegionL0(*prediction.tile_boxes[i].tolist()) for i in missing}
        task = self._tasks.read_tiles(image.slide, boxes, PICTURE_PX)
        self._live.run(
            task, lambda pictures: self._store.change(lambda s: s.with_pictures(prediction, pictures)), log_error
        )


def starts_by_itself(session: Session) -> bool:
    """Return whether the shown prediction is explained without a request by the user.

    An explanation that the user stopped does not start again, for example after a search for cores. Occlusion of a
    sequence of n tiles takes about n x n steps. For a large feature file, the program therefore waits for a request.
    """
    prediction, ordered = session.analysis.prediction, session.bundle is None or session.bundle.manifest.head.ordered
    large = prediction is not None and ordered and prediction.grid.tiles > MOST_TILES and prediction.grid.scattered
    return not session.explanation.stopped and not large


def _wished(session: Session) -> frozenset[str]:
    """Return the keys of the explanation methods that the current view needs and the model supports."""
    head, view = session.bundle.manifest.head if session.bundle else HeadShape(), session.view
    keys = {view.map.kind} | ({"memory"} if view.inside and view.states == "memory" else set())
    there = {method.key for method in methods_for(head, session.grid.scattered)}
    return frozenset((keys | set(IMPORTANCE if keys & set(IMPORTANCE) else ())) & there)
