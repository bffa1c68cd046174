"""Audit the explanation maps of a bundle on spots that are drawn from a cohort table."""

from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

from model.audit.one_spot import AnalysisRegion, SpotFigures, audit_spot
from model.audit.sample import SEED, SPOTS, Sample, draw
from model.audit.truth import Planted, Truth, find_planted, truth_of
from model.backbone.base import Encoder
from model.base.errors import BundleError
from model.base.files import file_sha256
from model.base.progress import Progress, counted
from model.bundle.bundle import Bundle, load_bundle
from model.explain.glass import glass_for
from model.predict.engine import Engine
from model.predict.feature_cache import training_cache
from model.training.cohort_table import TableForm, read_cohort
from model.training.encode import encode_cohort
from model.training.train import load_encoder

CHECKED = 10
"""Number of spots, from the beginning of the drawn spots, on which the slow checks (shuffled weights, memory reach) are
made.

The slow checks double the time that the audit of a spot takes.
"""
STAGE = "auditing maps"


@dataclass(frozen=True)
class AuditRequest:
    """The input of an audit of explanation maps: bundle, cohort table, and number of spots to draw from the table."""

    bundle: Path
    table: Path
    spots: int = SPOTS
    seed: int = SEED
    device: str = "auto"
    form: TableForm = field(default_factory=TableForm)
    checked: int = CHECKED


@dataclass(frozen=True, eq=False)
class Audit:
    """The input and results of an audit of explanation maps.

    `truths` has the true risk of the tiles of each spot, or is None if the true risk is not known.
    """

    bundle: Bundle
    table: str
    table_sha256: str
    sample: Sample
    spots: tuple[SpotFigures, ...]
    planted: Planted
    truths: tuple[Truth, ...] | None


def audit(request: AuditRequest, encoder: Encoder | None = None) -> Generator[Progress, None, Audit]:
    """Audit the explanation maps of the bundle, and return the result.

    Features come from the training cache if possible. `encoder` is a loaded encoder, or None to load it. Raise
    BundleError or CohortError if the bundle or the table cannot be used.
    """
    yield Progress("reading the cohort")
    bundle = load_bundle(request.bundle)
    manifest = bundle.manifest
    rows = read_cohort(request.table, request.form)
    sample = draw(request.table, rows, manifest, request.spots, request.seed)
    encoder = encoder or (yield from load_encoder(manifest.backbone_name, request.device))
    if encoder.backbone_sha256 != manifest.backbone_sha256:
        raise BundleError(
            f"{manifest.name} was trained on another {manifest.backbone_name} backbone than the installed one.",
            "Install the backbone that the bundle names (histocast bundle show).",
        )
    # Blank tiles are encoded too, because the most typical blank tile of each region serves as its glass.
    encoding = encode_cohort(sample.rows, manifest.grid, manifest.mpp, encoder, training_cache(), "read")
    features, tissue = yield from encoding
    planted = find_planted(request.table, sample.rows)
    spots: list[SpotFigures] = []
    truths: list[Truth] = []
    for number, row in enumerate(sample.rows):
        yield Progress(STAGE, number, len(sample.rows))
        here = features[number]
        glass, _ = glass_for(Engine(bundle, encoder), here, tissue[number])
        region = AnalysisRegion(row.patient_id, row.image.name, here, tissue[number], glass)
        task = audit_spot(bundle, region, row.line, number < request.checked)
        spots.append((yield from counted(task, STAGE, number, len(sample.rows))))
        if planted.seeds:
            truths.append(truth_of(planted.seeds[row.image.resolve()], manifest.grid))
    features.close()
    yield Progress(STAGE, len(spots), len(spots))
    sha256 = file_sha256(request.table)
    found = tuple(truths) if planted.seeds else None
    return Audit(bundle, request.table.name, sha256, sample, tuple(spots), planted, found)
