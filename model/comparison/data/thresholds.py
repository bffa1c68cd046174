"""Find the threshold between low and high risk of a rater, by the method that its column specifies."""

import numpy as np

from model.base.errors import RaterError
from model.comparison.data.column_plan import RaterColumn
from model.comparison.data.rater_table import Rater, Threshold
from model.statistics.discrimination import roc_points
from model.statistics.horizon import at_horizon


def threshold_of(
    rater: Rater, column: RaterColumn, time: np.ndarray, event: np.ndarray, horizon: float,
    other: np.ndarray | None = None,
) -> Threshold | None:  # fmt: skip
    """Return the threshold of `rater` that `column` gives, or a threshold that is chosen from these patients.

    A threshold from these patients is marked as `same_data`.

    A rater with the two answers 0 and 1 has the threshold 1. Return None if the column specifies no threshold. `other`
    bool [n] marks deaths of another cause.
    """
    if column.threshold is None:
        return Threshold(1.0, "the rater's own two answers") if rater.kind == "binary" else None
    if isinstance(column.threshold, float):
        return Threshold(column.threshold, column.origin, column.same_data)
    known = np.isfinite(rater.values)
    if not known.any():
        message = f"No threshold of {rater.name} can be chosen: no patient has a value."
        raise RaterError(message, "Give a number as the threshold, or leave the threshold out.")
    if column.threshold == "median":
        return Threshold(_median(rater.values[known]), "median of these patients", same_data=True)
    state = at_horizon(time, event, horizon, other)
    used = known & state.known
    if len(set(state.positive[used])) < 2:
        message = (
            f"No threshold of {rater.name} can be chosen: of the patients whose outcome at the horizon "
            "is known, all or none have the event."
        )
        raise RaterError(message, "Give a number or median as the threshold, or another horizon.")
    false, true = roc_points(rater.risk[used], state.positive[used])
    best = int(np.argmax(true - false))
    cuts = np.unique(rater.risk[used])[::-1]
    value = _own_scale(rater, cuts, best)
    return Threshold(value, "greatest sensitivity + specificity on these patients (Youden)", same_data=True)


def _median(values: np.ndarray) -> float:
    """Return the median of `values` as NumPy does.

    The two middle values are not added, because the sum of large numbers can be infinite.
    """
    in_order, count = np.sort(values.astype(np.float64)), len(values)
    return float(in_order[(count - 1) // 2] / 2 + in_order[count // 2] / 2)


def _own_scale(rater: Rater, cuts: np.ndarray, best: int) -> float:
    """Return the threshold, on the rater's own scale, above which the `best` highest risks of `cuts` [k] lie.

    `cuts` are all different risks in descending order. The threshold lies halfway between the last high risk and the
    next lower risk. Therefore it does not matter whether a value at the threshold counts as high or low.
    """
    worse, better = cuts[max(0, best - 1)], cuts[min(len(cuts) - 1, best)]
    middle = float(worse / 2 + better / 2)  # The sum of two large numbers would be infinite.
    if not rater.protective:
        return middle
    return 1 - middle if rater.kind in ("probability", "binary") else -middle
