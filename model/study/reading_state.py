"""What a reading lets out: the values that a screen gets, and the image that only the opener gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from model.base.geometry import RegionL0
from model.study.score_sheet import Sheet

Phase = Literal["reading", "locked", "revealed", "informed", "finished", "paused", "done"]
"""A blinded read that is open; locked; the model was shown; an informed read is open; that is locked too; the reader is
away; all cases are locked."""


@dataclass(frozen=True)
class Revealed:
    """What the model said of the case, once it may be seen: the number never without its qualifier and verdict."""

    probability: float
    qualifier: str
    risk_group: str | None
    verdict: str
    reasons: tuple[str, ...]
    model: str
    model_sha256: str


@dataclass(frozen=True)
class ReadingState:
    """All that a screen may know. `number` of `total`: place in the reader's own order; `pending`: not locked yet."""

    reader: str
    round: int
    phase: Phase
    number: int
    total: int
    pending: tuple[int, ...]
    sheet: Sheet
    answers: Mapping[str, str]
    """Question to the label, or the text, that was given."""
    unassessable: str | None
    lacking: tuple[str, ...]
    """Questions that must be answered before the read can be locked."""
    can_reveal: bool
    revealed: Revealed | None = None

    @property
    def locked(self) -> int:
        return self.total - len(self.pending)

    @property
    def is_open(self) -> bool:
        """Whether answers can be given now."""
        return self.phase in ("reading", "informed")


@dataclass(frozen=True)
class CaseImage:
    """What has to be opened to show the case: for the opener, never for the screen."""

    path: Path
    region: RegionL0 | None
