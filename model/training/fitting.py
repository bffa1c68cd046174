"""One head on one split: an encoded cohort and a split come in, a trained head goes out; folds are that, in turn."""

import hashlib
import json
from collections.abc import Generator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar, cast

import numpy as np
import torch

from model.heads.base import Head
from model.heads.table import HEADS
from model.manifest import HeadShape
from model.progress import Progress
from model.training.checkpoint import Checkpoint
from model.training.cohort_table import CohortRow
from model.training.config import TrainConfig
from model.training.evaluate import Network, logits_of, order_logits, orders_of
from model.training.log import TrainingLog
from model.training.loop import fit
from model.training.split import Split, rotating_folds
from model.training.standardise import Spots, standardised

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Cohort:
    """Spots with features float32 [spots, tiles, 4096] and tissue fraction float32 [spots, tiles]."""

    rows: tuple[CohortRow, ...]
    features: np.ndarray
    tissue: np.ndarray

    @cached_property
    def patients(self) -> list[str]:
        return [row.patient_id for row in self.rows]

    @cached_property
    def alive(self) -> np.ndarray:
        """At 5 years, bool [spots]; False too for those lost earlier, on whom nothing may be trained or tested."""
        return np.array([row.alive for row in self.rows], dtype=bool)


@dataclass(frozen=True, eq=False)
class Fitted:
    """A head at its best epoch, with the features it reads, the orders it reads them in and the log of its training.

    `log` is None where there are no epochs; `orders` int64 [orders, tiles]: raster order alone, or random ones, over
    which the logit is averaged.
    """

    head: Head
    spots: Spots
    split: Split
    log: TrainingLog | None
    orders: np.ndarray

    def logits(self, rows: np.ndarray) -> np.ndarray:
        """Final logits of `rows`, float64, before any calibration."""
        return logits_of(cast(Network, self.head), self.spots, rows, self.orders)

    def logits_in(self, orders: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """The same in each of `orders`, int64 [orders, tiles]: float64 [orders, rows]."""
        return order_logits(cast(Network, self.head), self.spots, rows, orders)


def suited(config: TrainConfig, shape: HeadShape) -> TrainConfig:
    """The settings of a head of that shape: where order is nothing to it, there is nothing to average over.

    A pooled one has a rule of its own for which tiles count.
    """
    if shape.ordered:
        return config
    return replace(config, random_orders=0, blank="read" if shape.kind == "pooled" else config.blank)


def fit_head(
    cohort: Cohort, split: Split, shape: HeadShape, config: TrainConfig, kept: Path, device: str = "cpu"
) -> Generator[Progress, None, Fitted]:
    """Train on the split; where it is stopped, the last epoch stands in the file `kept`, and the next call goes on.

    `device` as PyTorch calls it. The head that is returned is on the CPU, as it is wherever a bundle is used.
    """
    if shape.kind == "pooled":
        # Here, as it loads scikit-learn, which networks need not wait for; and it fits with a `Fitted` of its own.
        from model.training.pooled import fit_pooled

        return (yield from fit_pooled(cohort, split, shape, config))
    spots = standardised(cohort.features, cohort.tissue, split.training, config.blank)
    torch.manual_seed(config.seed)
    head = HEADS[shape.kind](shape).to(device)
    checkpoint = Checkpoint(kept, _run(cohort, split, spots, shape, config))
    log = yield from fit(cast(Network, head), spots, cohort.alive, split.training, split.validation, config, checkpoint)
    _round_to_half(head.to("cpu"), spots)
    return Fitted(head, spots, split, log, orders_of(config.random_orders, cohort.features.shape[1]))


def out_of_fold(
    cohort: Cohort, shape: HeadShape, config: TrainConfig, kept: Path, device: str = "cpu"
) -> Generator[Progress, None, tuple[np.ndarray, tuple[Split, ...]]]:
    """Logits float64 [spots], each by the head that has not seen the spot's patient, and the folds."""
    folds = rotating_folds(cohort.patients, cohort.alive, config.folds, config.seed)
    logits = np.full(len(cohort.rows), np.nan)
    for number, split in enumerate(folds, start=1):
        own = kept.with_suffix(f".fold-{number}{kept.suffix}")
        steps = fit_head(cohort, split, shape, config, own, device)
        fitted = yield from titled(steps, f"fold {number} of {len(folds)}")
        logits[split.test] = fitted.logits(split.test)
    return logits, folds


def titled(steps: Generator[Progress, None, T], title: str) -> Generator[Progress, None, T]:
    """The same steps, their stages with `title` before them."""
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
    """What a run is known by: all that its weights depend on."""
    digest = hashlib.sha256(json.dumps([version("histocast"), asdict(shape), asdict(config)]).encode())
    for array in (split.training, split.validation, cohort.alive, spots.mean.numpy(), spots.scale.numpy()):
        digest.update(array.tobytes())
    return digest.hexdigest()


def _round_to_half(head: Head, spots: Spots) -> None:
    """Round, in place, to what the bundle file holds, so that its figures are those of the model that ships."""
    with torch.no_grad():
        for tensor in (*head.parameters(), spots.mean, spots.scale):
            tensor.copy_(tensor.half().float())
