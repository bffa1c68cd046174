"""Select the patients for whom one rater has a value. The result is the input of every metric."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import Rater, RaterTable
from model.statistics import censoring
from model.statistics.accuracy import Accuracy, accuracy_at
from model.statistics.estimate import NotGiven, same_everywhere
from model.statistics.horizon import AtHorizon, at_horizon, too_few_known
from model.statistics.resampling import Draws
from model.statistics.smooth_calibration import SmoothFit, distances_drawn, smooth_fit


@dataclass(frozen=True, eq=False)
class RaterData:
    """One rater on the n patients for whom it has a value.

    `has_value` bool [patients of the table] selects these patients. `risk` float [n], higher is worse; `time` float
    [n]; `event` bool [n]; `other` bool [n], died of another cause, None if the table has no such death; `high` bool
    [n], in the high-risk group, None without a threshold; `state`, which patients had the event by the horizon and for
    which this is known. Values that several metrics share are computed only once.
    """

    rater: Rater
    options: ComparisonOptions
    has_value: np.ndarray
    risk: np.ndarray
    time: np.ndarray
    event: np.ndarray
    other: np.ndarray | None
    high: np.ndarray | None
    state: AtHorizon

    @property
    def known_risk(self) -> np.ndarray:
        """Return the risks of patients whose outcome at the horizon is known, float [k]."""
        return self.risk[self.state.known]

    @property
    def known_event(self) -> np.ndarray:
        """Return whether the patients of `known_risk` had the event by the horizon, bool [k]."""
        return self.state.positive[self.state.known]

    @property
    def few(self) -> NotGiven | None:
        """Return a reason if the outcome at the horizon is known for too few patients to give an interval.

        Return None if there are enough.
        """
        return too_few_known(self.state)

    @cached_property
    def weights(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the weights for censoring of patients with the event and of patients without it, float [n] each."""
        return censoring.weights(self.time, self.event, self.options.horizon, self.other)

    @cached_property
    def accuracy(self) -> Accuracy | None:
        """Return sensitivity, specificity, PPV and NPV; None without a threshold."""
        if self.high is None:
            return None
        return accuracy_at(self.high, self.time, self.event, self.options.horizon, self.other)

    @cached_property
    def smooth(self) -> SmoothFit | NotGiven:
        """Return the smooth calibration curve of a probability, or the reason why there is none."""
        if self.rater.kind != "probability":
            return NotGiven("the rater gives no probability")
        return self.few or smooth_fit(self.risk, self.time, self.event, self.options.horizon, self.other)

    @cached_property
    def distances(self) -> np.ndarray:
        """Return ICI, E50 and E90 in each bootstrap draw, float [3, draws].

        The caller must make sure that a smooth curve exists.
        """
        if isinstance(self.smooth, NotGiven):
            raise ValueError(self.smooth.reason)
        draws = self.draws(len(self.risk))
        return distances_drawn(self.smooth, self.time, self.event, self.options.horizon, draws, self.other)

    @property
    def constant(self) -> NotGiven | None:
        """Return a reason why there is no number if all values of the rater are equal.

        Return None if the values differ.
        """
        same = len(self.risk) and same_everywhere(self.risk)
        return NotGiven("all patients have the same value") if same else None

    def draws(self, patients: int) -> Draws:
        """Return the bootstrap draws of `patients` patients, as many draws as the comparison requests."""
        return Draws(patients, self.options.draws, self.options.seed)


def rater_data(table: RaterTable, rater: Rater, options: ComparisonOptions) -> RaterData:
    """Return the data of `rater` on the patients of `table` for whom the rater has a value."""
    on = np.isfinite(rater.values)
    time, event = table.time[on], table.event[on]
    other = table.other_death[on] if table.other_death.any() else None
    high = None if rater.high is None else rater.high[on] > 0
    state = at_horizon(time, event, options.horizon, other)
    return RaterData(rater, options, on, rater.risk[on], time, event, other, high, state)
