"""Transitions about the analysis of the region (start, progress reports, result, end) and its playback."""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Self

import numpy as np

from app.language.text import tr
from app.session.core_steps import CoreSteps
from app.session.outcome_text import outcome_of
from app.session.pace import start, whole_pace
from app.session.precision_text import measuring_stopped
from app.session.region_steps import kind_of, missed_notice, reading_of
from app.session.values import CaseResult, Notice, Saving
from model.base.progress import Progress
from model.region.region import Placement
from model.result.prediction import PartialPrediction, Prediction
from model.slide.record import ImageRecord

_FOLLOWED = 3
"""Maximum number of units whose gates are shown beside the playback, in addition to the unit on the map.

There is no space for more.
"""


class AnalysisSteps(CoreSteps):
    """Transitions about the analysis and its playback. Each method returns a new session."""

    def analysis_started(self) -> Self:
        """Start an analysis. If the precision check is running, stop the check and show a notice."""
        told = measuring_stopped(tr(" because an analysis has started")) if self.device.measuring else None
        started = self._without_result()
        return replace(
            started,
            work=replace(started.work, run=self.work.run + 1, activity="analysing"),
            device=replace(self.device, measuring=None, asks_fast=False),
            region=replace(self.region, selected_for_moving=False),
            notice=told,
        )

    def progressed(self, run: int, progress: Progress, now_s: float = 0.0) -> Self:
        """Show a progress report of the running job, received at clock time `now_s`.

        The report may hold a `PartialPrediction`.
        """
        work = self.work
        if run != work.run or work.activity == "idle":
            return self
        pace = work.pace.told(progress, now_s) if work.pace else start(progress, now_s)
        whole = whole_pace(work.whole, progress, work.asked, len(work.queue), now_s) if work.asked else None
        told = replace(self, work=replace(work, progress=progress, pace=pace, whole=whole))
        if not isinstance(progress.partial, PartialPrediction):
            return told
        return replace(told, analysis=replace(self.analysis, partial=progress.partial))

    def predicted(self, run: int, prediction: Prediction) -> Self:
        if run != self.work.run:
            return self
        work = replace(self.work, activity="idle", progress=None, pace=None)
        read = replace(self, work=work, analysis=replace(self.analysis, partial=reading_of(prediction)))
        done = read._with_prediction(prediction)
        if not work.queue:
            told = missed_notice(work.asked, work.missed) or done.notice
            done = replace(done, work=replace(work, asked=0, missed=(), whole=None), notice=told)
        if self.device.exact is None or prediction.feature_file is not None:
            return done
        # If the chosen device had too little memory, the analysis used another device.
        if prediction.device.precision == "fast":
            return replace(done, device=replace(self.device, fast=prediction.device))
        if prediction.device.precision == "fastest":
            return replace(done, device=replace(self.device, fastest=prediction.device))
        return replace(done, device=replace(self.device, exact=prediction.device))

    def stopped(self, run: int, notice: Notice | None = None) -> Self:
        """End the job with the run number `run`, which failed or was cancelled.

        After a failure, `notice` gives the reason.

        The analysed tiles stay visible.
        """
        work, image = self.work, self.image
        if run != work.run:
            return self
        if notice is not None and work.missed:
            notice = missed_notice(work.asked, (*work.missed, notice))
        unopened = image.unopened if image.opening is None or notice is None else image.unopened | {image.opening}
        work = replace(work, activity="idle", progress=None, pace=None, queue=(), asked=0, missed=(), whole=None)
        image = replace(image, opening=None, glimpse=None, unopened=unopened)
        return replace(self, work=work, image=image, notice=notice)

    def restored(self, image: ImageRecord, prediction: Prediction) -> Self:
        """Show a result that an earlier run of the program has saved for `image`.

        If the user has started something else meanwhile, change nothing.
        """
        opened, placement, bundle = self.image.opened, self.region.placement, self.bundle
        if opened is None or placement is None or bundle is None or self.work.activity != "idle":
            return self
        if self.analysis.prediction is not None or opened.record != image:
            return self
        conditions = (placement.region, bundle.sha256, self.device.precision)
        found = (prediction.placement.region, prediction.bundle.sha256, prediction.device.precision)
        if conditions != found:
            return self
        shown = replace(self, analysis=replace(self.analysis, partial=reading_of(prediction)))
        return shown._with_prediction(prediction)

    def with_outcome(self, path: Path, outcome: CaseResult) -> Self:
        """Set the result that the case list shows for the image `path`.

        An earlier run of the program has saved this result.
        """
        outcomes = MappingProxyType({**self.analysis.outcomes, path: outcome})
        return replace(self, analysis=replace(self.analysis, outcomes=outcomes))

    def analysed_in_queue(self, prediction: Prediction, whole: bool) -> Self:
        """Remember a result of the queue. Show the result if its region is on the screen and has no result yet.

        `whole` is true if the region is the default region of its image. The case list then shows the result.
        """
        shown = self.analysis.prediction
        if shown is not None and kind_of(shown) == kind_of(prediction):
            return self  # the shown prediction has explanations
        known = self.remembering(prediction)
        if whole and self.bundle is not None and prediction.bundle.sha256 == self.bundle.sha256:
            known = known.with_outcome(Path(prediction.image.path), outcome_of(prediction))
        return known.restored(prediction.image, prediction)

    def showing_anyway(self) -> Self:
        return replace(self, analysis=replace(self.analysis, revealed=True))

    def showing_result(self, prediction: Prediction, placement: Placement) -> Self:
        """Show an existing result of the image, and move the analysis region to `placement`, where it was computed."""
        analysis = replace(self.analysis, prediction=prediction, partial=reading_of(prediction))
        return replace(self, analysis=analysis, region=replace(self.region, placement=placement))

    def with_saving(self, saving: Saving | None) -> Self:
        """Record that a picture for the clipboard or for a file is being made; None when this has ended."""
        return replace(self, work=replace(self.work, saving=saving))

    def with_export(self, exporting: Saving | None) -> Self:
        """Record that result files are being written; None when this has ended."""
        return replace(self, work=replace(self.work, exporting=exporting))

    # -- playback -------------------------------------------------------------------------------------------------
    @property
    def step(self) -> int | None:
        """Return the step (from 0) at which the selected tile was analysed.

        Return None if no tile is selected, or if the model has not analysed the selected tile.
        """
        if self.analysis.partial is None or self.region.selected is None:
            return None
        at = np.flatnonzero(self.analysis.partial.trace.index == self.region.selected)
        return int(at[0]) if len(at) else None

    def at_step(self, step: int) -> Self:
        """Select the tile that was analysed at `step`, counted from 0.

        A step outside the range is set to the nearest end.
        """
        partial = self.analysis.partial
        if partial is None or not partial.trace.steps:
            return self
        index = int(partial.trace.index[min(max(step, 0), partial.trace.steps - 1)])
        if index == self.region.selected:
            return self
        return replace(self, region=replace(self.region, selected=index, picture=None, selected_for_moving=False))

    def play(self, playing: bool) -> Self:
        """Start or stop the playback. If the playback is at its end, start it from the beginning."""
        partial, at = self.analysis.partial, self.step
        if partial is None or self.work.activity != "idle" or not playing:
            return self._playing(False)
        rewound = self.at_step(0) if at is None or at == partial.trace.steps - 1 else self
        return rewound._playing(True)

    def played_on(self) -> Self:
        """Move the playback forward by one step. At the last step, stop the playback."""
        partial, at = self.analysis.partial, self.step
        if partial is None or at is None or at >= partial.trace.steps - 1:
            return self._playing(False)
        return self.at_step(at + 1)

    def following(self, unit: int) -> Self:
        """Show the gates of a unit beside the playback, or hide them if they are shown."""
        known = self.view.followed
        units = tuple(one for one in known if one != unit) if unit in known else (*known, unit)[-_FOLLOWED:]
        return replace(self, view=replace(self.view, followed=units))

    def _with_prediction(self, prediction: Prediction) -> Self:
        """Show `prediction`, and remember it for the case list and for the next time that its region is shown."""
        outcomes = MappingProxyType({**self.analysis.outcomes, Path(prediction.image.path): outcome_of(prediction)})
        analysis = replace(self.analysis, prediction=prediction, outcomes=outcomes)
        return replace(self, analysis=analysis).remembering(prediction)

    def _playing(self, playing: bool) -> Self:
        return replace(self, analysis=replace(self.analysis, playing=playing))
