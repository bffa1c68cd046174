"""A model recalibrated on a study's patients: an open study and a wish come in; a new bundle and its figures go out.

Only the calibration layer is another: a line on the head's own logit, fitted to who had the event by the endpoint's
time, weighted for follow-up that ended early. The weights of the network, and so the order of patients, stay.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.base.errors import StudyError
from model.base.files import file_sha256
from model.base.progress import Progress
from model.bundle.calibration_layer import with_layer
from model.bundle.copy import refuse_original, write_copy
from model.bundle.manifest import Manifest, find_bundle, installed_bundles, read_manifest
from model.statistics.calibration import LogitLine, prevalence_shift
from model.study.calibration_fit import CalibrationFit, calibration_fit
from model.study.comparison_input import HORIZON_YEARS
from model.study.patient_table import StudyTable, study_table
from model.study.predictions import RECALIBRATED, ModelFacts, models_of
from model.study.settings import Combine
from model.study.store import Study, now

_MARK = "recalibrated"
"""Behind the version."""
_METHOD = "logistic recalibration on a study, weighted for censoring"
NO_TEST = "Calibration figures, Brier scores and decision curves on these same patients are no test of it."


@dataclass(frozen=True)
class RecalibrationRequest:
    """`out`: the bundle to write. `bundle`: name or file of the model that read the study, "": the one installed.

    `prevalence` of the event by the endpoint's time where the model will be used, 0..1; None: as among these patients.
    `model_sha256` None: the one model that read the study.
    """

    out: Path
    bundle: str = ""
    combine: Combine | None = None
    prevalence: float | None = None
    model_sha256: str | None = None


@dataclass(frozen=True)
class Recalibrated:
    """What was written, on whom it was fitted, and the model's mean risk before and after beside what was observed."""

    path: Path
    sha256: str
    line: LogitLine
    words: str
    patients: int
    events: int
    lost: int
    risk_before: float
    risk_after: float
    observed: float
    prevalence: float | None
    combined: str
    """How several spots of a patient became one, "" where nobody has several."""

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it in sentences."""
        line = self.line
        aim = "" if self.prevalence is None else f"; moved to the stated {self.prevalence:.0%}"
        unsure = "the slope's interval includes 0: hardly more than the mean was learnt"
        return (
            f"{self.words}; {self.lost} more were lost before {HORIZON_YEARS:g} years and count through weights",
            f"slope {_interval(line.slope, line.slope_interval)}",
            f"intercept {_interval(line.intercept, line.intercept_interval)}",
            f"mean risk by {HORIZON_YEARS:g} years: {self.risk_before:.2f} before, {self.risk_after:.2f} now; "
            f"observed {self.observed:.2f}{aim}",
            *([self.combined] if self.combined else []),
            *([unsure] if line.slope_interval[0] <= 0 else []),
            NO_TEST,
        )


def recalibrate(study: Study, wish: RecalibrationRequest) -> Generator[Progress, None, Recalibrated]:
    """Write the new bundle, and note it in the study's log. StudyError where such a layer would be worth nothing."""
    yield Progress("reading the study")
    with study.changing():  # a study that cannot be written is told first
        pass
    model = _model(study, wish)
    original = bundle_with(model, wish.bundle)
    refuse_original(original, wish.out)
    table = study_table(study, wish.combine, model_sha256=model.sha256)
    manifest = read_manifest(original)
    yield Progress("fitting the calibration")
    fitted = calibration_fit(table, manifest.calibration, HORIZON_YEARS)
    line = fitted.line
    if wish.prevalence is not None:
        if not 0 < wish.prevalence < 1:
            raise StudyError("The prevalence must lie between 0 and 1.", "Give the share with the event, such as 0.35.")
        line = line.moved(prevalence_shift(fitted.share_alive, 1 - wish.prevalence))
    words = _words(study, fitted, wish.prevalence)
    layer = _layer(study, table, fitted, line, words, wish.prevalence)
    limits = (
        f"Recalibrated since, on {fitted.patients} patients of the study {study.fact('name')}; the calibration was not "
        "tested on others."
    )
    copied = with_layer(manifest, layer, model.sha256, _MARK, limits)
    yield Progress("writing the bundle")
    sha256 = _kept(study, original, copied, wish, model)
    return Recalibrated(
        wish.out, sha256, line, words, fitted.patients, fitted.events, fitted.lost, fitted.mean_before(),
        fitted.mean_after(line), 1 - fitted.share_alive, wish.prevalence, _combined(table),
    )  # fmt: skip


def bundle_with(model: ModelFacts, named: str) -> Path:
    """The file of `model`: the one that is `named`, else an installed one; StudyError where it is not that model."""
    if named:
        path = find_bundle(named)
        if _sha256_of(named) == model.sha256:
            return path
        raise StudyError(f"{path.name} is not the model that read the study ({model.words}).", "Name that one's file.")
    for path in installed_bundles().values():
        if file_sha256(path) == model.sha256:
            return path
    raise StudyError(
        f"The model that read the study ({model.words}) is not installed here.",
        "Name its file: --bundle FILE; in the window, choose it as the model first.",
    )


def _sha256_of(named: str) -> str:
    path = find_bundle(named)
    read_manifest(path)  # a file that is not there, or no bundle, is told as such
    return file_sha256(path)


def _model(study: Study, wish: RecalibrationRequest) -> ModelFacts:
    """The one whose predictions count; StudyError where there are several and none was named."""
    models = models_of(study)
    if not models:
        raise StudyError("No model has read a spot of this study yet.", "Predict its spots first.")
    sha256 = _sha256_of(wish.bundle) if wish.bundle else wish.model_sha256
    if sha256 is None and len({model.sha256 for model in models}) > 1:
        told = "; ".join(model.words for model in models)
        raise StudyError(f"Several models have read this study: {told}.", "Name one of them: --bundle NAME or FILE.")
    found = next((model for model in models if sha256 in (None, model.sha256)), None)
    if found is None:
        told = "; ".join(model.words for model in models)
        raise StudyError(f"This model has read no spot of the study; these have: {told}.", "Name one of them.")
    return found


def _words(study: Study, fitted: CalibrationFit, prevalence: float | None) -> str:
    aim = "" if prevalence is None else f", for {prevalence:.0%} with the event"
    return f"recalibrated on {fitted.patients} patients ({fitted.events} events) of study {study.fact('name')}{aim}"


def _layer(
    study: Study, table: StudyTable, fitted: CalibrationFit, line: LogitLine, words: str, prevalence: float | None
) -> dict[str, Any]:
    """As it stands in the manifest; counts only, nobody's identifier."""
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
        "words": words,
        "study": study.fact("name"),
        "study_created": study.fact("created"),
        "combine": table.combine,
        "at": now(),
    }


def _kept(study: Study, original: Path, copied: Manifest, wish: RecalibrationRequest, model: ModelFacts) -> str:
    """The hash of the bundle that was written; where the log cannot be, there is none."""
    write_copy(original, copied, wish.out)
    try:
        sha256 = file_sha256(wish.out)
        with study.changing():
            study.log("", RECALIBRATED, bundle=sha256, of=model.sha256, file=wish.out.name, prevalence=wish.prevalence,
                      layer=copied.calibration_text)  # fmt: skip
    except BaseException:
        wish.out.unlink(missing_ok=True)
        raise
    return sha256


def _combined(table: StudyTable) -> str:
    several = int((table.spots > 1).sum())
    return f"the spots of {several} patients were combined by {table.combine} before the fit" if several else ""


def _interval(value: float, pair: Sequence[float]) -> str:
    return f"{value:.2f} (95 % interval {pair[0]:.2f} to {pair[1]:.2f})"
