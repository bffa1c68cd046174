"""Export a study as CSV tables of patients, reads, predictions and the log. Each table contains its provenance."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from model.base.csv_writer import CsvDictWriter
from model.base.files import replacing
from model.result.export.wording import RESEARCH_USE_ONLY
from model.study.fill import leftovers_of
from model.study.patient_table import StudyTable
from model.study.predictions import FAMILIARITY, RELIABILITY
from model.study.score_sheet import sheet_to_json
from model.study.settings import settings_of
from model.study.store import Study

READ_COLUMNS = (
    "reader", "round", "seed", "position", "kind", "patient_id", "image", "core", "image_sha256", "started_at",
    "locked_at", "seconds", "saw_model_before", "revealed_at", "not_assessable", "origin",
)  # fmt: skip
_PREDICTION_COLUMNS = (
    "survival_probability", "calibration", "low", "high", "risk_group", "threshold", "threshold_origin", "verdict",
    "reasons", "reliability", "reliability_reasons", "evidence",
    "bundle_name", "bundle_version", "bundle_sha256", "backbone_sha256", "demo", "device", "precision",
    "arithmetic", "mpp", "mpp_source", "x", "y", "width", "height", "fit", "tile_order", "tiles_read", "made_by", "at",
    "familiarity", "unfamiliar_share",
)  # fmt: skip


def write_study(study: Study, table: StudyTable, folder: Path, stem: str) -> tuple[Path, ...]:
    """Write STEM.patients.csv, .reads.csv, .predictions.csv, .leftovers.csv, .log.csv and .sheet.json.

    The files are written into `folder`. Return their paths.
    """
    named: tuple[tuple[str, Sequence[str], Iterable[Mapping[str, Any]]], ...] = (
        ("patients", *patient_rows(table)),
        ("reads", *read_rows(study)),
        ("predictions", *_prediction_rows(study)),
        ("leftovers", ("kind", "what", "reason"),
         [dict(zip(("kind", "what", "reason"), left, strict=True)) for left in leftovers_of(study)]),
        ("log", ("at", "who", "what", "detail"), [dict(row) for row in study.rows("SELECT * FROM log ORDER BY id")]),
    )  # fmt: skip
    paths = []
    for name, columns, rows in named:
        paths.append(folder / f"{stem}.{name}.csv")
        _write(paths[-1], columns, rows, table.provenance)
    paths.append(folder / f"{stem}.sheet.json")
    with replacing(paths[-1], private=True) as beside:
        # The file is indented, because users edit it to make their own score sheet.
        sheet = json.loads(sheet_to_json(settings_of(study).sheet))
        beside.write_text(json.dumps(sheet, ensure_ascii=False, indent=1), encoding="utf-8")
    return tuple(paths)


@dataclass(frozen=True, eq=False)
class AnswerColumn:
    """A column with the answers to one question: float64 [patients]. `reader` is "" for the majority of the readers."""

    kind: Literal["reader", "majority", "informed"]
    reader: str
    question: str
    values: np.ndarray


def answer_columns(table: StudyTable) -> dict[str, AnswerColumn]:
    """Return the columns with answers, by their exported names, in the order of the exported table."""
    columns = [AnswerColumn("reader", *key, values) for key, values in table.reads.items()]
    columns += [AnswerColumn("majority", "", question, values) for question, values in table.majority.items()]
    columns += [AnswerColumn("informed", *key, values) for key, values in table.informed.items()]
    return {"_".join(part for part in (one.kind, one.reader, one.question) if part): one for one in columns}


def patient_rows(table: StudyTable) -> tuple[list[str], list[dict[str, Any]]]:
    """Return columns and rows of the table with one row per patient. Unknown values are empty."""
    columns: dict[str, Any] = {
        "patient_id": table.patients,
        "time_years": table.time_years,
        "event": table.event,
        "cause": table.cause,
        "spots": table.spots,
        "survival_probability": table.probability,
        "qualifier": [table.model.calibration if table.model else ""] * len(table.patients),
        "reliability": table.reliability,
    }
    columns |= {name: column.values for name, column in answer_columns(table).items()}
    # The columns of the sheet come last. If such a column has the name of an earlier one, " (sheet)" is added to its
    # name.
    for name, values in {**table.covariates, **table.categories}.items():
        columns[f"{name} (sheet)" if name in columns else name] = values
    names = list(columns)
    rows = [{name: _cell(columns[name][at]) for name in names} for at in range(len(table.patients))]
    return names, rows


def read_rows(study: Study) -> tuple[list[str], list[dict[str, Any]]]:
    """Return columns and rows of all reads, including open ones, in the order in which they were begun."""
    questions = settings_of(study).sheet.keys
    given: dict[int, dict[str, str]] = {}
    for row in study.rows("SELECT read_id, question, label FROM answers"):
        given.setdefault(row["read_id"], {})[row["question"]] = row["label"]
    rows = study.rows(
        "SELECT reads.id, readers.name AS reader, rounds.number AS round, seed, position, kind, code AS patient_id,"
        " image, core, sha256 AS image_sha256, reads.started_at, locked_at, seconds, saw_model_before,"
        " reveals.at AS revealed_at, unassessable AS not_assessable, reads.origin FROM reads"
        " JOIN rounds ON rounds.id = reads.round_id JOIN readers ON readers.id = reader_id"
        " JOIN spots ON spots.id = reads.spot_id JOIN patients ON patients.id = patient_id"
        " LEFT JOIN round_cases ON round_cases.round_id = reads.round_id AND round_cases.spot_id = reads.spot_id"
        " LEFT JOIN reveals ON reveals.read_id = reads.id ORDER BY reads.id"
    )
    answers = [given.get(row["id"], {}) for row in rows]
    extra = [key for key in dict.fromkeys(key for one in answers for key in one) if key not in questions]
    facts = [{name: _cell(row[name]) for name in READ_COLUMNS} for row in rows]
    complete = [{**fact, **one} for fact, one in zip(facts, answers, strict=True)]
    return [*READ_COLUMNS, *questions, *extra], complete


def _prediction_rows(study: Study) -> tuple[list[str], list[dict[str, Any]]]:
    names = ["patient_id", "image", "core", "image_sha256", *_PREDICTION_COLUMNS]
    rows = study.rows(
        f"SELECT predictions.*, {FAMILIARITY}, {RELIABILITY}, image, core, sha256 AS image_sha256, code AS patient_id"
        " FROM predictions JOIN spots ON spots.id = spot_id JOIN patients ON patients.id = patient_id"
        " ORDER BY predictions.id"
    )
    return names, [{name: _cell(row[name]) for name in names} for row in rows]


def _cell(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return f"{float(value):.12g}" if isinstance(value, float) else str(value)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], provenance: str) -> None:
    with replacing(path, private=True) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = CsvDictWriter(file, [*columns, "provenance", "notice"], "\r\n")
        writer.writeheader()
        # Provenance and notice are repeated in every row, so that they are kept when rows are copied elsewhere.
        writer.writerows({**row, "provenance": provenance, "notice": RESEARCH_USE_ONLY} for row in rows)
