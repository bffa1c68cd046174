"""Compute the results of one rater."""

from dataclasses import dataclass

import numpy as np

from model.comparison.comparison import CalibrationBin, ComparisonOptions, GroupAtHorizon, RaterResult
from model.comparison.competing import competing_of
from model.comparison.data.rater_table import Rater, RaterTable
from model.comparison.metric_functions import NO_THRESHOLD, counts_at_threshold
from model.comparison.metrics import metrics_for
from model.comparison.rater_data import RaterData, rater_data
from model.statistics.accuracy import share_by
from model.statistics.discrimination import roc_points, weighted_roc
from model.statistics.estimate import FEW_EVENTS, ChiSquare, Given, NotGiven
from model.statistics.hazards import log_rank
from model.statistics.horizon import at_horizon, too_few_followed
from model.statistics.kaplan_meier import KaplanMeier, kaplan_meier
from model.statistics.partial_likelihood import scaled
from model.statistics.restricted_mean import TimeLost, difference, time_lost

_MOST_GROUPS = 6
"""Maximum number of Kaplan-Meier curves that can be distinguished in one plot."""
_BINS = 5
_FEWEST_A_BIN = 10


def result_of_rater(table: RaterTable, rater: Rater, options: ComparisonOptions) -> RaterResult:
    """Return the results of `rater`: every metric, curve and test on the patients for whom the rater has a value."""
    data = rater_data(table, rater, options)
    state = data.state
    groups, groups_text = _groups(data)
    both = state.events > 0 and state.survivors > 0 and too_few_followed(state) is None
    filled = [(name, who) for name, who in groups if who.any()]
    means = [_means(data, who) for _, who in filled]
    kept_difference, lost_difference = _differences(means)
    return RaterResult(
        name=rater.name,
        role=rater.role,
        kind=rater.kind,
        direction=rater.direction,
        note=rater.note,
        threshold=rater.threshold,
        patients=len(data.risk),
        events=int(data.event.sum()),
        known_events=state.events,
        known_others=state.survivors,
        lost=state.lost,
        unsure=f"fewer than {FEW_EVENTS} events by the horizon" if state.events < FEW_EVENTS else "",
        estimates={row.key: row.of(data) for row in metrics_for(options.complete_case)},
        sd=scaled(data.risk)[1],
        log_rank=_log_rank(groups, data),
        groups_text=groups_text,
        groups=curves_of(groups, data.time, data.event),
        roc=roc_points(data.known_risk, data.known_event) if both else None,
        roc_weighted=None if data.few else weighted_roc(data.risk, *data.weights),
        at_threshold=counts_at_threshold(data),
        calibration_bins=_calibration_bins(data),
        smooth=data.smooth if isinstance(data.smooth, NotGiven) else data.smooth.curve(),
        other_deaths=state.others,
        at_horizon=tuple(_at_horizon(data, *group, each) for group, each in zip(filled, means, strict=True)),
        kept_difference=kept_difference,
        lost_difference=lost_difference,
        competing=competing_of(data, groups),
    )


def curves_of(groups: list[tuple[str, np.ndarray]], time: np.ndarray, event: np.ndarray) -> tuple[KaplanMeier, ...]:
    """Return a Kaplan-Meier curve for each group that is not empty. Each group is a name and its members, bool [n]."""
    return tuple(kaplan_meier(name, time[who], event[who]) for name, who in groups if who.any())


def _groups(data: RaterData) -> tuple[list[tuple[str, np.ndarray]], str]:
    """Return the name and the members, bool [n], of each risk group, and a text that says how the groups are formed.

    The group of lowest risk is first.
    """
    if data.high is not None:
        return [("low risk", ~data.high), ("high risk", data.high)], "high against low risk at the threshold"
    rater = data.rater
    values = rater.values[data.has_value]
    levels = np.unique(values)
    if rater.kind in ("ordinal", "binary") and len(levels) <= _MOST_GROUPS:
        in_order = levels[::-1] if rater.protective else levels
        return [(f"{level:g}", values == level) for level in in_order], "each level"
    return [], ""


def _log_rank(groups: list[tuple[str, np.ndarray]], data: RaterData) -> ChiSquare | NotGiven:
    if not groups:
        return NO_THRESHOLD
    return log_rank(np.argmax([who for _, who in groups], axis=0), data.time, data.event)


@dataclass(frozen=True)
class _Means:
    """The mean time before the horizon that one risk group loses to deaths of any known cause, and to the event."""

    any_death: TimeLost
    event: TimeLost


def _means(data: RaterData, who: np.ndarray) -> _Means | NotGiven:
    other = None if data.other is None else data.other[who]
    time, event, horizon = data.time[who], data.event[who], data.options.horizon
    few = too_few_followed(at_horizon(time, event, horizon, other))
    if few:
        return few
    lost = time_lost(time, event, horizon, other)
    return _Means(lost if other is None else time_lost(time, event | other, horizon), lost)


def _at_horizon(data: RaterData, name: str, who: np.ndarray, means: _Means | NotGiven) -> GroupAtHorizon:
    other = None if data.other is None else data.other[who]
    state = at_horizon(data.time[who], data.event[who], data.options.horizon, other)
    share = share_by(who, data.time, data.event, data.options.horizon, data.other)
    kept, lost = (means, means) if isinstance(means, NotGiven) else (means.any_death.kept(), means.event.given())
    return GroupAtHorizon(
        name, int(who.sum()), state.events, state.survivors, state.others, state.lost, share, kept, lost
    )


def _differences(means: list[_Means | NotGiven]) -> tuple[Given, Given]:
    """Return differences between the group of highest risk and the group of lowest risk.

    The first difference is of the restricted mean survival time, the second of the mean time lost to the event.
    """
    if len(means) < 2:
        one_group = NotGiven("the patients do not form two risk groups")
        return one_group, one_group
    low, high = means[0], means[-1]
    if isinstance(low, NotGiven):
        return low, low
    if isinstance(high, NotGiven):
        return high, high
    return difference(low.any_death, high.any_death), difference(high.event, low.event)


def _calibration_bins(data: RaterData) -> tuple[CalibrationBin, ...]:
    """Return the groups of the calibration curve, of about equal size. Return () if the rater has no calibration."""
    if data.rater.kind != "probability" or data.few:
        return ()
    bins = max(2, min(_BINS, len(data.risk) // _FEWEST_A_BIN))
    number = np.empty(len(data.risk), np.int64)
    for place, who in enumerate(np.array_split(np.argsort(data.risk, kind="stable"), bins)):
        number[who] = place
    followed = (data.time, data.event, data.options.horizon, data.other)
    return tuple(
        CalibrationBin(int(who.sum()), float(data.risk[who].mean()), share_by(who, *followed))
        for who in (number == place for place in range(bins))
    )
