"""Who had the event by a fixed time: follow-up and events in, the state of each patient at the horizon out."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class AtHorizon:
    """`positive`: the event came at or before the horizon. `known`: that, or followed to the horizon without one.

    bool [n] each. Who was lost earlier is neither: left out of what needs a plain yes or no, and counted.
    """

    positive: np.ndarray
    known: np.ndarray

    @property
    def events(self) -> int:
        return int(self.positive.sum())

    @property
    def survivors(self) -> int:
        return int((self.known & ~self.positive).sum())

    @property
    def lost(self) -> int:
        return int((~self.known).sum())


def at_horizon(time: np.ndarray, event: np.ndarray, horizon: float) -> AtHorizon:
    """Times float [n] and events bool [n]; an event at just the horizon counts as one by it."""
    positive = event & (time <= horizon)
    return AtHorizon(positive, positive | (time >= horizon))
