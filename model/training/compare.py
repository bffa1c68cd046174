"""Compare methods on the same folds of a cohort, with one line of figures per method."""

from collections.abc import Generator
from dataclasses import dataclass
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
from model.training.calibrator import upright
from model.training.cohort_table import TableForm, read_cohort_table
from model.training.config import Threshold, TrainOptions
from model.training.encode import encode_cohort
from model.training.figures import AucRecord, HazardRecord, auc_record, hazard_record
from model.training.fitted import Cohort
from model.training.fitting import titled
from model.training.methods import METHODS, Fold, FoldLogits, Method
from model.training.patients import by_patient
from model.training.split import Split, folds_with_lost
from model.training.threshold import cut_off
from model.training.train import load_encoder, training_device

FOLDS = 3


@dataclass(frozen=True)
class CompareRequest:
    """The input of a comparison: table, training options, keys of the methods (all if empty), and grid."""

    table: Path
    options: TrainOptions
    methods: tuple[str, ...] = ()
    grid: GridSpec = GridSpec()


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
    pass_sd: float | None = None


@dataclass(frozen=True)
class Comparison:
    """All lines, in the order of the request, and the cohort. `left_out` lists methods with too few usable patients."""

    table: str
    patients: int
    known: int
    died: int
    folds: int
    seed: int
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """Sentences on how the table was interpreted."""


@dataclass(frozen=True, eq=False)
class _Tested:
    """The test patients of a fold: calibrated logit, whether it is below the threshold, outcome and follow-up."""

    logit: np.ndarray
    high_risk: np.ndarray
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
    table = read_cohort_table(request.table, TableForm(options.time_unit, options.columns, options.event_value))
    rows = table.rows
    outcomes = {row.patient_id: row.alive for row in rows}
    if all(alive is None for alive in outcomes.values()):
        raise CohortError("No spot has a known outcome at 5 years.", "Follow the patients up for 5 years or longer.")
    count = options.folds or FOLDS
    folds = folds_with_lost([row.patient_id for row in rows], [row.alive for row in rows], count, options.seed)
    encoder = encoder or (yield from load_encoder(options.backbone, options.device))
    blank: Blank = "read" if any(method.reads_blank(options) for method in methods) else "skip"
    cache = training_cache(options.stored_as == "float16")
    encoding = encode_cohort(rows, request.grid, options.mpp, encoder, cache, blank, request.table)
    features, tissue = yield from encoding
    cohort = Cohort(rows, features, tissue)
    lines, left_out = yield from _all_folds(cohort, folds, methods, options, training_device(encoder))
    features.close()
    return Comparison(
        table=request.table.name,
        patients=len(outcomes),
        known=sum(alive is not None for alive in outcomes.values()),
        died=sum(alive is False for alive in outcomes.values()),
        folds=count,
        seed=options.seed,
        lines=lines,
        left_out=left_out,
        notes=table.notes,
    )


def _all_folds(
    cohort: Cohort, folds: tuple[Split, ...], methods: tuple[Method, ...], options: TrainOptions, device: str
) -> Generator[Progress, None, tuple[tuple[Line, ...], tuple[str, ...]]]:
    """Return a line for every method, and the methods that could not be fitted in some fold."""
    shape = HeadShape(cells=options.cells, bias=options.bias)
    tested: dict[str, list[_Tested | None]] = {method.words: [] for method in methods}
    seconds = dict.fromkeys(tested, 0.0)
    for number, split in enumerate(folds, start=1):
        fold = Fold(cohort, split, options, shape, device)
        for method in methods:
            found = yield from titled(method.run(fold), f"fold {number} of {len(folds)}: {method.words}")
            tested[method.words].append(_tested(cohort, split, found, options.threshold))
            seconds[method.words] += found.seconds
    lines, left_out = [], []
    for words, parts in tested.items():
        good = [part for part in parts if part is not None]
        if len(good) == len(parts):
            lines.append(_line(words, good, seconds[words]))
        else:
            left_out.append(words)
    return tuple(lines), tuple(left_out)


def _tested(cohort: Cohort, split: Split, found: FoldLogits, threshold: Threshold) -> _Tested | None:
    """Return the test patients of a fold.

    Their logits are calibrated on the fold's validation patients. The threshold comes from its training patients.
    Return None if all patients of a part have the same outcome. Rows without a logit are left out.
    """
    known, logits = np.array([row.alive is not None for row in cohort.rows]), found.logits
    parts = [rows[np.isfinite(logits[rows])] for rows in (split.training, split.validation, split.test)]
    sure = parts[2][known[parts[2]]]
    if any(len(set(cohort.alive[rows].tolist())) < 2 for rows in (parts[0], parts[1], sure)):
        return None
    numbers = np.array([[row.time_years, row.event] for row in cohort.rows], dtype=np.float64)
    of = [
        by_patient(
            [cohort.patients[row] for row in rows], logits[rows], cohort.alive[rows], known[rows], *numbers[rows].T
        )
        for rows in parts
    ]
    slope, intercept = upright(of[1][0], of[1][1] > 0.5)
    calibrated = [part[0] * slope + intercept for part in of]
    _, alive, sure_of, time, event = of[2]
    low = calibrated[2] < cut_off(calibrated[0], of[0][1] > 0.5, threshold)
    patients = [cohort.patients[row] for row in parts[2]]

    def spread(turned: np.ndarray | None) -> np.ndarray | None:
        if turned is None:
            return None
        each = np.stack(by_patient(patients, *turned[:, parts[2]]))
        return np.asarray(sigmoid(each * slope + intercept).std(axis=0))

    sure, died = sure_of > 0.5, event > 0.5
    return _Tested(calibrated[2], low, alive > 0.5, sure, time, died, spread(found.turned), spread(found.passes))


def _line(words: str, parts: list[_Tested], seconds: float) -> Line:
    logit, high, alive, known, time, event = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("logit", "high_risk", "alive", "known", "time", "event")
    )
    each = tuple(auc_value(part.logit[part.known], part.alive[part.known]) for part in parts)
    return Line(
        words,
        auc_record(logit[known], alive[known]),
        _mean([part.order_sd for part in parts]),
        each,
        c_value(-logit, time, event),
        hazard_record(high, time, event),
        brier(sigmoid(logit[known]), alive[known]),
        seconds,
        _mean([part.pass_sd for part in parts]),
    )


def _mean(spreads: list[np.ndarray | None]) -> float | None:
    """Return the mean over the patients of all folds, or None if the order does not matter."""
    known = [spread for spread in spreads if spread is not None]
    return float(np.concatenate(known).mean()) if known else None
