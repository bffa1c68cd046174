"""Pair each informed read of a study with the blinded read of the same image in the same round."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.study.store import Row, Study


@dataclass(frozen=True, eq=False)
class InformedReads:
    """Pairs of a blinded and an informed read of the same image, of one reader for one question.

    The arrays are float64 [patients], NaN for patients without a pair. `shown` is 1 if the displayed risk group was
    high, and 0 if it was low. It is NaN if no group was recorded, or if the images of the patient had different groups.
    `seconds`, float64 [reads, 2], contains the durations of the blinded and of the informed read, for pairs in which
    both are above 0. `reads` is the number of pairs of assessable reads.
    """

    blinded: np.ndarray
    informed: np.ndarray
    shown: np.ndarray
    seconds: np.ndarray
    reads: int


@dataclass(frozen=True)
class _Pair:
    spot: int
    blinded: Row
    informed: Row
    risk_group: str | None


def informed_reads(
    study: Study, owner: Mapping[int, int], patients: int, rule: str, questions: Sequence[str]
) -> dict[tuple[str, str], InformedReads]:
    """Return the pairs of reads by reader and question.

    `owner` gives the patient (row of the patient table) of each spot. Each pair of a spot consists of the first blinded
    read that has a locked informed read in the same round, and of this informed read. If a patient has several spots,
    both reads are combined over the same spots by the same `rule`.
    """
    pairs = _pairs(study)
    answers: dict[int, dict[str, float]] = defaultdict(dict)
    for row in study.rows("SELECT read_id, question, value FROM answers WHERE value IS NOT NULL"):
        answers[row["read_id"]][row["question"]] = row["value"]
    found = {}
    for reader, of_reader in pairs.items():
        for question in questions:
            given = [
                (one, answers[one.blinded["id"]][question], answers[one.informed["id"]][question])
                for one in of_reader
                if question in answers[one.blinded["id"]] and question in answers[one.informed["id"]]
            ]
            if given:
                found[reader, question] = _combined(given, owner, patients, rule)
    return found


def _pairs(study: Study) -> dict[str, list[_Pair]]:
    """Return the pairs of assessable reads of each reader, in the order in which the blinded reads were locked."""
    rows = study.rows(
        "SELECT readers.name, rounds.number, reads.*, risk_group FROM reads JOIN rounds ON rounds.id = round_id"
        " JOIN readers ON readers.id = reader_id LEFT JOIN reveals ON reveals.read_id = reads.id"
        " LEFT JOIN predictions ON predictions.id = prediction_id"
        " WHERE locked_at IS NOT NULL AND unassessable IS NULL ORDER BY rounds.number, locked_at, reads.id"
    )
    informed = {(row["round_id"], row["spot_id"]): row for row in rows if row["kind"] == "informed"}
    found: dict[str, dict[int, _Pair]] = defaultdict(dict)
    for row in rows:
        again = informed.get((row["round_id"], row["spot_id"]))
        if row["kind"] == "blinded" and again is not None:
            found[row["name"]].setdefault(row["spot_id"], _Pair(row["spot_id"], row, again, row["risk_group"]))
    return {reader: list(of_reader.values()) for reader, of_reader in found.items()}


def _combined(
    given: Sequence[tuple[_Pair, float, float]], owner: Mapping[int, int], patients: int, rule: str
) -> InformedReads:
    by_patient: dict[int, list[tuple[_Pair, float, float]]] = defaultdict(list)
    for one in given:
        by_patient[owner[one[0].spot]].append(one)
    columns = np.full((3, patients), np.nan)
    for at, of_patient in by_patient.items():
        for place, values in enumerate(([one[1] for one in of_patient], [one[2] for one in of_patient])):
            columns[place, at] = values[0] if rule == "earliest" else max(values) if rule == "highest" else min(values)
        groups = {one[0].risk_group for one in of_patient}
        if len(groups) == 1 and None not in groups:
            columns[2, at] = float(groups == {"high risk"})
    times = np.array([(one[0].blinded["seconds"], one[0].informed["seconds"]) for one in given], np.float64)
    blinded, informed, shown = columns
    return InformedReads(blinded, informed, shown, times[(times > 0).all(axis=1)], len(given))
