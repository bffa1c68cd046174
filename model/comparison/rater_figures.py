"""All figures of one rater: a table, the rater and options come in; a `RaterResult` goes out."""

import numpy as np

from model.comparison.calibrated import brier_of, calibration_of
from model.comparison.comparison import AtThreshold, ComparisonOptions, RaterResult
from model.comparison.data.rater_table import Rater, RaterTable
from model.statistics.censoring import auc_at
from model.statistics.concordance import harrells_c, unos_c
from model.statistics.discrimination import auc, roc_points
from model.statistics.drawn import aucs_at
from model.statistics.estimate import FEW_EVENTS, ChiSquare, Given, NotGiven, counted, same_everywhere, too_few
from model.statistics.hazards import hazard_ratio, log_rank
from model.statistics.horizon import at_horizon
from model.statistics.kaplan_meier import KaplanMeier, kaplan_meier
from model.statistics.partial_likelihood import scaled
from model.statistics.resampling import Draws, interval

_MOST_GROUPS = 6
"""Kaplan-Meier curves that can still be told apart."""
NO_THRESHOLD = NotGiven("no threshold was set")


def result_of_rater(table: RaterTable, rater: Rater, options: ComparisonOptions) -> RaterResult:
    """Of the patients for whom `rater` has a value."""
    on = np.isfinite(rater.values)
    time, event, risk = table.time[on], table.event[on], rater.risk[on]
    state = at_horizon(time, event, options.horizon)
    positive, scores = state.positive[state.known], risk[state.known]
    per_sd, sd = scaled(risk)
    high = None if rater.high is None else rater.high[on]
    groups, words = _groups(rater, on)
    drawn = Draws(len(risk), options.draws, options.seed)
    few = too_few(state.events, state.survivors, rest="patients known to be without one at the horizon")

    brier, brier_censored = brier_of(rater, on, table, options, drawn)
    return RaterResult(
        name=rater.name,
        role=rater.role,
        kind=rater.kind,
        direction=rater.direction,
        note=rater.note,
        threshold=rater.threshold,
        patients=len(risk),
        events=int(event.sum()),
        known_events=state.events,
        known_others=state.survivors,
        lost=state.lost,
        unsure=f"fewer than {FEW_EVENTS} events by the horizon" if state.events < FEW_EVENTS else "",
        auc=auc(scores, positive),
        auc_censored=few or _constant(risk) or _auc_censored(risk, time, event, options.horizon, drawn),
        c_harrell=harrells_c(risk, time, event),
        c_uno=unos_c(risk, time, event, options.horizon),
        hr_threshold=NO_THRESHOLD if high is None else hazard_ratio(high, time, event),
        hr_sd=_constant(risk) or hazard_ratio(per_sd, time, event),
        sd=sd,
        log_rank=_log_rank(groups, time, event),
        groups_text=words,
        groups=curves_of(groups, time, event),
        roc=roc_points(scores, positive) if state.events and state.survivors else None,
        at_threshold=NO_THRESHOLD if high is None else _at_threshold(high[state.known] > 0, positive),
        brier=brier,
        brier_censored=brier_censored,
        calibration=calibration_of(rater, on, table, options),
    )


def _auc_censored(
    risk: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, drawn: Draws
) -> Given:
    return interval(auc_at(risk, time, event, horizon), aucs_at(risk, time, event, horizon, drawn))


def _constant(risk: np.ndarray) -> NotGiven | None:
    return NotGiven("all patients have the same value") if len(risk) and same_everywhere(risk) else None


def _groups(rater: Rater, on: np.ndarray) -> tuple[list[tuple[str, np.ndarray]], str]:
    """Name and members (among those with a value) of each group, lowest risk first, and what the groups are."""
    if rater.high is not None:
        high = rater.high[on] > 0
        return [("low risk", ~high), ("high risk", high)], "high against low risk at the threshold"
    values = rater.values[on]
    levels = np.unique(values)
    if rater.kind in ("ordinal", "binary") and len(levels) <= _MOST_GROUPS:
        in_order = levels[::-1] if rater.protective else levels
        return [(f"{level:g}", values == level) for level in in_order], "each level"
    return [], ""


def curves_of(groups: list[tuple[str, np.ndarray]], time: np.ndarray, event: np.ndarray) -> tuple[KaplanMeier, ...]:
    """A Kaplan-Meier curve for each group that has members."""
    return tuple(kaplan_meier(name, time[who], event[who]) for name, who in groups if who.any())


def _log_rank(
    groups: list[tuple[str, np.ndarray]], time: np.ndarray, event: np.ndarray
) -> ChiSquare | NotGiven:
    if not groups:
        return NO_THRESHOLD
    return log_rank(np.argmax([who for _, who in groups], axis=0), time, event)


def _at_threshold(high: np.ndarray, positive: np.ndarray) -> AtThreshold:
    a, b = int((high & positive).sum()), int((~high & positive).sum())
    c, d = int((high & ~positive).sum()), int((~high & ~positive).sum())

    def share(good: int, of: int, nobody: str) -> Given:
        return counted(good, of) if of else NotGiven(nobody)

    return AtThreshold(
        a,
        b,
        c,
        d,
        share(a, a + b, "there are no events"),
        share(d, c + d, "there is nobody known to be without an event"),
        share(a, a + c, "nobody is at high risk"),
        share(d, b + d, "nobody is at low risk"),
    )
