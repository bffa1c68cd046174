"""One rater on the patients for whom it has a value: the input of every metric."""

from dataclasses import dataclass

import numpy as np

from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import Rater, RaterTable
from model.statistics.estimate import NotGiven, same_everywhere, too_few
from model.statistics.horizon import AtHorizon, at_horizon
from model.statistics.resampling import Draws


@dataclass(frozen=True, eq=False)
class RaterData:
    """`has_value` bool [patients of the table] chooses the n patients of all other arrays.

    `risk` float [n], higher is worse; `time` float [n]; `event` bool [n]; `high` bool [n] at or above the threshold,
    None without a threshold; `state` of each patient at the horizon.
    """

    rater: Rater
    options: ComparisonOptions
    has_value: np.ndarray
    risk: np.ndarray
    time: np.ndarray
    event: np.ndarray
    high: np.ndarray | None
    state: AtHorizon

    @property
    def known_risk(self) -> np.ndarray:
        """Return the risks of patients whose state at the horizon is known, float [k]."""
        return self.risk[self.state.known]

    @property
    def known_event(self) -> np.ndarray:
        """Return whether those patients had the event by the horizon, bool [k]."""
        return self.state.positive[self.state.known]

    @property
    def known_high(self) -> np.ndarray | None:
        """Return whether those patients are at high risk, bool [k]; None without a threshold."""
        return None if self.high is None else self.high[self.state.known]

    @property
    def few(self) -> NotGiven | None:
        """Return the reason why patients known at the horizon are too few for an interval; None if they suffice."""
        rest = "patients known to be without one at the horizon"
        return too_few(self.state.events, self.state.survivors, rest=rest)

    @property
    def constant(self) -> NotGiven | None:
        """Return the reason why a constant rater has no number; None if its values differ."""
        same = len(self.risk) and same_everywhere(self.risk)
        return NotGiven("all patients have the same value") if same else None

    def draws(self, patients: int) -> Draws:
        """Return the bootstrap draws for `patients`."""
        return Draws(patients, self.options.draws, self.options.seed)


def rater_data(table: RaterTable, rater: Rater, options: ComparisonOptions) -> RaterData:
    """Select the patients of `table` for whom `rater` has a value."""
    on = np.isfinite(rater.values)
    time, event = table.time[on], table.event[on]
    high = None if rater.high is None else rater.high[on] > 0
    return RaterData(rater, options, on, rater.risk[on], time, event, high, at_horizon(time, event, options.horizon))
