"""Predict all spots of a study with the chosen model, with one job per spot.

The user can pause, resume or stop this at any time. Finished predictions are saved, and no tile is encoded twice.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from app.session.predicting_text import can_predict
from app.session.study_state import Predicting, StudyState
from app.study import tasks as work
from app.ui.jobs import Job, Task
from app.ui.messages import explain, log_error
from app.viewer.controller import ViewerController
from app.viewer.tasks import once
from model.result.prediction import Prediction

if TYPE_CHECKING:
    from model.study.store import Study


class Holder(Protocol):
    """The owner of the open study, which changes the state of the study in the session."""

    controller: ViewerController

    @property
    def open_study(self) -> "Study | None": ...
    def change(self, state: StudyState) -> None: ...
    def refresh(self) -> None: ...
    def report_error(self, error: BaseException) -> None: ...
    def enqueue(
        self, task: Task, done: Callable[[Any], None] | None, failed: Callable[[BaseException], None]
    ) -> Job: ...


class SpotPredicting:
    """Predicts all spots of a study, and holds the job of the spot that is being analysed."""

    def __init__(self, holder: Holder) -> None:
        self._holder = holder
        self._job: Job | None = None
        """The running job. It is not a `LatestJob`, because a result that arrives after a pause or stop is saved as
        well."""
        self._run = 0
        """Number of the current run. Late results of an earlier run are not counted."""

    @property
    def _state(self) -> StudyState:
        return self._holder.controller.session.study

    @property
    def possible(self) -> bool:
        return can_predict(self._holder.controller.session)

    def start(self) -> None:
        """Analyse all spots that the chosen model has not analysed.

        After a stop, only the remaining spots are analysed.
        """
        if self.possible:
            self._run += 1
            state = self._state
            spots = state.unanalysed
            self._holder.change(replace(state, predicting=Predicting(spots, len(spots)), notice=None))
            self._next()

    def pause(self, paused: bool) -> None:
        """Pause at the spot that is being analysed, or resume with the same spot."""
        predicting = self._state.predicting
        if predicting is None or predicting.paused == paused:
            return
        self._holder.change(self._state.pausing(paused))
        if paused:
            self._drop()
        else:
            self._next()

    def cancel(self) -> None:
        """Stop predicting. Finished predictions are saved."""
        self._drop()
        if self._state.predicting is not None:
            self._holder.change(replace(self._state, predicting=None))

    def _drop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _next(self) -> None:
        from model.study.predictions import add_failure, add_prediction

        holder, run = self._holder, self._run
        session, predicting, study = holder.controller.session, self._state.predicting, holder.open_study
        bundle, precision = session.bundle, session.device.precision
        if predicting is None or study is None or bundle is None:
            return
        spot = next(one.spot for one in self._state.spots if one.spot.id == predicting.queue[0])
        task = work.analyse_spot(holder.controller.tasks, study.folder, spot, bundle, session.device.asked, precision)

        def predicted(prediction: Prediction) -> None:
            # Save the prediction even if the user paused or stopped in the meantime.
            if holder.open_study is study:
                saving = once("saving the prediction", lambda: add_prediction(study, spot, prediction))
                holder.enqueue(saving, lambda _: self._finished(run, spot.id, failed=False), failed)

        def failed(error: BaseException) -> None:
            log_error(error)
            if holder.open_study is study:
                why = explain(error).title
                saving = once("saving the failure", lambda: add_failure(study, spot, bundle.sha256, precision, why))
                holder.enqueue(saving, lambda _: self._finished(run, spot.id, failed=True), holder.report_error)

        job = holder.controller.run_on_network(task, predicted, failed)
        job.progressed.connect(lambda progress: holder.change(self._state.stepped(progress)) if self._job is job
                               else None)  # fmt: skip
        self._job = job

    def _finished(self, run: int, spot_id: int, failed: bool) -> None:
        """Count a finished spot in the run that started it, also while the run is paused.

        A spot of an earlier run is not counted in a later run.
        """
        self._holder.refresh()
        predicting = self._state.predicting
        if predicting is None or run != self._run or predicting.queue[0] != spot_id:
            return
        self._drop()  # the user may have resumed before this result arrived; do not analyse the spot again
        self._holder.change(self._state.next_spot(failed))
        if not predicting.paused:
            self._next()
