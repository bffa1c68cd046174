"""Frozen values that describe how the model affects the readers: blinded and informed reads of the same patients."""

from dataclasses import dataclass

from model.statistics.estimate import Given

SEQUENTIAL = (
    "The informed read followed the blinded read of the same image: a difference includes the effect of a second "
    "look, which this design cannot separate from the effect of the model."
)


@dataclass(frozen=True)
class Changes:
    """How many first answers a reader kept or changed after the answer of the model was shown; one per patient.

    `kept_with`: the reader kept an answer that agrees with the model. `kept_against`: the reader kept an answer that
    differs from the model's. `towards`: the reader changed to the answer of the model. `away`: the reader changed away
    from the answer of the model.
    """

    kept_with: int = 0
    kept_against: int = 0
    towards: int = 0
    away: int = 0

    @property
    def patients(self) -> int:
        """Return the number of patients with a kept or a changed answer."""
        return self.kept_with + self.kept_against + self.towards + self.away

    def __add__(self, other: "Changes") -> "Changes":
        """Return the sum of two sets of counts."""
        return Changes(
            self.kept_with + other.kept_with,
            self.kept_against + other.kept_against,
            self.towards + other.towards,
            self.away + other.away,
        )


@dataclass(frozen=True)
class PairedFigure:
    """One metric of the blinded reads and of the informed reads of the same patients, and informed minus blinded."""

    key: str
    title: str
    blinded: Given
    informed: Given
    difference: Given


@dataclass(frozen=True)
class Spread:
    """Median and quartiles of times in seconds."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class ReadTimes:
    """Seconds per read, for the `reads` images whose two durations are recorded.

    `change` is the duration of the informed read minus the duration of the blinded read.
    """

    reads: int
    blinded: Spread
    informed: Spread
    change: Spread


@dataclass(frozen=True)
class ReaderInfluence:
    """The results of one reader without and with the answer of the model visible.

    `patients` is the number of patients with both reads. By their outcomes at the horizon, they are divided into
    `events`, `others` (known to be without the event) and `lost`. The patients whose outcome is known are divided by
    the reader's answers into `right_to_wrong`, `wrong_to_right`, `stayed_right` and `stayed_wrong`. `model_right`,
    `model_wrong` and `outcome_unknown` count changes of the patients for whom the risk group of the model is known, by
    whether the model was right. `no_model_group` counts the patients for whom the risk group of the model is not known.
    `overturned`: among right first answers where the model was wrong, the share that the reader changed to the wrong
    answer. `corrected`: among wrong first answers where the model was right, the share that the reader corrected.
    `reason`: why there are no counts, or "".
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
        """Return the counts of changes of all patients for whom the risk group of the model is known."""
        return self.model_right + self.model_wrong + self.outcome_unknown

    def figure(self, key: str) -> PairedFigure:
        """Return the metric of this reader with the key `key`."""
        return next(one for one in self.figures if one.key == key)


@dataclass(frozen=True)
class Influence:
    """The effect of the model on all readers who read again with the answer of the model visible.

    `model` is the name of the rater whose answer the readers saw.
    """

    model: str
    readers: tuple[ReaderInfluence, ...]
    notes: tuple[str, ...]
