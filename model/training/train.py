"""Cohort table to bundle: rows are labelled, encoded, split, trained on and tested; what was found is written down."""

import math
from collections.abc import Callable, Generator, Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch

from model.backbone.base import Encoder
from model.backbone.devices import choose_device
from model.backbone.layers import FEATURE_LAYER
from model.backbone.registry import open_encoder
from model.backbone.store import SEEDED, installed_backbones, load_backbone
from model.bundle import Bundle, bundle_record, save_bundle
from model.engine import Engine
from model.errors import BackboneError, CohortError
from model.feature_cache import training_cache
from model.grid import GridSpec
from model.heads.base import Head
from model.heads.table import HEADS
from model.manifest import HeadShape, Manifest
from model.progress import Progress
from model.selftest import REFERENCE_KEY, self_test
from model.statistics.discrimination import Auc, auc
from model.training.cohort_table import CohortRow, read_cohort
from model.training.encode import encode_cohort
from model.training.loop import Epoch, TrainConfig, fit, logits_of
from model.training.split import Split, split_patients

DEMO_MPP = 0.286
"""um/px: 1 mm over 3500 px. A cohort of another pixel size states its own."""
_TISSUE = 0.1
"""Tiles with at least this share of tissue count for the mean and spread of features: glass would swamp them."""


@dataclass(frozen=True)
class BundleWords:
    """What only the trainer of a bundle can say about it."""

    name: str
    version: str = "1"
    endpoint: str = "alive 5 years after diagnosis"
    label_meaning: str = "1: alive at 5 years; 0: died of the disease within 5 years; lost earlier: left out"
    training: str = ""
    intended_use: str = "Research use only. Not for diagnosis, prognosis or treatment of any person."
    limits: str = "Uncalibrated. Tested on held-out spots of the same cohort only."
    demo: bool = False


@dataclass(frozen=True)
class TrainRequest:
    """What to train: the table, where the bundle goes, on which backbone and device, with which grid and settings."""

    table: Path
    out: Path
    words: BundleWords
    config: TrainConfig = TrainConfig()
    head: HeadShape = HeadShape()
    grid: GridSpec = GridSpec()
    mpp: float = DEMO_MPP
    backbone: str = SEEDED
    device: str = "auto"
    known_risk: Mapping[str, float] | None = None
    """For simulated cohorts, the true log hazard by patient: its own AUC is the ceiling the noise allows."""


@dataclass(frozen=True, eq=False)
class _Spots:
    """Standardised features of all usable rows, read from memory."""

    features: np.ndarray
    mean: torch.Tensor
    scale: torch.Tensor

    def __call__(self, rows: np.ndarray) -> torch.Tensor:
        return (torch.from_numpy(self.features[rows]) - self.mean) * self.scale


def train(request: TrainRequest, encoder: Encoder | None = None) -> Generator[Progress, None, Path]:
    """Train as `request` says; returns the path of the bundle. The last partial is the log, a tuple of `Epoch`.

    `encoder`: an encoder that is loaded already; else the backbone and the device of the request are.
    """
    yield Progress("reading the cohort")
    rows = read_cohort(request.table)
    usable = tuple(row for row in rows if row.alive is not None)
    if not usable:
        raise CohortError("No spot has a known outcome at 5 years.", "Follow the patients up for 5 years or longer.")
    alive = np.array([row.alive for row in usable], dtype=bool)
    split = split_patients([row.patient_id for row in usable], alive, request.config.seed)
    encoder = encoder or (yield from _encoder(request))
    features, tissue = yield from encode_cohort(usable, request.grid, request.mpp, encoder, training_cache())
    spots = _standardised(features, tissue, split)
    torch.manual_seed(request.config.seed)
    head = HEADS[request.head.kind](request.head)
    log = yield from fit(head, spots, alive, split.training, split.validation, request.config)
    _round_to_half(head, spots)
    manifest = _manifest(request, encoder.backbone_sha256, rows, usable, split, head, spots, alive, log)
    manifest = _with_self_test(manifest, head, spots, encoder)
    save_bundle(request.out, manifest, head, spots.mean, spots.scale)
    yield Progress("training", 1, 1, log)
    return request.out


def _encoder(request: TrainRequest) -> Generator[Progress, None, Encoder]:
    """The backbone asked for, on the device asked for."""
    installed = installed_backbones()
    if request.backbone not in installed:
        raise BackboneError(f"No backbone is called {request.backbone!r}.", f"Installed: {', '.join(installed)}.")
    info = installed[request.backbone]
    yield Progress("loading the backbone")
    return (yield from open_encoder(lambda: load_backbone(info), info.sha256, choose_device(request.device)))


def _standardised(features: np.ndarray, tissue: np.ndarray, split: Split) -> _Spots:
    """Mean and spread of each feature over the training spots' tissue."""
    seen = features[split.training][tissue[split.training] >= _TISSUE].astype(np.float64)
    if not len(seen):
        raise CohortError(
            "There is hardly any tissue in the training images.",
            "Check that they are stained tissue, and their pixel size.",
        )
    spread = seen.std(axis=0)
    scale = np.where(spread > 0, 1 / np.where(spread > 0, spread, 1), 0)
    return _Spots(
        features, torch.from_numpy(seen.mean(axis=0).astype(np.float32)), torch.from_numpy(scale.astype(np.float32))
    )


def _round_to_half(head: Head, spots: _Spots) -> None:
    """Round, in place, to what the bundle file holds, so that its figures are those of the model that ships."""
    with torch.no_grad():
        for tensor in (*head.parameters(), spots.mean, spots.scale):
            tensor.copy_(tensor.half().float())


def _manifest(
    request: TrainRequest,
    backbone_sha256: str,
    rows: tuple[CohortRow, ...],
    usable: tuple[CohortRow, ...],
    split: Split,
    head: Head,
    spots: Callable[[np.ndarray], torch.Tensor],
    alive: np.ndarray,
    log: tuple[Epoch, ...],
) -> Manifest:
    on_training = _probabilities(logits_of(head, spots, split.training))
    on_test = _probabilities(logits_of(head, spots, split.test))
    metrics = {
        "test_auc": _auc_record(auc(on_test, alive[split.test])),
        "training_auc": _auc_record(auc(on_training, alive[split.training])),
        "test_sd_of_p": float(on_test.std()),
        "epochs": [asdict(epoch) for epoch in log],
        "spots": {
            "all": len(rows),
            "lost_before_5_years": len(rows) - len(usable),
            "training": len(split.training),
            "validation": len(split.validation),
            "test": len(split.test),
        },
    }
    if request.known_risk is not None:
        true = -np.array([request.known_risk[usable[i].patient_id] for i in split.test])
        metrics["test_auc_of_the_true_risk"] = _auc_record(auc(true, alive[split.test]))
    words = request.words
    return Manifest(
        name=words.name,
        version=words.version,
        endpoint=words.endpoint,
        label_meaning=words.label_meaning,
        backbone_name=request.backbone,
        backbone_sha256=backbone_sha256,
        feature_layer=FEATURE_LAYER,
        mpp=request.mpp,
        window_px=request.grid.window_px,
        tile_px=request.grid.tile_px,
        fit=request.grid.fit,
        order=request.grid.order,
        blank="read",
        standardised=True,
        head=request.head,
        threshold=round(float(np.median(on_training)), 4),
        threshold_origin=f"median of the survival probability over the {len(split.training)} training spots",
        calibration=None,
        training=words.training,
        metrics=metrics,
        intended_use=words.intended_use,
        limits=words.limits,
        demo=words.demo,
        made_by=f"histocast {version('histocast')}",
        extra={"training_settings": asdict(request.config)},
    )


def _with_self_test(manifest: Manifest, head: Head, spots: _Spots, encoder: Encoder) -> Manifest:
    """The manifest with what this machine computes for the test tile: `histocast doctor` compares with it elsewhere."""
    bundle = Bundle(manifest, bundle_record(manifest, sha256=""), head, spots.mean, spots.scale)
    return replace(manifest, extra=manifest.extra | {REFERENCE_KEY: self_test(Engine(bundle, encoder)).logit})


def _probabilities(logits: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-logits))


def _auc_record(found: Auc) -> dict[str, float | int | None]:
    """An AUC for JSON, which has no nan."""
    return {key: None if math.isnan(value) else value for key, value in asdict(found).items()}
