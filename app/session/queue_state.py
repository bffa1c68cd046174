"""The frozen state of the queue of analyses, and its transitions; no Qt, no files.

The queue goes on while the user looks at other images. Its items are spots of one or several runs; a run is a folder
of results made under the same conditions. Late reports of cancelled items are ignored here.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Literal

from app.language.text import tr
from app.session.values import CaseResult
from model.base.progress import Progress
from model.result.prediction import Precision

Status = Literal["waiting", "running", "done", "failed"]
_DERIVED = ("counts", "by_path")
"""Names of the cached properties, which depend only on the items of the queue."""
_PACED = 20
"""Number of newest results from which the time left is computed. The load of the computer may have changed since older
results."""


@dataclass(frozen=True)
class QueuedSpot:
    """A spot to analyse: an image, and in this image a core or the region around a centre (x, y in level-0 px).

    If neither is given, the analysis region has its default place, as when the image is opened.
    """

    path: Path
    core: str = ""
    centre: tuple[float, float] | None = None
    patient: str = ""

    @property
    def place(self) -> tuple[Path, str, tuple[float, float] | None]:
        """Return the values that identify the spot: its image, its core and its centre."""
        return self.path, self.core, self.centre

    @property
    def name(self) -> str:
        """Return the spot's name for users, such as "slide.svs A-3"."""
        if self.core or self.centre is None:
            return f"{self.path.name} {self.core}".strip()
        return tr("{name} at {x:.0f}, {y:.0f}", name=self.path.name, x=self.centre[0], y=self.centre[1])


@dataclass(frozen=True)
class QueueRun:
    """The run to which the result of an item belongs: its folder, its source and its conditions."""

    folder: Path
    source: Path
    bundle: Path
    bundle_sha256: str
    model: str
    """Name and version of the model, for users."""
    precision: Precision
    device: str
    """The user's choice of a device. With *exact* precision, the results do not depend on the device."""


@dataclass(frozen=True, eq=False)
class QueueItem:
    """One spot of the queue. `number` identifies it; `known` means that its result comes from an earlier run."""

    number: int
    spot: QueuedSpot
    run: QueueRun
    status: Status = "waiting"
    result: CaseResult | None = None
    group: str = ""
    seconds: float | None = None
    known: bool = False
    reason: str = ""
    """The reason why the spot has no result, with the remedy."""

    @property
    def is_open(self) -> bool:
        """Return whether the item still waits for its result."""
        return self.status in ("waiting", "running")


@dataclass(frozen=True, eq=False)
class QueueState:
    """The queue in the order of analysis. Finished items keep their place until they are removed."""

    items: tuple[QueueItem, ...] = ()
    paused: bool = False
    progress: Progress | None = None
    """The progress of the running spot, or of the preparation of its run."""
    offered: tuple[QueueItem, ...] = ()
    """Items that had no result when the program ended. The user decides whether to continue with these items."""
    listing: int = 0
    """Number of sources whose spots are being listed in the background."""
    _numbered: int = field(default=0, repr=False)

    # -- derived values -------------------------------------------------------------------------------------------
    @cached_property
    def counts(self) -> dict[Status, int]:
        """Return how many items have each status."""
        found: dict[Status, int] = {"waiting": 0, "running": 0, "done": 0, "failed": 0}
        for item in self.items:
            found[item.status] += 1
        return found

    @property
    def is_open(self) -> bool:
        """Return whether an item waits or is being analysed."""
        return self.counts["waiting"] + self.counts["running"] > 0

    @property
    def is_working(self) -> bool:
        """Return whether spots are being analysed now. Other work should then use little processor time."""
        return self.is_open and not self.paused

    @property
    def running(self) -> QueueItem | None:
        """Return the item that is being analysed."""
        return next((item for item in self.items if item.status == "running"), None)

    @cached_property
    def by_path(self) -> dict[Path, tuple[QueueItem, ...]]:
        """Return a dictionary from the path of each image to the items of this image."""
        found: dict[Path, list[QueueItem]] = {}
        for item in self.items:
            found.setdefault(item.spot.path, []).append(item)
        return {path: tuple(items) for path, items in found.items()}

    def waiting(self) -> Iterator[QueueItem]:
        """Yield the items that wait, in their order."""
        return (item for item in self.items if item.status == "waiting")

    @property
    def next_run(self) -> QueueRun | None:
        """Return the run of the first item that waits; None if the queue is paused or nothing waits."""
        first = None if self.paused else next(self.waiting(), None)
        return None if first is None else first.run

    @property
    def folder(self) -> Path | None:
        """Return the results folder of the item that is analysed now or next, or else of the last item."""
        item = self.running or next(self.waiting(), None) or (self.items[-1] if self.items else None)
        return None if item is None else item.run.folder

    @property
    def seconds_left(self) -> float | None:
        """Return the seconds until the end of the queue, computed from the durations of the newest results.

        Return None if there is no result yet, or if no item is left.
        """
        made = [item.seconds for item in self.items if item.seconds is not None and not item.known][-_PACED:]
        if not made or not self.is_open:
            return None
        progress = self.progress
        share = progress.done / progress.total if self.running and progress and progress.total else 0.0
        return max(self.counts["waiting"] + self.counts["running"] - share, 0.0) * sum(made) / len(made)

    # -- what the user does ---------------------------------------------------------------------------------------
    def added(self, spots: Iterable[QueuedSpot], run: QueueRun, first: bool = False) -> "QueueState":
        """Add spots at the end of the queue or, if `first`, before all waiting items.

        Spots that already wait in the same run are not added again.
        """
        there = {(item.run, item.spot.place) for item in self.items if item.is_open}
        new: list[QueueItem] = []
        for spot in spots:
            if (run, spot.place) not in there:
                there.add((run, spot.place))
                new.append(QueueItem(self._numbered + len(new), spot, run))
        if not new:
            return self
        # A spot that is analysed again replaces its earlier row.
        again = {(item.run, item.spot.place) for item in new}
        old = [item for item in self.items if item.is_open or (item.run, item.spot.place) not in again]
        at = next((n for n, item in enumerate(old) if item.status == "waiting"), len(old)) if first else len(old)
        items = (*old[:at], *new, *old[at:])
        return replace(self, items=items, _numbered=self._numbered + len(new))

    def pausing(self, paused: bool) -> "QueueState":
        """Pause or continue the queue. A spot whose analysis is interrupted is analysed again later."""
        return self if paused == self.paused else replace(self.halted(), paused=paused)

    def cancelled(self, numbers: Iterable[int]) -> "QueueState":
        """Remove the items with these numbers from the queue, unless they have a result."""
        gone = set(numbers)
        left = tuple(item for item in self.items if item.number not in gone or not item.is_open)
        return self if len(left) == len(self.items) else self._with(left)

    def all_cancelled(self) -> "QueueState":
        """Remove all items without a result, and continue if the queue was paused. Results stay."""
        return replace(self.cancelled(item.number for item in self.items), paused=False)

    def cleared(self) -> "QueueState":
        """Remove the items that are finished. Their results stay in their folder."""
        left = tuple(item for item in self.items if item.is_open)
        return self if len(left) == len(self.items) else replace(self, items=left)

    def retried(self) -> "QueueState":
        """Analyse the failed items again, after all others."""
        failed = [replace(item, status="waiting", reason="") for item in self.items if item.status == "failed"]
        if not failed:
            return self
        return replace(self, items=(*(item for item in self.items if item.status != "failed"), *failed))

    def moved(self, numbers: Iterable[int], step: int) -> "QueueState":
        """Move waiting items up (-1) or down (+1) by one place among all waiting items."""
        chosen = set(numbers)
        places = [n for n, item in enumerate(self.items) if item.status == "waiting"]
        order = [self.items[n] for n in places]
        rows = range(len(order)) if step < 0 else range(len(order) - 1, -1, -1)
        for row in rows:
            other = row + (1 if step > 0 else -1)
            free = 0 <= other < len(order) and order[other].number not in chosen
            if order[row].number in chosen and free:
                order[row], order[other] = order[other], order[row]
        items = list(self.items)
        for n, item in zip(places, order, strict=True):
            items[n] = item
        return replace(self, items=tuple(items))

    def listing_changed(self, by: int) -> "QueueState":
        """Add `by` to the number of sources whose spots are being listed in the background."""
        return replace(self, listing=self.listing + by)

    # -- the end of the program -------------------------------------------------------------------------------------
    def offering(self, spots: Iterable[tuple[QueuedSpot, QueueRun]]) -> "QueueState":
        """Offer to continue with the spots that an earlier run of the program left without a result."""
        items = tuple(QueueItem(number, spot, run) for number, (spot, run) in enumerate(spots))
        return replace(self, offered=items)

    def answered(self, carry_on: bool) -> "QueueState":
        """Add the offered items to the queue or, if not `carry_on`, drop them.

        Earlier results stay in their folder.
        """
        state = replace(self, offered=())
        for run, items in groupby(self.offered if carry_on else (), key=lambda item: item.run):
            state = state.added((item.spot for item in items), run)
        return state

    # -- what the run reports -----------------------------------------------------------------------------------------
    def started(self, run: QueueRun, spot: QueuedSpot) -> "QueueState":
        """Mark a waiting item as being analysed."""
        found = next((item for item in self.waiting() if (item.run, item.spot.place) == (run, spot.place)), None)
        if found is None or self.running is not None or self.paused:
            return self
        return replace(self._replacing(found, replace(found, status="running")), progress=None)

    def stepped(self, progress: Progress) -> "QueueState":
        """Show the progress of the running spot, or of the preparation of its run."""
        if not self.is_working:
            return self
        after = replace(self, progress=progress)
        # Reports are frequent, so values that follow only from the items of a long queue are kept, not computed again.
        after.__dict__.update({name: self.__dict__[name] for name in _DERIVED if name in self.__dict__})
        return after

    def finished(
        self, run: QueueRun, spot: QueuedSpot, result: CaseResult, group: str, seconds: float, known: bool
    ) -> "QueueState":
        """Set the result of the queue item for `spot`, even if the user has paused the queue meanwhile.

        If the user has removed the item, change nothing.
        """
        return self._ended(
            run, spot,
            lambda item: replace(item, status="done", result=result, group=group, seconds=seconds, known=known),
        )  # fmt: skip

    def failed(self, run: QueueRun, spot: QueuedSpot, reason: str) -> "QueueState":
        """Set the reason why the queue item for `spot` has no result."""
        return self._ended(run, spot, lambda item: replace(item, status="failed", reason=reason))

    def halted(self) -> "QueueState":
        """Mark the running item as waiting again, because its run has ended."""
        found = self.running
        state = self if found is None else self._replacing(found, replace(found, status="waiting"))
        return replace(state, progress=None)

    # -- inside -----------------------------------------------------------------------------------------------------
    def _ended(self, run: QueueRun, spot: QueuedSpot, change: "Callable[[QueueItem], QueueItem]") -> "QueueState":
        found = next(
            (item for item in self.items if item.is_open and (item.run, item.spot.place) == (run, spot.place)), None
        )
        return self if found is None else self._replacing(found, change(found))

    def _replacing(self, old: QueueItem, new: QueueItem) -> "QueueState":
        return self._with(tuple(new if item is old else item for item in self.items))

    def _with(self, items: tuple[QueueItem, ...]) -> "QueueState":
        running = any(item.status == "running" for item in items)
        return replace(self, items=items, progress=self.progress if running else None)
