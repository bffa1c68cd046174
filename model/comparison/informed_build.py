"""Compute the effect of the model on the readers of a table with informed reads."""

from dataclasses import dataclass, replace

import numpy as np

from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import Rater, RaterTable
from model.comparison.data.second_reads import SecondReads
from model.comparison.informed import SEQUENTIAL, Changes, Influence, PairedFigure, ReaderInfluence, ReadTimes, Spread
from model.statistics.agreement import cohens_kappa
from model.statistics.discrimination import auc, auc_difference
from model.statistics.estimate import Given, NotGiven, counted
from model.statistics.horizon import AtHorizon, at_horizon, too_few_followed
from model.statistics.paired_shares import paired_difference
from model.statistics.resampling import Draws, interval

_NO_GROUPS = NotGiven("the reader's answers have no threshold")
_NO_MODEL = NotGiven("the model's risk group is not known")


@dataclass(frozen=True, eq=False)
class PairedReads:
    """The patients whom one reader judged twice: in a blinded read, and in an informed read with the model's answer.

    `blinded` and `informed` are the risks of the two reads, float [n] each. `high` are their risk groups, bool [n]
    each, or None without a threshold. `shown` float [n] is the risk group of the model that the reader saw: 1 high, 0
    low, NaN unknown. `state` is the outcome at the horizon.
    """

    blinded: np.ndarray
    informed: np.ndarray
    high: tuple[np.ndarray, np.ndarray] | None
    shown: np.ndarray
    state: AtHorizon


def influence_of(table: RaterTable, options: ComparisonOptions) -> Influence | None:
    """Compare the blinded and the informed reads of every reader. Return None if nobody read again."""
    second = [one for one in table.second_reads if one.paired.any()]
    if not second:
        return None
    model = next((rater for rater in table.raters if rater.role == "model"), None)
    readers = tuple(_reader(table, one, model, options) for one in second)
    recorded = sum(int(np.isfinite(one.shown).sum()) for one in second)
    pairs = sum(int(one.paired.sum()) for one in second)
    notes = [SEQUENTIAL]
    if recorded < pairs:
        group = "is the model's risk group in this comparison" if model and model.high is not None else "is unknown"
        seen = f"The answer that the reader saw is recorded for {recorded} of {pairs} pairs of reads"
        notes.append(f"{seen}; for the others it {group}.")
    return Influence(model.name if model else "", readers, tuple(notes))


def paired_reads(table: RaterTable, one: SecondReads, model: Rater | None, horizon: float) -> PairedReads:
    """Return the reads of the patients who have both a blinded and an informed read.

    If the record does not say what the reader saw, use the risk group of `model`.
    """
    on = one.paired
    rater = table.rater(one.reader)
    first, again = replace(rater, values=one.blinded), replace(rater, values=one.informed)
    high = None
    if first.high is not None and again.high is not None:
        high = (first.high[on] > 0, again.high[on] > 0)
    own = np.full(len(on), np.nan) if model is None or model.high is None else model.high
    shown = np.where(np.isfinite(one.shown), one.shown, own)[on]
    state = at_horizon(table.time[on], table.event[on], horizon, table.other_death[on])
    return PairedReads(first.risk[on], again.risk[on], high, shown, state)


def _reader(table: RaterTable, one: SecondReads, model: Rater | None, options: ComparisonOptions) -> ReaderInfluence:
    pair = paired_reads(table, one, model, options.horizon)
    state, high = pair.state, pair.high
    figures = (_auc(pair), *_figures_at_threshold(pair, options))
    times = times_of(one.seconds)
    counts = (len(pair.blinded), one.unpaired, state.events, state.survivors, state.lost)
    if high is None:
        none, no, reason = Changes(), _NO_GROUPS, _NO_GROUPS.reason
        everybody = counts[0]
        return ReaderInfluence(
            one.reader, *counts, 0, 0, 0, 0, none, none, none, everybody, no, no, figures, times, reason
        )  # fmt: skip
    before, after = (answer == state.positive for answer in high)
    known, shown = state.known, np.isfinite(pair.shown)
    right = shown & known & ((pair.shown > 0) == state.positive)
    wrong = shown & known & ~right
    by_model = [_changes(pair, high, who) for who in (right, wrong, shown & ~known)]
    on_wrong, on_right = by_model[1], by_model[0]
    return ReaderInfluence(
        one.reader,
        *counts,
        right_to_wrong=int((known & before & ~after).sum()),
        wrong_to_right=int((known & ~before & after).sum()),
        stayed_right=int((known & before & after).sum()),
        stayed_wrong=int((known & ~before & ~after).sum()),
        model_right=on_right,
        model_wrong=on_wrong,
        outcome_unknown=by_model[2],
        no_model_group=int((~shown).sum()),
        overturned=_share(on_wrong, "no answer was right where the model was wrong"),
        corrected=_share(on_right, "no answer was wrong where the model was right"),
        figures=figures,
        times=times,
    )


def _changes(pair: PairedReads, high: tuple[np.ndarray, np.ndarray], who: np.ndarray) -> Changes:
    """Return how many first answers a reader kept or changed, for the patients marked by `who` bool [n].

    The first answer is the blinded read, and the second answer is the informed read. Both are compared with the answer
    of the model.
    """
    before, after = (answer == (pair.shown > 0) for answer in high)
    groups = (before & after, ~before & ~after, ~before & after, before & ~after)
    return Changes(*(int((who & group).sum()) for group in groups))


def _share(changes: Changes, nobody: str) -> Given:
    """Return the share of first answers that the reader changed to the model's answer.

    Only first answers that differed from the model's answer are counted. If there are none, the text `nobody` is
    returned as the reason.
    """
    unlike = changes.kept_against + changes.towards
    return counted(changes.towards, unlike) if unlike else NotGiven(nobody)


def _auc(pair: PairedReads) -> PairedFigure:
    unfollowed = too_few_followed(pair.state)
    if unfollowed:
        return PairedFigure("auc", "AUC", *[unfollowed] * 3)
    known, positive = pair.state.known, pair.state.positive[pair.state.known]
    first, again = pair.blinded[known], pair.informed[known]
    difference = auc_difference(again, first, positive)
    return PairedFigure("auc", "AUC", auc(first, positive), auc(again, positive), difference)


def _figures_at_threshold(pair: PairedReads, options: ComparisonOptions) -> tuple[PairedFigure, ...]:
    titles = (("sensitivity", "Sensitivity"), ("specificity", "Specificity"), ("accuracy", "Right answers"))
    if pair.high is None:
        kappa = ("kappa", "Kappa with the model")
        return tuple(PairedFigure(key, title, *[_NO_GROUPS] * 3) for key, title in (*titles, kappa))
    state = pair.state
    before, after = (answer == state.positive for answer in pair.high)
    groups = (state.positive, state.negative, state.known)
    nobody = ("there are no events", "no patient is known to be without an event", "no outcome is known")
    unfollowed = too_few_followed(state)
    found = [
        PairedFigure(key, title, *([unfollowed] * 3 if unfollowed else _shares(before[who], after[who], reason)))
        for (key, title), who, reason in zip(titles, groups, nobody, strict=True)
    ]
    return (*found, _kappa(pair, pair.high, options))


def _shares(before: np.ndarray, after: np.ndarray, nobody: str) -> tuple[Given, Given, Given]:
    if not len(before):
        return (NotGiven(nobody),) * 3
    first, again = (counted(int(right.sum()), len(right)) for right in (before, after))
    return first, again, paired_difference(after, before)


def _kappa(pair: PairedReads, high: tuple[np.ndarray, np.ndarray], options: ComparisonOptions) -> PairedFigure:
    """Return the agreement with the model (Cohen's kappa) of the blinded and of the informed reads.

    The third value is the difference of the two.

    The interval of the difference is by bootstrap over patients.
    """
    shown = np.isfinite(pair.shown)
    title = "Kappa with the model"
    if not shown.any():
        return PairedFigure("kappa", title, _NO_MODEL, _NO_MODEL, _NO_MODEL)
    model = pair.shown[shown]
    before, after = (answer[shown].astype(np.float64) for answer in high)
    first, again = cohens_kappa(before, model), cohens_kappa(after, model)
    for one in (first, again):
        if isinstance(one, NotGiven) and one.value is None:
            return PairedFigure(
                "kappa", title, first, again, NotGiven(f"one of the two kappas does not exist: {one.reason}")
            )
    everybody = np.arange(len(model))[None]
    value = float(_kappas(after, model, everybody)[0] - _kappas(before, model, everybody)[0])
    drawn = Draws(len(model), options.draws, options.seed)
    values = np.concatenate([_kappas(after, model, part) - _kappas(before, model, part) for part in drawn.parts()])
    return PairedFigure("kappa", title, first, again, interval(value, values))


def _kappas(a: np.ndarray, b: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Return Cohen's kappa in each bootstrap draw, float [times]; NaN if it does not exist.

    `a` and `b` are the two answers, 0 or 1, float [n] each. `draws` int [times, n] are indices of patients.
    """
    one, two = a[draws], b[draws]
    high_one, high_two = one.mean(axis=1), two.mean(axis=1)
    chance = high_one * high_two + (1 - high_one) * (1 - high_two)
    alike = (one == two).mean(axis=1)
    return np.where(chance < 1, (alike - chance) / np.where(chance < 1, 1 - chance, 1), np.nan)


def times_of(seconds: np.ndarray) -> ReadTimes | None:
    """Return medians and quartiles of the durations `seconds`, float [reads, 2].

    Return None if no duration was recorded.
    """
    if not len(seconds):
        return None
    return ReadTimes(len(seconds), *(_spread(each) for each in (*seconds.T, seconds[:, 1] - seconds[:, 0])))


def _spread(values: np.ndarray) -> Spread:
    low, median, high = np.percentile(values, [25, 50, 75])
    return Spread(float(median), float(low), float(high))
