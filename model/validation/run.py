"""Apply a bundle, unchanged, to every image or feature file of another cohort.

The results are the input of a comparison with the bundle's card.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from model.base.errors import CohortError, ConfigError
from model.base.files import file_sha256
from model.base.level import Level
from model.base.progress import Progress, counted
from model.bundle.bundle import Bundle, load_bundle
from model.bundle.cohort_images import same_table
from model.bundle.manifest import Manifest
from model.bundle.seen_in import SeenIn
from model.feature_files.read import read_feature_file
from model.feature_files.stated import NOTHING, Stated
from model.predict.cached_cohorts import record_cohort
from model.predict.engine import Engine, load_engine
from model.predict.feature_cache import FeatureCache, training_cache
from model.predict.feature_prediction import predict_features
from model.predict.pipeline import predict
from model.region.region import place
from model.result.prediction import Prediction
from model.slide.opening import open_image
from model.training.cohort_table import CohortRow, TableForm, read_cohort_table
from model.training.feature_cohort import stated_for
from model.training.patients import by_patient

STAGE = "analysing the cohort"


@dataclass(frozen=True)
class ValidationRequest:
    """The input of a validation: the bundle, the cohort table, and the device for the analysis."""

    bundle: Path
    table: Path
    device: str = "auto"
    form: TableForm = field(default_factory=TableForm)
    mpp: float | None = None
    """The pixel size of the images in um/px, if the image files contain no pixel size or a wrong one."""
    stated: Stated = NOTHING
    """Facts about the feature files that the user supplied as options, if the table names feature files instead of
    images.
    """


@dataclass(frozen=True)
class ImageFinding:
    """Findings on one analysed image itself, as opposed to its prediction.

    These are the pixel size, the results of the input checks, and whether the model was developed on the image. `mpp`
    is the pixel size of the image or, for a feature file, the pixel size of the file's tiles; it is None if the image
    contains no pixel size. `unfamiliar` is the share of tissue tiles that are unlike the model's training tissue, or
    None if it was not determined.
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
    """The predictions, follow-up and image findings of a validation. Arrays are [patients], sorted by patient.

    `logit` is the calibrated log odds of being alive at 5 years, a mean over the patient's images. `time` is the
    follow-up in years, and `event` is whether it ended with death of the disease. `alive` is whether the patient was
    alive at 5 years, and `known` whether this is known. `same_table` is whether the cohort table is the table that the
    bundle was trained on.
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
    of_features: bool = False
    """Whether the table names feature files instead of images."""


def validate(request: ValidationRequest, engine: Engine | None = None) -> Generator[Progress, None, Validation]:
    """Analyse the central region of every image of the table, as `histocast predict` does, and return the results.

    Features are taken from the cache for cohorts, and new features are stored there. If the table names feature files,
    all their tiles are analysed. `engine` can be an engine that is already loaded. Raise CohortError if the table has
    faults or no image, and ConfigError if an option would have no effect on the files of the table.
    """
    yield Progress("reading the cohort")
    table = read_cohort_table(request.table, request.form)
    rows = table.rows
    if not rows:
        raise CohortError(f"{request.table.name} has no patients.", "Give a table with one row per image.")
    _refuse_unused(request, rows[0].of_features)
    if rows[0].of_features:
        yield Progress("loading the model")
        bundle = engine.bundle if engine else load_bundle(request.bundle)
        found = yield from _analysed(rows, partial(_of_features, bundle=bundle, stated=request.stated))
    else:
        engine = engine or (yield from load_engine(request.bundle, request.device))
        bundle = engine.bundle
        found = yield from _all_images(request, rows, engine)
    numbers = np.array(
        [[logit, bool(row.alive), row.alive is not None, row.time_years, row.event]
         for row, (logit, _) in zip(rows, found, strict=True)]
    )  # fmt: skip
    names = [row.patient_id for row in rows]
    logit, alive, known, time, event = by_patient(names, *numbers.T)
    sha256 = file_sha256(request.table)
    return Validation(
        manifest=bundle.manifest,
        bundle_sha256=bundle.record.sha256,
        table=request.table.name,
        table_sha256=sha256,
        same_table=same_table(bundle.manifest, sha256),
        images=tuple(finding for _, finding in found),
        patient=np.unique(names),
        logit=logit,
        alive=alive > 0.5,
        known=known > 0.5,
        time=time,
        event=event > 0.5,
        notes=table.notes,
        of_features=rows[0].of_features,
    )


Found = list[tuple[float, ImageFinding]]
"""For each row, the calibrated log odds and the finding on its image."""


def _all_images(
    request: ValidationRequest, rows: Sequence[CohortRow], engine: Engine
) -> Generator[Progress, None, Found]:
    """Analyse the images of all rows of the table, and return the log odds and the findings of each image.

    The features are read from and stored in the cache for cohorts.
    """
    cache = training_cache()
    try:
        return (yield from _analysed(rows, partial(_of_image, engine=engine, mpp=request.mpp, cache=cache)))
    finally:
        # The cohort is recorded even after an interruption, so that `cache show` assigns the entries to it.
        record_cohort(cache.folder, request.table, frozenset(cache.run or ()))
        cache.settle()


def _analysed(
    rows: Sequence[CohortRow], analyse: Callable[[CohortRow], Generator[Progress, None, Prediction]]
) -> Generator[Progress, None, Found]:
    """Analyse all rows of the table with `analyse`, and return the log odds and the findings of each row.

    The progress reports count rows instead of the tiles of each row.
    """
    found: Found = []
    for number, row in enumerate(rows):
        yield Progress(STAGE, number, len(rows))
        prediction = yield from counted(analyse(row), STAGE, number, len(rows))
        # The prediction itself is not kept, because it contains the features of all tiles.
        found.append((prediction.logit, _finding(row, prediction)))
    return found


def _refuse_unused(request: ValidationRequest, of_features: bool) -> None:
    """Raise ConfigError if an option of the user would have no effect on the files of the table."""
    if of_features and request.mpp is not None:
        raise ConfigError(
            "The table names feature files, whose slides have the pixel size.",
            ("Give this pixel size with --slide-mpp, not --mpp."),
        )
    if not of_features and request.stated != NOTHING:
        raise ConfigError(
            "The table names images, but the given options describe feature files.",
            "Leave out --encoder, --encoder-sha256, --tile-px, --tile-mpp and --slide-mpp.",
        )


def _of_image(
    row: CohortRow, engine: Engine, mpp: float | None, cache: FeatureCache
) -> Generator[Progress, None, Prediction]:
    """Analyse the image of a row, and return the prediction."""
    manifest = engine.bundle.manifest
    slide, record = open_image(row.image, mpp)
    with closing(slide):
        placement = place(slide.size, record.mpp, manifest.window_px, manifest.mpp)
        return (yield from predict(slide, record, placement, engine, cache))


def _of_features(row: CohortRow, bundle: Bundle, stated: Stated) -> Generator[Progress, None, Prediction]:
    """Analyse the feature file of a row, and return the prediction."""
    return (yield from predict_features(read_feature_file(row.image, stated_for(row, stated)), bundle))


def _finding(row: CohortRow, prediction: Prediction) -> ImageFinding:
    familiarity, source = prediction.familiarity, prediction.feature_file
    return ImageFinding(
        row.image.name,
        # The model specifies the pixel size of its tiles. The slide from which a feature file was made may have any
        # pixel size.
        prediction.image.mpp if source is None else source.encoder.mpp,
        prediction.verdict.level,
        prediction.verdict.reasons,
        None if familiarity is None else familiarity.share,
        None if familiarity is None else familiarity.level,
        prediction.image_in_cohort,
    )
