"""The session as a composition of slices, and the values that depend on several slices. No Qt."""

from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np

from app.session.comparison_state import ComparisonState
from app.session.queue_state import QueueState
from app.session.slices import (
    AnalysisState,
    CoresState,
    DeviceState,
    ExplanationState,
    ImageState,
    RegionState,
    Remembered,
    WorkState,
)
from app.session.study_state import StudyState
from app.session.values import BundleOnHand, Notice, View
from model.base.geometry import RegionL0
from model.region.grid import GridSpec, level0_boxes
from model.result.saved_regions import SavedRegion

Workspace = Literal["viewer", "study", "packet", "reading"]
"""What the window shows: an image, an open study, a reader's packet, or a case of a blinded read."""


@dataclass(frozen=True, eq=False)
class State:
    """The whole state of the window, with one slice per subject."""

    image: ImageState = ImageState()
    region: RegionState = RegionState()
    cores: CoresState = CoresState()
    work: WorkState = WorkState()
    analysis: AnalysisState = AnalysisState()
    explanation: ExplanationState = ExplanationState()
    device: DeviceState = DeviceState()
    view: View = View()
    study: StudyState = StudyState()
    comparison: ComparisonState = ComparisonState()
    queue: QueueState = QueueState()
    bundle: BundleOnHand | None = None
    bundle_failed: bool = False
    """Whether the newest chosen model could not be loaded. Without this, a model that is None is still loading."""
    workspace: Workspace = "viewer"
    notice: Notice | None = None

    # -- derived values ---------------------------------------------------------------------------------------
    @property
    def grid(self) -> GridSpec:
        """Return the tile grid of the result. Without a result, return the grid of the current model.

        Without a model, return the grid of the published method (16 x 16 tiles).
        """
        if self.analysis.partial:
            return self.analysis.partial.grid
        if self.image.features is not None:
            return self.image.features.grid
        return self.bundle.manifest.grid if self.bundle else GridSpec()

    @property
    def tile_boxes(self) -> np.ndarray | None:
        """Return the tiles of `grid` in level-0 px, float64 [tiles, 4]; None without an image or a region."""
        if self.image.opened is None:
            return None
        if self.analysis.partial is not None:
            return self.analysis.partial.tile_boxes
        if self.image.features is not None:
            return self.image.features.boxes
        if self.region.placement is None or self.bundle is None:
            return None
        return level0_boxes(self.grid, self.region.placement.region)

    @property
    def can_measure(self) -> bool:
        known = self.bundle is not None and self.device.fast is not None
        return known and self.device.measuring is None and self.work.activity == "idle"

    @property
    def can_analyse(self) -> bool:
        return self.can_take_features and (self.image.features is not None or not self.needs_features)

    @property
    def can_take_features(self) -> bool:
        """Return whether a feature file of the open image can be used now."""
        return self.image.opened is not None and self.bundle is not None and self.work.activity == "idle"

    @property
    def needs_features(self) -> bool:
        """Return whether the model needs feature files and cannot analyse images."""
        return self.bundle is not None and self.bundle.manifest.tile_layout == "positions"

    @property
    def saved_here(self) -> SavedRegion | None:
        """Return the saved region at the same place as the analysis region."""
        if self.image.features is not None:
            return None
        region = self.region.placement.region if self.region.placement else None
        return next((saved for saved in self.region.saved if saved.region == region), None)

    @property
    def unread_regions(self) -> tuple[RegionL0, ...]:
        """Return saved regions that the current model has not analysed in the current precision."""
        sha256, device = self.bundle.sha256 if self.bundle else "", self.device
        wanted = (sha256, device.precision, device.arithmetic)
        return tuple(saved.region for saved in self.region.saved if saved.result_of(*wanted) is None)

    # -- transitions that other transitions use ----------------------------------------------------------------------
    def cancelled(self) -> Self:
        """Stop the running work. Its later reports are ignored."""
        stopped = WorkState(run=self.work.run + 1, saving=self.work.saving, exporting=self.work.exporting)
        return replace(self, work=stopped, image=replace(self.image, opening=None, glimpse=None))

    def going_to(self, workspace: Workspace) -> Self:
        return self if workspace == self.workspace else replace(self, workspace=workspace)

    def with_study(self, study: StudyState) -> Self:
        return self if study is self.study else replace(self, study=study)

    def with_comparison(self, comparison: ComparisonState) -> Self:
        return self if comparison is self.comparison else replace(self, comparison=comparison)

    def with_queue(self, queue: QueueState) -> Self:
        return self if queue is self.queue else replace(self, queue=queue)

    def noticed(self, notice: Notice | None) -> Self:
        return replace(self, notice=notice)

    def _without_result(self) -> Self:
        """Return the session without the result. No number or map may remain after the image or region has changed.

        The result and its explanations are remembered, and return with their image and region.
        """
        known = AnalysisState(remembered=self._with_explanations(), outcomes=self.analysis.outcomes)
        return replace(
            self,
            work=replace(self.work, progress=None, pace=None),
            analysis=known,
            explanation=ExplanationState(occluding=self.explanation.occluding),
        )

    def _with_explanations(self) -> tuple[Remembered, ...]:
        """Return the remembered results. The visible result now has all finished explanations."""
        shown = self.analysis.prediction
        finished = replace(self.explanation, running=None, occluding=False, occluded=frozenset(), without=None)
        return tuple(
            replace(known, explanation=finished) if known.prediction is shown else known
            for known in self.analysis.remembered
        )
