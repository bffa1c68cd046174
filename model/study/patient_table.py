"""Build a study's table with one row per patient: outcome, covariates, the model's probability and the reads."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np

from model.base.errors import StudyError
from model.base.plural import plural
from model.comparison.data.origin import Origin
from model.result.prediction import read_only
from model.study.informed_reads import InformedReads, informed_reads
from model.study.leakage import origin_of
from model.study.predictions import ModelFacts, combined, fitted_here, models_of, predictions_of, unusable_of
from model.study.score_sheet import Sheet
from model.study.settings import Combine, settings_of
from model.study.spots import spots_of
from model.study.store import Study
from model.tables.numbers import number_of

ReadRule = Literal["highest", "lowest", "earliest"]
"""Which of a reader's reads is used if a patient has several spots: the read with the highest answer, with the lowest
answer, or the earliest read. The earliest read belongs to a random spot, because the order of the spots was shuffled.
"""
READ_RULES: tuple[ReadRule, ...] = get_args(ReadRule)
FITTED_HERE = (
    "The model's calibration was fitted on patients of this study, so its calibration, Brier scores and decision curve "
    "for these patients do not test it."
)


@dataclass(frozen=True, eq=False)
class StudyTable:
    """One row per patient: read-only arrays float64 [patients] in the order of `patients`, NaN for unknown values.

    `event` is 1 if the patient died of the disease during follow-up, else 0. `probability` is the survival probability,
    combined from the patient's spots by `combine`. `covariates` are columns with numbers. `categories` are columns with
    text, "" if unknown. `reads` has, by (reader, question), the answers of the first locked blinded reads. `informed`
    has the answers of the first locked informed reads, made with the model's probability visible. `majority` has, by
    question, the answer of more than half of the readers who judged the patient.
    """

    patients: tuple[str, ...]
    time_years: np.ndarray
    event: np.ndarray
    cause: tuple[str, ...]
    spots: np.ndarray
    """The number of spots of each patient."""
    probability: np.ndarray
    reliability: tuple[str, ...]
    """For each patient, the worst level of the spots that are used for the patient's probability. It is "do not use" if
    no spot may be used, and "" if no spot was analysed.
    """
    model: ModelFacts | None
    combine: Combine
    read_rule: ReadRule
    covariates: Mapping[str, np.ndarray]
    categories: Mapping[str, tuple[str, ...]]
    readers: tuple[str, ...]
    questions: tuple[str, ...]
    """Keys of the sheet's questions whose answers have numbers."""
    reads: Mapping[tuple[str, str], np.ndarray]
    informed: Mapping[tuple[str, str], np.ndarray]
    majority: Mapping[str, np.ndarray]
    notes: tuple[str, ...]
    """Sentences about values that were left out or combined."""
    provenance: str
    pairs: Mapping[tuple[str, str], InformedReads] = field(default_factory=dict)
    """The informed reads by (reader, question), each paired with the blinded read of the same image."""
    origin: Origin = Origin()
    """Whether the model was developed on the patients who have an outcome."""


def study_table(
    study: Study, combine: Combine | None = None, read_rule: ReadRule = "highest", model_sha256: str | None = None
) -> StudyTable:
    """Return the patient table of `study`.

    If `combine` is None, the study's setting is used. `model_sha256` is the SHA-256 of a model's bundle, or its first
    digits. If it is None, the most recently used model is chosen. Raise StudyError if this model made no prediction in
    the study.
    """
    settings = settings_of(study)
    how = combine or settings.combine
    codes = tuple(row["code"] for row in study.rows("SELECT code FROM patients ORDER BY id"))
    place = {code: number for number, code in enumerate(codes)}
    notes: list[str] = []
    owner = {spot.id: place[spot.patient] for spot in spots_of(study)}
    model = _model(study, model_sha256)
    time, event, cause = _outcomes(study, place)
    numbers, words = _covariates(study, place, notes)
    questions = tuple(question.key for question in settings.sheet.questions if question.kind == "choice")
    reads = _reads(study, owner, len(codes), "blinded", read_rule, questions)
    readers = tuple(dict.fromkeys(reader for reader, _ in reads))
    informed = _reads(study, owner, len(codes), "informed", read_rule, questions)
    probability = _probabilities(study, owner, len(codes), model, how, notes)
    counts = np.bincount(np.array(list(owner.values()), np.int64), minlength=len(codes)).astype(np.float64)
    notes += _counted(time, counts, probability, model)
    if model is not None and fitted_here(study, model):
        notes.append(FITTED_HERE)
    return StudyTable(
        codes, read_only(time), read_only(event), cause, read_only(counts), read_only(probability),
        _reliability(study, owner, len(codes), model), model, how,
        read_rule, MappingProxyType(numbers), MappingProxyType(words), readers, questions, MappingProxyType(reads),
        MappingProxyType(informed), MappingProxyType(_majorities(reads, readers, questions, len(codes))), tuple(notes),
        provenance(study, model, how, read_rule, settings.sheet),
        MappingProxyType(informed_reads(study, owner, len(codes), read_rule, questions)),
        origin_of(study, model, owner, np.isfinite(time).tolist()),
    )  # fmt: skip


def provenance(study: Study, model: ModelFacts | None, how: Combine, rule: ReadRule, sheet: Sheet) -> str:
    """Return one line with the study, the model, and the rules that combine the spots of a patient."""
    model_text = f"model {model.title}, {model.calibration}" if model else "no model"
    codes = "; ".join(
        f"{question.key}: " + ", ".join(f"{choice.value:g} {choice.label}" for choice in question.choices)
        for question in sheet.questions
        if any(choice.label != f"{choice.value:g}" for choice in question.choices)
    )
    return (
        f"study {study.fact('name')} ({study.path.name}); {model_text}; spots combined by {how} survival "
        f"probability; for each reader, the {rule} of the first locked reads of a patient's spots; codes: {codes}"
    )


def _model(study: Study, sha256: str | None) -> ModelFacts | None:
    models = models_of(study)
    if sha256 is None:
        return models[0] if models else None
    found = next((model for model in models if model.sha256.startswith(sha256)), None)
    if found is None:
        known = ", ".join(model.sha256[:8] for model in models) or "none"
        raise StudyError(
            f"No prediction of this study was made by a model {sha256[:12]}.", f"Models with predictions: {known}."
        )
    return found


def _outcomes(study: Study, place: Mapping[str, int]) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    time, event = np.full(len(place), np.nan), np.full(len(place), np.nan)
    cause = [""] * len(place)
    for row in study.rows("SELECT outcomes.*, code FROM outcomes JOIN patients ON patients.id = patient_id"):
        at = place[row["code"]]
        time[at], event[at], cause[at] = row["time_years"], row["event"], row["cause"]
    return time, event, tuple(cause)


def _covariates(
    study: Study, place: Mapping[str, int], notes: list[str]
) -> tuple[dict[str, np.ndarray], dict[str, tuple[str, ...]]]:
    """Return the covariates that are numbers and the covariates that are text, by column name.

    If a value differs between a patient's spots, the mean of numbers is used, and text is left out. A note reports
    this.
    """
    cells: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in study.rows(
        "SELECT name, value, code FROM covariates JOIN patients ON patients.id = patient_id ORDER BY covariates.rowid"
    ):
        cells[row["name"]][place[row["code"]]].append(row["value"])
    numbers: dict[str, np.ndarray] = {}
    words: dict[str, tuple[str, ...]] = {}
    for name, found in cells.items():
        differ = sum(len(set(values)) > 1 for values in found.values())
        parsed = {at: [_number(value) for value in values] for at, values in found.items()}
        if all(value is not None for values in parsed.values() for value in values):
            column = np.full(len(place), np.nan)
            for at, values in parsed.items():
                column[at] = np.mean([value for value in values if value is not None])
            numbers[name] = read_only(column)
            rule = "the mean is taken"
        else:
            agreed = {at: values[0] if len(set(values)) == 1 else "" for at, values in found.items()}
            words[name] = tuple(agreed.get(at, "") for at in range(len(place)))
            rule = "it is left out for them"
        if differ:
            notes.append(f"{name} differs between the spots of {plural(differ, 'patient')}: {rule}.")
    return numbers, words


def _reads(
    study: Study, owner: Mapping[int, int], patients: int, kind: str, rule: ReadRule, questions: Sequence[str]
) -> dict[tuple[str, str], np.ndarray]:
    """Return one answer per patient, by reader and question.

    The answer is taken from the first locked reads of the patient's spots, by the rule `rule`. `owner` gives the
    patient of each spot.
    """
    rows = study.rows(
        "SELECT readers.name, reads.id, reads.spot_id, reads.unassessable, question, value FROM reads"
        " JOIN rounds ON rounds.id = round_id JOIN readers ON readers.id = reader_id"
        " LEFT JOIN answers ON answers.read_id = reads.id"
        " WHERE kind = ? AND reads.locked_at IS NOT NULL ORDER BY rounds.number, reads.locked_at, reads.id", (kind,),
    )  # fmt: skip
    first: dict[tuple[str, int], int] = {}
    given: dict[tuple[str, str], dict[int, list[float]]] = {}
    for row in rows:
        for question in questions:
            given.setdefault((row["name"], question), defaultdict(list))
        counts = first.setdefault((row["name"], row["spot_id"]), row["id"]) == row["id"]
        if counts and row["unassessable"] is None and row["value"] is not None and row["question"] in questions:
            given[row["name"], row["question"]][owner[row["spot_id"]]].append(row["value"])
    found = {}
    for key, by_patient in given.items():
        column = np.full(patients, np.nan)
        for at, values in by_patient.items():
            column[at] = values[0] if rule == "earliest" else max(values) if rule == "highest" else min(values)
        found[key] = read_only(column)
    return found


def _majorities(
    reads: Mapping[tuple[str, str], np.ndarray], readers: Sequence[str], questions: Sequence[str], patients: int
) -> dict[str, np.ndarray]:
    """Return the answers of the majority: per question, float64 [patients].

    The majority's answer is the answer of more than half of the readers who judged the patient. It is NaN if there is
    no such answer.
    """
    found = {}
    for question in questions if readers else ():
        column = np.full(patients, np.nan)
        for at in range(patients):
            said = [reads[reader, question][at] for reader in readers]
            counted = Counter(value for value in said if not math.isnan(value)).most_common(1)
            if counted and 2 * counted[0][1] > sum(not math.isnan(value) for value in said):
                column[at] = counted[0][0]
        found[question] = read_only(column)
    return found


def _probabilities(
    study: Study, owner: Mapping[int, int], patients: int, model: ModelFacts | None, how: Combine, notes: list[str]
) -> np.ndarray:
    """Return one probability per patient. Spots with the verdict "do not use" are left out; a note reports them."""
    column = np.full(patients, np.nan)
    if model is None:
        return column
    of_patient: dict[int, list[float]] = defaultdict(list)
    refused = doubtful = 0
    for spot_id, prediction in predictions_of(study, model).items():
        if prediction.reliability == "do not use":
            refused += 1
        else:
            doubtful += prediction.reliability == "caution"
            of_patient[owner[spot_id]].append(prediction.probability)
    for at, values in of_patient.items():
        column[at] = combined(values, how)
    damaged = unusable_of(study, model)
    if damaged:
        notes.append(
            f"Left out: {plural(damaged, 'prediction')} in the study's file with a probability that is not "
            "between 0 and 1."
        )
    if refused:
        notes.append(f"Left out of the model's probability: {plural(refused, 'spot')} with the verdict 'do not use'.")
    if doubtful:
        notes.append(f"Included in the model's probability: {plural(doubtful, 'spot')} with the reliability 'caution'.")
    return column


def _reliability(study: Study, owner: Mapping[int, int], patients: int, model: ModelFacts | None) -> tuple[str, ...]:
    """Return one level per patient, as described in `StudyTable.reliability`."""
    levels: dict[int, set[str]] = defaultdict(set)
    for spot_id, prediction in predictions_of(study, model).items() if model else ():
        levels[owner[spot_id]].add(prediction.reliability)
    # Spots with the level "do not use" are left out. Their level is used only if a patient has no other spot.
    return tuple(
        next((level for level in ("caution", "ok", "do not use") if level in levels[at]), "") for at in range(patients)
    )


def _counted(time: np.ndarray, spots: np.ndarray, probability: np.ndarray, model: ModelFacts | None) -> list[str]:
    said = (
        (int(np.isnan(time).sum()), "have no outcome"),
        (int((spots == 0).sum()), "have no spot"),
        (int((np.isnan(probability) & (spots > 0)).sum()) if model else 0, "have spots but no usable prediction"),
    )
    return [f"{count} of {plural(len(time), 'patient')} {words}." for count, words in said if count]


def _number(text: str) -> float | None:
    """Return a saved covariate as a number, or None if it is text.

    Studies of older versions may contain decimal commas.
    """
    return number_of(text, "," if "," in text and "." not in text else ".").value
