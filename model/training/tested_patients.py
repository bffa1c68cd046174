"""Collect the test patients of each fold for one method, and compute predictions and metrics of all folds together."""

from dataclasses import dataclass

import numpy as np

from model.statistics.calibration import brier, sigmoid
from model.statistics.concordance import c_value
from model.statistics.discrimination import auc_value
from model.training.calibrator import upright
from model.training.compare_result import Line
from model.training.differences import MethodPredictions
from model.training.figures import auc_record, hazard_record
from model.training.methods import Fold, FoldLogits, Method
from model.training.patients import by_patient
from model.training.threshold import cut_off
from model.training.whole_cohort import whole_cohort


@dataclass(frozen=True, eq=False)
class Tested:
    """The test patients of one fold with calibrated logits, outcomes and follow-up, and the threshold of the fold."""

    patient: np.ndarray
    logit: np.ndarray
    cut: float
    alive: np.ndarray
    known: np.ndarray
    time: np.ndarray
    event: np.ndarray
    order_sd: np.ndarray | None
    pass_sd: np.ndarray | None


def tested_patients(fold: Fold, found: FoldLogits, weighted: bool) -> Tested | None:
    """Return the test patients of a fold with their results by one method.

    Their logits are calibrated on the fold's validation patients with a known outcome, weighted for censoring if the
    method uses lost patients. The threshold comes from the training patients with a known outcome. Return None if all
    patients of a set have the same outcome. Rows without a logit are left out.
    """
    cohort, split, logits, outcomes = fold.cohort, fold.split, found.logits, fold.cohort.outcomes
    parts = [rows[np.isfinite(logits[rows])] for rows in (split.training, split.validation, split.test)]
    known = [rows[outcomes.known[rows]] for rows in parts]
    if any(len(set(cohort.alive[rows].tolist())) < 2 for rows in known):
        return None
    weight = np.zeros(len(cohort.rows))
    if weighted:
        weight[parts[1]] = outcomes.censoring_weights(parts[1], np.concatenate(parts[:2]))
    numbers = np.stack([logits, outcomes.alive, outcomes.known, outcomes.time, outcomes.event, weight])
    of = [
        by_patient([cohort.patients[row] for row in rows], *numbers[:, rows]) for rows in (*known[:2], parts[2])
    ]
    slope, intercept = upright(of[1][0], of[1][1] > 0.5, of[1][5] if weighted else None)
    calibrated = [part[0] * slope + intercept for part in of]
    _, alive, sure_of, time, event, _ = of[2]
    cut = cut_off(calibrated[0], of[0][1] > 0.5, fold.config.threshold)
    patients = [cohort.patients[row] for row in parts[2]]

    def spread(turned: np.ndarray | None) -> np.ndarray | None:
        if turned is None:
            return None
        each = np.stack(by_patient(patients, *turned[:, parts[2]]))
        return np.asarray(sigmoid(each * slope + intercept).std(axis=0))

    sure, died = sure_of > 0.5, event > 0.5
    moved = spread(found.turned), spread(found.passes)
    return Tested(np.unique(patients), calibrated[2], cut, alive > 0.5, sure, time, died, *moved)


def predictions_of(method: Method, parts: list[Tested]) -> MethodPredictions:
    """Return the predictions of a method for the test patients of all folds, sorted by patient.

    If the folds were repeated, a patient was in several test sets. The logit and the threshold are then means.
    """
    patients = np.concatenate([part.patient for part in parts])
    sizes = [len(part.patient) for part in parts]
    cuts = np.repeat([part.cut for part in parts], sizes)
    names = ("logit", "alive", "known", "time", "event")
    logits, *others = (np.concatenate([getattr(part, name) for part in parts]) for name in names)
    logit, cut, alive, known, time, event = by_patient(patients.tolist(), logits, cuts, *others)
    patient, first = np.unique(patients, return_index=True)
    fold = np.repeat(np.arange(len(parts)) + 1, sizes)[first]
    flags = (alive > 0.5, known > 0.5)
    return MethodPredictions(method.key, method.title, patient, fold, logit, logit < cut, *flags, time, event > 0.5)


def line_of(found: MethodPredictions, parts: list[Tested], seconds: float) -> Line:
    """Return the metrics of a method as one line of the comparison.

    `found` are its predictions, and `parts` the test patients of its folds.
    """
    logit, alive, known = found.logit, found.alive, found.known
    follow_up = found.time, found.event
    return Line(
        found.title,
        auc_record(logit[known], alive[known]),
        _mean([part.order_sd for part in parts]),
        tuple(auc_value(part.logit[part.known], part.alive[part.known]) for part in parts),
        c_value(-logit, *follow_up),
        hazard_record(found.high_risk, *follow_up),
        brier(sigmoid(logit[known]), alive[known]),
        seconds,
        whole_cohort(logit, found.high_risk, *follow_up),
        _mean([part.pass_sd for part in parts]),
    )


def _mean(spreads: list[np.ndarray | None]) -> float | None:
    """Return the mean standard deviation of the probability over tile orders, for the patients of all folds.

    Return None if the method does not depend on the tile order.
    """
    known = [spread for spread in spreads if spread is not None]
    return float(np.concatenate(known).mean()) if known else None
