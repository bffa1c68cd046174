"""Parse the values in one row of a cohort table, and collect every fault as text."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from model.base.files import is_file
from model.bundle.manifest_numbers import LARGEST_MPP, LEAST_MPP
from model.tables.codes import event_of, is_value
from model.tables.ids import clean_id, id_fault
from model.tables.missing import is_missing, why_missing
from model.tables.numbers import Number, number_of

TimeUnit = Literal["years", "months", "days"]
TIME_UNITS: dict[TimeUnit, float] = {"years": 1.0, "months": 12.0, "days": 365.25}
"""Number of years, months or days in a year, by the name of the unit."""
CAUSES = ("disease", "other")
Part = Literal["training", "validation", "test"]
_PARTS: dict[str, Part] = {
    "train": "training", "training": "training", "val": "validation", "valid": "validation",
    "validation": "validation", "test": "test",
}  # fmt: skip
_LONGEST_YEARS = 60.0
"""Maximum plausible follow-up in years. A longer follow-up means that the unit is wrong, for example 1825 days read as
years.
"""
_OLDEST = 120.0
_STAGES = {"I": 1, "II": 2, "III": 3, "IV": 4, "A": 1, "B": 2, "C": 3, "D": 4, "1": 1, "2": 2, "3": 3, "4": 4}
"""Stage number for each Roman or Arabic numeral of TNM, and for each letter of Dukes' classification."""
_READS = {"low": 0.0, "high": 1.0}
_NO_READ = "is neither a number nor high or low"


class Cells:
    """The values of one row of a cohort table, by field.

    A value that cannot be read is None; `faults` lists the reasons.
    """

    def __init__(self, cells: Mapping[str, str | None], decimal_mark: str = ".") -> None:
        self._cells = cells
        self._mark = decimal_mark
        self.faults: list[str] = []

    def fault(self, words: str) -> None:
        self.faults.append(words)

    def text(self, name: str) -> str:
        return (self._cells.get(name) or "").strip()

    def known(self, name: str) -> str:
        """Return the text of a field, or "" if the text means "unknown"."""
        text = self.text(name)
        return "" if is_missing(text) else text

    def needed(self, name: str) -> str | None:
        text = self.text(name)
        if not text:
            self.fault(f"{name} is empty")
        return text or None

    def patient(self, name: str) -> str | None:
        """Return the patient's id. If `model.tables.ids` does not allow the id, add a fault and return None."""
        text = clean_id(self.text(name))
        fault = why_missing(text) if is_missing(text) else f"{text!r} {id_fault(text)}" if id_fault(text) else ""
        if fault:
            self.fault(f"{name} {fault}")
        return None if fault else text

    def image(self, name: str, folder: Path) -> Path | None:
        text = self.needed(name)
        if text is None:
            return None
        path = folder / text
        if not is_file(path):
            self.fault(f"there is no {'file' if name == 'features' else 'image'} {path}")
            return None
        return path

    def years(self, name: str, column: str, per_year: float) -> float | None:
        """Return a follow-up time, converted to years."""
        if self._unknown(name, column):
            return None
        number = self._number(self.text(name))
        time = number.value
        if time is None:
            self.fault(f"{column} {self.text(name)!r} {number.fault}")
            return None
        if time < 0:
            self.fault(f"{column} {self.text(name)!r} is negative")
            return None
        if time / per_year > _LONGEST_YEARS:
            self.fault(f"{column} {self.text(name)!r} is more than {_LONGEST_YEARS:g} years: is the time unit right?")
            return None
        return time / per_year

    def event(self, name: str, value: str = "") -> bool | None:
        """Return whether the event (death) occurred.

        `value` is the text that means the event, or "" if the user gave none.
        """
        if self._unknown(name, name):
            return None
        text = self.text(name)
        event = is_value(text, value) if value and text else event_of(text)
        if event is None:
            self.fault(f"{name} {text!r} is neither 1 (died) nor 0")
        return event

    def cause(self, name: str, died: bool | None, given: bool) -> str | None:
        """Return the cause of death, or None if the table does not contain it. Add a fault if the cause is not allowed.

        If the table has a column for the cause (`given`), the cause must be given for all patients who died, and only
        for these patients.
        """
        text = self.known(name).lower()
        if not given:
            return None
        if text and text not in CAUSES:
            self.fault(f"{name} {text!r} is neither {' nor '.join(CAUSES)}")
        elif died and not text:
            self.fault(f"{name} is empty though the event is 1")
        elif died is False and text:
            self.fault(f"{name} is {text!r} though the event is 0")
        return text or None

    def part(self, name: str) -> Part | None:
        """Return the set (training, validation or test) of the patient. The field is required."""
        text = self.needed(name)
        part = None if text is None else _PARTS.get(text.lower())
        if text is not None and part is None:
            self.fault(f"{name} {text!r} is none of train, validation, test")
        return part

    def stage(self, name: str) -> int | None:
        """Return the stage as 1 to 4. The field can contain I to IV, 1 to 4, or Dukes' A to D.

        The letter of a sub-stage is dropped, so IIIb becomes 3.
        """
        text = self.known(name).upper().removeprefix("STAGE").removeprefix("DUKES").strip()
        if not text:
            return None
        stage = _STAGES.get(text) or _STAGES.get(re.sub(r"(?<=[IV1-4])[A-D]$", "", text))
        if stage is None:
            self.fault(f"{name} {self.text(name)!r} is none of I to IV, 1 to 4, A to D")
        return stage

    def age(self, name: str) -> float | None:
        text = self.known(name)
        number = self._number(text)
        age = number.value
        if text and (age is None or not 0 <= age <= _OLDEST):
            self.fault(f"{name} {text!r} {number.fault if number.ambiguous else 'is not an age in years'}")
        return age

    def pixel_size(self, name: str) -> float | None:
        """Return a pixel size in um/px, or None if the field is empty."""
        text = self.known(name)
        number = self._number(text)
        mpp = number.value
        if text and (mpp is None or not LEAST_MPP <= mpp <= LARGEST_MPP):
            self.fault(f"{name} {text!r} {number.fault if number.ambiguous else 'is not a pixel size in um/px'}")
            return None
        return mpp if text else None

    def grade(self, name: str) -> int | None:
        text = self.known(name).upper().removeprefix("G")
        if text and text not in ("1", "2", "3", "4"):
            self.fault(f"{name} {self.text(name)!r} is not a grade of 1 to 4")
            return None
        return int(text) if text else None

    def reads(self, named: Mapping[str, str | None]) -> tuple[tuple[str, float], ...]:
        """Return the readers' reads of the spot by column: a number, or 1 for high and 0 for low.

        Readers without a read are left out.
        """
        found = []
        for name, cell in named.items():
            text = (cell or "").strip().lower()
            if is_missing(text):
                continue
            number = self._number(text)
            value = _READS.get(text, number.value)
            if value is None:
                self.fault(f"{name} {text!r} {number.fault if number.ambiguous else _NO_READ}")
            if value is not None:
                found.append((name, value))
        return tuple(found)

    def _unknown(self, name: str, column: str) -> bool:
        """Return whether a required field is empty or contains a word that means "unknown". If so, add a fault."""
        text = self.text(name)
        if is_missing(text):
            self.fault(f"{column} {why_missing(text)}")
        return is_missing(text)

    def _number(self, text: str) -> Number:
        return number_of(text, self._mark)
