"""Compare two raters on the same patients: differences, agreement and cross-table of risk groups."""

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
from model.statistics.horizon import AtHorizon, at_horizon, too_few_followed, too_few_known
from model.statistics.resampling import Draws, interval


class DrawnAucs:
    """The AUCs of all raters of one comparison, and their AUCs in each bootstrap draw, each computed once.

    A rater is in several pairs. If the patients are the same in these pairs, the bootstrap draws are the same too.
    """

    def __init__(self, table: RaterTable, options: ComparisonOptions) -> None:
        self._table, self._options = table, options
        self._known: dict[tuple[str, bytes], tuple[float, np.ndarray]] = {}
        self._weighted: dict[tuple[str, bytes], tuple[float, np.ndarray]] = {}

    def known(self, rater: Rater, who: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the AUC of the patients marked by `who`, bool [n], and in each bootstrap draw of them, float [times].

        Only patients whose outcome at the horizon is known are used.
        """
        key = rater.name, who.tobytes()
        if key not in self._known:
            state = self._state(who)
            risk, positive = rater.risk[who][state.known], state.positive[state.known]
            drawn = aucs((risk,), positive, Draws(len(risk), self._options.draws, self._options.seed))
            self._known[key] = auc_value(risk, positive), drawn[0]
        return self._known[key]

    def weighted(self, rater: Rater, who: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the AUC of the patients marked by `who`, bool [n], and in each bootstrap draw of them, float [times].

        Both are weighted for censoring.
        """
        key = rater.name, who.tobytes()
        if key not in self._weighted:
            table, options = self._table, self._options
            given = (rater.risk[who], table.time[who], table.event[who], options.horizon)
            draws = Draws(int(who.sum()), options.draws, options.seed)
            other = table.other_death[who]
            self._weighted[key] = auc_at(*given, other), aucs_at(*given, draws, other)
        return self._weighted[key]

    def _state(self, who: np.ndarray) -> AtHorizon:
        table = self._table
        return at_horizon(table.time[who], table.event[who], self._options.horizon, table.other_death[who])


def pair_result(
    table: RaterTable, a: Rater, b: Rater, options: ComparisonOptions, drawn: DrawnAucs | None = None
) -> PairResult:
    """Return the differences `a` minus `b`, on the patients for whom both raters have a value.

    `drawn` stores AUCs of earlier pairs of the same table and options.
    """
    drawn = drawn or DrawnAucs(table, options)
    both = np.isfinite(a.values) & np.isfinite(b.values)
    time, event = table.time[both], table.event[both]
    state = at_horizon(time, event, options.horizon, table.other_death[both])
    one, two = a.risk[both], b.risk[both]
    delta = auc_difference(one[state.known], two[state.known], state.positive[state.known])
    if not isinstance(delta, NotGiven):
        delta = too_few_followed(state) or delta
    of_known: Given = delta
    if not isinstance(delta, NotGiven):
        of_known = _difference(drawn.known(a, both), drawn.known(b, both))
    weighted = too_few_known(state) or _difference(drawn.weighted(a, both), drawn.weighted(b, both))
    concordance = c_difference(one, two, time, event)
    return PairResult(a.name, b.name, int(both.sum()), int(event.sum()), delta, of_known, weighted, concordance)


def _difference(first: tuple[float, np.ndarray], second: tuple[float, np.ndarray]) -> Given:
    """Return the difference of two AUCs with its bootstrap interval.

    `first` and `second` are an AUC and its values in the bootstrap draws, float [times]. Both must use the same draws.
    """
    return interval(first[0] - second[0], first[1] - second[1])


def pair_agreement(a: Rater, b: Rater) -> PairAgreement | None:
    """Return the agreement of two raters on high and low risk. Return None if a rater has no threshold."""
    one, two = a.high, b.high
    if one is None or two is None:
        return None
    same_scale = a.kind == b.kind == "ordinal" and a.protective == b.protective
    ordered = cohens_kappa(a.values, b.values, weighted=True) if same_scale else None
    return PairAgreement(a.name, b.name, raw_agreement(one, two), cohens_kappa(one, two), ordered)


def cross_table(table: RaterTable, a: Rater, b: Rater, options: ComparisonOptions) -> Reclassification | None:
    """Return the cross-table of the risk groups of two raters. Return None if a rater has no threshold."""
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
