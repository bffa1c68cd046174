"""The one value that statistics, page and study share: patients with follow-up, and what each rater said of them."""

import math
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from model.base.errors import RaterError
from model.comparison.data.origin import Origin
from model.comparison.data.second_reads import SecondReads, check_second_reads
from model.comparison.data.subgroups import Subgrouping, check_subgroupings

Kind = Literal["probability", "binary", "ordinal", "numeric"]
OTHER = "other"
"""The cause of a death that is not the event."""
Role = Literal["model", "reader", "majority", "grade", "other"]


@dataclass(frozen=True)
class Threshold:
    """At or above it, on the rater's own scale, a patient is at high risk (below it, where high is protective).

    `origin` says in words where it comes from; `same_data`: it was chosen on these very patients, which flatters it.
    """

    value: float
    origin: str
    same_data: bool = False


@dataclass(frozen=True, eq=False)
class Rater:
    """What one rater said: `values` float64 [patients], NaN where nothing, on the rater's own scale.

    `protective`: a high value means a good outcome (a survival probability); else a high value means a bad one. This is
    stated by whoever made the table and never found out from the data. A "probability" is one of the event by the
    horizon, or of being free of it where `protective`. `note`: what else stands beside its numbers ("uncalibrated",
    model and hash).
    """

    name: str
    kind: Kind
    values: np.ndarray
    protective: bool = False
    threshold: Threshold | None = None
    role: Role = "other"
    note: str = ""
    question: str = ""
    """What a reader was asked, where the raters are answers to several questions; "" for one question."""
    bundle_sha256: str = ""
    """SHA-256 of the bundle of a model; "" if it is not known."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", np.asarray(self.values, np.float64))

    @property
    def risk(self) -> np.ndarray:
        """Return the values transformed so that higher is worse: 1 less a survival probability, or the sign changed."""
        if not self.protective:
            return self.values
        return 1 - self.values if self.kind in ("probability", "binary") else -self.values

    @property
    def high(self) -> np.ndarray | None:
        """Return float64 [patients]: 1 at high risk, 0 not, NaN without a value; None without a threshold."""
        if self.threshold is None:
            return None
        at_or_above = self.values >= self.threshold.value
        return np.where(np.isfinite(self.values), (at_or_above != self.protective).astype(np.float64), math.nan)

    @property
    def direction(self) -> str:
        return "higher is better" if self.protective else "higher is worse"


@dataclass(frozen=True, eq=False)
class Covariate:
    """A patient's property for Cox models: `values` float64 [patients], NaN where unknown.

    Of a category they are numbers of `levels`, the first of which is the reference; `levels` is empty for a number.
    """

    name: str
    values: np.ndarray
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Excluded:
    """A row or value that was left out: its line in the source (0: none), patient, from what, and why."""

    line: int
    patient: str
    of: str
    reason: str


@dataclass(frozen=True, eq=False)
class RaterTable:
    """One row a patient. `time` float64 [n] in `unit`, 0 or more; `event` bool [n]; `cause` of each death, "" unknown.

    `unit` "" means that nobody stated it. `event_text` says what counts as the event. `excluded`: what was left out
    on the way here; `notes`: what a reader of the results must know of the table.
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
    """What the source knows of itself, title and words: hashes, settings, counts of images."""
    second_reads: tuple[SecondReads, ...] = ()
    """Reads of the same images with the model's answer visible; each belongs to a rater of this table."""
    origin: Origin = Origin()
    """Whether the model was developed on these patients."""
    subgroupings: tuple[Subgrouping, ...] = ()
    """Properties by which every figure is given too."""

    def __post_init__(self) -> None:
        count = len(self.patients)
        if len(set(self.patients)) != count:
            raise RaterError("A patient stands in the table twice.", "Give one row a patient.")
        for columns in (self.raters, self.covariates):
            names = [column.name for column in columns]
            if len(set(names)) != len(names):
                raise RaterError("Two raters, or two covariates, have one name.", "Give each its own name.")
        said = (*(rater.values for rater in self.raters), *(covariate.values for covariate in self.covariates))
        arrays = (self.time, self.event, *said)
        if any(len(array) != count for array in arrays):
            raise RaterError("A column is longer or shorter than the list of patients.", "Give every patient a value.")
        if not np.isfinite(self.time).all() or (self.time < 0).any():
            raise RaterError("A time of follow-up is missing or negative.", "Leave such patients out.")
        check_second_reads(self.second_reads, [rater.name for rater in self.raters], count)
        check_subgroupings(self.subgroupings, count)
        for array in arrays:
            array.setflags(write=False)

    @property
    def other_death(self) -> np.ndarray:
        """Return which patients died of another cause, bool [n]; this ends the follow-up without the event."""
        causes = self.cause or ("",) * len(self.patients)
        return np.array([cause == OTHER for cause in causes], bool) & ~self.event

    def rater(self, name: str) -> Rater:
        return next(rater for rater in self.raters if rater.name == name)


def other_deaths(count: int) -> tuple[str, ...]:
    """Return a note on how `count` deaths that are not the event are handled; () if there are none."""
    if not count:
        return ()
    return (
        f"{count} patients died of another cause. Every figure at the horizon refers to the cumulative incidence of "
        "the event (Aalen-Johansen): they count as known to be without it. In hazard ratios, C and log-rank tests "
        "their follow-up ends at their death (cause-specific).",
    )


def known_other(table: RaterTable) -> np.ndarray | None:
    """Return who died of another cause, bool [n]; None where no such death is known."""
    return table.other_death if table.other_death.any() else None
