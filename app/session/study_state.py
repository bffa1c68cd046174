"""The frozen state of the study workspace: counts, spots with their state, and the blinded read. No Qt, no files."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.language.text import mark, plural, tr
from app.session.values import Notice
from model.base.progress import Progress

if TYPE_CHECKING:
    from model.study.case_table import CaseTable
    from model.study.predictions import SpotState
    from model.study.reading_state import ReadingState
    from model.study.status import StudyStatus

ONLY_READING = mark("Not available in a reader's packet, which is only for reading its cases blinded.")
"""The reason why an action is disabled while a packet is open."""
Running = Literal["", "analysing", "paused", "waiting"]
Conditions = tuple[str, str, str | None]
"""Model (SHA-256), precision and number format: what the state of a spot depends on."""


@dataclass(frozen=True)
class Predicting:
    """The state of the run that analyses all spots of the study with the model.

    `queue` holds the ids of the remaining spots. The first of these spots is being analysed, unless `paused` is true.
    `asked` is the number of spots at the start.
    """

    queue: tuple[int, ...]
    asked: int
    failed: int = 0
    progress: Progress | None = None
    paused: bool = False

    @property
    def done(self) -> int:
        return self.asked - len(self.queue)

    @property
    def text(self) -> str:
        """Return the progress as text.

        Examples: "3 of 40 spots analysed, 1 failed; encoding tiles 64/256" and "Paused: 3 of 40 spots analysed".
        """
        failed = tr(", {failed} failed", failed=self.failed) if self.failed else ""
        step = None if self.paused else self.progress
        now = "" if step is None else f"; {tr(step.stage)}" + (f" {step.done}/{step.total}" if step.total else "")
        return tr(
            "{paused}{done} of {spots} analysed{failed}{now}",
            paused=tr("Paused: ") if self.paused else "",
            done=self.done,
            spots=plural(self.asked, "spot"),
            failed=failed,
            now=now,
        )


@dataclass(frozen=True)
class CaseFilter:
    """A selection of patients, with a text that describes it."""

    text: str
    patients: frozenset[str]


@dataclass(frozen=True)
class CaseTableState:
    """The table of the study's cases.

    - `shown`: whether the table replaces the case list.
    - `table`: the table; None until it is made.
    - `anyway`: whether the user asked for the columns that are hidden while blinded reads are open.
    - `working`: whether the table is being made.
    """

    shown: bool = False
    table: "CaseTable | None" = None
    anyway: bool = False
    working: bool = False


@dataclass(frozen=True)
class StudyState:
    """The state of the open study, if any. It contains answers and predictions only if the blinded read permits it."""

    path: Path | None = None
    is_packet: bool = False
    """Whether the open file is a reader's packet, in which only blinded reads are possible."""
    status: "StudyStatus | None" = None
    spots: "tuple[SpotState, ...]" = ()
    """The spots, each with its state for the model of `counted_for`."""
    counted_for: Conditions | None = None
    """The conditions under which the states of `spots` were looked up; None if no model was loaded then."""
    reading: "ReadingState | None" = None
    """The blinded read, from the sign-in until the reader leaves."""
    predicting: Predicting | None = None
    only: CaseFilter | None = None
    """The patients whose spots are listed; None for all patients."""
    cases: CaseTableState = CaseTableState()
    busy: str = ""
    """Description of the running task; empty if no task runs."""
    notice: Notice | None = None

    @property
    def is_open(self) -> bool:
        return self.path is not None

    @property
    def workspace(self) -> Literal["study", "packet"]:
        """Return the workspace for the open file when no blinded read is in progress."""
        return "packet" if self.is_packet else "study"

    @property
    def listed(self) -> "tuple[SpotState, ...]":
        """Return the spots that the case list shows."""
        only = self.only
        return self.spots if only is None else tuple(one for one in self.spots if one.spot.patient in only.patients)

    @property
    def writable(self) -> bool:
        return self.status is not None and not self.status.read_only

    @property
    def unanalysed(self) -> tuple[int, ...]:
        """Return the ids of the spots that the chosen model has not analysed, including the failed spots."""
        return tuple(one.spot.id for one in self.spots if one.state in ("unread", "failed"))

    def running(self, spot_id: int) -> Running:
        """Return the state of the spot's analysis: waiting, running or paused.

        Return "" if the spot is not in the queue.
        """
        queue = self.predicting.queue if self.predicting else ()
        if spot_id not in queue:
            return ""
        if queue[0] != spot_id:
            return "waiting"
        return "paused" if self.predicting and self.predicting.paused else "analysing"

    def with_notice(self, notice: Notice | None) -> "StudyState":
        return replace(self, notice=notice, busy="")

    def stepped(self, progress: Progress) -> "StudyState":
        """Return the state with the progress of the running spot."""
        if self.predicting is None:
            return self
        return replace(self, predicting=replace(self.predicting, progress=progress))

    def pausing(self, paused: bool) -> "StudyState":
        """Return the state with the analysis of all spots paused or resumed. A paused spot is analysed again."""
        if self.predicting is None:
            return self
        return replace(self, predicting=replace(self.predicting, paused=paused, progress=None))

    def next_spot(self, failed: bool) -> "StudyState":
        """Return the state after the running spot succeeded or failed."""
        if self.predicting is None:
            return self
        before = self.predicting
        after = replace(before, queue=before.queue[1:], failed=before.failed + failed, progress=None)
        return replace(self, predicting=after if after.queue else None)
