"""Background tasks of the comparison: generators without Qt. They load heavy libraries when they run."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.language.text import tr
from app.viewer.tasks import Steps
from model.base.errors import ExportError
from model.base.progress import Progress
from model.study.comparison_request import ComparisonRequest

if TYPE_CHECKING:
    from model.study.comparison_input import ComparisonMaterial, StudyComparison
    from model.study.recalibrate import Recalibrated, RecalibrationRequest
    from model.study.store import Study


def gathered(study: "Study", request: ComparisonRequest) -> "Steps[ComparisonMaterial]":
    """Read the data for the comparison from the study, on the thread that holds the study, and return them.

    Record in the log that the comparison was opened.
    """
    from model.study.comparison_input import material_of, note_opening

    yield Progress("reading the study")
    material = material_of(study, request)
    note_opening(study)
    return material


def compared(material: "ComparisonMaterial") -> "Steps[StudyComparison]":
    """Compute the comparison from the data in `material`, and return it."""
    from model.study.comparison_input import StudyComparison

    yield Progress("comparing raters")
    from model.comparison.build import comparison_of

    return StudyComparison((yield from comparison_of(material.table, material.options)), material)


def reported(comparison: "StudyComparison", folder: Path, published: bool) -> Steps[tuple[Path, ...]]:
    """Write the cohort report of `comparison` into `folder`, and return the paths of its files."""
    yield Progress("writing the report")
    from model.comparison.report.write import write_report

    return (yield from write_report(comparison.page, folder, published))


def recalibrated(study: "Study", request: "RecalibrationRequest") -> "Steps[Recalibrated]":
    """Recalibrate the model on the study's patients, on the thread that holds the study, and return the result."""
    yield Progress("reading the study")
    from model.study.recalibrate import recalibrate

    return (yield from recalibrate(study, request))


def rule_saved(comparison: "StudyComparison", path: Path) -> Steps[tuple[Path, ...]]:
    """Save the fitted rule that answers low, uncertain or high risk. Return the paths of the written files.

    Raise ExportError if there is no rule or if the file cannot be written.
    """
    yield Progress("writing the rule")
    from model.comparison.answers import Answered
    from model.comparison.report.answers_file import write_rule

    found = comparison.page.three_answers
    if not isinstance(found, Answered):
        reason = f": {found.reason}" if found is not None else ""
        raise ExportError(
            tr("There is no rule that answers low, uncertain or high risk{reason}.", reason=reason),
            tr("Choose an error rate on the tab “Three answers”, or add patients to the study."),
        )
    try:
        write_rule(found.rule, path)
    except OSError as error:
        message = tr("The rule could not be written ({path}: {strerror}).", path=path, strerror=error.strerror or error)
        raise ExportError(message, tr("Check that the folder is writable and has free space.")) from error
    return (path,)


def figure_saved(comparison: "StudyComparison", name: str, published: bool, path: Path) -> Steps[tuple[Path, ...]]:
    """Save the figure `name` as SVG, PDF or PNG, depending on the suffix of `path`.

    Return the paths of the written files.

    Raise ExportError if there is no such figure, or if the file cannot be written.
    """
    yield Progress("drawing the figure")
    from model.base.files import replacing
    from model.comparison.report.figures import drawn, figures_of

    one = next((figure for figure in figures_of(comparison.page, published) if figure.name == name), None)
    made = drawn(one) if one is not None else None
    if made is None:
        raise ExportError(tr("There is nothing to draw in this figure."), tr("Choose another one."))
    content = made.files.get(path.suffix.lower().lstrip("."))
    if content is None:
        kinds = ", ".join(made.files)
        raise ExportError(
            tr("A figure cannot be saved as {suffix}.", suffix=path.suffix or tr("a file without suffix")),
            tr("Use {kinds}.", kinds=kinds),
        )
    try:
        with replacing(path) as beside:
            beside.write_bytes(content)
    except OSError as error:
        message = tr(
            "The figure could not be written ({path}: {strerror}).", path=path, strerror=error.strerror or error
        )
        raise ExportError(message, tr("Check that the folder is writable and has free space.")) from error
    return (path,)
