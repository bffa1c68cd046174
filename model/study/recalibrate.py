"""Recalibrate a model on the patients of a study and write it as a new bundle.

Only the calibration layer changes. It is a linear function of the uncalibrated logit of the head, fitted to the events
up to the time of the endpoint. Weights compensate for follow-up that ended earlier. The weights of the network stay the
same, and so does the order of the patients by their risk.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model.base.errors import StudyError
from model.base.files import file_sha256
from model.base.progress import Progress
from model.bundle.calibration_layer import with_layer
from model.bundle.cohort_images import with_tuned_on
from model.bundle.copy import refuse_original, write_copy
from model.bundle.installed import find_bundle, installed_bundles
from model.bundle.manifest import Manifest, read_manifest
from model.statistics.calibration import LogitLine, prevalence_shift
from model.study.calibration_fit import CalibrationFit, calibration_fit
from model.study.comparison_request import HORIZON_YEARS
from model.study.patient_table import StudyTable, study_table
from model.study.predictions import RECALIBRATED, ModelFacts, models_of
from model.study.settings import Combine
from model.study.spots import spots_of
from model.study.store import Study, now

_MARK = "recalibrated"
"""Text that is added to the version number of the new bundle."""
_METHOD = "logistic recalibration on a study, weighted for censoring"
NO_TEST = (
    "The recalibration needs a test on other patients: calibration results, Brier scores and decision curves of these "
    "same patients do not test it."
)


@dataclass(frozen=True)
class RecalibrationRequest:
    """The request to recalibrate a model on the patients of a study.

    `out` is the bundle to write. `bundle` is the name or file of the model with the study's predictions; "" means to
    search for it. `prevalence`, 0..1, is the share of patients with the event by the time of the endpoint in the
    population where the model will be used; None means the share in these patients. `model_sha256` selects the model;
    None means the only model with predictions in the study.
    """

    out: Path
    bundle: str = ""
    combine: Combine | None = None
    prevalence: float | None = None
    model_sha256: str | None = None


@dataclass(frozen=True)
class Recalibrated:
    """The new bundle, and the results of the fit.

    The results include the number of patients, the mean risk before and after recalibration, and the observed risk.
    """

    path: Path
    sha256: str
    line: LogitLine
    description: str
    patients: int
    events: int
    lost: int
    risk_before: float
    risk_after: float
    observed: float
    prevalence: float | None
    combined: str
    """How several spots of a patient were combined, or "" if no patient has several."""
    leakage: str = ""
    """A warning if the model was trained on some of the patients, else ""."""

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the result as lines of text."""
        line = self.line
        aim = "" if self.prevalence is None else f"; adapted to the given prevalence of {self.prevalence:.0%}"
        unsure = "the interval of the slope includes 0: the fit corrects little more than the mean"
        return (
            *([self.leakage] if self.leakage else []),
            f"{self.description}; {self.lost} more patients were lost to follow-up before {HORIZON_YEARS:g} "
            "years and are included by weighting",
            f"slope {_interval(line.slope, line.slope_interval)}",
            f"intercept {_interval(line.intercept, line.intercept_interval)}",
            f"mean risk by {HORIZON_YEARS:g} years: {self.risk_before:.2f} before recalibration, "
            f"{self.risk_after:.2f} after it; observed {self.observed:.2f}{aim}",
            *([self.combined] if self.combined else []),
            *([unsure] if line.slope_interval[0] <= 0 else []),
            NO_TEST,
        )


def recalibrate(study: Study, request: RecalibrationRequest) -> Generator[Progress, None, Recalibrated]:
    """Write the recalibrated model as a new bundle, record it in the study's log, and return the results.

    Raise StudyError if the study is read-only, if the model cannot be found, or if the fit is not possible or not
    useful.
    """
    yield Progress("reading the study")
    with study.changing():  # This fails immediately if the study is read-only.
        pass
    model = _model(study, request)
    original = bundle_with(model, request.bundle)
    refuse_original(original, request.out)
    table = study_table(study, request.combine, model_sha256=model.sha256)
    manifest = read_manifest(original)
    yield Progress("fitting the calibration")
    fitted = calibration_fit(table, manifest.calibration, HORIZON_YEARS)
    line = fitted.line
    if request.prevalence is not None:
        if not 0 < request.prevalence < 1:
            remedy = "Give the share of patients with the event, such as 0.35."
            raise StudyError("The prevalence must be between 0 and 1.", remedy)
        line = line.moved(prevalence_shift(fitted.share_alive, 1 - request.prevalence))
    description = _layer_text(study, fitted, request.prevalence)
    layer = _layer(study, table, fitted, line, description, request.prevalence)
    limits = (
        f"Recalibrated later on {fitted.patients} patients of the study {study.fact('name')}; the calibration was not "
        "tested on other patients."
    )
    copied = with_layer(_with_images(study, table, manifest), layer, model.sha256, _MARK, limits)
    yield Progress("writing the bundle")
    sha256 = _write_logged(study, original, copied, request, model)
    return Recalibrated(
        request.out, sha256, line, description, fitted.patients, fitted.events, fitted.lost, fitted.mean_before(),
        fitted.mean_after(line), 1 - fitted.share_alive, request.prevalence, _combined(table),
        table.origin.leakage,
    )  # fmt: skip


def _with_images(study: Study, table: StudyTable, manifest: Manifest) -> Manifest:
    """Return the manifest with the images of the fitted patients added to the images that the bundle was tuned on."""
    on = np.isfinite(table.probability) & np.isfinite(table.time_years) & np.isfinite(table.event)
    fitted = {code for code, used in zip(table.patients, on, strict=True) if used}
    return with_tuned_on(manifest, (spot.sha256 for spot in spots_of(study) if spot.patient in fitted))


def bundle_with(model: ModelFacts, named: str) -> Path:
    """Return the file of `model`: the file that the user named (`named`), or an installed bundle if `named` is "".

    Raise StudyError if the named file contains another model, or if no installed bundle is this model.
    """
    if named:
        path = find_bundle(named)
        if _sha256_of(named) == model.sha256:
            return path
        raise StudyError(
            f"{path.name} is not the model that made the study's predictions ({model.title}).",
            "Give the file of that model.",
        )
    for path in installed_bundles().values():
        if file_sha256(path) == model.sha256:
            return path
    raise StudyError(
        f"The model that made the study's predictions ({model.title}) is not installed here.",
        "Give the file of this model with --bundle FILE. In the window, first choose this model.",
    )


def _sha256_of(named: str) -> str:
    path = find_bundle(named)
    read_manifest(path)  # This raises a clear error if the file is missing or is not a bundle.
    return file_sha256(path)


def _model(study: Study, request: RecalibrationRequest) -> ModelFacts:
    """Return the model whose predictions are used. Raise StudyError if there are several and none is selected."""
    models = models_of(study)
    if not models:
        raise StudyError("This study has no predictions yet.", "Predict its spots first.")
    sha256 = _sha256_of(request.bundle) if request.bundle else request.model_sha256
    if sha256 is None and len({model.sha256 for model in models}) > 1:
        names = "; ".join(model.title for model in models)
        raise StudyError(
            f"Several models have predictions in this study: {names}.",
            "Choose one of them with --bundle NAME or --bundle FILE.",
        )
    found = next((model for model in models if sha256 in (None, model.sha256)), None)
    if found is None:
        names = "; ".join(model.title for model in models)
        raise StudyError(
            f"This model has no prediction in the study; these models have: {names}.", "Choose one of them."
        )
    return found


def _layer_text(study: Study, fitted: CalibrationFit, prevalence: float | None) -> str:
    aim = "" if prevalence is None else f", for {prevalence:.0%} with the event"
    return f"recalibrated on {fitted.patients} patients ({fitted.events} events) of study {study.fact('name')}{aim}"


def _layer(
    study: Study, table: StudyTable, fitted: CalibrationFit, line: LogitLine, description: str, prevalence: float | None
) -> dict[str, Any]:
    """Return the calibration layer of the new bundle, as fields of its manifest.

    The layer contains counts, but no patient identifiers.
    """
    return {
        "slope": line.slope,
        "intercept": line.intercept,
        "slope_interval": list(line.slope_interval),
        "intercept_interval": list(line.intercept_interval),
        "method": _METHOD,
        "patients": fitted.patients,
        "events": fitted.events,
        "lost": fitted.lost,
        "share_alive": fitted.share_alive,
        "prevalence": None if prevalence is None else 1 - prevalence,
        "words": description,
        "study": study.fact("name"),
        "study_created": study.fact("created"),
        "combine": table.combine,
        "at": now(),
    }


def _write_logged(
    study: Study, original: Path, copied: Manifest, request: RecalibrationRequest, model: ModelFacts
) -> str:
    """Write the recalibrated bundle and the log entry, and return the bundle's hash.

    If the log entry cannot be written, delete the bundle.
    """
    write_copy(original, copied, request.out)
    try:
        sha256 = file_sha256(request.out)
        with study.changing():
            study.log("", RECALIBRATED, bundle=sha256, of=model.sha256, file=request.out.name,
                      prevalence=request.prevalence, layer=copied.calibration_text)  # fmt: skip
    except BaseException:
        request.out.unlink(missing_ok=True)
        raise
    return sha256


def _combined(table: StudyTable) -> str:
    several = int((table.spots > 1).sum())
    return f"the spots of {several} patients were combined by {table.combine} before the fit" if several else ""


def _interval(value: float, pair: Sequence[float]) -> str:
    return f"{value:.2f} (95 % interval {pair[0]:.2f} to {pair[1]:.2f})"
