"""The heatmap of a revealed case: computed when the reader asks for it, shown while it grows, and cancelled by a key.

A study stores numbers and no maps, so the model runs again, by the same pipeline as for any image.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.language.text import mark, tr
from app.session.session import Session
from app.session.slices import AnalysisState, ExplanationState, RegionState
from app.session.store import Store
from app.session.values import BundleOnHand, OpenedImage, Tone
from app.study.controller import StudyController
from app.ui.jobs import Job, Task
from app.ui.messages import log_error
from app.viewer.network_tasks import Tasks
from app.viewer.overlays.heat import heat
from app.viewer.tasks import IMPORTANCE, Steps
from model.base.geometry import SizeL0
from model.base.progress import Progress
from model.region.region import Placement, place_spot
from model.result.prediction import Precision, Prediction
from model.study.reading_state import CaseImage

if TYPE_CHECKING:
    from model.explain.explanation import Explanation

HEATMAP = "heatmap"
Text = tuple[Tone, str, str]
"""The tone, the title and the remedy of a notice, in English."""
OTHER_MODEL: Text = (
    "info",
    mark("The chosen model is not the model whose result was revealed."),
    mark("Leave reading mode and choose that model."),
)
NO_MODEL: Text = ("info", mark("The model is still being loaded."), mark("Press H again in a moment."))
NO_MAP: Text = ("info", mark("The heatmap of this case could not be computed."), mark("The log gives the reason."))
HIDDEN_MAP: Text = (
    "info",
    mark("There is no heatmap of this case, because its reliability is “do not use”."),
    "",
)
STOPPED: Text = ("info", mark("The heatmap was cancelled."), mark("H computes it again."))


class RevealedMap:
    """Computes and shows the heatmap in the store of a blinded read. At most one heatmap is computed at a time."""

    def __init__(self, store: Store, study: StudyController, told: Callable[[Text], None]) -> None:
        """Prepare for the canvas of `store`. `told` is called with a notice when there is no map."""
        self._store, self._study, self._told = store, study, told
        self._job: Job | None = None
        self.progressed: Callable[[str], None] = lambda text: None
        """Called with the text of the progress; "" when the work has ended."""

    @property
    def is_running(self) -> bool:
        """Return whether a heatmap is being computed."""
        return self._job is not None

    def press(self, case: CaseImage | None, model_sha256: str) -> None:
        """Show the heatmap, hide it, compute it, or cancel its computing: what H does now."""
        session, controller = self._store.session, self._study.controller
        image, bundle = session.image.opened, controller.session.bundle
        if self._job is not None:
            self.cancel()
            self._told(STOPPED)
        elif session.analysis.prediction is not None:
            self._show_or_hide()
        elif image is None or case is None:
            return
        elif bundle is None:
            self._told(NO_MODEL)
        elif bundle.sha256 != model_sha256:
            self._told(OTHER_MODEL)
        else:
            record, manifest = image.record, bundle.manifest
            size = SizeL0(record.width_px, record.height_px)
            placement = place_spot(case.region, size, record.mpp, manifest.window_px, manifest.mpp)
            chosen = controller.session.device
            self._begin(placement, bundle)
            self._run(_explained(controller.tasks, image, placement, bundle, chosen.asked, chosen.precision))

    def _run(self, task: Task) -> None:
        """Run the analysis on the network's thread. Reports of a job that was cancelled are ignored."""

        def newest(follow: Callable[..., None]) -> Callable[..., None]:
            return lambda *found: follow(*found) if self._job is job else None

        def failed(error: BaseException) -> None:
            log_error(error)
            if self._job is job:
                self._end()
                self._told(NO_MAP)

        job = self._study.controller.run_on_network(task, newest(self._done), failed)
        job.progressed.connect(newest(self._report))
        # Somebody else has cancelled it, for example because the program closes.
        job.finished.connect(newest(self._end))
        self._job = job

    def cancel(self) -> bool:
        """Stop computing, and remove what was shown of the map. Return whether a heatmap was being computed."""
        if self._job is None:
            return False
        self._job.cancel()
        self._end()
        return True

    def _begin(self, placement: Placement, bundle: BundleOnHand) -> None:
        """Show the network's activity from the first tiles on. The canvas shows the progress as a line."""
        self._study.change(self._study.controller.session.study.with_notice(None))

        def begun(session: Session) -> Session:
            placed = replace(session, bundle=bundle, region=replace(session.region, placement=placement))
            return placed.analysis_started().viewed(shown=session.view.shown | {HEATMAP})

        self._store.change(begun)
        self.progressed(tr("Computing the heatmap: waiting for the model. H or Esc: cancel."))

    def _report(self, progress: Progress) -> None:
        run = self._store.session.work.run
        self._store.change(lambda s: s.progressed(run, progress, time.monotonic()))
        share = f" {100 * progress.done / progress.total:.0f} %" if progress.total else ""
        self.progressed(
            tr("Computing the heatmap: {stage}{share}. H or Esc: cancel.", stage=tr(progress.stage), share=share)
        )

    def _done(self, found: "tuple[Prediction, tuple[Explanation, ...]]") -> None:
        self._job = None
        self.progressed("")
        run, (prediction, explanations) = self._store.session.work.run, found

        def shown(session: Session) -> Session:
            ended = session.stopped(run).showing_result(prediction, prediction.placement)
            return ended.explained_by(prediction, explanations)

        self._store.change(shown)
        self._tell_if_hidden()

    def _show_or_hide(self) -> None:
        self._store.change(lambda s: s.toggled(HEATMAP))
        if HEATMAP in self._store.session.view.shown:
            self._tell_if_hidden()

    def _tell_if_hidden(self) -> None:
        if heat(self._store.session) is None:
            self._told(HIDDEN_MAP)

    def _end(self) -> None:
        """Remove the map that is not complete."""
        self._job = None
        self.progressed("")

        def ended(session: Session) -> Session:
            emptied = replace(session.cancelled(), analysis=AnalysisState(), explanation=ExplanationState())
            return replace(emptied, region=RegionState()).viewed(shown=session.view.shown - {HEATMAP})

        self._store.change(ended)


def _explained(
    tasks: Tasks, image: OpenedImage, placement: Placement, bundle: BundleOnHand, device: str, precision: Precision
) -> "Steps[tuple[Prediction, tuple[Explanation, ...]]]":
    """Analyse the region and compute its maps of importance, which the viewer shows first too. Return both."""
    prediction = yield from tasks.analyse(image, placement, bundle, device, precision)
    if prediction.verdict.level == "do not use":
        return prediction, ()
    prepared = yield from tasks.lay_out(prediction, bundle, device, precision)
    return prediction, (yield from tasks.explain(prepared, IMPORTANCE))
