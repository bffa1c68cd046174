"""Transitions about explanations of the prediction, and about occluded tiles.

Each explanation names the prediction that it explains. The transitions here ignore explanations of other predictions.
The results in more tile orders become part of the prediction.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Self

import numpy as np

from app.session.analysis_steps import AnalysisSteps
from app.session.slices import ExplanationState
from app.session.values import Explaining
from model.base.progress import Progress
from model.explain.explanation import Explanation, OccludedTiles
from model.explain.states import Gates
from model.result.order_check import same_analysis, with_order_check
from model.result.prediction import Prediction


class ExplainSteps(AnalysisSteps):
    """Transitions about explanations. Each method returns a new session."""

    @property
    def can_explain(self) -> bool:
        """Return whether a probability is shown and can be explained."""
        analysis = self.analysis
        return analysis.prediction is not None and not analysis.refused and self.work.activity == "idle"

    @property
    def can_try_orders(self) -> bool:
        """Return whether the result depends on the tile order and was not yet computed in more tile orders."""
        ordered = self.analysis.partial is not None and bool(self.analysis.partial.trace.hidden)
        return self.can_explain and ordered and "order" not in (*self._asked, *self.explanation.found)

    # -- explanations ---------------------------------------------------------------------------------------------
    def explain_asked(self, keys: tuple[str, ...]) -> Self:
        """Add the methods `keys` to the methods that run or wait. Methods that were requested before are skipped."""
        before, asked = self.explanation, self._asked
        new = tuple(key for key in dict.fromkeys(keys) if key not in (*asked, *before.found))
        if not new or not self.can_explain:
            return self
        running = Explaining((*asked, *new), before.running.progress if before.running else None)
        failed = {key: why for key, why in before.failed.items() if key not in new}
        return self._explained(replace(before, running=running, failed=MappingProxyType(failed), stopped=False))

    def explain_progressed(self, prediction: Prediction, progress: Progress) -> Self:
        """Show a progress report. The report may hold an explanation."""
        running = self.explanation.running
        if not self._shows(prediction) or running is None:
            return self
        told = self._explained(replace(self.explanation, running=replace(running, progress=progress)))
        return told._with_found((progress.partial,)) if isinstance(progress.partial, Explanation) else told

    def explained_by(self, prediction: Prediction, found: tuple[Explanation, ...]) -> Self:
        if not self._shows(prediction):
            return self
        return self._with_found(found)._no_longer(tuple(one.method.key for one in found))

    def explain_failed(self, prediction: Prediction, keys: tuple[str, ...], why: str) -> Self:
        if not self._shows(prediction):
            return self
        failed = MappingProxyType({**self.explanation.failed, **dict.fromkeys(keys, why)})
        return self._explained(replace(self.explanation, failed=failed))._no_longer(keys)

    def explain_stopped(self) -> Self:
        """Stop waiting for explanations that are not finished yet."""
        return self._explained(replace(self.explanation, running=None, stopped=True))

    def with_gates(self, prediction: Prediction, gates: tuple[Gates, ...]) -> Self:
        if not self._shows(prediction):
            return self
        return self._explained(replace(self.explanation, gates=gates))

    def with_pictures(self, prediction: Prediction, pictures: Mapping[int, np.ndarray]) -> Self:
        if not self._shows(prediction):
            return self
        known = MappingProxyType({**self.explanation.pictures, **pictures})
        return self._explained(replace(self.explanation, pictures=known))

    # -- occluded tiles -----------------------------------------------------------------------------------
    def with_occlusion_tool(self, occluding: bool) -> Self:
        """Start or end the occlusion tool. When the tool ends, no tile is occluded any longer."""
        if not occluding:
            ended = self._explained(replace(self.explanation, occluding=False, occluded=frozenset(), without=None))
            return replace(ended, image=replace(ended.image, cross=None))
        started = self._explained(replace(self.explanation, occluding=self.can_explain))
        image = replace(started.image, ruling=False, outlining=False, cross=None)
        region = replace(started.region, selected_for_moving=False)
        return replace(started, image=image, region=region)

    def with_occluded(self, tiles: frozenset[int]) -> Self:
        """Occlude exactly `tiles`.

        The previous probability stays visible until the probability without `tiles` is known.
        """
        before = self.explanation
        if not self.can_explain or tiles == before.occluded:
            return self
        return self._explained(replace(before, occluded=tiles, without=before.without if tiles else None))

    def toggling_occlusion(self) -> Self:
        """Occlude the selected tile. If the tile is already occluded, stop occluding it."""
        selected = self.region.selected
        return self if selected is None else self.with_occluded(self.explanation.occluded ^ {selected})

    def answered(self, prediction: Prediction, tiles: frozenset[int], region: OccludedTiles) -> Self:
        """Show the probability without `tiles`.

        During a drag, more tiles may be occluded by now than `tiles`.
        """
        if not self._shows(prediction) or not self.explanation.occluded:
            return self
        return self._explained(replace(self.explanation, without=region))

    # -- inside -------------------------------------------------------------------------------------------------------
    @property
    def _asked(self) -> tuple[str, ...]:
        return self.explanation.running.asked if self.explanation.running else ()

    def _shows(self, prediction: Prediction) -> bool:
        """Return whether the shown result is `prediction`, with or without a check in more tile orders."""
        return same_analysis(self.analysis.prediction, prediction)

    def _with_found(self, found: tuple[Explanation, ...]) -> Self:
        known = {**self.explanation.found, **{one.method.key: one for one in found}}
        told = self._explained(replace(self.explanation, found=MappingProxyType(known)))
        orders = next((one for one in found if one.method.key == "order"), None)
        return told if orders is None else told._order_checked(orders)

    def _order_checked(self, orders: Explanation) -> Self:
        """Add the results in more tile orders to the prediction.

        The prediction's reliability and exports then use them.
        """
        before = self.analysis.prediction
        return self if before is None else self._with_prediction(with_order_check(before, orders.readings))

    def _no_longer(self, keys: tuple[str, ...]) -> Self:
        """Stop waiting for the explanation methods `keys`, which have finished or failed."""
        left = tuple(key for key in self._asked if key not in keys)
        return self._explained(replace(self.explanation, running=Explaining(left) if left else None))

    def _explained(self, explanation: ExplanationState) -> Self:
        return replace(self, explanation=explanation)
