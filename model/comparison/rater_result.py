"""Compute all numbers of one rater."""

import numpy as np

from model.comparison.comparison import CalibrationBin, ComparisonOptions, RaterResult
from model.comparison.data.rater_table import Rater, RaterTable
from model.comparison.metric_functions import NO_THRESHOLD, counts_at_threshold
from model.comparison.metrics import METRICS
from model.comparison.rater_data import RaterData, rater_data
from model.statistics.discrimination import roc_points
from model.statistics.estimate import FEW_EVENTS, ChiSquare, NotGiven
from model.statistics.hazards import log_rank
from model.statistics.kaplan_meier import KaplanMeier, kaplan_meier
from model.statistics.partial_likelihood import scaled

_MOST_GROUPS = 6
"""More Kaplan-Meier curves cannot be distinguished in one plot."""
_BINS = 5
_FEWEST_A_BIN = 10


def result_of_rater(table: RaterTable, rater: Rater, options: ComparisonOptions) -> RaterResult:
    """Compute every metric, curve and test of `rater` on the patients for whom it has a value."""
    data = rater_data(table, rater, options)
    state = data.state
    groups, groups_text = _groups(data)
    both = state.events > 0 and state.survivors > 0
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
        estimates={row.key: row.of(data) for row in METRICS},
        sd=scaled(data.risk)[1],
        log_rank=_log_rank(groups, data),
        groups_text=groups_text,
        groups=curves_of(groups, data.time, data.event),
        roc=roc_points(data.known_risk, data.known_event) if both else None,
        at_threshold=counts_at_threshold(data),
        calibration_bins=_calibration_bins(data),
    )


def curves_of(groups: list[tuple[str, np.ndarray]], time: np.ndarray, event: np.ndarray) -> tuple[KaplanMeier, ...]:
    """Return a Kaplan-Meier curve for each of the named groups, bool [n], that has members."""
    return tuple(kaplan_meier(name, time[who], event[who]) for name, who in groups if who.any())


def _groups(data: RaterData) -> tuple[list[tuple[str, np.ndarray]], str]:
    """Return the name and the members, bool [n], of each risk group, lowest risk first, and what the groups are."""
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


def _calibration_bins(data: RaterData) -> tuple[CalibrationBin, ...]:
    """Return the calibration curve in bins of equal size, by Kaplan-Meier; empty where there is no calibration."""
    if data.rater.kind != "probability" or data.few:
        return ()
    bins = max(2, min(_BINS, len(data.risk) // _FEWEST_A_BIN))
    groups = np.array_split(np.argsort(data.risk, kind="stable"), bins)
    curves = [kaplan_meier("", data.time[who], data.event[who]) for who in groups]
    return tuple(
        CalibrationBin(len(who), float(data.risk[who].mean()), curve.share_with_event(data.options.horizon))
        for who, curve in zip(groups, curves, strict=True)
    )
