"""What the study's workspace shows, frozen: counts, spots and how far each is, the reading. No Qt, no files."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.session.values import Notice
from model.base.progress import Progress

if TYPE_CHECKING:
    from model.study.predictions import SpotState
    from model.study.reading_state import ReadingState
    from model.study.status import StudyStatus

Running = Literal["", "reading now", "paused", "waiting"]


@dataclass(frozen=True)
class Predicting:
    """The reading of all spots by the model: ids still to be read, the first of them under way, unless `paused`."""

    queue: tuple[int, ...]
    asked: int
    failed: int = 0
    progress: Progress | None = None
    paused: bool = False

    @property
    def done(self) -> int:
        return self.asked - len(self.queue)

    @property
    def words(self) -> str:
        """ "3 of 40 spots read, 1 failed; encoding tiles 64/256"; "Paused: 3 of 40 spots read"."""
        failed = f", {self.failed} failed" if self.failed else ""
        step = None if self.paused else self.progress
        now = "" if step is None else f"; {step.stage}" + (f" {step.done}/{step.total}" if step.total else "")
        return f"{'Paused: ' if self.paused else ''}{self.done} of {self.asked} spots read{failed}{now}"


@dataclass(frozen=True)
class CaseFilter:
    """Some patients only, and in words which."""

    words: str
    patients: frozenset[str]


@dataclass(frozen=True)
class StudyState:
    """A study that is open, or none. Nothing of what was answered or predicted is in here but by `reading`'s leave."""

    path: Path | None = None
    status: "StudyStatus | None" = None
    spots: "tuple[SpotState, ...]" = ()
    """How far each is with the model on hand."""
    reading: "ReadingState | None" = None
    """The sitting of a reader, from sign-in until it is left."""
    predicting: Predicting | None = None
    only: CaseFilter | None = None
    """Whose spots the list shows; None: all."""
    busy: str = ""
    """What is being done, in words, or nothing."""
    notice: Notice | None = None

    @property
    def is_open(self) -> bool:
        return self.path is not None

    @property
    def listed(self) -> "tuple[SpotState, ...]":
        """The spots that the list shows."""
        only = self.only
        return self.spots if only is None else tuple(one for one in self.spots if one.spot.patient in only.patients)

    @property
    def writable(self) -> bool:
        return self.status is not None and not self.status.read_only

    @property
    def unread(self) -> tuple[int, ...]:
        """Ids of the spots that the model on hand has not read, those that failed included."""
        return tuple(one.spot.id for one in self.spots if one.state in ("unread", "failed"))

    def running(self, spot_id: int) -> Running:
        """What the model is about with a spot."""
        queue = self.predicting.queue if self.predicting else ()
        if spot_id not in queue:
            return ""
        if queue[0] != spot_id:
            return "waiting"
        return "paused" if self.predicting and self.predicting.paused else "reading now"

    def told(self, notice: Notice | None) -> "StudyState":
        return replace(self, notice=notice, busy="")

    def stepped(self, progress: Progress) -> "StudyState":
        """A report of the spot that is read now."""
        if self.predicting is None:
            return self
        return replace(self, predicting=replace(self.predicting, progress=progress))

    def pausing(self, paused: bool) -> "StudyState":
        """The model stops before the spot under way is done, or goes on with it."""
        if self.predicting is None:
            return self
        return replace(self, predicting=replace(self.predicting, paused=paused, progress=None))

    def next_spot(self, failed: bool) -> "StudyState":
        """The spot under way is done, or has failed."""
        if self.predicting is None:
            return self
        before = self.predicting
        after = replace(before, queue=before.queue[1:], failed=before.failed + failed, progress=None)
        return replace(self, predicting=after if after.queue else None)
