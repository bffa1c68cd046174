"""Choose the logit that separates high from low risk, using the outcomes of the training patients."""

import numpy as np

from model.training.config import Threshold


def origin_text(how: Threshold, patients: int) -> str:
    """Return how the threshold was chosen, for the bundle. `patients` is the number of training patients."""
    if how == "median":
        return f"median over the {patients} training patients"
    return f"greatest sensitivity + specificity on the {patients} training patients (Youden)"


def cut_off(logits: np.ndarray, alive: np.ndarray, how: Threshold) -> float:
    """Return the cut-off for `logits` [patients]. A patient whose logit is at or above the cut-off has a low risk.

    `alive` is bool [patients]. Youden's index often has the same maximum at several cut-offs between neighbouring
    logits. The cut-off is then in the middle of the largest gap, so that few patients are close to it.
    """
    if how == "median":
        return float(np.median(logits))
    order = np.argsort(logits, kind="stable")
    values, survived = logits[order], alive[order].astype(bool)
    if values[0] == values[-1] or survived.all() or not survived.any():
        return float(values[0])
    # A cut-off after the first k patients classifies them as high risk. The dead among them are true positives, the
    # living are false positives.
    found = np.cumsum(~survived)[:-1] / (~survived).sum()
    alarms = np.cumsum(survived)[:-1] / survived.sum()
    gaps = np.diff(values)
    index = np.where(gaps > 0, found - alarms, -np.inf)
    best = np.flatnonzero(np.isclose(index, index.max()))
    k = int(best[np.argmax(gaps[best])])
    return float((values[k] + values[k + 1]) / 2)
