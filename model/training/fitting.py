"""Train a head on one split of an encoded cohort, or one head per fold."""

import hashlib
import json
from collections.abc import Generator, Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.head_shape import HeadShape
from model.bundle.heads.base import Head, NetworkHead
from model.bundle.heads.networks import make_head
from model.bundle.heads.recurrent import RecurrentHead
from model.training.calibrator import upright
from model.training.checkpoint import Checkpoint
from model.training.config import TrainConfig
from model.training.ensemble import merged
from model.training.evaluate import orders_of
from model.training.fitted import Cohort, Fitted
from model.training.grid import candidates, chosen
from model.training.loop import fit
from model.training.loss_kinds import LOSSES
from model.training.losses import survival_shape
from model.training.patients import by_patient
from model.training.projection import folded, with_components
from model.training.refusals import refuse_unsuited
from model.training.split import Split
from model.training.splits import Fold, fold_splits
from model.training.standardise import Spots, standardised
from model.training.threshold import cut_off

T = TypeVar("T")


def suited(config: TrainConfig, shape: HeadShape) -> TrainConfig:
    """Return `config` without the settings that have no effect on a head of this shape.

    A head that does not depend on the tile order needs no tile orders to average over. A pooled head itself selects the
    tiles with tissue.
    """
    if shape.ordered:
        return config
    return replace(config, random_orders=0, blank="read" if shape.facts.pooled else config.blank)


def read_out(shape: HeadShape, config: TrainConfig) -> HeadShape:
    """Return `shape` with the readout that is set in `config`, which turns the logits of all steps into one answer.

    A head that does not depend on the tile order has no readout.
    """
    if not shape.ordered:
        return shape
    return replace(shape, readout=config.readout, warm_up=config.warm_up if config.readout == "mean" else 0.0)


_WITHOUT_EFFECT = (
    "name", "about", "seeds", "grid", "folds", "repeats", "folds_by", "split", "calibration", "prevalence", "threshold",
    "time_unit", "columns", "event_value",
)  # fmt: skip
"""Options that do not change the weights of a head with the same labels, for example the texts of its card."""


def with_curve(shape: HeadShape, cohort: Cohort, split: Split, config: TrainConfig) -> HeadShape:
    """Return `shape` with the survival curve that the loss function in `config` needs.

    Pooled heads have no survival curve.
    """
    if shape.facts.pooled:
        return shape
    return replace(shape, survival=survival_shape(cohort.outcomes, split.training, config))


def fit_head(
    cohort: Cohort, split: Split, shape: HeadShape, config: TrainConfig, kept: Path, device: str = "cpu"
) -> Generator[Progress, None, Fitted]:
    """Train a head of `shape` on one split of the cohort.

    The file `kept` stores the last complete epoch; after an interruption, the next call continues from it. `device` is
    PyTorch's name of the device. The returned head is on the CPU, because bundles are used there, and has the readout
    that is set in `config`. If `config` has a grid of option values, the returned head is the candidate with the lowest
    validation loss. If `config` has several seeds, the head is an ensemble. The checkpoints of the other networks are
    files beside `kept`, whose names begin in the same way.
    """
    refuse_unsuited(config, shape)
    several = len(candidates(config)) > 1
    if shape.facts.pooled:
        # The import is here, because it loads scikit-learn, which sequence networks do not need.
        from model.training.pooled import fit_pooled

        return (yield from fit_pooled(cohort, split, shape, config))
    best: Fitted | None = None
    for number, settings in enumerate(candidates(config), start=1):
        own = kept.with_suffix(f".candidate-{number}{kept.suffix}") if several else kept
        steps = _fit_members(cohort, split, shape, settings, own, device)
        found = yield from titled(steps, f"candidate {number}") if several else steps
        if best is None or _validation_loss(found) < _validation_loss(best):
            best = replace(found, chosen=chosen(settings, config.grid))
    assert best is not None  # there is at least one candidate
    return best


def _validation_loss(found: Fitted) -> float:
    """Return the lowest validation loss of the network; for an ensemble, return the mean over its networks."""
    logs = [one.log for one in found.members or (found,) if one.log is not None]
    return float(np.mean([log.best.validation_loss for log in logs]))


def _fit_members(
    cohort: Cohort, split: Split, shape: HeadShape, config: TrainConfig, kept: Path, device: str
) -> Generator[Progress, None, Fitted]:
    """Train one network per seed. Return their ensemble, or the network itself if there is only one."""
    members = []
    for number in range(config.seeds):
        own = kept.with_suffix(f".seed-{number + 1}{kept.suffix}") if number else kept
        settings = replace(config, seed=config.seed + number, seeds=1)
        steps = _fit_network(cohort, split, shape, settings, own, device)
        title = f"seed {number + 1} of {config.seeds}"
        members.append((yield from titled(steps, title) if config.seeds > 1 else steps))
    if len(members) == 1:
        return members[0]
    first = members[0]
    head = merged([cast(RecurrentHead, one.head) for one in members])
    return replace(first, head=head, members=tuple(members))


def _fit_network(
    cohort: Cohort, split: Split, shape: HeadShape, config: TrainConfig, kept: Path, device: str
) -> Generator[Progress, None, Fitted]:
    """Train one network in epochs, and return it."""
    shape = with_curve(read_out(shape, config), cohort, split, config)
    spots = seen = standardised(cohort.features, cohort.tissue, split.training, config.blank)
    torch.manual_seed(config.seed)
    if config.components:
        yield Progress("finding principal components")
        seen = with_components(spots, cohort.tissue, split.training, config.components)
    head = cast(NetworkHead, make_head(replace(shape, inputs=config.components or shape.inputs)).to(device))
    checkpoint = Checkpoint(kept, _run(cohort, split, spots, shape, config))
    log = yield from fit(head, seen, cohort.outcomes, split.training, split.validation, config, checkpoint)
    head = head.to("cpu")
    if seen.projection is not None:
        head = folded(head, seen.projection)
    _round_to_half(head, spots)
    return Fitted(head, spots, split, log, orders_of(config, cohort.features.shape[1]))


@dataclass(frozen=True, eq=False)
class OutOfFold:
    """The logits of all spots, float64 [spots], each from a head that was not trained on the spot's patient.

    The logits of a fold are Platt-scaled on its validation patients, as in a comparison of methods, because the heads
    of different folds have different scales and their patients are compared with each other. `cut` float64 [spots] is
    the cut-off of the head that gave the logit; it is found on the training patients of the head. If the logit is below
    it, the risk is high.
    """

    logits: np.ndarray
    cut: np.ndarray
    folds: tuple[Fold, ...]
    own_logits: tuple[np.ndarray, ...]
    """For each fold, the logits float64 [test spots] from the head of this fold. If the folds are repeated, a spot has
    one logit in each repeat, and `logits` contains the mean of them.
    """
    chosen: tuple[Mapping[str, Any], ...] = ()
    """For each fold, the option values that were chosen from `config.grid`."""


def out_of_fold(
    cohort: Cohort, shape: HeadShape, config: TrainConfig, kept: Path, device: str = "cpu"
) -> Generator[Progress, None, OutOfFold]:
    """Train one head per fold, and return for each spot the logit from the head that was not trained on its patient.

    Patients who were lost before 5 years have logits too. If the folds are repeated, logits and cut-offs are means over
    the repeats. If the table specifies the split, the logits of patients outside its test set are NaN.
    """
    folds = fold_splits(cohort.rows, config, LOSSES[config.loss].uses_lost)
    logits, cut, count = np.zeros((3, len(cohort.rows)))
    selected, own_logits = [], []
    for number, fold in enumerate(folds, start=1):
        split = fold.split
        own = kept.with_suffix(f".fold-{number}{kept.suffix}")
        steps = fit_head(cohort, split, shape, config, own, device)
        fitted = yield from titled(steps, fold.title)
        selected.append(fitted.chosen)
        slope, intercept = _scaling(cohort, split, fitted, config)
        own_logits.append(slope * fitted.logits(split.test) + intercept)
        logits[split.test] += own_logits[-1]
        means, alive = _known_patients(cohort, split.training, fitted)
        cut[split.test] += cut_off(slope * means + intercept, alive, config.threshold)
        count[split.test] += 1
    with np.errstate(invalid="ignore"):
        return OutOfFold(logits / count, cut / count, folds, tuple(own_logits), tuple(selected))


def _known_patients(cohort: Cohort, rows: np.ndarray, fitted: Fitted) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean logit of each patient in `rows` with a known outcome, and whether the patient is alive."""
    known = rows[cohort.outcomes.known[rows]]
    means, alive = by_patient([cohort.patients[row] for row in known], fitted.logits(known), cohort.alive[known])
    return means, alive > 0.5


def _scaling(cohort: Cohort, split: Split, fitted: Fitted, config: TrainConfig) -> tuple[float, float]:
    """Return slope and intercept of the Platt scaling on the validation patients.

    The fit is weighted for censoring if the training uses patients who were lost.
    """
    means, alive = _known_patients(cohort, split.validation, fitted)
    if not LOSSES[config.loss].uses_lost:
        return upright(means, alive)
    known = split.validation[cohort.outcomes.known[split.validation]]
    weights = cohort.outcomes.censoring_weights(known, np.concatenate([split.training, split.validation]))
    return upright(means, alive, by_patient([cohort.patients[row] for row in known], weights)[0])


def wants_folds(config: TrainConfig) -> bool:
    """Return whether a head is trained for each fold, in addition to the head of the bundle."""
    return config.folds > 0 or config.folds_by == "site"


def titled(steps: Generator[Progress, None, T], title: str) -> Generator[Progress, None, T]:
    """Yield the progress reports of `steps`, each with `title` before its text, and return the result of `steps`."""
    try:
        while True:
            try:
                progress = next(steps)
            except StopIteration as end:
                return end.value
            yield replace(progress, stage=f"{title}: {progress.stage}")
    finally:
        steps.close()


def _run(cohort: Cohort, split: Split, spots: Spots, shape: HeadShape, config: TrainConfig) -> str:
    """Return a hash of everything that determines the weights of a run."""
    settings = {name: value for name, value in asdict(config).items() if name not in _WITHOUT_EFFECT}
    digest = hashlib.sha256(json.dumps([version("histocast"), asdict(shape), settings]).encode())
    follow_up = cohort.outcomes
    labels = (follow_up.alive, follow_up.known, follow_up.time, follow_up.event)
    for array in (split.training, split.validation, *labels, spots.mean.numpy(), spots.scale.numpy()):
        digest.update(array.tobytes())
    return digest.hexdigest()


def _round_to_half(head: Head, spots: Spots) -> None:
    """Round the weights in place to the precision of the bundle file.

    The card then describes the network that is saved.
    """
    with torch.no_grad():
        for tensor in (*head.parameters(), spots.mean, spots.scale):
            tensor.copy_(tensor.half().float())
