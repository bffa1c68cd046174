"""All spots of a study read by the model on hand, one job a spot: wishes come in, the study's state and file follow.

Paused, cancelled or resumed at any moment: what was read is kept, and of what was encoded nothing is encoded twice.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from app.study import tasks as work
from app.study.state import Predicting, StudyState
from app.ui.jobs import Job, Task
from app.ui.messages import explain, log_error
from app.viewer.controller import ViewerController
from model.result.prediction import Prediction

if TYPE_CHECKING:
    from model.study.store import Study


class Holder(Protocol):
    """Who holds the study that is open, and its state."""

    controller: ViewerController
    state: StudyState

    @property
    def held(self) -> "Study | None": ...
    def change(self, state: StudyState) -> None: ...
    def refresh(self) -> None: ...
    def tell(self, error: BaseException) -> None: ...
    def keep(self, task: Task, done: Callable[[Any], None] | None, failed: Callable[[BaseException], None]) -> Job: ...


class SpotPredicting:
    """Holds the job of the spot under way."""

    def __init__(self, holder: Holder) -> None:
        self._holder = holder
        self._job: Job | None = None
        self._go = 0
        """How often all spots were asked for: what comes late belongs to an earlier go."""

    @property
    def possible(self) -> bool:
        state, session = self._holder.state, self._holder.controller.session
        ready = state.writable and state.predicting is None and bool(state.unread)
        return ready and session.bundle is not None and state.reading is None

    def start(self) -> None:
        """Read every spot that the model on hand has not read; can be cancelled, the next go reads the rest."""
        if self.possible:
            self._go += 1
            state = self._holder.state
            self._holder.change(replace(state, predicting=Predicting(state.unread, len(state.unread)), notice=None))
            self._next()

    def pause(self, paused: bool) -> None:
        """Stop, and stay at the spot under way; or go on with it."""
        predicting = self._holder.state.predicting
        if predicting is None or predicting.paused == paused:
            return
        self._holder.change(self._holder.state.pausing(paused))
        if paused:
            self._drop()
        else:
            self._next()

    def cancel(self) -> None:
        """Stop; what was read is kept."""
        self._drop()
        if self._holder.state.predicting is not None:
            self._holder.change(replace(self._holder.state, predicting=None))

    def _drop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _next(self) -> None:
        holder, go = self._holder, self._go
        session, predicting, study = holder.controller.session, holder.state.predicting, holder.held
        bundle, precision = session.bundle, session.precision
        if predicting is None or study is None or bundle is None:
            return
        spot = next(one.spot for one in holder.state.spots if one.spot.id == predicting.queue[0])
        task = work.read_spot(holder.controller.tasks, study.folder, spot, bundle, session.device, precision)

        def predicted(prediction: Prediction) -> None:
            # Also of a spot that was paused or cancelled in its last moment: what was read is kept.
            if holder.held is study:
                keep = work.kept(study, spot, prediction)
                holder.keep(keep, lambda _: self._went_on(go, spot.id, failed=False), failed)

        def failed(error: BaseException) -> None:
            log_error(error)
            if holder.held is study:
                told = work.failure_kept(study, spot, bundle.sha256, precision, explain(error).title)
                holder.keep(told, lambda _: self._went_on(go, spot.id, failed=True), holder.tell)

        job = holder.controller.run_on_network(task, predicted, failed)
        job.progressed.connect(lambda progress: holder.change(holder.state.stepped(progress)) if self._job is job
                               else None)  # fmt: skip
        self._job = job

    def _went_on(self, go: int, spot_id: int, failed: bool) -> None:
        """A spot is done: it counts in the go it was read in, paused or not, and in no later one."""
        self._holder.refresh()
        predicting = self._holder.state.predicting
        if predicting is None or go != self._go or predicting.queue[0] != spot_id:
            return
        self._drop()  # resumed before this arrived, it would be read twice
        self._holder.change(self._holder.state.next_spot(failed))
        if not predicting.paused:
            self._next()
