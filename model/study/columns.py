"""Guess the meaning of each column of a clinical sheet from its name. The user can correct the guess."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from model.base.errors import StudyError
from model.tables.table import Table
from model.training.cohort_cells import TIME_UNITS, TimeUnit

FIELDS = ("patient", "image", "core", "time", "event", "cause")
NEEDED = ("patient",)
FIELD_WORDS = {
    "patient": "Patient",
    "image": "Image file",
    "core": "Core",
    "time": "Follow-up time",
    "event": "Event (1 or 0)",
    "cause": "Cause of death",
}
_NAMES = {
    "patient": ("patientid", "patient", "patientno", "caseid", "case", "pseudonym", "subject", "subjectid", "id"),
    "image": ("image", "imagefile", "file", "filename", "imagepath", "path", "spotfile", "slide", "spot", "tile"),
    "core": ("core", "coreid", "tmacore", "tmaposition"),
    "time": ("time", "timeyears", "timemonths", "timedays", "followup", "followuptime", "followupyears",
             "followupmonths", "followupdays", "survivaltime", "survivalmonths", "survivaldays", "survivalyears",
             "osmonths", "osdays", "osyears", "ostime", "dssmonths", "dssdays", "dssyears", "dsstime", "months", "days",
             "years", "duration", "futime", "fumonths", "fudays", "fuyears"),
    "event": ("event", "died", "dead", "death", "status", "osevent", "osstatus", "dssevent", "dss", "vitalstatus",
              "fustat", "deceased", "diedofdisease", "deadofdisease", "deathofdisease", "diseasespecificdeath", "dod"),
    "cause": ("cause", "causeofdeath", "deathcause"),
}  # fmt: skip
"""Usual column names for each field, with letters and digits only. The most likely name is first."""


@dataclass(frozen=True)
class Columns:
    """The meaning of the columns of a sheet.

    `of` maps the fields of a study to columns of the sheet. `covariates` are other columns to keep. `time_unit` is None
    if it is not known yet. `event_value` is the value that means death of the disease. If it is "", the column must
    contain 1 and 0, or words such as dead and alive.
    """

    of: Mapping[str, str] = field(default_factory=dict)
    covariates: tuple[str, ...] = ()
    time_unit: TimeUnit | None = None
    event_value: str = ""

    def cell(self, cells: Mapping[str, str], name: str) -> str:
        column = self.of.get(name)
        return "" if column is None else cells.get(column, "")

    def check(self, sheet: Table) -> None:
        """Check `sheet` against these columns; raise StudyError with a list of all faults.

        Faults are columns that the sheet lacks or that are used twice, and missing columns or time units.
        """
        known = sheet.columns
        faults = [f"there is no field {name!r}" for name in self.of if name not in FIELDS]
        faults += [f"the column {column!r} is missing" for column in (*self.of.values(), *self.covariates)
                   if column not in known]  # fmt: skip
        faults += [f"there is no column for the {FIELD_WORDS[name].lower()}" for name in NEEDED if name not in self.of]
        used = [*self.of.values(), *self.covariates]
        faults += [f"the column {column!r} is used twice" for column in dict.fromkeys(used) if used.count(column) > 1]
        if ("time" in self.of) != ("event" in self.of):
            faults.append("time and event belong together: give both columns, or none")
        if "time" in self.of and self.time_unit is None:
            faults.append(f"the unit of {self.of['time']!r} is not given; it can be {', '.join(TIME_UNITS)}")
        if faults:
            raise StudyError("The given columns do not fit the sheet:", sheet.columns_text, tuple(faults))


def guess_columns(columns: Iterable[str]) -> Columns:
    """Return a guess of the meaning of `columns`: a column whose name is usual for a field is assigned to this field.

    All other columns become covariates. The time unit is set only if the column name contains it.
    """
    known = tuple(columns)
    plain = {re.sub(r"[^a-z0-9]", "", column.casefold()): column for column in reversed(known)}
    of: dict[str, str] = {}
    for name in FIELDS:
        found = next((plain[word] for word in _NAMES[name] if word in plain and plain[word] not in of.values()), None)
        if found is not None:
            of[name] = found
    rest = tuple(column for column in known if column not in of.values())
    return Columns(of, rest, unit_in(of.get("time", "")))


def unit_in(column: str) -> TimeUnit | None:
    """Return the time unit in the name of a column, or None if the name contains none."""
    found = [unit for unit in TIME_UNITS if unit.removesuffix("s") in column.casefold()]
    return found[0] if len(found) == 1 else None
