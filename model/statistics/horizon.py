"""Determine which patients had the event by a fixed time, the horizon.

No other module defines this. Training labels, comparison, censoring weights and recalibration use this module.
"""

from dataclasses import dataclass

import numpy as np

from model.statistics.estimate import FEWEST_EVENTS, NotGiven, too_few

RULE = "a death at exactly the horizon counts as an event"
"""The rule for deaths at the horizon, as model cards and reports state it."""
TIES = (
    "a loss at the same time as a death counts as later than the death; a patient lost at exactly the horizon was "
    "alive at the horizon"
)
"""The rule for a death and a loss at the same time. The rule applies to every number that is weighted for censoring."""


@dataclass(frozen=True, eq=False)
class AtHorizon:
    """Which patients had the event by the horizon, and for which patients this is known.

    `positive` bool [n] is whether the event occurred at or before the horizon. `known` bool [n] is whether the outcome
    at the horizon is known: the patient had the event or died of another cause (`other`) by the horizon, or was
    followed to the horizon alive. The outcome of a patient lost earlier is not known. Such patients are counted, and
    weights or curves account for them.
    """

    positive: np.ndarray
    known: np.ndarray
    other: np.ndarray

    @property
    def negative(self) -> np.ndarray:
        """Return which patients are known to be without the event at the horizon, bool [n].

        Patients who died of another cause are included.
        """
        return self.known & ~self.positive

    @property
    def reached(self) -> np.ndarray:
        """Return which patients were followed at least to the horizon and were alive without the event, bool [n]."""
        return self.negative & ~self.other

    @property
    def events(self) -> int:
        """Return the number of patients with the event by the horizon."""
        return int(self.positive.sum())

    @property
    def survivors(self) -> int:
        """Return the number of patients known to be without the event at the horizon."""
        return int(self.negative.sum())

    @property
    def others(self) -> int:
        """Return the number of patients who died of another cause by the horizon."""
        return int(self.other.sum())

    @property
    def followed(self) -> int:
        """Return the number of patients who were followed to the horizon alive and without the event."""
        return int(self.reached.sum())

    @property
    def lost(self) -> int:
        """Return the number of patients lost before the horizon."""
        return int((~self.known).sum())


def by_horizon(time: np.ndarray, horizon: float) -> np.ndarray:
    """Return which times, float [n], are at or before the horizon, bool [n].

    An event at such a time counts as an event by the horizon.
    """
    return np.asarray(time <= horizon)


def at_horizon(time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None) -> AtHorizon:
    """Return which patients had the event by `horizon`, and for which patients this is known.

    An event at exactly the horizon counts as an event by the horizon.

    `other` bool [n] marks deaths of another cause. Without `other`, such a death ends the follow-up like a loss.
    """
    by = by_horizon(time, horizon)
    positive = event & by
    dead = np.zeros(len(time), bool) if other is None else other & by & ~positive
    return AtHorizon(positive, positive | dead | (time >= horizon), dead)


def too_few_known(state: AtHorizon) -> NotGiven | None:
    """Return a reason if the outcome at the horizon is known for too few patients, otherwise None."""
    few = too_few(state.events, state.survivors, rest="patients known to be without an event at the horizon")
    return few or too_few_followed(state)


def too_few_followed(state: AtHorizon) -> NotGiven | None:
    """Return a reason if too few patients were followed to the horizon. Return None if enough were followed.

    Five patients are enough. Fewer are also enough if the number of patients lost before the horizon is not larger.
    """
    if state.followed >= FEWEST_EVENTS or state.lost <= state.followed:
        return None
    return NotGiven(
        f"too few patients were followed to the horizon: {state.followed}, and {state.lost} were lost before "
        "the horizon"
    )


def event_by(time: float, event: bool, horizon: float) -> bool | None:
    """Return whether one patient had the event by the horizon, or None if follow-up ended earlier without the event."""
    state = at_horizon(np.array([time]), np.array([event]), horizon)
    return bool(state.positive[0]) if state.known[0] else None
