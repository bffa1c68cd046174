"""Write a copy of a study without identifiers: numbers instead of names, no paths, no free text, no image hashes.

The copy is a new file that receives only permitted data. Nothing is deleted from a copy of the old file, so no remains
of identifiers can be left. The data that can still identify a patient are listed: for example, a person who knows a
patient's exact follow-up time can recognise the patient.
"""

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.base.errors import StudyError
from model.base.json_file import parse_json
from model.base.plural import plural
from model.study.predictions import RECALIBRATED
from model.study.score_sheet import Sheet, sheet_from_json
from model.study.store import Study, creating, study_path
from model.study.transfer import Transfer

CAUSE = "cause"
"""The name that stands for the causes of death in the list of data to keep."""
_FACTS = ("created", "made_by", "sheet", "reveal", "washout_days", "combine")
_RECORD = ("record", "record_version", "survival_probability", "image_in_cohort", "qualifier", "logit", "risk_group",
           "verdict", "familiarity", "reliability", "evidence")  # fmt: skip
"""Fields of a prediction's record that are kept. They describe the model and its answer, and identify no image."""
_BUNDLE = ("name", "version", "sha256", "endpoint", "demo")
_REMOVED = "removed"
_WITH_CAUSE = "outcomes WHERE cause <> ''"
_MANY = 0.9
"""If at least this share of patients have a unique value in a kept column, the column is reported, because it can
identify patients.
"""


@dataclass(frozen=True)
class Deidentified:
    """The path of the copy, and one line for each kind of data in it or removed from it.

    `removed` lists the removed data, `kept` the kept data, and `attention` those kept data that can still identify
    somebody.
    """

    path: Path
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    attention: tuple[str, ...] = ()


def deidentify(study: Study, out: Path, keep: Sequence[str] = (), made_by: str = "histocast") -> Deidentified:
    """Write a copy of `study` without identifiers to `out`, and return what was removed and what was kept.

    Only the owner of the copy can read it. `keep` names the clinical columns that are kept; `CAUSE` means the causes of
    death. Raise StudyError if a column does not exist, if `study` is a packet, or if `out` exists or cannot be written.
    """
    if study.is_packet:
        raise StudyError(f"{study.path.name} is a packet, which has no identifiers except its reader's name.",
                         "Give the study, not the packet.")  # fmt: skip
    names = [str(row["name"]) for row in study.rows("SELECT DISTINCT name FROM covariates ORDER BY name")]
    unknown = [name for name in keep if name not in (*names, CAUSE)]
    if unknown:
        raise StudyError(
            f"The study has no column {', '.join(unknown)}.",
            f"The columns of the study are {', '.join((*names, CAUSE))}.",
        )
    with creating(out, "de-identified study", made_by) as copy, copy.changing():
        _Copy(study, copy, frozenset(keep)).write()
        copy.log("", "deidentified", kept=sorted(keep), removed=len(set(names) - set(keep)))
    return Deidentified(study_path(out), *_lines(study, names, keep))


class _Copy:
    """Copies a study to a new study, without identifiers."""

    def __init__(self, study: Study, copy: Study, keep: frozenset[str]) -> None:
        self._study, self._copy, self._keep = study, copy, keep
        self._patients = _shuffled(study, "patients")
        self._spots = _shuffled(study, "spots")

    def write(self) -> None:
        for row in self._study.rows("SELECT * FROM facts"):
            if row["key"] in _FACTS:
                self._copy.set_fact(row["key"], row["value"])
        transfer = Transfer(self._copy)
        transfer.add("patients", ({"id": new, "code": str(new)} for new in sorted(self._patients.values())))
        transfer.add("spots", sorted(self._spot_rows(), key=lambda row: row["id"]))
        transfer.add("outcomes", self._outcomes())
        transfer.add("covariates", self._covariates())
        transfer.add("readers", ({**row, "name": f"Reader {row['id']}"} for row in self._rows("readers")))
        transfer.add("rounds", ({**row, "seed": 0, "origin": _origin(row)} for row in self._rows("rounds")))
        transfer.add("round_cases", map(self._with_spot, self._rows("round_cases")))
        transfer.add("predictions", self._predictions())
        reads = self._rows("reads")
        sheets = {row["id"]: sheet_from_json(row["sheet"]) for row in reads}
        answers = [row for row in map(_answer, self._rows("answers"), self._sheets_of(sheets)) if row is not None]
        transfer.add_reads([self._read(row, sheets[row["id"]]) for row in reads], answers, self._rows("reveals"))
        transfer.add("log", self._log())

    def _rows(self, table: str) -> list[dict[str, Any]]:
        return [dict(row) for row in self._study.rows(f"SELECT * FROM {table}")]

    def _with_spot(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {**row, "spot_id": self._spots[row["spot_id"]]}

    def _spot_rows(self) -> Iterable[dict[str, Any]]:
        for row in self._rows("spots"):
            new = self._spots[row["id"]]
            # A random text replaces the hash of the image. Everybody who has the image can compute its hash.
            yield {"id": new, "patient_id": self._patients[row["patient_id"]], "image": f"spot-{new}", "seen_at": "",
                   "sha256": secrets.token_hex(32), "core": ""}  # fmt: skip

    def _outcomes(self) -> Iterable[dict[str, Any]]:
        for row in self._rows("outcomes"):
            yield {**row, "patient_id": self._patients[row["patient_id"]],
                   "cause": row["cause"] if CAUSE in self._keep else "", "time_entered": f"{row['time_years']:.6g}",
                   "unit": "years"}  # fmt: skip

    def _covariates(self) -> Iterable[dict[str, Any]]:
        for row in self._rows("covariates"):
            if row["name"] in self._keep:
                spot = None if row["spot_id"] is None else self._spots[row["spot_id"]]
                yield {**row, "patient_id": self._patients[row["patient_id"]], "spot_id": spot}

    def _read(self, row: Mapping[str, Any], sheet: Sheet) -> dict[str, Any]:
        reason = row["unassessable"]
        if reason is not None and reason not in sheet.reasons:
            reason = _REMOVED
        return {**self._with_spot(row), "unassessable": reason, "origin": _origin(row)}

    def _sheets_of(self, sheets: Mapping[int, Sheet]) -> Iterable[Sheet]:
        return (sheets[row["read_id"]] for row in self._rows("answers"))

    def _predictions(self) -> Iterable[dict[str, Any]]:
        for row in self._rows("predictions"):
            record = parse_json(row["record"])
            parts = {key: record[key] for key in _RECORD if key in record}
            bundle = record.get("bundle", {})
            parts["bundle"] = {key: bundle[key] for key in _BUNDLE if key in bundle}
            # The position on the slide identifies the core, and the source of the pixel size can contain the name of a
            # folder.
            yield {**self._with_spot(row), "x": 0.0, "y": 0.0, "mpp_source": _REMOVED, "record": json.dumps(parts)}

    def _log(self) -> Iterable[dict[str, Any]]:
        """Yield the log lines that say that a model was fitted to these patients, without the name of its file."""
        for row in self._study.rows("SELECT * FROM log WHERE what = ?", (RECALIBRATED,)):
            detail = parse_json(row["detail"])
            kept = {key: detail[key] for key in ("bundle", "of", "prevalence", "layer") if key in detail}
            yield {"at": row["at"], "who": "", "what": row["what"], "detail": json.dumps(kept, sort_keys=True)}


def _shuffled(study: Study, table: str) -> dict[int, int]:
    """Return a new number for each row of `table`, as a mapping from the old id to the new number.

    The new numbers are in random order, because the old order is the order of the clinical sheet.
    """
    ids = [int(row["id"]) for row in study.rows(f"SELECT id FROM {table}")]
    secrets.SystemRandom().shuffle(ids)
    return {old: new for new, old in enumerate(ids, start=1)}


def _origin(row: Mapping[str, Any]) -> str:
    """Return the kind of source of a read or round, without a file name: "packet", "imported", or "" for this study."""
    origin = str(row["origin"])
    return "" if not origin else "packet" if origin.startswith("packet ") else "imported"


def _answer(row: dict[str, Any], sheet: Sheet) -> dict[str, Any] | None:
    """Return an answer without free text. Return None for a remark that was not required."""
    question = next((one for one in sheet.questions if one.key == row["question"]), None)
    if question is not None and any(choice.label == row["label"] for choice in question.choices):
        return row
    return {**row, "label": _REMOVED} if question is not None and question.required else None


def _lines(
    study: Study, names: Sequence[str], keep: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return lines of text on what was removed, what was kept, and which kept data can still identify somebody."""

    def count(what: str) -> int:
        return int(study.rows(f"SELECT count(*) AS n FROM {what}")[0]["n"])

    gone = [name for name in names if name not in keep]
    removed = [
        f"the ids of {plural(count('patients'), 'patient')}; the copy has numbers in random order",
        f"names, folders and hashes of the images of {plural(count('spots'), 'spot')}, and positions in them; the copy "
        "has numbers",
        f"the names of {plural(count('readers'), 'reader')}; the copy has numbers",
        f"clinical columns: {', '.join(gone) or 'none'}",
        f"causes of death: {0 if CAUSE in keep else count(_WITH_CAUSE)}",
        "follow-up times as they were entered; the copy has years",
        "free text of readers: remarks, and reasons that are not in the score sheet",
        f"rows and images that could not be matched: {count('leftovers')}",
        f"messages of failed analyses: {count('failures')}",
        f"packets with their salts and hashes: {count('packets')}",
        "the name of the study, and its log except for recalibrations",
    ]
    kept = [
        f"exact follow-up times and events of {plural(count('outcomes'), 'patient')}",
        f"clinical columns: {', '.join(name for name in names if name in keep) or 'none'}"
        + ("; causes of death" if CAUSE in keep else ""),
        f"{plural(count('reads'), 'read')} with chosen answers and their times; the text of the score sheet",
        f"{plural(count('predictions'), 'prediction')} with the name and hash of their model",
    ]
    attention = [
        f"The column {name} has a different value for nearly every patient, and may identify patients."
        for name in names
        if name in keep and _is_own(study, name)
    ]
    return tuple(removed), tuple(kept), tuple(attention)


def _is_own(study: Study, name: str) -> bool:
    values = Counter(str(row["value"]) for row in study.rows("SELECT value FROM covariates WHERE name = ?", (name,)))
    total = sum(values.values())
    return total > 1 and sum(count == 1 for count in values.values()) >= _MANY * total
