"""Compare two raters on the same patients: differences, agreement and cross-table."""

import numpy as np

from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import Rater, RaterTable
from model.comparison.pair_results import CrossCell, PairAgreement, PairResult, Reclassification
from model.statistics.agreement import cohens_kappa, raw_agreement
from model.statistics.censoring import auc_at
from model.statistics.concordance import c_difference
from model.statistics.discrimination import auc_difference, auc_value
from model.statistics.drawn import aucs, aucs_at
from model.statistics.estimate import Given, NotGiven
from model.statistics.horizon import at_horizon, too_few_followed, too_few_known
from model.statistics.resampling import Draws, interval


def pair_result(table: RaterTable, a: Rater, b: Rater, options: ComparisonOptions) -> PairResult:
    """Return the differences `a` minus `b`, on the patients for whom both have a value."""
    both = np.isfinite(a.values) & np.isfinite(b.values)
    time, event = table.time[both], table.event[both]
    other = table.other_death[both]
    state = at_horizon(time, event, options.horizon, other)
    one, two = a.risk[both], b.risk[both]
    x, y, positive = one[state.known], two[state.known], state.positive[state.known]
    delta = auc_difference(x, y, positive)
    if not isinstance(delta, NotGiven):
        delta = too_few_followed(state) or delta
    drawn = _drawn(x, y, positive, options) if not isinstance(delta, NotGiven) else delta
    weighted = too_few_known(state) or _weighted(one, two, time, event, other, options)
    return PairResult(
        a.name, b.name, int(both.sum()), int(event.sum()), delta, drawn, weighted, c_difference(one, two, time, event)
    )


def _weighted(
    one: np.ndarray, two: np.ndarray, time: np.ndarray, event: np.ndarray, other: np.ndarray, options: ComparisonOptions
) -> Given:
    """Return the difference of the AUCs weighted for censoring; both are of the same draws of patients."""
    draws = Draws(len(time), options.draws, options.seed)
    first, second = (
        (auc_at(risk, time, event, options.horizon, other), aucs_at(risk, time, event, options.horizon, draws, other))
        for risk in (one, two)
    )
    return interval(first[0] - second[0], first[1] - second[1])


def _drawn(x: np.ndarray, y: np.ndarray, positive: np.ndarray, options: ComparisonOptions) -> Given:
    of_x, of_y = aucs((x, y), positive, Draws(len(x), options.draws, options.seed))
    return interval(auc_value(x, positive) - auc_value(y, positive), of_x - of_y)


def pair_agreement(a: Rater, b: Rater) -> PairAgreement | None:
    """Return the agreement of two raters on high and low risk. Return None if one has no threshold."""
    one, two = a.high, b.high
    if one is None or two is None:
        return None
    same_scale = a.kind == b.kind == "ordinal" and a.protective == b.protective
    ordered = cohens_kappa(a.values, b.values, weighted=True) if same_scale else None
    return PairAgreement(a.name, b.name, raw_agreement(one, two), cohens_kappa(one, two), ordered)


def cross_table(table: RaterTable, a: Rater, b: Rater, options: ComparisonOptions) -> Reclassification | None:
    """Return the cross-table of the risk groups of two raters. Return None if one has no threshold."""
    one, two = a.high, b.high
    if one is None or two is None:
        return None
    state = at_horizon(table.time, table.event, options.horizon, table.other_death)
    names = np.array(table.patients, dtype=object)
    cells = []
    for a_high, b_high in ((False, False), (False, True), (True, False), (True, True)):
        who = (one == float(a_high)) & (two == float(b_high))
        events, others = int((who & state.positive).sum()), int((who & state.known & ~state.positive).sum())
        cells.append(CrossCell(a_high, b_high, tuple(names[who]), events, others, int((who & ~state.known).sum())))
    return Reclassification(a.name, b.name, tuple(cells))
