"""Train a head on one split of an encoded cohort, or one head per fold."""

import hashlib
import json
from collections.abc import Generator
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar, cast

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.heads.base import Head, NetworkHead
from model.bundle.heads.networks import make_head
from model.bundle.manifest import HeadShape
from model.training.checkpoint import Checkpoint
from model.training.config import TrainConfig
from model.training.evaluate import orders_of
from model.training.fitted import Cohort, Fitted
from model.training.loop import fit
from model.training.projection import folded, with_components
from model.training.split import Split, rotating_folds
from model.training.standardise import Spots, standardised

T = TypeVar("T")


def suited(config: TrainConfig, shape: HeadShape) -> TrainConfig:
    """Return the settings that apply to a head of this shape.

    A head that ignores the order has no orders to average over. A pooled head selects its tiles itself.
    """
    if shape.ordered:
        return config
    return replace(config, random_orders=0, blank="read" if shape.facts.pooled else config.blank)


def read_out(shape: HeadShape, config: TrainConfig) -> HeadShape:
    """Return the shape with the readout of the settings. A head that ignores the order has no readout."""
    if not shape.ordered:
        return shape
    return replace(shape, readout=config.readout, warm_up=config.warm_up if config.readout == "mean" else 0.0)


def fit_head(
    cohort: Cohort, split: Split, shape: HeadShape, config: TrainConfig, kept: Path, device: str = "cpu"
) -> Generator[Progress, None, Fitted]:
    """Train a head of `shape` on the split.

    The file `kept` stores the last complete epoch; after an interruption, the next call continues from it. `device` is
    PyTorch's name of the device. The returned head is on the CPU, because bundles are used there, and has the readout
    of the settings.
    """
    shape = read_out(shape, config)
    if shape.facts.pooled:
        # Imported here, because it loads scikit-learn, which sequence networks do not need.
        from model.training.pooled import fit_pooled

        return (yield from fit_pooled(cohort, split, shape, config))
    spots = seen = standardised(cohort.features, cohort.tissue, split.training, config.blank)
    torch.manual_seed(config.seed)
    if config.components:
        yield Progress("finding principal components")
        seen = with_components(spots, cohort.tissue, split.training, config.components)
    head = cast(NetworkHead, make_head(replace(shape, inputs=config.components or shape.inputs)).to(device))
    checkpoint = Checkpoint(kept, _run(cohort, split, spots, shape, config))
    log = yield from fit(head, seen, cohort.alive, split.training, split.validation, config, checkpoint)
    head = head.to("cpu")
    if seen.projection is not None:
        head = folded(head, seen.projection)
    _round_to_half(head, spots)
    return Fitted(head, spots, split, log, orders_of(config, cohort.features.shape[1]))


def out_of_fold(
    cohort: Cohort, shape: HeadShape, config: TrainConfig, kept: Path, device: str = "cpu"
) -> Generator[Progress, None, tuple[np.ndarray, tuple[Split, ...]]]:
    """Return logits float64 [spots] and the folds.

    Each logit is computed by the head that was not trained on the spot's patient.
    """
    folds = rotating_folds(cohort.patients, cohort.alive, config.folds, config.seed)
    logits = np.full(len(cohort.rows), np.nan)
    for number, split in enumerate(folds, start=1):
        own = kept.with_suffix(f".fold-{number}{kept.suffix}")
        steps = fit_head(cohort, split, shape, config, own, device)
        fitted = yield from titled(steps, f"fold {number} of {len(folds)}")
        logits[split.test] = fitted.logits(split.test)
    return logits, folds


def titled(steps: Generator[Progress, None, T], title: str) -> Generator[Progress, None, T]:
    """Yield the progress reports of `steps` with `title` before their stages, and return the result."""
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
    digest = hashlib.sha256(json.dumps([version("histocast"), asdict(shape), asdict(config)]).encode())
    for array in (split.training, split.validation, cohort.alive, spots.mean.numpy(), spots.scale.numpy()):
        digest.update(array.tobytes())
    return digest.hexdigest()


def _round_to_half(head: Head, spots: Spots) -> None:
    """Round the weights in place to the precision of the bundle file, so that the card describes the saved model."""
    with torch.no_grad():
        for tensor in (*head.parameters(), spots.mean, spots.scale):
            tensor.copy_(tensor.half().float())
