"""Convert the patient table of a study to the raters and covariates of a comparison."""

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from model.base.errors import StudyError
from model.base.plural import plural
from model.comparison.data.rater_table import (
    OTHER,
    Covariate,
    Excluded,
    Rater,
    RaterTable,
    Role,
    Threshold,
    other_deaths,
)
from model.comparison.data.second_reads import SecondReads
from model.comparison.data.subgroups import USUAL, SubgroupColumn, Subgrouping, by_category, by_number
from model.study.patient_table import StudyTable
from model.study.score_sheet import DEFAULT_SHEET, Question, Sheet

MODEL = "model"
USUAL_COVARIATES = ("stage", "age")
"""Default covariates of the Cox models of each rater, if the study has them."""
GRADE = "grade"


def raters_of(
    table: StudyTable,
    sheet: Sheet,
    questions: tuple[str, ...] = (),
    covariates: tuple[str, ...] | None = None,
    subgroups: tuple[SubgroupColumn, ...] | None = None,
) -> RaterTable:
    """Return the raters and covariates of a study.

    The raters are the model, each reader's answers to `questions`, and the sheet's grade. Without `questions`, the
    sheet's first question with two answers is used. A higher number of an answer means a worse outcome, as in the score
    sheet. The model's probability is the probability of survival. Patients without an outcome are left out and listed.
    Metrics are also computed for groups of patients by the properties `subgroups`; if it is None, the usual properties
    that the study has are used.

    Raise StudyError if no patient or no rater is left, or if a name is unknown.
    """
    known = np.isfinite(table.time_years) & np.isfinite(table.event)
    if not known.any():
        raise StudyError(
            f"No patient of the study has a follow-up ({plural(len(table.patients), 'patient')}).",
            "Import a clinical sheet with times and events first.",
        )
    cause = tuple(cause for cause, there in zip(table.cause, known, strict=True) if there)
    patients = tuple(code for code, there in zip(table.patients, known, strict=True) if there)
    asked = _questions(sheet, questions)
    raters = [*_model(table, known), *_readers(table, known, asked), *_grade(table, known)]
    if not raters:
        raise StudyError("These patients have no prediction and no read yet.", "Predict or read the spots first.")
    excluded = [
        Excluded(0, code, "everything", "it has no outcome")
        for code, there in zip(table.patients, known, strict=True)
        if not there
    ]
    missing = [
        Excluded(0, code, rater.name, _why_missing(rater)) for rater in raters for code in _missing(patients, rater)
    ]
    return RaterTable(
        source=table.provenance,
        patients=patients,
        time=table.time_years[known].copy(),
        event=table.event[known] > 0,
        raters=tuple(raters),
        unit="years",
        event_text="death of the disease",
        cause=cause,
        covariates=tuple(_covariates(table, known, covariates)),
        excluded=(*excluded, *missing),
        notes=(*table.notes, *other_deaths(cause.count(OTHER))),
        facts=(
            ("spots", f"{int(table.spots.sum())}"),
            ("model", table.model.title if table.model else "none"),
            ("spots of a patient", f"{table.combine} of the survival probabilities"),
            ("reads of a patient", f"{table.read_rule} of the reader's first locked reads"),
        ),
        second_reads=tuple(_second_reads(table, known, asked)),
        origin=table.origin,
        subgroupings=tuple(_subgroupings(table, known, subgroups)),
    )


def _model(table: StudyTable, known: np.ndarray) -> Iterable[Rater]:
    if table.model is None:
        return
    cut = table.model.threshold
    threshold = None if cut is None else Threshold(cut, f"of the bundle: {table.model.threshold_origin}")
    note = f"{table.model.title}; {table.model.calibration}"
    values, sha256 = table.probability[known].copy(), table.model.sha256
    yield Rater(MODEL, "probability", values, True, threshold, "model", note, bundle_sha256=sha256)


def _readers(table: StudyTable, known: np.ndarray, asked: tuple[Question, ...]) -> Iterable[Rater]:
    for question in asked:
        for reader in table.readers:
            name = _name(reader, question, asked)
            values = table.reads[reader, question.key][known].copy()
            role: Role = "grade" if question.key == GRADE else "reader"
            yield replace(_answered(name, question, values, role), question=question.key if len(asked) > 1 else "")


def _name(reader: str, question: Question, asked: tuple[Question, ...]) -> str:
    """Return the name of a reader as a rater.

    If the readers answered several questions, the name includes the question.
    """
    return reader if len(asked) == 1 else f"{reader}, {question.title.lower()}"


def _second_reads(table: StudyTable, known: np.ndarray, asked: tuple[Question, ...]) -> Iterable[SecondReads]:
    """Yield the informed reads of each reader, for the patients with an outcome."""
    for question in asked:
        for reader in table.readers:
            pair = table.pairs.get((reader, question.key))
            if pair is None:
                continue
            first, again, shown = (column[known].copy() for column in (pair.blinded, pair.informed, pair.shown))
            blinded = table.reads[reader, question.key][known]
            unpaired = int((np.isfinite(blinded) & ~np.isfinite(first)).sum())
            name = _name(reader, question, asked)
            yield SecondReads(name, first, again, shown, pair.seconds, unpaired, pair.reads)


def _answered(name: str, question: Question, values: np.ndarray, role: Role) -> Rater:
    numbers = sorted(choice.value for choice in question.choices)
    if len(numbers) == 2:
        worse = next(choice.label for choice in question.choices if choice.value == numbers[1])
        own = worse if question in DEFAULT_SHEET.questions else ""
        cut = Threshold(numbers[1], f"the answer {worse!r} of the score sheet", own_answer=own)
        return Rater(name, "binary" if numbers == [0, 1] else "ordinal", values, threshold=cut, role=role)
    return Rater(name, "ordinal", values, role=role)


def _grade(table: StudyTable, known: np.ndarray) -> Iterable[Rater]:
    """Yield the grade in the clinical sheet as a rater, if the sheet has a grade."""
    values = table.covariates.get(GRADE)
    if values is not None and np.isfinite(values[known]).any():
        yield Rater(GRADE, "ordinal", values[known].copy(), role="grade", note="of the clinical sheet")


def _covariates(table: StudyTable, known: np.ndarray, names: tuple[str, ...] | None) -> Iterable[Covariate]:
    for name in USUAL_COVARIATES if names is None else names:
        if name in table.covariates:
            yield Covariate(name, table.covariates[name][known].copy())
        elif name in table.categories:
            words = [word for word, there in zip(table.categories[name], known, strict=True) if there]
            levels = tuple(sorted(set(words) - {""}))
            numbers = [levels.index(word) if word else math.nan for word in words]
            yield Covariate(name, np.array(numbers, np.float64), levels)
        elif names is not None:
            there = ", ".join((*table.covariates, *table.categories)) or "none"
            raise StudyError(f"The study has no covariate {name!r}.", f"The study has: {there}.")


def _subgroupings(
    table: StudyTable, known: np.ndarray, columns: tuple[SubgroupColumn, ...] | None
) -> Iterable[Subgrouping]:
    """Yield, for each property such as the site, the groups into which the property divides the patients.

    If `columns` is None, the usual properties are used, and a property with fewer than two groups is left out.
    """
    names = (*table.covariates, *table.categories)
    wanted = columns
    if wanted is None:
        wanted = tuple(SubgroupColumn(name) for usual in USUAL for name in names if name.casefold() == usual)
    for one in wanted:
        if one.column in table.covariates:
            found = by_number(one.column, table.covariates[one.column][known], one.cuts)
        elif one.column in table.categories and not one.cuts:
            texts = [text for text, there in zip(table.categories[one.column], known, strict=True) if there]
            found = by_category(one.column, texts)
        else:
            message = (
                f"The study has no numeric column {one.column!r} to group by."
                if one.cuts
                else f"The study has no column {one.column!r} to group by."
            )
            raise StudyError(message, f"The study has: {', '.join(names) or 'none'}.")
        if columns is not None or len(found.levels) > 1:
            yield found


def _questions(sheet: Sheet, keys: tuple[str, ...]) -> tuple[Question, ...]:
    if keys:
        return tuple(sheet.question(key) for key in keys)
    return tuple(question for question in sheet.questions if len(question.choices) == 2)[:1]


def _missing(patients: tuple[str, ...], rater: Rater) -> list[str]:
    """Return the ids of the patients for whom `rater` has no value."""
    return [code for code, value in zip(patients, rater.values, strict=True) if math.isnan(value)]


def _why_missing(rater: Rater) -> str:
    return "no usable prediction" if rater.role == "model" else "no locked answer, or not assessable"
