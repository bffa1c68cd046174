"""Apply a bundle, unchanged, to every image of another cohort.

The results are what a comparison with the bundle's card needs.
"""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from model.base.errors import CohortError
from model.base.files import file_sha256
from model.base.level import Level
from model.base.progress import Progress, counted
from model.bundle.cohort_images import same_table
from model.bundle.manifest import Manifest
from model.bundle.seen_in import SeenIn
from model.predict.engine import Engine, load_engine
from model.predict.pipeline import predict
from model.region.region import place
from model.result.prediction import Prediction
from model.slide.opening import open_image
from model.training.cohort_table import CohortRow, TableForm, read_cohort_table
from model.training.patients import by_patient

STAGE = "analysing the cohort"


@dataclass(frozen=True)
class ValidationRequest:
    """The bundle, the cohort table, and the device of the analysis."""

    bundle: Path
    table: Path
    device: str = "auto"
    form: TableForm = field(default_factory=TableForm)


@dataclass(frozen=True)
class ImageFinding:
    """What the analysis of one image shows about the image: its pixel size, its checks, and where the model saw it.

    `mpp` is None if the image states no pixel size. `unfamiliar` is the share of tissue tiles that are unlike the
    model's training tissue, None if they were not judged.
    """

    name: str
    mpp: float | None
    level: Level
    reasons: tuple[str, ...]
    unfamiliar: float | None
    familiarity: Level | None
    seen_in: SeenIn


@dataclass(frozen=True, eq=False)
class Validation:
    """The results of all patients, sorted by patient; each array is [patients].

    `logit` is the calibrated log odds, a mean over the patient's images. `time` is the follow-up in years, `event`
    whether it ended with death of the disease, `known` whether the state at 5 years is known and `alive` that state.
    `same_table` is whether the cohort table is that of the training.
    """

    manifest: Manifest
    bundle_sha256: str
    table: str
    table_sha256: str
    same_table: bool
    images: tuple[ImageFinding, ...]
    patient: np.ndarray
    logit: np.ndarray
    alive: np.ndarray
    known: np.ndarray
    time: np.ndarray
    event: np.ndarray
    notes: tuple[str, ...]


def validate(request: ValidationRequest, engine: Engine | None = None) -> Generator[Progress, None, Validation]:
    """Analyse the central region of every image of the table, as `histocast predict` does, and return the results.

    `engine` is a loaded engine, if there is one. Raise CohortError if the table has faults or no image.
    """
    yield Progress("reading the cohort")
    table = read_cohort_table(request.table, request.form)
    if not table.rows:
        raise CohortError(f"{request.table.name} has no patients.", "Give a table with one row per image.")
    engine = engine or (yield from load_engine(request.bundle, request.device))
    manifest = engine.bundle.manifest
    found: list[tuple[CohortRow, Prediction]] = []
    for number, row in enumerate(table.rows):
        yield Progress(STAGE, number, len(table.rows))
        found.append((row, (yield from _analysed(row, engine, number, len(table.rows)))))
    rows = [row for row, _ in found]
    numbers = np.array(
        [[p.logit, bool(row.alive), row.alive is not None, row.time_years, row.event] for row, p in found]
    )
    names = [row.patient_id for row in rows]
    logit, alive, known, time, event = by_patient(names, *numbers.T)
    sha256 = file_sha256(request.table)
    return Validation(
        manifest=manifest,
        bundle_sha256=engine.bundle.record.sha256,
        table=request.table.name,
        table_sha256=sha256,
        same_table=same_table(manifest, sha256),
        images=tuple(_finding(row, prediction) for row, prediction in found),
        patient=np.unique(names),
        logit=logit,
        alive=alive > 0.5,
        known=known > 0.5,
        time=time,
        event=event > 0.5,
        notes=table.notes,
    )


def _analysed(row: CohortRow, engine: Engine, number: int, total: int) -> Generator[Progress, None, Prediction]:
    """Analyse the image of a row. Its progress reports count images."""
    manifest = engine.bundle.manifest
    slide, record = open_image(row.image)
    with closing(slide):
        placement = place(slide.size, record.mpp, manifest.window_px, manifest.mpp)
        return (yield from counted(predict(slide, record, placement, engine), STAGE, number, total))


def _finding(row: CohortRow, prediction: Prediction) -> ImageFinding:
    familiarity = prediction.familiarity
    return ImageFinding(
        row.image.name,
        prediction.image.mpp,
        prediction.verdict.level,
        prediction.verdict.reasons,
        None if familiarity is None else familiarity.share,
        None if familiarity is None else familiarity.level,
        prediction.image_in_cohort,
    )
