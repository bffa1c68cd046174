"""What the model did to the readers, as frozen values: blinded against informed reads of the same patients."""

from dataclasses import dataclass

from model.statistics.estimate import Given

SEQUENTIAL = (
    "The informed read followed the blinded read of the same image: a difference also holds the effect of a second "
    "look, which this design cannot tell apart from the effect of the model."
)


@dataclass(frozen=True)
class Changes:
    """Patients by what a reader did: kept an answer like the model's or unlike it, changed towards it or away."""

    kept_with: int = 0
    kept_against: int = 0
    towards: int = 0
    away: int = 0

    @property
    def patients(self) -> int:
        """Return how many patients these are."""
        return self.kept_with + self.kept_against + self.towards + self.away

    def __add__(self, other: "Changes") -> "Changes":
        """Return the sums of two groups of patients."""
        return Changes(
            self.kept_with + other.kept_with,
            self.kept_against + other.kept_against,
            self.towards + other.towards,
            self.away + other.away,
        )


@dataclass(frozen=True)
class PairedFigure:
    """One figure of the blinded and of the informed reads of the same patients, and informed less blinded."""

    key: str
    title: str
    blinded: Given
    informed: Given
    difference: Given


@dataclass(frozen=True)
class Spread:
    """Median and quartiles of seconds."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class ReadTimes:
    """Seconds per read of `reads` images of which both times were recorded; `change` is informed less blinded."""

    reads: int
    blinded: Spread
    informed: Spread
    change: Spread


@dataclass(frozen=True)
class ReaderInfluence:
    """One reader with and without the model.

    `patients` with both reads; of these `events`, `others` and `lost` at the horizon. Of those known at the horizon:
    `right_to_wrong`, `wrong_to_right`, `stayed_right`, `stayed_wrong`. `model_right`, `model_wrong` and
    `outcome_unknown` hold the patients for whom the model's risk group is known; `no_model_group` counts the others.
    `overturned`: share of right answers given up where the model was wrong; `corrected`: share of wrong answers
    corrected where it was right. `reason`: why there are no counts, "" where there are.
    """

    reader: str
    patients: int
    unpaired: int
    events: int
    others: int
    lost: int
    right_to_wrong: int
    wrong_to_right: int
    stayed_right: int
    stayed_wrong: int
    model_right: Changes
    model_wrong: Changes
    outcome_unknown: Changes
    no_model_group: int
    overturned: Given
    corrected: Given
    figures: tuple[PairedFigure, ...]
    times: ReadTimes | None
    reason: str = ""

    @property
    def changes(self) -> Changes:
        """Return the changes of all patients for whom the model's risk group is known."""
        return self.model_right + self.model_wrong + self.outcome_unknown

    def figure(self, key: str) -> PairedFigure:
        """Return the figure with that key."""
        return next(one for one in self.figures if one.key == key)


@dataclass(frozen=True)
class Influence:
    """All readers who read again with the model's answer visible; `model` is the rater whose answer counts."""

    model: str
    readers: tuple[ReaderInfluence, ...]
    notes: tuple[str, ...]
