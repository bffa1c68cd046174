"""The comparison page of a study: an open study and a wish come in; its raters, and what else can be wished, go out."""

from dataclasses import dataclass

from model.base.errors import StudyError
from model.comparison.comparison import ComparisonOptions, RaterComparison
from model.comparison.data.rater_table import RaterTable
from model.comparison.majority import MAJORITY
from model.statistics.resampling import DRAWS
from model.study.outcome_changes import UPDATED
from model.study.patient_table import StudyTable, study_table
from model.study.predictions import ModelFacts
from model.study.raters import MODEL, USUAL_COVARIATES, raters_of
from model.study.score_sheet import Question
from model.study.settings import Combine, settings_of
from model.study.store import Study

HORIZON_YEARS = 5.0


@dataclass(frozen=True)
class ComparisonRequest:
    """How the page is to be made. `combine` None: as the study settled; `question` "": the sheet's first with two
    answers; `covariates` None: stage and age, where the study has them. `prevalence` 0..1, None: the data's own."""

    combine: Combine | None = None
    question: str = ""
    horizon: float = HORIZON_YEARS
    prevalence: float | None = None
    covariates: tuple[str, ...] | None = None
    draws: int = DRAWS


@dataclass(frozen=True)
class ComparisonChoices:
    """What the study lets one wish: keys and titles of its questions, names of its covariates; and what holds now."""

    questions: tuple[tuple[str, str], ...]
    question: str
    covariates: tuple[str, ...]
    adjusted: tuple[str, ...]
    combine: Combine


@dataclass(frozen=True)
class StudyMark:
    """What a page was made of, in numbers that change with every read, prediction, outcome and patient."""

    predictions: int
    reads: int
    last_lock: str
    patients: int
    outcomes: int
    covariates: int
    updates: int


@dataclass(frozen=True)
class OpenReads:
    """One reader's blinded reads that are not locked yet, in all rounds that were begun here."""

    reader: str
    open: int
    total: int


@dataclass(frozen=True, eq=False)
class ComparisonMaterial:
    """Everything the page is made from; no file is needed any more."""

    table: RaterTable
    options: ComparisonOptions
    wish: ComparisonRequest
    choices: ComparisonChoices
    mark: StudyMark
    model: ModelFacts | None
    """The one whose probabilities stand on it."""


@dataclass(frozen=True, eq=False)
class StudyComparison:
    """A page with the material it was made from."""

    page: RaterComparison
    material: ComparisonMaterial


def material_of(study: Study, wish: ComparisonRequest) -> ComparisonMaterial:
    """StudyError where there is nobody to compare, or the wish names what the study has not."""
    found, sheet = study_table(study, wish.combine), settings_of(study).sheet
    asked = (wish.question,) if wish.question else ()
    table = raters_of(found, sheet, asked, wish.covariates)
    options = ComparisonOptions(wish.horizon, wish.prevalence, wish.draws, combined=crossings(table))
    return ComparisonMaterial(table, options, wish, _choices(found, table, sheet.questions, wish), mark_of(study),
                        found.model)  # fmt: skip


def crossings(table: RaterTable) -> tuple[tuple[str, str], ...]:
    """The model with the majority, then with every other rater, where both have a threshold."""
    cut = [rater.name for rater in table.raters if rater.threshold is not None]
    if MODEL not in cut:
        return ()
    readers = [rater.name for rater in table.raters if rater.role == "reader" and rater.name in cut]
    majority = [MAJORITY] if len(readers) > 1 else []
    return tuple((MODEL, name) for name in (*majority, *cut) if name != MODEL)


def mark_of(study: Study) -> StudyMark:
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
    """Readers who have not locked all their cases: who still reads must not see the page."""
    rows = study.rows(
        "SELECT readers.name, count(*) AS total, sum(reads.id IS NULL) AS open FROM rounds"
        " JOIN readers ON readers.id = reader_id JOIN round_cases ON round_cases.round_id = rounds.id"
        " LEFT JOIN reads ON reads.round_id = rounds.id AND reads.spot_id = round_cases.spot_id"
        " AND reads.kind = 'blinded' AND reads.locked_at NOT NULL"
        " WHERE rounds.origin = '' GROUP BY readers.id ORDER BY readers.id"
    )
    return tuple(OpenReads(row["name"], row["open"], row["total"]) for row in rows if row["open"])


def note_opening(study: Study) -> None:
    """A line in the study's log that the page was opened while reads were open; none where nothing can be written."""
    still = open_reads(study)
    if still and not study.read_only:
        with study.changing():
            study.log("", "page opened", open_reads={one.reader: one.open for one in still})


def _choices(
    found: StudyTable, table: RaterTable, questions: tuple[Question, ...], wish: ComparisonRequest
) -> ComparisonChoices:
    asked = tuple((one.key, one.title) for one in questions if one.kind == "choice")
    two = [one.key for one in questions if len(one.choices) == 2]
    if not asked:
        raise StudyError("The score sheet asks nothing that has a number.", "Make a study with a question of choices.")
    names = (*found.covariates, *found.categories)
    return ComparisonChoices(
        asked,
        wish.question or (two[0] if two else ""),
        tuple(sorted(names, key=lambda name: name not in USUAL_COVARIATES)),
        tuple(covariate.name for covariate in table.covariates),
        found.combine,
    )
