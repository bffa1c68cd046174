"""Who had the event by a fixed time: follow-up and events in, the state of each patient at the horizon out.

This is the one place that decides it, for training labels, the comparison, weights for censoring and recalibration.
"""

from dataclasses import dataclass

import numpy as np

RULE = "a death at exactly the horizon counts as an event"
"""The rule as model cards and reports state it."""


@dataclass(frozen=True, eq=False)
class AtHorizon:
    """`positive`: the event came at or before the horizon. `known`: that, or followed to the horizon without one.

    bool [n] each. Who was lost earlier is neither: left out of what needs a plain yes or no, and counted.
    """

    positive: np.ndarray
    known: np.ndarray

    @property
    def negative(self) -> np.ndarray:
        """Followed to the horizon, or beyond it, without an event by then; bool [n]."""
        return self.known & ~self.positive

    @property
    def events(self) -> int:
        return int(self.positive.sum())

    @property
    def survivors(self) -> int:
        return int(self.negative.sum())

    @property
    def lost(self) -> int:
        return int((~self.known).sum())


def by_horizon(time: np.ndarray, horizon: float) -> np.ndarray:
    """Which of the times, float [n], lie at or before the horizon: an event then counts as one by it. bool [n]."""
    return np.asarray(time <= horizon)


def at_horizon(time: np.ndarray, event: np.ndarray, horizon: float) -> AtHorizon:
    """Times float [n] and events bool [n]; an event at exactly the horizon counts as one by it."""
    positive = event & by_horizon(time, horizon)
    return AtHorizon(positive, positive | (time >= horizon))


def event_by(time: float, event: bool, horizon: float) -> bool | None:
    """As `at_horizon`, of one patient; None where follow-up ended before the horizon without the event."""
    state = at_horizon(np.array([time]), np.array([event]), horizon)
    return bool(state.positive[0]) if state.known[0] else None
