"""Train a bundle from a cohort table.

The spots are labelled, encoded and split; a head is trained and tested; the bundle is written.
"""

import csv
import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np

from model.backbone.base import Encoder
from model.backbone.devices import choose_device
from model.backbone.registry import open_encoder
from model.backbone.store import SEEDED, installed_backbones, load_backbone
from model.base.errors import BackboneError, CohortError, ConfigError
from model.base.files import file_sha256, replacing
from model.base.progress import Progress
from model.bundle.bundle import Bundle, bundle_record, save_bundle
from model.bundle.heads.head_table import HEADS
from model.bundle.manifest import HeadShape, Manifest, PooledShape
from model.predict.engine import Engine
from model.predict.feature_cache import training_cache
from model.predict.selftest import REFERENCE_KEY, self_test
from model.region.grid import GridSpec
from model.statistics.calibration import sigmoid
from model.training.behaviour import memory
from model.training.calibrator import calibrated
from model.training.card import BundleText, Found, Layout, describe
from model.training.cohort_record import with_cohort_images
from model.training.cohort_table import CohortRow, TableForm, read_cohort_table
from model.training.config import TrainConfig, TrainOptions
from model.training.encode import encode_cohort
from model.training.familiarity import with_familiarity
from model.training.fitted import Cohort, Fitted
from model.training.fitting import fit_head, out_of_fold, suited, wants_folds
from model.training.log import write_epochs
from model.training.loss_curve import draw_loss
from model.training.loss_kinds import LOSSES
from model.training.site_signature import with_site_signature
from model.training.splits import single_split

CHECKPOINT = ".checkpoint"
"""Suffix of the file beside the bundle that stores the last epoch. It differs from the suffix of bundles, so that the
two cannot be confused.
"""

_LEFT_OUT = "left out: lost before 5 years"


@dataclass(frozen=True)
class TrainRequest:
    """The input of a training run: table, output file, texts, settings, head, grid, pixel size, backbone and device."""

    table: Path
    out: Path
    text: BundleText
    config: TrainConfig = TrainConfig()
    head: HeadShape = HeadShape()
    grid: GridSpec = GridSpec()
    mpp: float = TrainOptions.mpp
    backbone: str = SEEDED
    device: str = "auto"
    form: TableForm = TableForm()
    known_risk: Mapping[str, float] | None = None
    """For simulated cohorts, the true log hazard by patient. Its AUC is the best that the noise allows."""


def request_of(table: Path, out: Path, options: TrainOptions) -> TrainRequest:
    """Return the training request for `options`.

    All options are settings of the request and are recorded in the manifest.
    """
    text = BundleText(name=options.name or out.stem, training=f"the cohort {table.name}")
    head = shape_of(options)
    form = form_of(options)
    return TrainRequest(
        table, out, text, options, head, mpp=options.mpp, backbone=options.backbone, device=options.device, form=form
    )


def form_of(options: TrainOptions) -> TableForm:
    """Return the form of the cohort table that the options state."""
    return TableForm(options.time_unit, options.columns, options.event_value, options.split == "column")


def shape_of(options: TrainOptions) -> HeadShape:
    """Return the shape of the requested head, from the options that it uses."""
    facts = HEADS[options.head]
    return HeadShape(
        options.head,
        cells=options.cells if "cells" in facts.takes else facts.cells,
        bias=options.bias if "bias" in facts.takes else HeadShape.bias,
        pooled=PooledShape(options.pooling, options.classifier) if facts.pooled else None,
    )


def train(request: TrainRequest, encoder: Encoder | None = None) -> Generator[Progress, None, Path]:
    """Train as described by `request`, and return the path of the bundle.

    The partial result after each epoch is a `TrainingLog`. Other files are written beside the bundle, with the same
    stem: `.spots.csv` with the result for every spot of the table and, if the head is trained in epochs, `.epochs.csv`
    with the figures of each epoch and `.loss.png` with the loss curve. `encoder` is a loaded encoder; if it is None,
    the backbone of the request is loaded onto its device.
    """
    yield Progress("reading the cohort")
    table = read_cohort_table(request.table, request.form)
    rows = table.rows
    known = tuple(row for row in rows if row.alive is not None)
    if not known:
        raise CohortError("No spot has a known outcome at 5 years.", "Follow the patients up for 5 years or longer.")
    use_lost = LOSSES[request.config.loss].uses_lost
    if use_lost and request.head.facts.pooled:
        raise ConfigError(
            f"A pooled head cannot be trained with the loss {request.config.loss!r}.",
            "Choose another --head, or --loss cross-entropy.",
        )
    # Patients who were lost get an out-of-fold prediction, also where no head is trained on them.
    used = rows if use_lost or wants_folds(request.config) else known
    split = single_split(used, request.config, use_lost)
    encoder = encoder or (yield from load_encoder(request.backbone, request.device))
    kept, config = request.out.with_suffix(CHECKPOINT), suited(request.config, request.head)
    encoding = encode_cohort(used, request.grid, request.mpp, encoder, training_cache(), config.blank)
    cohort = Cohort(used, *(yield from encoding))
    device = training_device(encoder)
    fitted = yield from fit_head(cohort, split, request.head, config, kept, device)
    folds = (yield from out_of_fold(cohort, request.head, config, kept, device)) if wants_folds(config) else None
    layout = Layout(request.backbone, encoder.backbone_sha256, request.mpp, request.grid, fitted.head.shape)
    found = Found(cohort, fitted, len(rows) - len(known), folds, request.known_risk, rows)
    manifest = _with_notes(describe(found, layout, request.text, config), table.notes)
    manifest = yield from with_cohort_images(manifest, used, split)
    manifest, reference = with_familiarity(manifest, cohort, split, config.seed)
    manifest = with_site_signature(manifest, cohort, config.seed)
    manifest = _with_trial(_with_origin(manifest, request.table, encoder), fitted, encoder)
    save_bundle(request.out, manifest, fitted.head, fitted.spots.mean, fitted.spots.scale, reference)
    if fitted.log:
        draw_loss(fitted.log, f"{manifest.name}: {config.loss}", request.out.with_suffix(".loss.png"))
        write_epochs(fitted.log, request.out.with_suffix(".epochs.csv"))
    _write_spots(request.out.with_suffix(".spots.csv"), rows, found, manifest)
    for left in (kept, *_of_further_heads(kept)):
        left.unlink(missing_ok=True)
    yield Progress("training", 1, 1, fitted.log)
    return request.out


def _of_further_heads(kept: Path) -> list[Path]:
    """Return the checkpoints of further heads beside that of the bundle's head."""
    beside = kept.parent.iterdir() if kept.parent.is_dir() else ()
    of_run = re.compile(re.escape(kept.stem) + r"(\.(fold|candidate|seed)-\d+)+" + re.escape(CHECKPOINT))
    return [path for path in beside if of_run.fullmatch(path.name)]


def load_encoder(backbone: str, device: str) -> Generator[Progress, None, Encoder]:
    """Load the backbone onto the device. Raise BackboneError if it is not installed."""
    installed = installed_backbones()
    if backbone not in installed:
        raise BackboneError(f"No backbone is called {backbone!r}.", f"Installed: {', '.join(installed)}.")
    info = installed[backbone]
    yield Progress("loading the backbone")
    return (yield from open_encoder(lambda: load_backbone(info), info.sha256, choose_device(device)))


def training_device(encoder: Encoder) -> str:
    """Return PyTorch's name of the training device: the GPU of the encoder if PyTorch supports it, else the CPU."""
    name = encoder.device.name
    return name if name.startswith(("cuda", "mps")) else "cpu"


def _with_notes(manifest: Manifest, notes: tuple[str, ...]) -> Manifest:
    """Return the manifest with notes on how the table was interpreted."""
    return replace(manifest, extra=manifest.extra | {"training_notes": [*manifest.extra["training_notes"], *notes]})


def _with_origin(manifest: Manifest, table: Path, encoder: Encoder) -> Manifest:
    """Return the manifest with the origin of the bundle: the hash of the table, and the software and devices in use."""
    device = encoder.device
    made_with = {"engine": device.engine, "precision": device.precision, "torch": version("torch")}
    made_with["trained_on"] = training_device(encoder)
    return replace(manifest, extra=manifest.extra | {"cohort_sha256": file_sha256(table), "made_with": made_with})


def _with_trial(manifest: Manifest, fitted: Fitted, encoder: Encoder) -> Manifest:
    """Return the manifest with figures of the finished bundle: its memory reach, and this computer's self-test logit.

    `histocast doctor` compares the logit with that of another computer.
    """
    bundle = Bundle(manifest, bundle_record(manifest, sha256=""), fitted.head, fitted.spots.mean, fitted.spots.scale)
    return replace(
        manifest,
        metrics=manifest.metrics | (memory(bundle, fitted) if manifest.head.ordered else {}),
        extra=manifest.extra | {REFERENCE_KEY: self_test(Engine(bundle, encoder)).logit},
    )


def _write_spots(path: Path, rows: tuple[CohortRow, ...], found: Found, manifest: Manifest) -> None:
    """Write one line per row of the table: its part, outcome and probability.

    Rows that were left out are listed too.
    """
    cohort, split = found.cohort, found.fitted.split
    logits = calibrated(found.fitted.logits(np.arange(len(cohort.rows))), manifest.calibration)
    parts = {row: name for name in ("training", "validation", "test") for row in getattr(split, name).tolist()}
    numbers = {row.line: number for number, row in enumerate(cohort.rows)}
    with replacing(path) as beside, beside.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["line", "patient_id", "image", "part", "alive_at_5", "survival_probability", "out_of_fold"])
        for row in rows:
            number = numbers.get(row.line)
            head = [row.line, row.patient_id, row.image.name]
            part = parts.get(number, _LEFT_OUT) if number is not None else _LEFT_OUT
            if number is None:
                writer.writerow([*head, part, "", "", ""])
                continue
            held_out = np.array(np.nan) if found.out_of_fold is None else found.out_of_fold.logits[number]
            fold = f"{sigmoid(held_out):.4f}" if np.isfinite(held_out) else ""
            p = f"{float(sigmoid(logits[number])):.4f}"
            alive = "" if row.alive is None else int(row.alive)
            writer.writerow([*head, part, alive, p, fold])
