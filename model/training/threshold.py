"""Where high and low risk part: training patients' logits and outcomes come in, a cut-off on the logit goes out."""

import numpy as np

from model.training.config import Threshold

WORDS: dict[Threshold, str] = {
    "youden": "greatest sensitivity + specificity on the {count} training patients (Youden)",
    "median": "median over the {count} training patients",
}


def cut_off(logits: np.ndarray, alive: np.ndarray, how: Threshold) -> float:
    """The cut-off for `logits` [patients], at or above which risk is low; `alive` bool [patients].

    Youden's index often has its maximum between several pairs of neighbours: of these the pair that lies farthest
    apart is taken, and its middle, so that as few patients as possible stand beside the cut.
    """
    if how == "median":
        return float(np.median(logits))
    order = np.argsort(logits, kind="stable")
    values, survived = logits[order], alive[order].astype(bool)
    if values[0] == values[-1] or survived.all() or not survived.any():
        return float(values[0])
    # Cutting after the first k patients: the dead among them are found, the living among them are alarms.
    found = np.cumsum(~survived)[:-1] / (~survived).sum()
    alarms = np.cumsum(survived)[:-1] / survived.sum()
    gaps = np.diff(values)
    index = np.where(gaps > 0, found - alarms, -np.inf)
    best = np.flatnonzero(np.isclose(index, index.max()))
    k = int(best[np.argmax(gaps[best])])
    return float((values[k] + values[k + 1]) / 2)
