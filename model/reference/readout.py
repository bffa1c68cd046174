"""Compute the answer of a sequence network from the logits of its steps, in plain Python.

    last   a = y_n                    mean   a = (y_(m+1) + ... + y_n) / (n - m),  m = floor(w n)

y_t is the logit after step t = 1..n. w is the share of the steps at the beginning that do not count (warm-up). Tests
compare other code with this code; it is not used for predictions.
"""

import math
from collections.abc import Sequence


def answer(y: Sequence[float], w: float | None) -> float:
    """Return the answer for the logits `y` [n], n >= 1: their mean after the warm-up share `w`.

    If `w` is None, return the last logit.
    """
    if w is None:
        return y[-1]
    m = min(math.floor(w * len(y)), len(y) - 1)
    return sum(y[m:]) / (len(y) - m)
