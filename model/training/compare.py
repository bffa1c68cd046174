"""Train and test several methods on the same folds of a cohort, and return one line of results per method."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from model.backbone.base import Encoder
from model.base.errors import ConfigError
from model.base.progress import Progress
from model.bundle.choices import Blank
from model.bundle.head_shape import HeadShape
from model.predict.feature_cache import training_cache
from model.region.grid import GridSpec
from model.statistics.resampling import DRAWS
from model.training.cohort_features import CohortFeatures
from model.training.cohort_table import read_cohort_table
from model.training.compare_result import Comparison, LearningPoint, Line
from model.training.config import DEFAULT_MPP, TrainOptions
from model.training.differences import MethodPredictions, differences
from model.training.encode import encode_cohort
from model.training.feature_cohort import FileEncoder, FileFeatures, file_encoder, stated_by
from model.training.fitted import Cohort
from model.training.fitting import titled
from model.training.methods import METHODS, Fold, Method
from model.training.refusals import refuse_one_outcome, refuse_unused
from model.training.splits import Fold as Part
from model.training.splits import fold_splits, reduced
from model.training.tested_patients import Tested, line_of, predictions_of, tested_patients
from model.training.train import form_of, load_encoder, training_device

FOLDS = 3
_NAMED = 5
"""Maximum number of sites that are named in titles."""
SHARES = (0.25, 0.5, 0.75)
"""Shares of the training and validation patients in a learning curve. The share 1 (all patients) is added to them."""


@dataclass(frozen=True)
class CompareRequest:
    """The input of a comparison: table, training options, keys of the methods, and grid of options.

    If there are no keys, all methods are compared.
    """

    table: Path
    options: TrainOptions
    methods: tuple[str, ...] = ()
    grid: GridSpec = GridSpec()
    draws: int = DRAWS
    """Number of bootstrap draws of patients for differences of C-indices."""
    learning_curve: bool = False
    """Whether the methods are also trained on smaller shares of the training and validation patients."""


def methods_called(keys: tuple[str, ...]) -> tuple[Method, ...]:
    """Return the methods with these keys, or all methods if `keys` is empty.

    Raise ConfigError for an unknown key, and for a key that is given twice.
    """
    known = {method.key: method for method in METHODS}
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise ConfigError(f"There is no method {unknown[0]!r}.", f"There are: {', '.join(known)}.")
    twice = [key for key in keys if keys.count(key) > 1]
    if twice:
        raise ConfigError(f"The method {twice[0]!r} is named twice.", "Name each method once.")
    return tuple(known[key] for key in keys) or METHODS


def compare(
    request: CompareRequest, encoder: Encoder | FileEncoder | None = None
) -> Generator[Progress, None, Comparison]:
    """Train and test every method on the same folds, and return the comparison.

    While a network is trained, each progress report contains the training log so far as its partial result.
    """
    yield Progress("reading the cohort")
    options = request.options
    methods = methods_called(request.methods)
    table = read_cohort_table(request.table, form_of(options))
    rows = table.rows
    outcomes = {row.patient_id: row.alive for row in rows}
    refuse_one_outcome(rows)
    refuse_unused(options, rows)
    options = replace(options, folds=options.folds or FOLDS)
    folds = fold_splits(rows, options, use_lost=False)  # before encoding, so that a fault is reported early
    device = "cpu"
    features: CohortFeatures | FileFeatures | None = None
    if any(method.encodes for method in methods):
        files = file_encoder(rows, stated_by(options), options.device)
        encoder = files or encoder or (yield from load_encoder(options.backbone, options.device))
        mpp = DEFAULT_MPP if options.mpp is None else options.mpp
        blank: Blank = "read" if any(method.reads_blank(options) for method in methods) else "skip"
        cache = training_cache(options.stored_as == "float16")
        features, tissue = yield from encode_cohort(rows, request.grid, mpp, encoder, cache, blank, request.table)
        cohort, device = Cohort(rows, features, tissue), training_device(encoder)
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
    if features is not None:
        features.close()
    yield Progress("comparing the methods")
    return Comparison(
        table=request.table.name,
        patients=len(outcomes),
        known=sum(alive is not None for alive in outcomes.values()),
        died=sum(alive is False for alive in outcomes.values()),
        folds=_folds_text(options, folds),
        seed=options.seed,
        lines=lines,
        left_out=left_out,
        notes=table.notes,
        predictions=predictions,
        differences=differences(predictions, request.draws),
        learning=tuple(learning),
    )


def _folds_text(options: TrainOptions, folds: Sequence[Part]) -> str:
    if options.split == "column":
        return "the split of the table"
    if options.folds_by == "site":
        names = [part.title.removeprefix("site ") for part in folds]
        return f"each of {len(names)} sites in turn" + (f": {', '.join(names)}" if len(names) <= _NAMED else "")
    return f"{options.folds} rotating folds" + (f", drawn {options.repeats} times" if options.repeats > 1 else "")


def _all_folds(
    cohort: Cohort, methods: tuple[Method, ...], options: TrainOptions, device: str, share: float = 1.0
) -> Generator[Progress, None, tuple[tuple[MethodPredictions, ...], tuple[Line, ...], tuple[str, ...], float]]:
    """Return the predictions and the metrics of every method, and the methods that could not be fitted in some fold.

    Only a `share` (0..1) of the training and validation patients is used. The last returned value is the mean number of
    these patients in a fold. The test sets are the same for every method. Lost patients are in the training and
    validation sets only of methods that use them.
    """
    folds, lost_too = (fold_splits(cohort.rows, options, use_lost) for use_lost in (False, True))
    shape = HeadShape(inputs=cohort.features.shape[-1], cells=options.cells, bias=options.bias)
    tested: dict[str, list[Tested | None]] = {method.title: [] for method in methods}
    seconds = dict.fromkeys(tested, 0.0)
    sizes = []
    for part, with_lost in zip(folds, lost_too, strict=True):
        split, whole = (reduced(one.split, cohort.outcomes, share, options.seed) for one in (part, with_lost))
        sizes.append(len({cohort.patients[row] for row in (*split.training, *split.validation)}))
        fold = Fold(cohort, split, options, shape, device)
        for method in methods:
            own = replace(fold, split=whole) if method.uses_lost(options) else fold
            found = yield from titled(method.run(own), f"{part.title}: {method.title}")
            tested[method.title].append(tested_patients(own, found, method.uses_lost(options)))
            seconds[method.title] += found.seconds
        fold.pooled.clear()  # the cache takes 160 MB for 5,000 spots, and the next fold cannot use it
    lines, left_out, predictions = [], [], []
    for method in methods:
        words, parts = method.title, tested[method.title]
        good = [part for part in parts if part is not None]
        if len(good) == len(parts):
            predictions.append(predictions_of(method, good))
            lines.append(line_of(predictions[-1], good, seconds[words]))
        else:
            left_out.append(words)
    return tuple(predictions), tuple(lines), tuple(left_out), float(np.mean(sizes))
