"""How far a study is: an open study comes in, counts go out; nothing of what was answered or predicted."""

from dataclasses import dataclass

from model.study.predictions import models_of, predictions_of
from model.study.rounds import ReaderProgress, readers_of
from model.study.spots import missing_spots
from model.study.store import Study


@dataclass(frozen=True)
class StudyStatus:
    """Counts of a study."""

    name: str
    read_only: str
    patients: int
    without_spot: int
    outcomes: int
    events: int
    spots: int
    missing_images: int
    leftovers: int
    models: tuple[tuple[str, int], ...]
    """Each model in words, and how many spots it has read."""
    readers: tuple[ReaderProgress, ...]


def status_of(study: Study) -> StudyStatus:
    def count(sql: str) -> int:
        return int(study.rows(f"SELECT count(*) AS n FROM {sql}")[0]["n"])

    return StudyStatus(
        name=study.fact("name"),
        read_only=study.read_only,
        patients=count("patients"),
        without_spot=count("patients WHERE id NOT IN (SELECT patient_id FROM spots)"),
        outcomes=count("outcomes"),
        events=count("outcomes WHERE event = 1"),
        spots=count("spots"),
        missing_images=len(missing_spots(study)),
        leftovers=count("leftovers"),
        models=tuple((model.words, len(predictions_of(study, model))) for model in models_of(study)),
        readers=readers_of(study),
    )


def status_lines(status: StudyStatus) -> tuple[str, ...]:
    """The counts in words, a line each."""
    lines = [
        f"{status.name}: {status.patients} patients, {status.spots} spots",
        f"outcomes: {status.outcomes} patients, {status.events} events",
    ]
    if status.without_spot:
        lines.append(f"patients without a spot: {status.without_spot}")
    if status.missing_images:
        lines.append(f"images that are not where they were: {status.missing_images}; locate them")
    if status.leftovers:
        lines.append(f"rows or images that could not be matched: {status.leftovers}; the export lists them")
    lines += [f"model {words}: {read} of {status.spots} spots read" for words, read in status.models]
    for one in status.readers:
        of = f"{one.locked} of {one.total} cases locked" if one.total else f"{one.locked} imported reads"
        lines.append(f"reader {one.name}, round {one.round}: {of}")
    if status.read_only:
        lines.append(f"read only: {status.read_only}")
    return tuple(lines)
