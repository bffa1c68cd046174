"""Train a bundle from a cohort table.

The steps are: label the spots, encode their tiles, split the patients, train and test a head, and write the bundle.
"""

import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from model.backbone.base import Encoder
from model.backbone.layers import FEATURE_LAYER
from model.backbone.opening import device_for, open_backbone
from model.backbone.store import SEEDED, installed_backbones
from model.base.csv_writer import CsvWriter
from model.base.errors import BackboneError, ConfigError
from model.base.files import file_sha256, replacing
from model.base.progress import Progress
from model.bundle.bundle import Bundle, bundle_record, save_bundle
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.heads.head_table import HEADS
from model.bundle.manifest import Manifest
from model.feature_files.stated import NOTHING, Stated
from model.predict.engine import Engine
from model.predict.feature_cache import training_cache
from model.predict.feature_prediction import LARGEST_FILE
from model.predict.selftest import REFERENCE_KEY, self_test
from model.region.grid import GridSpec
from model.statistics.calibration import sigmoid
from model.training.behaviour import memory
from model.training.calibrator import calibrated
from model.training.card import BundleText, Found, Layout, describe, out_of_fold_patients
from model.training.cohort_record import with_cohort_images
from model.training.cohort_table import CohortRow, TableForm, read_cohort_table
from model.training.config import DEFAULT_MPP, TrainConfig, TrainOptions
from model.training.encode import encode_cohort
from model.training.encoder_choice import chosen_encoder
from model.training.familiarity import with_familiarity
from model.training.feature_cohort import FileEncoder, file_encoder, stated_by
from model.training.fitted import Cohort, Fitted
from model.training.fitting import fit_head, out_of_fold, suited, wants_folds
from model.training.log import write_epochs
from model.training.loss_curve import draw_loss
from model.training.loss_kinds import LOSSES
from model.training.output import claimed, refuse_no_bundle
from model.training.refusals import refuse_one_outcome, refuse_unsuited, refuse_unused
from model.training.risk_figure import draw_risk_groups
from model.training.site_signature import with_site_signature
from model.training.splits import fold_splits, single_split

CHECKPOINT = ".checkpoint"
"""Suffix of the file beside the bundle that stores the state after the last epoch. It differs from the suffix of
bundles, so that the two files cannot be confused.
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
    mpp: float = DEFAULT_MPP
    backbone: str = SEEDED
    device: str = "auto"
    form: TableForm = TableForm()
    layer: str = FEATURE_LAYER
    """The layer of the backbone whose output is used as features."""
    stated: Stated = NOTHING
    """Facts about the feature files that the user supplied as options, if the table names feature files instead of
    images.
    """
    known_risk: Mapping[str, float] | None = None
    """True log hazard by patient, for simulated cohorts. Because of the random survival times, no model can exceed its
    AUC.
    """


def request_of(table: Path, out: Path, options: TrainOptions) -> TrainRequest:
    """Return the training request for `options`.

    The request contains all options as its settings. They are recorded in the manifest of the bundle.
    """
    text = BundleText(name=options.name or out.stem, training=f"the cohort {table.name}")
    chosen = chosen_encoder(options)
    options, head = chosen.options, shape_of(options)
    form = form_of(options)
    return TrainRequest(
        table, out, text, options, head, chosen.grid, chosen.mpp, options.backbone, options.device, form, chosen.layer,
        stated_by(options),
    )  # fmt: skip


def form_of(options: TrainOptions) -> TableForm:
    """Return the unit of time and the column names of the cohort table, as the options specify them."""
    return TableForm(options.time_unit, options.columns, options.event_value, options.split == "column")


def shape_of(options: TrainOptions) -> HeadShape:
    """Return the shape of the requested head, made from the options that this head uses."""
    facts = HEADS[options.head]
    return HeadShape(
        options.head,
        cells=options.cells if "cells" in facts.takes else facts.cells,
        bias=options.bias if "bias" in facts.takes else HeadShape.bias,
        pooled=PooledShape(options.pooling, options.classifier) if facts.pooled else None,
    )


def train(request: TrainRequest, encoder: Encoder | FileEncoder | None = None) -> Generator[Progress, None, Path]:
    """Train as described by `request`, and return the path of the bundle.

    The partial result after each epoch is a `TrainingLog`. Other files are written beside the bundle, with the same
    stem: `.spots.csv` with the result for every spot of the table and, if the head is trained in epochs, `.epochs.csv`
    with the losses and metrics of each epoch and `.loss.png` with the loss curve; if folds are trained, `.risk.png`
    with the survival of the out-of-fold risk groups. `encoder` is a loaded encoder; if it is None, the backbone of the
    request is loaded onto its device. Raise ExportError if nothing can be written beside the bundle, or if another run
    is writing there.
    """
    yield Progress("reading the cohort")
    refuse_unsuited(request.config, request.head)
    refuse_no_bundle(request.out)
    with claimed(request.out, request.out.parent):
        return (yield from _trained(request, encoder))


def _trained(request: TrainRequest, encoder: Encoder | FileEncoder | None) -> Generator[Progress, None, Path]:
    """Train as described by `request`, and return the path of the bundle.

    The caller must make sure that no other run writes to the same file.
    """
    table = read_cohort_table(request.table, request.form)
    rows = table.rows
    known = tuple(row for row in rows if row.alive is not None)
    refuse_one_outcome(rows)
    use_lost = LOSSES[request.config.loss].uses_lost
    refuse_unused(request.config, rows)
    if request.config.repeats > 1 and not wants_folds(request.config):
        raise ConfigError(
            f"--repeats {request.config.repeats} would have no effect, because no folds are asked for.",
            "Add --folds 3, or leave out --repeats.",
        )
    # Lost patients get an out-of-fold prediction too, even if no head is trained on them.
    used = rows if use_lost or wants_folds(request.config) else known
    split = single_split(used, request.config, use_lost)
    if wants_folds(request.config):
        # The folds are made before training starts, so that an error in them is reported immediately.
        fold_splits(used, request.config, use_lost)
    files = file_encoder(rows, request.stated, request.device)
    encoder = files or encoder or (yield from load_encoder(request.backbone, request.device))
    kept, config = request.out.with_suffix(CHECKPOINT), suited(request.config, request.head)
    if files:
        # A feature file contains only tiles with tissue.
        config = replace(config, blank="skip")
    cache = training_cache(config.stored_as == "float16")
    encoding = encode_cohort(used, request.grid, request.mpp, encoder, cache, config.blank, request.table)
    features, tissue = yield from encoding
    cohort = Cohort(used, features, tissue)
    device = training_device(encoder)
    head = replace(request.head, inputs=cohort.features.shape[-1])
    fitted = yield from fit_head(cohort, split, head, config, kept, device)
    folds = (yield from out_of_fold(cohort, head, config, kept, device)) if wants_folds(config) else None
    layout = _layout(request, encoder, fitted.head.shape)
    found = Found(cohort, fitted, len(rows) - len(known), folds, request.known_risk, rows)
    manifest = _with_notes(describe(found, layout, request.text, config), (*table.notes, *_stored_as(config)))
    manifest = with_cohort_images(manifest, features.sha256s, split)
    manifest, reference = with_familiarity(manifest, cohort, split, config.seed)
    manifest = with_site_signature(manifest, cohort, config.seed)
    manifest = _with_trial(_with_origin(manifest, request.table, encoder), fitted, encoder)
    _write_figures(request.out, manifest, found)
    _write_spots(request.out.with_suffix(".spots.csv"), rows, found, manifest)
    # The bundle is written last. If the program is stopped before, no bundle lacks its tables.
    save_bundle(request.out, manifest, fitted.head, fitted.spots.mean, fitted.spots.scale, reference)
    for left in (kept, *_of_further_heads(kept)):
        left.unlink(missing_ok=True)
    features.close()
    yield Progress("training", 1, 1, fitted.log)
    return request.out


def _write_figures(out: Path, manifest: Manifest, found: Found) -> None:
    """Write files beside the bundle: a table of the epochs, drawings of the loss and of the out-of-fold risk groups."""
    fitted = found.fitted
    settings, networks = manifest.extra["training_settings"], fitted.members or (fitted,)
    logs = {settings["seed"] + number: one.log for number, one in enumerate(networks) if one.log is not None}
    if fitted.log is not None:
        which = f", seed {settings['seed']} of {len(networks)} seeds" if fitted.members else ""
        draw_loss(fitted.log, f"{manifest.name}: {settings['loss']}{which}", out.with_suffix(".loss.png"))
        write_epochs(logs, out.with_suffix(".epochs.csv"))
    groups = out.with_suffix(".risk.png")
    if found.out_of_fold is None:
        groups.unlink(missing_ok=True)  # an earlier run with folds may have left this file
    else:
        draw_risk_groups(out_of_fold_patients(found), f"{manifest.name}, out of fold", groups)


def _layout(request: TrainRequest, encoder: Encoder | FileEncoder, head: HeadShape) -> Layout:
    """Return the manifest's fields that describe the encoder, the tiles and the head."""
    if not isinstance(encoder, FileEncoder) or encoder.facts is None:
        return Layout(request.backbone, encoder.backbone_sha256, request.mpp, request.grid, head, request.layer)
    facts = encoder.facts
    grid = GridSpec(facts.tile_px, facts.tile_px)
    return Layout(facts.name, facts.sha256, facts.mpp, grid, head, facts.layer, "positions")


def _of_further_heads(kept: Path) -> list[Path]:
    """Return the checkpoint files of folds, seeds and grid candidates, which are beside the file `kept`."""
    beside = kept.parent.iterdir() if kept.parent.is_dir() else ()
    of_run = re.compile(re.escape(kept.stem) + r"(\.(fold|candidate|seed)-\d+)+" + re.escape(CHECKPOINT))
    return [path for path in beside if of_run.fullmatch(path.name)]


def load_encoder(backbone: str, device: str) -> Generator[Progress, None, Encoder]:
    """Load the backbone onto the device and return its encoder. Raise BackboneError if it is not installed."""
    installed = installed_backbones()
    if backbone not in installed:
        raise BackboneError(f"No backbone is called {backbone!r}.", f"Installed: {', '.join(installed)}.")
    info = installed[backbone]
    yield Progress("loading the backbone")
    return (yield from open_backbone(info, device_for(info, device)))


def training_device(encoder: Encoder | FileEncoder) -> str:
    """Return PyTorch's name of the training device: the GPU of the encoder if PyTorch supports it, else the CPU."""
    name = encoder.device.name
    return name if name.startswith(("cuda", "mps")) else "cpu"


def _stored_as(config: TrainConfig) -> tuple[str, ...]:
    """Return a note for the card if the features of the training were rounded."""
    if config.stored_as == "float32":
        return ()
    return (f"Trained and tested on features rounded to {config.stored_as}; a prediction uses float32.",)


def _with_notes(manifest: Manifest, notes: tuple[str, ...]) -> Manifest:
    """Return the manifest with `notes` added, which describe how the table was interpreted."""
    return replace(manifest, extra=manifest.extra | {"training_notes": [*manifest.extra["training_notes"], *notes]})


def _with_origin(manifest: Manifest, table: Path, encoder: Encoder | FileEncoder) -> Manifest:
    """Return the manifest with the origin of the bundle: the hash of the table, and the software and devices used."""
    device = encoder.device
    made_with = {"engine": device.engine, "precision": device.precision, "torch": version("torch")}
    made_with["trained_on"] = training_device(encoder)
    extra: dict[str, Any] = {"cohort_sha256": file_sha256(table), "made_with": made_with}
    if isinstance(encoder, FileEncoder):
        extra[LARGEST_FILE] = encoder.largest
    return replace(manifest, extra=manifest.extra | extra)


def _with_trial(manifest: Manifest, fitted: Fitted, encoder: Encoder | FileEncoder) -> Manifest:
    """Return the manifest with two results of the finished bundle: memory reach and self-test logit on this computer.

    On another computer, `histocast doctor` computes the self-test logit again and compares both logits. There is no
    self-test if the features come from feature files, because the encoder is then missing.
    """
    bundle = Bundle(manifest, bundle_record(manifest, sha256=""), fitted.head, fitted.spots.mean, fitted.spots.scale)
    found = manifest.metrics | (memory(bundle, fitted) if manifest.head.ordered else {})
    if isinstance(encoder, FileEncoder):
        return replace(manifest, metrics=found)
    trial = {REFERENCE_KEY: self_test(Engine(bundle, encoder)).logit}
    return replace(manifest, metrics=found, extra=manifest.extra | trial)


def _write_spots(path: Path, rows: tuple[CohortRow, ...], found: Found, manifest: Manifest) -> None:
    """Write one line per row of the table: its set, outcome and probability.

    Rows that were left out are listed too.
    """
    cohort, split = found.cohort, found.fitted.split
    logits = calibrated(found.fitted.logits(np.arange(len(cohort.rows))), manifest.calibration)
    parts = {row: name for name in ("training", "validation", "test") for row in getattr(split, name).tolist()}
    numbers = {row.line: number for number, row in enumerate(cohort.rows)}
    with replacing(path) as beside, beside.open("w", newline="", encoding="utf-8") as stream:
        writer = CsvWriter(stream)
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
