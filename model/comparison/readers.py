"""The model against the average reader, and the average reader without and with it, as frozen values."""

import math
from dataclasses import dataclass

from model.statistics.estimate import Estimate, Given
from model.statistics.multi_reader import ReaderMean, spread_factors


@dataclass(frozen=True)
class ReaderAverage:
    """`first` less `second` on the patients whom all `readers` judged; readers and patients are samples.

    `means`: the average over readers of each side, `each`: the difference of each reader. `patients` were judged by all
    readers and are known at the horizon: `events` with the event, `others` without; `left_out` were not.
    `half_of_these`: half the 95 % interval of these readers alone.
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

    @property
    def statement(self) -> str:
        """Return what this many readers can and cannot show, in words."""
        return " ".join(part for part in (difference_text(self), narrow_text(self), readers_text(self)) if part)


def average_of(
    names: tuple[str, str],
    metric: tuple[str, str],
    readers: tuple[str, ...],
    counts: tuple[int, int, int],
    values: tuple[tuple[float, float], tuple[float, ...]],
    found: ReaderMean,
) -> ReaderAverage:
    """Return the value; `counts`: events, others, left out; `values`: both means, and the difference of each reader."""
    events, others, left_out = counts
    return ReaderAverage(
        *names, *metric, readers, events + others, events, others, left_out, *values, found.found, found.df,
        found.quantile, found.half_of_these,
    )  # fmt: skip


def difference_text(found: ReaderAverage) -> str:
    """Return sentences on what the interval of the difference covers and shows."""
    difference, count = found.difference, len(found.readers)
    if not isinstance(difference, Estimate):
        return f"No average over readers: {difference.reason}."
    half = max((difference.high - difference.low) / 2, found.half_of_these)
    zero = min(difference.low, difference.value - half) <= 0 <= max(difference.high, difference.value + half)
    shown = (
        f"It does not show a difference of {found.title}, and does not show that there is none"
        if zero
        else f"It shows a difference of {found.title} for the average of readers like these"
    )
    degrees = "very many" if math.isinf(found.df) else f"{found.df:.1f}"
    return (
        f"The interval holds for the average of readers and patients like these, not for one reader. {shown}: a "
        f"difference smaller than about {half:.2f} could not have been told from 0. What {count} readers add "
        f"rests on {count - 1} {'degree' if count == 2 else 'degrees'} of freedom, the whole on {degrees} (Hillis): it "
        f"is {found.quantile:.2f} standard errors wide on each side, not 1.96."
    )


def narrow_text(found: ReaderAverage) -> str:
    """Return a warning where readers as a sample seem more certain than these readers themselves; else ""."""
    difference = found.difference
    if not isinstance(difference, Estimate) or difference.high - difference.low >= 2 * found.half_of_these:
        return ""
    low, high = (difference.value + side * found.half_of_these for side in (-1, 1))
    return (
        f"The interval of {found.title} is too narrow: these readers happen to differ less than chance alone "
        f"would make them. For these readers alone it is {low:.2f} to {high:.2f}; judge by that one."
    )


def readers_text(found: ReaderAverage) -> str:
    """Return sentences on what this many readers leave unknown; "" where there is no interval."""
    if not isinstance(found.difference, Estimate):
        return ""
    count = len(found.readers)
    low, high = spread_factors(count)
    return (
        f"With {count} readers, how much readers differ is hardly known: their true standard deviation may be "
        f"{low:.2f} to {high:.1f} times the observed one. Readers of other training or another hospital are not "
        "covered."
    )
