"""Who had the event by a fixed time.

This module alone decides it, for training labels, the comparison, weights for censoring and recalibration.
"""

from dataclasses import dataclass

import numpy as np

RULE = "a death at exactly the horizon counts as an event"
"""The rule as model cards and reports state it."""


@dataclass(frozen=True, eq=False)
class AtHorizon:
    """`positive`: event at or before the horizon; `known`: that, or followed to the horizon without one; bool [n] each.

    Patients lost earlier are neither: they are counted, and left out of statistics that need a yes or no.
    """

    positive: np.ndarray
    known: np.ndarray

    @property
    def negative(self) -> np.ndarray:
        """Return who was followed to the horizon, or beyond it, without an event by then; bool [n]."""
        return self.known & ~self.positive

    @property
    def events(self) -> int:
        """Number of patients with the event by the horizon."""
        return int(self.positive.sum())

    @property
    def survivors(self) -> int:
        """Number of patients known to be without the event at the horizon."""
        return int(self.negative.sum())

    @property
    def lost(self) -> int:
        """Number of patients lost before the horizon."""
        return int((~self.known).sum())


def by_horizon(time: np.ndarray, horizon: float) -> np.ndarray:
    """Return which times, float [n], are at or before the horizon: events then count as events by it; bool [n]."""
    return np.asarray(time <= horizon)


def at_horizon(time: np.ndarray, event: np.ndarray, horizon: float) -> AtHorizon:
    """Return each patient's state at the horizon; an event at exactly the horizon counts as an event by it."""
    positive = event & by_horizon(time, horizon)
    return AtHorizon(positive, positive | (time >= horizon))


def event_by(time: float, event: bool, horizon: float) -> bool | None:
    """Return whether one patient had the event by the horizon; None where follow-up ended earlier without it."""
    state = at_horizon(np.array([time]), np.array([event]), horizon)
    return bool(state.positive[0]) if state.known[0] else None
