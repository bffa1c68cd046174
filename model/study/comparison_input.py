"""Collect the input of a study's comparison: its raters, its options, and the choices that the study offers."""

from dataclasses import dataclass

from model.base.errors import StudyError
from model.comparison.comparison import ComparisonOptions, RaterComparison
from model.comparison.data.rater_table import RaterTable
from model.comparison.majority import MAJORITY
from model.study.comparison_request import ComparisonRequest
from model.study.outcome_changes import UPDATED
from model.study.patient_table import StudyTable, study_table
from model.study.predictions import ModelFacts
from model.study.raters import MODEL, USUAL_COVARIATES, raters_of
from model.study.score_sheet import Question
from model.study.settings import Combine, settings_of
from model.study.store import Study


@dataclass(frozen=True)
class ComparisonChoices:
    """The choices that a study offers for a comparison, and the current choices.

    Questions are given by key and title, covariates by name.
    """

    questions: tuple[tuple[str, str], ...]
    question: str
    covariates: tuple[str, ...]
    adjusted: tuple[str, ...]
    combine: Combine


@dataclass(frozen=True)
class StudyMark:
    """Numbers that describe the data of the study at the time of a comparison.

    Every change of the data changes at least one of them.
    """

    predictions: int
    reads: int
    last_lock: str
    patients: int
    outcomes: int
    covariates: int
    updates: int


@dataclass(frozen=True)
class OpenReads:
    """The number of blinded reads of one reader that are not locked yet, in all rounds begun in this study."""

    reader: str
    open: int
    total: int


@dataclass(frozen=True, eq=False)
class ComparisonMaterial:
    """The complete input of a comparison. With it, the comparison can be computed without reading a file."""

    table: RaterTable
    options: ComparisonOptions
    request: ComparisonRequest
    choices: ComparisonChoices
    mark: StudyMark
    model: ModelFacts | None
    """The model whose probabilities are compared."""


@dataclass(frozen=True, eq=False)
class StudyComparison:
    """A comparison of a study's raters, with the input from which it was computed."""

    page: RaterComparison
    material: ComparisonMaterial


def material_of(study: Study, request: ComparisonRequest) -> ComparisonMaterial:
    """Return the input of the comparison described by `request`.

    Raise StudyError if there is no rater, or if the study does not have a requested question or covariate.
    """
    found, sheet = study_table(study, request.combine), settings_of(study).sheet
    asked = (request.question,) if request.question else ()
    table = raters_of(found, sheet, asked, request.covariates)
    options = ComparisonOptions(
        request.horizon, request.prevalence, request.draws, combined=crossings(table),
        complete_case=request.complete_case, answer_error=request.answer_error,
    )  # fmt: skip
    return ComparisonMaterial(table, options, request, _choices(found, table, sheet.questions, request), mark_of(study),
                        found.model)  # fmt: skip


def crossings(table: RaterTable) -> tuple[tuple[str, str], ...]:
    """Return the pairs of raters whose risk groups are cross-tabulated.

    The model is paired with the majority of readers, and then with each other rater that has a threshold.
    """
    cut = [rater.name for rater in table.raters if rater.threshold is not None]
    if MODEL not in cut:
        return ()
    readers = [rater.name for rater in table.raters if rater.role == "reader" and rater.name in cut]
    majority = [MAJORITY] if len(readers) > 1 else []
    return tuple((MODEL, name) for name in (*majority, *cut) if name != MODEL)


def mark_of(study: Study) -> StudyMark:
    """Return the numbers that describe the present data of the study, to notice later changes."""

    def one(sql: str) -> int:
        return int(study.rows(f"SELECT {sql} AS n")[0]["n"] or 0)

    locked = study.rows("SELECT count(*) AS n, ifnull(max(locked_at), '') AS last FROM reads WHERE locked_at NOT NULL")
    return StudyMark(
        one("(SELECT max(id) FROM predictions)"),
        int(locked[0]["n"]),
        str(locked[0]["last"]),
        one("(SELECT count(*) FROM patients)"),
        one("(SELECT count(*) FROM outcomes)"),
        one("(SELECT count(*) FROM covariates)"),
        one(f"(SELECT count(*) FROM log WHERE what = '{UPDATED}')"),
    )


def open_reads(study: Study) -> tuple[OpenReads, ...]:
    """Return the readers who have not locked all their cases, with counts.

    These readers must not see the comparison.
    """
    rows = study.rows(
        "SELECT readers.name, count(*) AS total, sum(reads.id IS NULL) AS open FROM rounds"
        " JOIN readers ON readers.id = reader_id JOIN round_cases ON round_cases.round_id = rounds.id"
        " LEFT JOIN reads ON reads.round_id = rounds.id AND reads.spot_id = round_cases.spot_id"
        " AND reads.kind = 'blinded' AND reads.locked_at NOT NULL"
        " WHERE rounds.origin = '' GROUP BY readers.id ORDER BY readers.id"
    )
    return tuple(OpenReads(row["name"], row["open"], row["total"]) for row in rows if row["open"])


def note_opening(study: Study) -> None:
    """Record in the log that the comparison was opened before all reads were locked.

    Do nothing if the study is read-only.
    """
    still = open_reads(study)
    if still and not study.read_only:
        with study.changing():
            study.log("", "page opened", open_reads={one.reader: one.open for one in still})


def _choices(
    found: StudyTable, table: RaterTable, questions: tuple[Question, ...], request: ComparisonRequest
) -> ComparisonChoices:
    asked = tuple((one.key, one.title) for one in questions if one.kind == "choice")
    two = [one.key for one in questions if len(one.choices) == 2]
    if not asked:
        raise StudyError(
            "The score sheet has no question with numbered answers.",
            "Create a study whose score sheet has a question with numbered answers.",
        )
    names = (*found.covariates, *found.categories)
    return ComparisonChoices(
        asked,
        request.question or (two[0] if two else ""),
        tuple(sorted(names, key=lambda name: name not in USUAL_COVARIATES)),
        tuple(covariate.name for covariate in table.covariates),
        found.combine,
    )
