"""The patients of a comparison with their follow-up, and the values that each rater gave them.

Statistics, comparison and study all use the class `RaterTable`.
"""

import math
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from model.base.errors import RaterError
from model.base.plural import plural
from model.comparison.data.origin import Origin
from model.comparison.data.second_reads import SecondReads, check_second_reads
from model.comparison.data.subgroups import Subgrouping, check_subgroupings

Kind = Literal["probability", "binary", "ordinal", "numeric"]
OTHER = "other"
"""The value of `cause` for a death that is not the event."""
Role = Literal["model", "reader", "majority", "grade", "other"]


@dataclass(frozen=True)
class Threshold:
    """A threshold on the scale of the rater.

    A patient with a value at or above the threshold is at high risk; for a protective rater, a patient with a value
    below it. `origin` says where the threshold comes from. `same_data`: the threshold was chosen from these patients,
    so that results at the threshold are too good.
    """

    value: float
    origin: str
    same_data: bool = False
    own_answer: str = ""
    """The answer in `origin`, if it is one of the program's own score sheet. The window then shows its translation."""


@dataclass(frozen=True, eq=False)
class Rater:
    """The values of one rater: `values` float64 [patients] on the rater's own scale, NaN without a value.

    If `protective` is true, a high value means a good outcome (for example a survival probability); otherwise a high
    value means a bad outcome. The user specifies this; it is never derived from the data. If `kind` is "probability", a
    value is the probability of the event by the horizon, or of no event if `protective`. `note`: a text to show beside
    the numbers of the rater ("uncalibrated", model and hash).
    """

    name: str
    kind: Kind
    values: np.ndarray
    protective: bool = False
    threshold: Threshold | None = None
    role: Role = "other"
    note: str = ""
    question: str = ""
    """The question that the reader answered, if the readers answered several questions; "" for one question."""
    bundle_sha256: str = ""
    """SHA-256 of the bundle of a model; "" if it is not known."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", np.asarray(self.values, np.float64))

    @property
    def risk(self) -> np.ndarray:
        """Return the values in the direction in which higher is worse.

        A survival probability p becomes 1 - p. The sign of other protective values is changed.
        """
        if not self.protective:
            return self.values
        return 1 - self.values if self.kind in ("probability", "binary") else -self.values

    @property
    def high(self) -> np.ndarray | None:
        """Return the risk group of each patient, float64 [patients]: 1 high, 0 low, NaN without a value.

        Return None if the rater has no threshold.
        """
        if self.threshold is None:
            return None
        at_or_above = self.values >= self.threshold.value
        return np.where(np.isfinite(self.values), (at_or_above != self.protective).astype(np.float64), math.nan)

    @property
    def direction(self) -> str:
        return "higher is better" if self.protective else "higher is worse"


@dataclass(frozen=True, eq=False)
class Covariate:
    """A property of the patients for Cox models: `values` float64 [patients], NaN if unknown.

    The values of a categorical covariate are indices of `levels`, and the first level is the reference. `levels` is
    empty for a numeric covariate.
    """

    name: str
    values: np.ndarray
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Excluded:
    """A row or value that was left out.

    `line` is the line of the row in the source; 0 means no line. `patient` is the id of the patient. The other fields
    say from which result the patient was left out, and why.
    """

    line: int
    patient: str
    of: str
    reason: str


@dataclass(frozen=True, eq=False)
class RaterTable:
    """A table with one row per patient.

    `time` float64 [n] in `unit`, 0 or more; `event` bool [n]; `cause` of each death, "" if unknown. `unit` is "" if the
    unit is not known. `event_text` says what counts as the event. `excluded` lists rows and values that were left out.
    `notes` are sentences that must be shown beside the results.
    """

    source: str
    patients: tuple[str, ...]
    time: np.ndarray
    event: np.ndarray
    raters: tuple[Rater, ...]
    unit: str = ""
    event_text: str = "event"
    cause: tuple[str, ...] = ()
    covariates: tuple[Covariate, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    notes: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = field(default=())
    """Facts about the source, each a title and a text: hashes, settings, numbers of images."""
    second_reads: tuple[SecondReads, ...] = ()
    """Informed reads, made with the answer of the model visible, beside the blinded reads of the same images. Each
    belongs to a rater of this table.
    """
    origin: Origin = Origin()
    """Whether the model was developed on these patients."""
    subgroupings: tuple[Subgrouping, ...] = ()
    """The properties, such as sex or stage, by which every metric is also computed for groups of patients."""

    def __post_init__(self) -> None:
        count = len(self.patients)
        if len(set(self.patients)) != count:
            raise RaterError("A patient has two rows in the table.", "Write one row per patient.")
        for columns in (self.raters, self.covariates):
            names = [column.name for column in columns]
            if len(set(names)) != len(names):
                raise RaterError(
                    "Two raters, or two covariates, have the same name.",
                    "Give each rater and each covariate its own name.",
                )
        values = (*(rater.values for rater in self.raters), *(covariate.values for covariate in self.covariates))
        arrays = (self.time, self.event, *values)
        if any(len(array) != count for array in arrays):
            raise RaterError(
                ("A rater, a covariate or the follow-up has more or fewer values than there are patients."),
                "Give every patient a value.",
            )
        if not np.isfinite(self.time).all() or (self.time < 0).any():
            raise RaterError(
                "A time of follow-up is missing or negative.", ("Leave out patients without a valid time of follow-up.")
            )
        check_second_reads(self.second_reads, [rater.name for rater in self.raters], count)
        check_subgroupings(self.subgroupings, count)
        for array in arrays:
            array.setflags(write=False)

    @property
    def other_death(self) -> np.ndarray:
        """Return which patients died of another cause than the event, bool [n].

        Their follow-up ends without the event.
        """
        causes = self.cause or ("",) * len(self.patients)
        return np.array([cause == OTHER for cause in causes], bool) & ~self.event

    def rater(self, name: str) -> Rater:
        return next(rater for rater in self.raters if rater.name == name)


def other_deaths(count: int) -> tuple[str, ...]:
    """Return a note on how `count` deaths of another cause are handled.

    Return () if there are none.
    """
    if not count:
        return ()
    return (
        f"{plural(count, 'patient')} died of another cause. Every result at the horizon refers to the cumulative "
        "incidence of the event (Aalen-Johansen): these patients count as known to be without the event. In hazard "
        "ratios, C and log-rank tests, their follow-up ends at their death (cause-specific).",
    )


def known_other(table: RaterTable) -> np.ndarray | None:
    """Return which patients died of another cause, bool [n]. Return None if no such death is known."""
    return table.other_death if table.other_death.any() else None
