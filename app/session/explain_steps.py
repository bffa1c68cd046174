"""Transitions about explanations of the prediction, occluded tiles and playback.

Each result names the prediction that it explains. Results of another prediction are ignored here, in one place.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Self

import numpy as np

from app.session.core_steps import CoreSteps
from app.session.values import Explaining
from model.base.progress import Progress
from model.explain.explanation import Explanation, OccludedTiles
from model.explain.states import Gates
from model.result.prediction import Prediction


class ExplainSteps(CoreSteps):
    """Transitions: each returns a new session."""

    @property
    def can_explain(self) -> bool:
        """Return whether there is a visible number to explain."""
        return self.prediction is not None and not self.refused and self.activity == "idle"

    @property
    def can_try_orders(self) -> bool:
        """Return whether the analysis depends on the order of tiles and other orders were not tried yet."""
        asked = self.explaining.asked if self.explaining else ()
        ordered = self.reading is not None and bool(self.reading.trace.hidden)
        return self.can_explain and ordered and "order" not in (*asked, *self.explained.found)

    @property
    def step(self) -> int | None:
        """Return the step, from 0, at which the selected tile was analysed; None if there is none or it was skipped."""
        if self.reading is None or self.selected is None:
            return None
        at = np.flatnonzero(self.reading.trace.index == self.selected)
        return int(at[0]) if len(at) else None

    # -- explanations ---------------------------------------------------------------------------------------------
    def explain_asked(self, keys: tuple[str, ...]) -> Self:
        """Add the methods that were not requested yet to those that run or wait."""
        asked = self.explaining.asked if self.explaining else ()
        new = tuple(key for key in dict.fromkeys(keys) if key not in (*asked, *self.explained.found))
        if not new or not self.can_explain:
            return self
        progress = self.explaining.progress if self.explaining else None
        failed = {key: why for key, why in self.explained.failed.items() if key not in new}
        return replace(self._known(failed=failed), explaining=Explaining((*asked, *new), progress))

    def explain_progressed(self, prediction: Prediction, progress: Progress) -> Self:
        """Show a report, with the explanation in it if there is one."""
        if prediction is not self.prediction or self.explaining is None:
            return self
        told = replace(self, explaining=replace(self.explaining, progress=progress))
        return told._with_found((progress.partial,)) if isinstance(progress.partial, Explanation) else told

    def explained_by(self, prediction: Prediction, found: tuple[Explanation, ...]) -> Self:
        if prediction is not self.prediction:
            return self
        return self._with_found(found)._no_longer(tuple(one.method.key for one in found))

    def explain_failed(self, prediction: Prediction, keys: tuple[str, ...], why: str) -> Self:
        if prediction is not self.prediction:
            return self
        failed = {**self.explained.failed, **dict.fromkeys(keys, why)}
        return self._known(failed=failed)._no_longer(keys)

    def explain_stopped(self) -> Self:
        """Stop waiting for explanations that are not known yet."""
        return replace(self, explaining=None)

    def with_gates(self, prediction: Prediction, gates: tuple[Gates, ...]) -> Self:
        return self._known(gates=gates) if prediction is self.prediction else self

    def with_pictures(self, prediction: Prediction, pictures: Mapping[int, np.ndarray]) -> Self:
        if prediction is not self.prediction:
            return self
        return self._known(pictures={**self.explained.pictures, **pictures})

    # -- occluded tiles -----------------------------------------------------------------------------------
    def with_glass(self, glazing: bool) -> Self:
        """Start or end the occlusion tool; ending it also clears the tiles."""
        if not glazing:
            return replace(self, glazing=False, glazed=frozenset(), without=None)
        return replace(self, glazing=self.can_explain, ruling=False, held=False)

    def glazing_tiles(self, tiles: frozenset[int]) -> Self:
        """Occlude other tiles; the last answer is shown until the next one is known."""
        if not self.can_explain or tiles == self.glazed:
            return self
        return replace(self, glazed=tiles, without=self.without if tiles else None)

    def glazing_selected(self) -> Self:
        """Add the selected tile to the occluded tiles, or remove it."""
        return self if self.selected is None else self.glazing_tiles(self.glazed ^ {self.selected})

    def answered(self, prediction: Prediction, tiles: frozenset[int], region: OccludedTiles) -> Self:
        """Show the probability without `tiles`. During a drag an answer for earlier tiles is shown as well."""
        if prediction is not self.prediction or not self.glazed:
            return self
        return replace(self, without=region)

    # -- playback -----------------------------------------------------------------------------------------------------
    def at_step(self, step: int) -> Self:
        """Select the tile that was analysed at `step`, counted from 0 and limited to the existing steps."""
        if self.reading is None or not self.reading.trace.steps:
            return self
        index = int(self.reading.trace.index[min(max(step, 0), self.reading.trace.steps - 1)])
        return self if index == self.selected else replace(self, selected=index, picture=None, held=False)

    def play(self, playing: bool) -> Self:
        """Start the playback (from the beginning if it was at its end), or stop it."""
        if self.reading is None or self.activity != "idle" or not playing:
            return replace(self, playing=False)
        at = self.step
        rewound = self.at_step(0) if at is None or at == self.reading.trace.steps - 1 else self
        return replace(rewound, playing=True)

    def played_on(self) -> Self:
        """Move on by one step; stop at the last."""
        at = self.step
        if self.reading is None or at is None or at >= self.reading.trace.steps - 1:
            return replace(self, playing=False)
        return self.at_step(at + 1)

    def following(self, unit: int) -> Self:
        """Show the gates of a unit beside the playback, or hide them."""
        known = self.view.followed
        units = tuple(one for one in known if one != unit) if unit in known else (*known, unit)[-_FOLLOWED:]
        return replace(self, view=replace(self.view, followed=units))

    # -- inside -------------------------------------------------------------------------------------------------------
    def _with_found(self, found: tuple[Explanation, ...]) -> Self:
        return self._known(found={**self.explained.found, **{one.method.key: one for one in found}})

    def _no_longer(self, keys: tuple[str, ...]) -> Self:
        """Stop waiting for these methods: they are known, or failed."""
        left = tuple(key for key in self.explaining.asked if key not in keys) if self.explaining else ()
        return replace(self, explaining=Explaining(left) if left else None)

    def _known(self, **changes: Any) -> Self:
        closed: dict[str, Any] = {
            key: MappingProxyType(value) if isinstance(value, dict) else value for key, value in changes.items()
        }
        return replace(self, explained=replace(self.explained, **closed))


_FOLLOWED = 3
"""Units whose gates are shown beside the playback, besides the one on the map: as many as fit."""
