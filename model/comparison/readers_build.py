"""Compute averages over the readers of a table by the method of Obuchowski and Rockette."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import Rater, RaterTable
from model.comparison.readers import ReaderAverage, average_of
from model.statistics.discrimination import auc
from model.statistics.estimate import Estimate, Given, NotGiven, counted, too_few
from model.statistics.horizon import at_horizon, too_few_followed
from model.statistics.multi_reader import (
    FEWEST_READERS,
    ReaderMean,
    auc_covariance,
    difference_of_conditions,
    less_one,
    mean_of_readers,
    share_covariance,
)

AVERAGE, BLINDED, INFORMED = "average of readers", "average of readers, blinded", "average of readers, informed"
Covariance = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
"""A function of values [n, k] and outcome bool [n]. It returns the values of a metric [k] and their covariance [k, k].
"""


@dataclass(frozen=True, eq=False)
class _Judged:
    """The patients whom all raters judged and whose outcome at the horizon is known.

    `values` is float [n, raters]; `event` is bool [n]. `left_out` counts all other patients. `unfollowed` is the reason
    why there is no result, if too few of the patients whom all raters judged were followed to the horizon.
    """

    values: np.ndarray
    event: np.ndarray
    left_out: int
    unfollowed: NotGiven | None

    @property
    def counts(self) -> tuple[int, int, int]:
        return int(self.event.sum()), int((~self.event).sum()), self.left_out

    @property
    def few(self) -> NotGiven | None:
        events, others, _ = self.counts
        few = too_few(events, others, rest="patients known to be without the event, judged by all readers")
        return few or self.unfollowed


def reader_averages(table: RaterTable, options: ComparisonOptions) -> tuple[ReaderAverage, ...]:
    """Return averages over readers: each model minus the average reader, and informed minus blinded reads.

    Return () if there are fewer than 2 readers. Only readers with a value are included. Only patients whom all of these
    readers judged are included, because the method needs complete data. If there are several questions, the answers to
    each question are averaged separately, because the same readers answered all questions.
    """
    found: list[ReaderAverage] = []
    for question in dict.fromkeys(rater.question for rater in table.raters if rater.role == "reader"):
        asked = [rater for rater in table.raters if rater.role == "reader" and rater.question == question]
        found += _of_question(table, asked, f", {question}" if question else "", options)
    return tuple(found)


def _of_question(
    table: RaterTable, asked: list[Rater], suffix: str, options: ComparisonOptions
) -> Iterator[ReaderAverage]:
    """Yield the averages over the readers `asked`, who answered one question.

    `suffix` is the name of the question.
    """
    readers = [rater for rater in asked if np.isfinite(rater.values).any()]
    if len(readers) >= FEWEST_READERS:
        yield from _models(table, readers, suffix, options)
    by_name = {one.reader: one for one in table.second_reads if one.paired.any()}
    again = [(rater, by_name[rater.name]) for rater in asked if rater.name in by_name]
    if len(again) >= FEWEST_READERS:
        informed = [replace(rater, values=one.informed) for rater, one in again]
        blinded = [replace(rater, values=one.blinded) for rater, one in again]
        yield from _informed(table, informed, blinded, suffix, options)


def _models(
    table: RaterTable, readers: list[Rater], suffix: str, options: ComparisonOptions
) -> Iterator[ReaderAverage]:
    """Yield the AUC of each model minus the average AUC of the readers.

    If the model and all readers have thresholds, also yield sensitivity and specificity.
    """
    for model in (rater for rater in table.raters if rater.role == "model"):
        for metric, columns, covariance in _metrics([model, *readers]):
            judged = _judged(table, columns, options.horizon)
            few = judged.few
            names = (model.name, AVERAGE + suffix)
            if few is not None:
                yield _refused(names, metric, readers, judged, few)
                continue
            values, spread = covariance(judged.values, judged.event)
            differences, of_differences = less_one(values, spread)
            means = (float(values[0]), float(values[1:].mean()))
            found = mean_of_readers(differences, of_differences, low=-1.0)
            sides = (_of_model(metric[0], judged), _side(values[1:], spread[1:, 1:]))
            yield _average(names, metric, readers, judged, (means, tuple(differences.tolist())), found, sides)


def _informed(
    table: RaterTable, informed: list[Rater], blinded: list[Rater], suffix: str, options: ComparisonOptions
) -> Iterator[ReaderAverage]:
    """Yield the differences of AUC, sensitivity and specificity between informed and blinded reads."""
    for metric, columns, covariance in _metrics([*informed, *blinded]):
        judged = _judged(table, columns, options.horizon)
        few = judged.few
        names = (INFORMED + suffix, BLINDED + suffix)
        if few is not None:
            yield _refused(names, metric, informed, judged, few)
            continue
        flat, spread = covariance(judged.values, judged.event)
        values = flat.reshape(2, len(informed))
        means = (float(values[0].mean()), float(values[1].mean()))
        each = tuple((values[0] - values[1]).tolist())
        found = difference_of_conditions(values, spread)
        count = len(informed)
        sides = (_side(values[0], spread[:count, :count]), _side(values[1], spread[count:, count:]))
        yield _average(names, metric, informed, judged, (means, each), found, sides)


def _side(values: np.ndarray, spread: np.ndarray) -> Given:
    """Return the mean of the readers' values [k] with its interval.

    The mean has no p value, because there is no null value to test.
    """
    found = mean_of_readers(values, spread, low=0.0).found
    return replace(found, p=None) if isinstance(found, Estimate) else found


def _of_model(key: str, judged: _Judged) -> Given:
    """Return the metric `key` of the model with its interval. The values of the model are in column 0 of `judged`.

    The interval is computed as for every rater of the comparison: DeLong's for AUCs, Wilson's for shares.
    """
    column, event = judged.values[:, 0], judged.event
    if key == "auc":
        found = auc(column, event)
        return replace(found, p=None) if isinstance(found, Estimate) else found
    right = column[event] > 0 if key == "sensitivity" else column[~event] == 0
    return counted(int(right.sum()), len(right))


def _metrics(raters: list[Rater]) -> Iterator[tuple[tuple[str, str], np.ndarray, Covariance]]:
    """Yield the metrics that can be computed for all `raters`.

    A metric is yielded as its key and title, the values of the raters, float [patients, raters], and the function that
    computes the metric of each rater and the covariance.
    """
    yield ("auc", "AUC"), np.column_stack([rater.risk for rater in raters]), auc_covariance
    highs = [high for rater in raters if (high := rater.high) is not None]
    if len(highs) == len(raters):
        columns = np.column_stack(highs)
        yield ("sensitivity", "sensitivity"), columns, _sensitivities
        yield ("specificity", "specificity"), columns, _specificities


def _sensitivities(high: np.ndarray, event: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return share_covariance(high[event])


def _specificities(high: np.ndarray, event: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return share_covariance(1 - high[~event])


def _judged(table: RaterTable, columns: np.ndarray, horizon: float) -> _Judged:
    judged = np.isfinite(columns).all(axis=1)
    state = at_horizon(table.time[judged], table.event[judged], horizon, table.other_death[judged])
    known, left_out = state.known, len(columns) - int(state.known.sum())
    return _Judged(columns[judged][known], state.positive[known], left_out, too_few_followed(state))


def _average(
    names: tuple[str, str],
    metric: tuple[str, str],
    readers: list[Rater],
    judged: _Judged,
    values: tuple[tuple[float, float], tuple[float, ...]],
    found: ReaderMean,
    sides: tuple[Given, Given],
) -> ReaderAverage:
    return average_of(names, metric, tuple(rater.name for rater in readers), judged.counts, values, found, sides)


def _refused(
    names: tuple[str, str], metric: tuple[str, str], readers: list[Rater], judged: _Judged, reason: NotGiven
) -> ReaderAverage:
    nothing = ReaderMean(reason, len(readers), *[np.nan] * 5)
    return _average(names, metric, readers, judged, ((np.nan, np.nan), ()), nothing, (reason, reason))
