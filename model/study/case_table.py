"""Build the table of a study's cases for the screen: the exported columns, and where the image of each patient is.

While readers have blinded reads to lock, the table holds patients and numbers of spots only. Outcomes, reads and
predictions are then not even computed, unless the user asks for them knowingly.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from model.base.geometry import RegionL0
from model.study.comparison_input import OpenReads, note_opening, open_reads
from model.study.exports import answer_columns, patient_rows
from model.study.patient_table import study_table
from model.study.score_sheet import Question
from model.study.settings import settings_of
from model.study.spots import StudySpot, image_path, spots_of
from model.study.store import Study

PATIENT, SPOTS, PROBABILITY, RELIABILITY = "patient_id", "spots", "survival_probability", "reliability"
"""Names of columns in the exported table of patients."""


@dataclass(frozen=True)
class CasePicture:
    """The image file of a spot, and the part of it that shows the spot, in level-0 px; None for the whole image."""

    path: Path
    region: RegionL0 | None


@dataclass(frozen=True)
class CaseRow:
    """One patient. `cells` has the exported text of each column; "" for an unknown value.

    `spot_ids` are the patient's spots in the order of their import. `picture` is that of the first spot; None if there
    is no spot, or if its image was moved.
    """

    patient: str
    cells: tuple[str, ...]
    spot_ids: tuple[int, ...]
    picture: CasePicture | None


@dataclass(frozen=True)
class Answered:
    """What a column with answers holds: whose answers, and to which question.

    `kind` is "reader", "informed" or "majority", as in the exported name. `reader` is "" for the majority.
    """

    kind: str
    reader: str
    question: Question


@dataclass(frozen=True, eq=False)
class CaseTable:
    """The patients of a study, in the order of their import.

    `hidden` has the open reads because of which outcomes, reads and predictions are left out; () if nothing is left
    out. `provenance` and `notes` are those of the exported tables; "" and () if something is left out. `answers` has
    the columns with answers of readers, by their exported names.
    """

    columns: tuple[str, ...]
    rows: tuple[CaseRow, ...]
    hidden: tuple[OpenReads, ...] = ()
    provenance: str = ""
    notes: tuple[str, ...] = ()
    answers: Mapping[str, Answered] = field(default_factory=dict)


def case_table(study: Study, anyway: bool = False, noted: bool = False) -> CaseTable:
    """Return the table of the study's cases.

    If `anyway` is true, it has all columns even if blinded reads are still open; the log of the study then records
    this, unless `noted` says that it already does.
    """
    spots: dict[str, list[StudySpot]] = defaultdict(list)
    for spot in spots_of(study):
        spots[spot.patient].append(spot)
    still = open_reads(study)
    if still and not anyway:
        patients = [row["code"] for row in study.rows("SELECT code FROM patients ORDER BY id")]
        rows = [_row(study, code, (code, str(len(spots[code]))), spots[code]) for code in patients]
        return CaseTable((PATIENT, SPOTS), tuple(rows), still)
    if not noted:
        note_opening(study)
    table = study_table(study)
    names, exported = patient_rows(table)
    rows = [
        _row(study, cells[PATIENT], tuple(cells[name] for name in names), spots[cells[PATIENT]]) for cells in exported
    ]
    sheet = settings_of(study).sheet
    answers = {
        name: Answered(column.kind, column.reader, sheet.question(column.question))
        for name, column in answer_columns(table).items()
    }
    return CaseTable(tuple(names), tuple(rows), (), table.provenance, table.notes, answers)


def _row(study: Study, patient: str, cells: tuple[str, ...], spots: list[StudySpot]) -> CaseRow:
    first = spots[0] if spots else None
    path = image_path(study.folder, first) if first is not None else None
    picture = CasePicture(path, first.region if first.core else None) if first is not None and path else None
    return CaseRow(patient, cells, tuple(spot.id for spot in spots), picture)


def number_of_cell(cell: str) -> float | None:
    """Return the number in an exported cell; None if it is empty or text."""
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def arranged(
    table: CaseTable, typed: str, column: int, descending: bool, texts: Sequence[str] = ()
) -> tuple[int, ...]:
    """Return the indices of the rows that contain all words of `typed`, sorted by `column`.

    `texts` has the text of each row in which the words are searched. If it is empty, the exported cells are searched.
    Numbers are sorted by value and come before text. Empty cells are always last. Equal rows keep their order.
    """
    words = typed.casefold().split()
    searched = texts or [" ".join(row.cells) for row in table.rows] if words else [""] * len(table.rows)
    kept = [at for at, text in enumerate(searched) if all(word in text.casefold() for word in words)]
    filled = [at for at in kept if table.rows[at].cells[column]]
    filled.sort(key=lambda at: _order(table.rows[at].cells[column]), reverse=descending)
    return (*filled, *(at for at in kept if not table.rows[at].cells[column]))


def _order(cell: str) -> tuple[int, float, str]:
    number = number_of_cell(cell)
    return (1, 0.0, cell.casefold()) if number is None else (0, number, "")
