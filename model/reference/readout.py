"""The answer of a sequence network from the logits of its steps, in plain Python.

    last   a = y_n                    mean   a = (y_(m+1) + ... + y_n) / (n - m),  m = floor(w n)

y_t is the logit after step t = 1..n, and w is the share of the steps that warm the network up. The code is the oracle
of the tests and is not used for predictions.
"""

import math
from collections.abc import Sequence


def answer(y: Sequence[float], w: float | None) -> float:
    """Return the answer for the logits `y` [n], n >= 1, with warm-up share `w`; None: the last logit."""
    if w is None:
        return y[-1]
    m = min(math.floor(w * len(y)), len(y) - 1)
    return sum(y[m:]) / (len(y) - m)
