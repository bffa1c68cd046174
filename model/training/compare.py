"""Compare methods on the same folds of a cohort, with one line of figures per method."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from model.backbone.base import Encoder
from model.base.errors import CohortError, ConfigError
from model.base.progress import Progress
from model.bundle.choices import Blank
from model.bundle.manifest import HeadShape
from model.predict.feature_cache import training_cache
from model.region.grid import GridSpec
from model.statistics.calibration import brier, sigmoid
from model.statistics.concordance import c_value
from model.statistics.discrimination import auc_value
from model.statistics.resampling import DRAWS
from model.training.calibrator import upright
from model.training.cohort_table import read_cohort_table
from model.training.config import TrainOptions
from model.training.differences import Difference, MethodPredictions, differences
from model.training.encode import encode_cohort
from model.training.figures import AucRecord, HazardRecord, auc_record, hazard_record
from model.training.fitted import Cohort
from model.training.fitting import titled
from model.training.methods import METHODS, Fold, FoldLogits, Method
from model.training.patients import by_patient
from model.training.splits import fold_splits, reduced
from model.training.threshold import cut_off
from model.training.train import form_of, load_encoder, training_device
from model.training.whole_cohort import WholeCohort, whole_cohort

FOLDS = 3
SHARES = (0.25, 0.5, 0.75)
"""Shares of the training and validation patients in a learning curve, beside all of them."""


@dataclass(frozen=True)
class CompareRequest:
    """The input of a comparison: table, training options, keys of the methods (all if empty), and grid."""

    table: Path
    options: TrainOptions
    methods: tuple[str, ...] = ()
    grid: GridSpec = GridSpec()
    draws: int = DRAWS
    """Number of bootstrap draws of patients for differences of C-indices."""
    learning_curve: bool = False
    """Whether the methods are also trained on parts of the training and validation patients."""


@dataclass(frozen=True)
class Line:
    """The figures of a method over the held-out patients of all folds, pooled.

    `auc` and `brier` (of the Platt-scaled probability) include the patients with a known outcome at 5 years. `c_index`
    and `hazard_ratio` include all patients; lost patients count until their last follow-up. The hazard ratio compares
    high with low risk, by the threshold of each fold's training patients. `fold_aucs` has one AUC per fold. `order_sd`
    is the standard deviation of the probability over the eight flips and rotations of the grid, averaged over the
    patients. `pass_sd` is the same for single passes in raster order. Both are None if the order does not matter.
    """

    method: str
    auc: AucRecord
    order_sd: float | None
    fold_aucs: tuple[float, ...]
    c_index: float
    hazard_ratio: HazardRecord
    brier: float
    seconds: float
    cohort: WholeCohort
    """Further figures of all patients: C-index with interval, risk groups by Kaplan and Meier, bias."""
    pass_sd: float | None = None


@dataclass(frozen=True)
class LearningPoint:
    """The lines of all methods with `patients` for training and validation in a fold, as a mean over the folds."""

    patients: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Comparison:
    """All lines, in the order of the request, and the cohort. `left_out` lists methods with too few usable patients."""

    table: str
    patients: int
    known: int
    died: int
    folds: str
    """How patients were held out, for example "3 rotating folds"."""
    seed: int
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """Sentences on how the table was interpreted."""
    predictions: tuple[MethodPredictions, ...] = ()
    """The out-of-fold predictions of each line, in the same order."""
    differences: tuple[Difference, ...] = ()
    """Each further method against the first one, on the patients for whom both have a prediction."""
    learning: tuple[LearningPoint, ...] = ()
    """The figures with fewer training patients, smallest number first, and then those with all of them."""


@dataclass(frozen=True, eq=False)
class _Tested:
    """The test patients of a fold: calibrated logit, the threshold of the fold, outcome and follow-up."""

    patient: np.ndarray
    logit: np.ndarray
    cut: float
    alive: np.ndarray
    known: np.ndarray
    time: np.ndarray
    event: np.ndarray
    order_sd: np.ndarray | None
    pass_sd: np.ndarray | None


def methods_called(keys: tuple[str, ...]) -> tuple[Method, ...]:
    """Return the methods with these keys, or all methods if `keys` is empty. Raise ConfigError for an unknown key."""
    known = {method.key: method for method in METHODS}
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise ConfigError(f"There is no method {unknown[0]!r}.", f"There are: {', '.join(known)}.")
    return tuple(known[key] for key in keys) or METHODS


def compare(request: CompareRequest, encoder: Encoder | None = None) -> Generator[Progress, None, Comparison]:
    """Train and test every method on the same folds. Progress reports of a network have its log as partial result."""
    yield Progress("reading the cohort")
    options = request.options
    methods = methods_called(request.methods)
    table = read_cohort_table(request.table, form_of(options))
    rows = table.rows
    outcomes = {row.patient_id: row.alive for row in rows}
    if all(alive is None for alive in outcomes.values()):
        raise CohortError("No spot has a known outcome at 5 years.", "Follow the patients up for 5 years or longer.")
    options = replace(options, folds=options.folds or FOLDS)
    device = "cpu"
    if any(method.encodes for method in methods):
        encoder = encoder or (yield from load_encoder(options.backbone, options.device))
        blank: Blank = "read" if any(method.reads_blank(options) for method in methods) else "skip"
        encoding = encode_cohort(rows, request.grid, options.mpp, encoder, training_cache(), blank)
        cohort, device = Cohort(rows, *(yield from encoding)), training_device(encoder)
    else:
        cohort = Cohort(rows, *np.empty((2, len(rows), 0), np.float32))
    learning = []
    for share in SHARES if request.learning_curve else ():
        steps = _all_folds(cohort, methods, options, device, share)
        _, fewer, _, count = yield from titled(steps, f"{share:.0%} of the training patients")
        learning.append(LearningPoint(count, fewer))
    predictions, lines, left_out, count = yield from _all_folds(cohort, methods, options, device)
    if request.learning_curve:
        learning.append(LearningPoint(count, lines))
    yield Progress("comparing the methods")
    return Comparison(
        table=request.table.name,
        patients=len(outcomes),
        known=sum(alive is not None for alive in outcomes.values()),
        died=sum(alive is False for alive in outcomes.values()),
        folds=_folds_text(options),
        seed=options.seed,
        lines=lines,
        left_out=left_out,
        notes=table.notes,
        predictions=predictions,
        differences=differences(predictions, request.draws),
        learning=tuple(learning),
    )


def _folds_text(options: TrainOptions) -> str:
    if options.split == "column":
        return "the split of the table"
    if options.folds_by == "site":
        return "each site in turn"
    return f"{options.folds} rotating folds" + (f", drawn {options.repeats} times" if options.repeats > 1 else "")


def _all_folds(
    cohort: Cohort, methods: tuple[Method, ...], options: TrainOptions, device: str, share: float = 1.0
) -> Generator[Progress, None, tuple[tuple[MethodPredictions, ...], tuple[Line, ...], tuple[str, ...], float]]:
    """Return predictions and a line for every method, and the methods that could not be fitted in some fold.

    Only a `share` of the training and validation patients is used; the last value is their mean number in a fold.
    The test parts are the same for every method. Only methods that use lost patients have them in the other parts.
    """
    folds, lost_too = (fold_splits(cohort.rows, options, use_lost) for use_lost in (False, True))
    shape = HeadShape(cells=options.cells, bias=options.bias)
    tested: dict[str, list[_Tested | None]] = {method.title: [] for method in methods}
    seconds = dict.fromkeys(tested, 0.0)
    sizes = []
    for part, with_lost in zip(folds, lost_too, strict=True):
        split, whole = (reduced(one.split, cohort.outcomes, share, options.seed) for one in (part, with_lost))
        sizes.append(len({cohort.patients[row] for row in (*split.training, *split.validation)}))
        fold = Fold(cohort, split, options, shape, device)
        for method in methods:
            own = replace(fold, split=whole) if method.uses_lost(options) else fold
            found = yield from titled(method.run(own), f"{part.title}: {method.title}")
            tested[method.title].append(_tested(own, found, method.uses_lost(options)))
            seconds[method.title] += found.seconds
    lines, left_out, predictions = [], [], []
    for method in methods:
        words, parts = method.title, tested[method.title]
        good = [part for part in parts if part is not None]
        if len(good) == len(parts):
            predictions.append(_predictions(method, good))
            lines.append(_line(predictions[-1], good, seconds[words]))
        else:
            left_out.append(words)
    return tuple(predictions), tuple(lines), tuple(left_out), float(np.mean(sizes))


def _tested(fold: Fold, found: FoldLogits, weighted: bool) -> _Tested | None:
    """Return the test patients of a fold.

    Their logits are calibrated on the fold's validation patients with a known outcome, weighted for censoring if the
    method uses lost patients. The threshold comes from the training patients with a known outcome. Return None if all
    patients of a part have the same outcome. Rows without a logit are left out.
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
    return _Tested(np.unique(patients), calibrated[2], cut, alive > 0.5, sure, time, died, *moved)


def _predictions(method: Method, parts: list[_Tested]) -> MethodPredictions:
    """Return the predictions of a method for the test patients of all folds, sorted by patient.

    A patient who was in several test parts, because the folds were repeated, has the mean of logits and thresholds.
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


def _line(found: MethodPredictions, parts: list[_Tested], seconds: float) -> Line:
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
    """Return the mean over the patients of all folds, or None if the order does not matter."""
    known = [spread for spread in spreads if spread is not None]
    return float(np.concatenate(known).mean()) if known else None
