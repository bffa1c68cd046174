"""Who had the event by a fixed time.

This module alone decides it, for training labels, the comparison, weights for censoring and recalibration.
"""

from dataclasses import dataclass

import numpy as np

from model.statistics.estimate import FEWEST_EVENTS, NotGiven, too_few

RULE = "a death at exactly the horizon counts as an event"
"""The rule as model cards and reports state it."""
TIES = "a loss at the time of a death counts as later than it; who is lost at exactly the horizon was alive at it"
"""The rule for tied times in every figure that is weighted for censoring."""


@dataclass(frozen=True, eq=False)
class AtHorizon:
    """`positive`: event at or before the horizon; `known`: state at the horizon known; bool [n] each.

    Known are those with the event by then, those dead of another cause by then (`other`), and those followed to the
    horizon without either. Patients lost earlier are neither: they are counted; weights or curves stand in for them.
    """

    positive: np.ndarray
    known: np.ndarray
    other: np.ndarray

    @property
    def negative(self) -> np.ndarray:
        """Return who is known to be without the event at the horizon, dead of another cause included; bool [n]."""
        return self.known & ~self.positive

    @property
    def reached(self) -> np.ndarray:
        """Return who was followed to the horizon, or beyond it, and alive without the event; bool [n]."""
        return self.negative & ~self.other

    @property
    def events(self) -> int:
        """Number of patients with the event by the horizon."""
        return int(self.positive.sum())

    @property
    def survivors(self) -> int:
        """Number of patients known to be without the event at the horizon."""
        return int(self.negative.sum())

    @property
    def others(self) -> int:
        """Number of patients dead of another cause by the horizon."""
        return int(self.other.sum())

    @property
    def followed(self) -> int:
        """Number of patients followed to the horizon without an event."""
        return int(self.reached.sum())

    @property
    def lost(self) -> int:
        """Number of patients lost before the horizon."""
        return int((~self.known).sum())


def by_horizon(time: np.ndarray, horizon: float) -> np.ndarray:
    """Return which times, float [n], are at or before the horizon: events then count as events by it; bool [n]."""
    return np.asarray(time <= horizon)


def at_horizon(time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None) -> AtHorizon:
    """Return each patient's state at the horizon; an event at exactly the horizon counts as an event by it.

    `other` bool [n] marks deaths of another cause; without it, such a death ends the follow-up as a loss does.
    """
    by = by_horizon(time, horizon)
    positive = event & by
    dead = np.zeros(len(time), bool) if other is None else other & by & ~positive
    return AtHorizon(positive, positive | dead | (time >= horizon), dead)


def too_few_known(state: AtHorizon) -> NotGiven | None:
    """Return the reason why the patients known at the horizon are too few for a figure; None if they suffice."""
    few = too_few(state.events, state.survivors, rest="patients known to be without one at the horizon")
    return few or too_few_followed(state)


def too_few_followed(state: AtHorizon) -> NotGiven | None:
    """Return the reason why too few were followed to the horizon; None if they suffice.

    They suffice from five on, and where no more were lost before the horizon than were followed to it.
    """
    if state.followed >= FEWEST_EVENTS or state.lost <= state.followed:
        return None
    return NotGiven(f"too few were followed to the horizon: {state.followed}, and {state.lost} were lost before it")


def event_by(time: float, event: bool, horizon: float) -> bool | None:
    """Return whether one patient had the event by the horizon; None where follow-up ended earlier without it."""
    state = at_horizon(np.array([time]), np.array([event]), horizon)
    return bool(state.positive[0]) if state.known[0] else None
