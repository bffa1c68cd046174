"""State whether a survival probability is close to the threshold between low and high risk.

The probability is close if an interval of it, or the range of its results in several tile orders, includes the
threshold. Screen, command line and exports use the text of this file.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from model.base.probability_text import probability_text, range_text
from model.bundle.record import OrderSpread
from model.result.prediction import Prediction

CLOSE = "close to the threshold"


@dataclass(frozen=True)
class Range:
    """A range of survival probabilities from `low` to `high`.

    `of` says what the range describes, such as an interval.
    """

    of: str
    low: float
    high: float


@dataclass(frozen=True)
class NearThreshold:
    """The ranges of an answer that include the `threshold`.

    If no range includes it, the answer is not close to the threshold.

    `equal` has the answer and the threshold with as many decimals as distinguish them, if they look equal in text;
    otherwise it is empty.
    """

    threshold: float
    ranges: tuple[Range, ...]
    equal: str = ""

    @property
    def close(self) -> bool:
        """Return whether the answer is close to the threshold."""
        return bool(self.ranges or self.equal)

    @property
    def hint(self) -> str:
        """Return "close to the threshold", to be shown beside the answer, or "" if the answer is not close to it."""
        return CLOSE if self.close else ""

    @property
    def sentence(self) -> str:
        """Return the reasons why the answer is close to the threshold as one sentence, or "" if it is not close."""
        if not self.close:
            return ""
        at = probability_text(self.threshold)
        named = [f"{one.of} ({range_text(one.low, one.high)})" for one in self.ranges]
        reasons = [f"{at} lies in {_listed(named)}"] if named else []
        return f"Close to the threshold: {'; '.join([*reasons, *([self.equal] if self.equal else [])])}."


def near_threshold(prediction: Prediction) -> NearThreshold | None:
    """Return which ranges of the answer include the threshold. Return None if the model has no threshold."""
    threshold = prediction.bundle.threshold
    if threshold is None:
        return None
    within = tuple(one for one in _ranges(prediction) if one.low <= threshold <= one.high)
    return NearThreshold(threshold, within, _equal(prediction.survival_probability, threshold))


def _ranges(prediction: Prediction) -> Iterator[Range]:
    """Yield the intervals of the answer, and the ranges of the results of ensemble members and of tile orders."""
    line = prediction.evidence.line if prediction.evidence is not None else None
    if prediction.interval is not None:
        yield Range("the 95 % interval of the answer", *prediction.interval)
    if line is not None:
        yield Range("the 95 % interval of the calibration line at this answer", line.low, line.high)
    check = prediction.order_check
    spreads = (prediction.members, prediction.orders, *((check.random, check.turned) if check is not None else ()))
    yield from (_spread(spread) for spread in spreads if spread is not None)


def _spread(spread: OrderSpread) -> Range:
    all_p = spread.probabilities
    return Range(f"the range of {len(all_p)} {spread.kind}", min(all_p), max(all_p))


def _equal(answer: float, threshold: float) -> str:
    """Return a text with more decimals of both numbers if they differ but look equal when rounded; otherwise ""."""
    if answer == threshold or probability_text(answer) != probability_text(threshold):
        return ""
    decimals = next((count for count in range(3, 9) if f"{answer:.{count}f}" != f"{threshold:.{count}f}"), 9)
    return (
        f"answer and threshold are both {probability_text(answer)} when rounded ({answer:.{decimals}f} and "
        f"{threshold:.{decimals}f})"
    )


def _listed(names: list[str]) -> str:
    return " and ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), names[-1]])
