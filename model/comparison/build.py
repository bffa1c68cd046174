"""Compute the frozen `RaterComparison` of a rater table."""

import math
from collections.abc import Generator
from itertools import combinations

import numpy as np

from model.base.errors import RaterError
from model.base.progress import Progress
from model.comparison.adjusted import adjusted_for
from model.comparison.answers import Answered, answered, fitted_rule
from model.comparison.comparison import ComparisonOptions, RaterComparison
from model.comparison.data.rater_table import Rater, RaterTable, known_other
from model.comparison.informed_build import influence_of
from model.comparison.majority import with_majority
from model.comparison.pair_results import RaterAgreement
from model.comparison.pairs import DrawnAucs, cross_table, pair_agreement, pair_result
from model.comparison.rater_result import curves_of, result_of_rater
from model.comparison.readers_build import reader_averages
from model.comparison.subgroups_build import subgroup_analysis
from model.statistics.accuracy import share_by
from model.statistics.agreement import fleiss_kappa
from model.statistics.competing import Incidence, cumulative_incidence
from model.statistics.decision import NetBenefit, net_benefit, share_and_variance, treat_all
from model.statistics.estimate import ChiSquare, Given, NotGiven
from model.statistics.hazards import log_rank
from model.statistics.horizon import at_horizon, too_few_known
from model.statistics.kaplan_meier import KaplanMeier, follow_up_interval, kaplan_meier, median_follow_up

_THRESHOLDS = np.linspace(0.01, 0.99, 99)
_STAGE = "comparing raters"


def comparison_of(table: RaterTable, options: ComparisonOptions) -> Generator[Progress, None, RaterComparison]:
    """Compute and return the comparison of the raters in `table`. Report progress after each rater and each pair.

    The majority of the readers is added as a rater.
    """
    check(table, options)
    table = with_majority(table)
    raters = table.raters
    pairs = list(combinations(raters, 2))
    total = len(raters) + len(pairs) + 2 + len(raters) * len(table.subgroupings)
    yield Progress(_STAGE, 0, total)
    results = []
    for rater in raters:
        results.append(result_of_rater(table, rater, options))
        yield Progress(_STAGE, len(results), total)
    differences, drawn = [], DrawnAucs(table, options)
    for a, b in pairs:
        differences.append(pair_result(table, a, b, options, drawn))
        yield Progress(_STAGE, len(results) + len(differences), total)
    adjusted = tuple(adjusted_for(table, rater) for rater in raters) if table.covariates else ()
    done = len(results) + len(differences) + 1
    subgroups = yield from subgroup_analysis(table, options, Progress(_STAGE, done, total))
    yield Progress(_STAGE, total - 1, total)
    other = known_other(table)
    state = at_horizon(table.time, table.event, options.horizon, other)
    overall = kaplan_meier("all patients", table.time, table.event)
    everybody = np.ones(len(table.patients), bool)
    crossed = [found for a, b in _crossed(table) if (found := cross_table(table, a, b, options))]
    return RaterComparison(
        table=table,
        options=options,
        median_follow_up=median_follow_up(table.time, table.event | table.other_death),
        follow_up_interval=follow_up_interval(table.time, table.event | table.other_death),
        known_events=state.events,
        known_others=state.survivors,
        other_deaths=state.others,
        event_share=share_by(everybody, table.time, table.event, options.horizon, other),
        kaplan_meier_share=share_by(everybody, table.time, table.event, options.horizon),
        overall=overall,
        raters=tuple(results),
        pairs=tuple(differences),
        agreement=_agreement(table),
        reclassifications=tuple(crossed),
        adjusted=adjusted,
        combined=tuple(_combined(table, *names) for names in options.combined or _model_and_majority(table)),
        decision=_decision(table, options),
        causes=_causes(table),
        influence=influence_of(table, options),
        averages=reader_averages(table, options),
        subgroups=subgroups,
        three_answers=_three_answers(table, options),
    )


def check(table: RaterTable, options: ComparisonOptions) -> None:
    """Raise RaterError if nothing can be computed, or if the options are invalid."""
    if not table.patients or not table.raters:
        raise RaterError(
            "There are no patients, or no raters, to compare.",
            "Specify at least one rater, and check that the table has patients.",
        )
    if not 0 < options.horizon < math.inf:
        raise RaterError(
            "The horizon must be a finite number greater than 0.",
            "Give a horizon: the follow-up time at which the outcome is judged, such as 5.",
        )
    if options.prevalence is not None and not 0 < options.prevalence < 1:
        raise RaterError("The prevalence must lie between 0 and 1.", "Give the share with the event, such as 0.35.")
    names = [rater.name for rater in table.raters]
    for name in (name for pair in options.combined for name in pair):
        if name not in (*names, "majority of readers"):
            raise RaterError(f"There is no rater {name!r} to combine.", f"The raters are {', '.join(names)}.")


def _three_answers(table: RaterTable, options: ComparisonOptions) -> Answered | NotGiven | None:
    if options.answer_error is None:
        return None
    try:
        return answered(table, fitted_rule(table, options.horizon, options.answer_error), fitted_here=True)
    except RaterError as error:
        return NotGiven(error.message)


def _causes(table: RaterTable) -> tuple[Incidence, Incidence] | None:
    other = known_other(table)
    if other is None:
        return None
    return (
        cumulative_incidence(table.event_text, table.time, table.event, other),
        cumulative_incidence("death of another cause", table.time, other, table.event),
    )


def _agreement(table: RaterTable) -> RaterAgreement:
    # A reader is part of the majority, so the agreement between a reader and the majority has no meaning.
    chosen = [(a, b) for a, b in combinations(table.raters, 2) if {a.role, b.role} != {"reader", "majority"}]
    pairs = [found for a, b in chosen if (found := pair_agreement(a, b))]
    readers = [(r.name, r.high) for r in table.raters if r.role == "reader" and r.high is not None]
    highs = [high for _, high in readers if high is not None]
    fleiss: Given = NotGiven("fewer than two of the raters are readers with a threshold")
    if len(highs) >= 2:
        fleiss = fleiss_kappa(np.column_stack(highs))
    return RaterAgreement(tuple(pairs), tuple(name for name, _ in readers), fleiss)


def _crossed(table: RaterTable) -> list[tuple[Rater, Rater]]:
    """Return the pairs of raters whose risk groups are shown in a cross-table: each model and the majority of readers.

    If there is no model or no majority, the first rater is paired with every other rater.
    """
    models = [rater for rater in table.raters if rater.role == "model"]
    majority = [rater for rater in table.raters if rater.role == "majority"]
    if models and majority:
        return [(model, majority[0]) for model in models]
    return [(table.raters[0], other) for other in table.raters[1:]]


def _model_and_majority(table: RaterTable) -> tuple[tuple[str, str], ...]:
    models = [rater for rater in table.raters if rater.role == "model" and rater.threshold is not None]
    return tuple((m.name, r.name) for m in models[:1] for r in table.raters if r.role == "majority")


def _combined(table: RaterTable, a: str, b: str) -> tuple[str, tuple[KaplanMeier, ...], ChiSquare | NotGiven]:
    """Return the title, Kaplan-Meier curves and log-rank test of the combined risk groups of the raters `a` and `b`.

    The four groups are the combinations of the risk groups (low, high) of the two raters.
    """
    title = f"{a} and {b}"
    one, two = table.rater(a).high, table.rater(b).high
    if one is None or two is None:
        return title, (), NotGiven("one of the two raters has no threshold")
    on = np.isfinite(one) & np.isfinite(two)
    time, event = table.time[on], table.event[on]
    level = {0.0: "low", 1.0: "high"}
    groups = [
        (f"{a} {level[x]}, {b} {level[y]}", (one[on] == x) & (two[on] == y)) for x in (0.0, 1.0) for y in (0.0, 1.0)
    ]
    return title, curves_of(groups, time, event), log_rank(2 * one[on] + two[on], time, event)


def _decision(table: RaterTable, options: ComparisonOptions) -> tuple[NetBenefit, ...]:
    """Return the net benefit curves of treating all patients, and of treating the patients whom each rater selects.

    The first curve is for treating all patients. Each rater that gives probabilities or two answers has a curve. A
    rater with too few patients whose outcome at the horizon is known has no curve.
    """
    other = known_other(table)
    if options.prevalence is None:
        share, variance = share_and_variance(table.time, table.event, options.horizon, other)
        curves = [treat_all(share, _THRESHOLDS, variance)]
    else:
        curves = [treat_all(options.prevalence, _THRESHOLDS)]
    for rater in table.raters:
        high = rater.high
        on = np.isfinite(rater.values)
        dead = None if other is None else other[on]
        if too_few_known(at_horizon(table.time[on], table.event[on], options.horizon, dead)):
            continue
        if rater.kind == "probability":
            acts = rater.risk[on][None, :] >= _THRESHOLDS[:, None]
        elif rater.kind == "binary" and high is not None:
            acts = np.broadcast_to(high[on] > 0, (len(_THRESHOLDS), int(on.sum())))
        else:
            continue
        followed = (table.time[on], table.event[on], options.horizon)
        curves.append(net_benefit(rater.name, acts, *followed, _THRESHOLDS, options.prevalence, dead))
    return tuple(curves)
