"""Transitions about the arithmetic of the next analysis: *exact*, *fast* and the precision check."""

from dataclasses import replace
from typing import Self

from app.session.pace import start
from app.session.precision_text import measured, measuring_stopped, no_fast, switched_on
from app.session.state import State
from app.session.values import Measuring, Notice
from model.base.progress import Progress
from model.result.prediction import KnownError, Precision


class PrecisionSteps(State):
    """Transitions: each returns a new session."""

    def with_precision(self, precision: Precision) -> Self:
        """Use *exact* or *fast* from the next analysis on; ask the user first if *fast* was never measured."""
        chosen = replace(self, precision=precision, asks_fast=False)._settled()
        if chosen.precision == "fast" and self.precision == "exact" and chosen.fast_on_hand is not None:
            return chosen.noticed(switched_on(chosen.fast_on_hand))
        return chosen

    def staying_exact(self, asks_fast: bool = False) -> Self:
        """Use *exact*; `asks_fast`: ask the user about *fast*, because it was not measured."""
        return replace(self, precision="exact", asks_fast=asks_fast)

    def measuring_started(self) -> Self:
        return replace(self, measuring=Measuring(), asks_fast=False, notice=None)

    def measuring_progressed(self, progress: Progress, now_s: float) -> Self:
        if self.measuring is None:
            return self
        pace = self.measuring.pace.told(progress, now_s) if self.measuring.pace else start(progress, now_s)
        return replace(self, measuring=Measuring(progress, pace))

    def measured_fast(self, error: KnownError) -> Self:
        """Set the measured error, switch *fast* on, and show a notice with the error."""
        if self.measuring is None or self.fast_on_hand is None:
            return self
        fast = replace(self.fast_on_hand, error=error)
        return replace(self, measuring=None, fast_on_hand=fast, precision="fast", notice=measured(fast))

    def measuring_ended(self, notice: Notice | None = None) -> Self:
        """End a precision check that failed or that the user stopped."""
        return replace(self, measuring=None, notice=notice or measuring_stopped(""))

    def _settled(self) -> Self:
        """Allow *fast* only if its error with this model is known; until that is looked up, keep the user's choice."""
        if self.precision == "exact" or self.exact_on_hand is None or self.bundle is None:
            return self
        if self.fast_on_hand is None:
            return self.staying_exact().noticed(no_fast(self.exact_on_hand))
        return self if self.fast_on_hand.error is not None else self.staying_exact(asks_fast=True)

    def _of_another_kind(self) -> Self:
        """Clear *exact* and *fast* for another model or device; both must be looked up again."""
        told = measuring_stopped(": it was of another model or device") if self.measuring else self.notice
        return replace(self, exact_on_hand=None, fast_on_hand=None, asks_fast=False, measuring=None, notice=told)
