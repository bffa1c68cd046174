"""Averages over readers, as frozen values.

The averages compare the model with the average reader, or the average informed read with the average blinded read.
"""

import math
from dataclasses import dataclass

from model.statistics.estimate import Estimate, Given
from model.statistics.multi_reader import ReaderMean, spread_factors


@dataclass(frozen=True)
class ReaderAverage:
    """A metric of `first` minus the same metric of `second`, on the patients whom all `readers` judged.

    Readers and patients are both treated as samples. `means` are the values of both sides, each averaged over readers,
    and `each` is the difference of each reader. `patients` were judged by all readers, and their outcome at the horizon
    is known: `events` with the event, `others` without it. `left_out` counts all other patients. `half_of_these` is
    half the width of the 95 % interval for exactly these readers, with only the patients as a sample.
    """

    first: str
    second: str
    key: str
    title: str
    readers: tuple[str, ...]
    patients: int
    events: int
    others: int
    left_out: int
    means: tuple[float, float]
    each: tuple[float, ...]
    difference: Given
    df: float
    quantile: float
    half_of_these: float
    sides: tuple[Given, Given]
    """The values of both sides, each with its interval. The interval of an average over readers holds for readers and
    patients like these; the interval of a model holds for patients like these.
    """

    @property
    def statement(self) -> str:
        """Return sentences on what a comparison with this number of readers can and cannot show."""
        return " ".join(part for part in (difference_text(self), narrow_text(self), readers_text(self)) if part)


def average_of(
    names: tuple[str, str],
    metric: tuple[str, str],
    readers: tuple[str, ...],
    counts: tuple[int, int, int],
    values: tuple[tuple[float, float], tuple[float, ...]],
    found: ReaderMean,
    sides: tuple[Given, Given],
) -> ReaderAverage:
    """Return the `ReaderAverage` that consists of these values.

    `counts` are the numbers of patients with the event, without it, and left out. `values` are the means of both sides
    and the differences of the readers. `sides` are the values of both sides with their intervals.
    """
    events, others, left_out = counts
    return ReaderAverage(
        *names, *metric, readers, events + others, events, others, left_out, *values, found.found, found.df,
        found.quantile, found.half_of_these, sides,
    )  # fmt: skip


def difference_text(found: ReaderAverage) -> str:
    """Return sentences on what the interval of a difference between averages over readers covers and shows."""
    difference, count = found.difference, len(found.readers)
    if not isinstance(difference, Estimate):
        return f"No average over readers: {difference.reason}."
    half = max((difference.high - difference.low) / 2, found.half_of_these)
    zero = min(difference.low, difference.value - half) <= 0 <= max(difference.high, difference.value + half)
    shown = (
        f"The interval shows neither a difference of {found.title} nor that there is none"
        if zero
        else f"The interval shows a difference of {found.title} for the average of readers like these"
    )
    degrees = "very many" if math.isinf(found.df) else f"{found.df:.1f}"
    return (
        f"The interval holds for the average of readers and patients like these, not for one reader. {shown}: a "
        f"difference smaller than about {half:.2f} could not have been distinguished from 0. The variance between "
        f"{count} readers has {count - 1} {'degree' if count == 2 else 'degrees'} of freedom, the total variance "
        f"{degrees} (Hillis). Therefore the interval is {found.quantile:.2f} standard errors wide on each side, not "
        "1.96."
    )


def narrow_text(found: ReaderAverage) -> str:
    """Return a warning if the interval for a sample of readers is narrower than the interval for exactly these readers.

    Otherwise return "".
    """
    difference = found.difference
    if not isinstance(difference, Estimate) or difference.high - difference.low >= 2 * found.half_of_these:
        return ""
    low, high = (difference.value + side * found.half_of_these for side in (-1, 1))
    return (
        f"The interval of {found.title} is too narrow: these readers happen to differ less than chance alone "
        f"would make them differ. The interval for these readers alone is {low:.2f} to {high:.2f}. Use that interval."
    )


def readers_text(found: ReaderAverage) -> str:
    """Return sentences on what remains unknown with this number of readers. Return "" if there is no interval."""
    if not isinstance(found.difference, Estimate):
        return ""
    count = len(found.readers)
    low, high = spread_factors(count)
    return (
        f"With {count} readers, the variation between readers is hardly known: its true standard deviation may be "
        f"{low:.2f} to {high:.1f} times the observed one. The result does not cover readers with other training or "
        "from another hospital."
    )
