"""The state of the window: a frozen `Session` and its pure transitions; no Qt, no torch, no files.

Widgets show the difference between an old and a new session; they never edit it. Every analysis has a run number, and
what comes back from another run is ignored here, in one place: a late result can never show.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from app.pace import Pace, start
from app.precision_words import measured, measuring_stopped, no_fast, switched_on
from app.values import (
    BundleOnHand,
    Devices,
    Measuring,
    NextImage,
    Notice,
    OpenedImage,
    Outcome,
    TilePicture,
    View,
)
from model.geometry import Cell
from model.grid import GridSpec
from model.prediction import DeviceRecord, ImageRecord, KnownError, Precision, Prediction, Reading, Verdict
from model.progress import Progress
from model.window import Placement

Activity = Literal["idle", "opening", "analysing"]

OPACITY_STEP = 0.1
RECENT_KEPT = 10
"""Recent files in the menu: as many as can be taken in at a glance."""


@dataclass(frozen=True, eq=False)
class Session:
    """Everything the window shows. `run` counts analyses and openings; results carry the number of their start."""

    bundle: BundleOnHand | None = None
    device: str = "auto"
    """What the user asked for: "auto", "cpu", "cuda:0", "mps" ..."""
    precision: Precision = "exact"
    """How the next analysis computes."""
    devices: tuple[DeviceRecord, ...] = ()
    """What this computer has; empty until it was looked up in the background."""
    exact_on_hand: DeviceRecord | None = None
    """What `device` comes down to here, and why; None until it was looked up."""
    fast_on_hand: DeviceRecord | None = None
    """The same as *fast*, with its error with this model where that is known; None where it has no faster way."""
    asks_fast: bool = False
    """The user wants *fast*, and how far it is off was never measured: may it be measured now?"""
    measuring: Measuring | None = None
    run: int = 0
    activity: Activity = "idle"
    opening: Path | None = None
    image: OpenedImage | None = None
    siblings: tuple[Path, ...] = ()
    """All images of the folder the image is in, in natural order."""
    placement: Placement | None = None
    progress: Progress | None = None
    pace: Pace | None = None
    reading: Reading | None = None
    prediction: Prediction | None = None
    revealed: bool = False
    """The user asked to see the number although the verdict is "do not use"."""
    selected: int | None = None
    """Index of the selected tile."""
    picture: TilePicture | None = None
    """The selected tile's pixels, once they were read."""
    notice: Notice | None = None
    asks_mpp: bool = False
    """The image's pixel size is unknown and the user was not yet asked, or has not answered."""
    recent: tuple[Path, ...] = ()
    """Images opened lately, the newest first."""
    outcomes: Mapping[Path, Outcome] = field(default_factory=lambda: MappingProxyType({}))
    ahead: NextImage | None = None
    """The next image of the folder, while and after it is read ahead."""
    encodes_ahead: bool = True
    """Whether the next image is also encoded ahead, not only decoded."""
    view: View = View()

    # -- opening ------------------------------------------------------------------------------------------------
    def open_started(self, path: Path) -> "Session":
        """Another image was asked for: what runs is of an older run now; the old image stays until the new one came."""
        return replace(self, run=self.run + 1, activity="opening", opening=path, progress=None, pace=None, notice=None)

    def opened(self, run: int, image: OpenedImage, placement: Placement, siblings: tuple[Path, ...]) -> "Session":
        """The image that was asked for is there; a window that does not simply fit it says so."""
        if run != self.run:
            return self
        path = Path(image.record.path)
        others = tuple(known for known in self.recent if known != path)
        return replace(
            replace(self._without_result(), activity="idle", opening=None, selected=None, picture=None),
            image=image,
            placement=placement,
            siblings=siblings,
            notice=placement_notice(placement),
            asks_mpp=image.record.mpp is None,
            recent=(path, *others)[:RECENT_KEPT],
        )

    def measured(self, record: ImageRecord, placement: Placement) -> "Session":
        """The user stated the pixel size: the window, and with it whatever was read in it, is another one."""
        if self.image is None or self.image.record.sha256 != record.sha256:
            return self
        image = replace(self.image, record=record)
        return replace(self.placed(placement), image=image, asks_mpp=False, notice=placement_notice(placement))

    def asking_mpp(self, asks: bool = True) -> "Session":
        return replace(self, asks_mpp=asks and self.image is not None)

    def closed(self) -> "Session":
        """Nothing is open any more; what the user chose stays."""
        emptied = replace(self.cancelled()._without_result(), measuring=None, ahead=None)
        return replace(emptied, image=None, placement=None, siblings=(), selected=None, picture=None)

    # -- analysing ----------------------------------------------------------------------------------------------
    def analysis_started(self) -> "Session":
        """What the user waits for goes first: a measuring of *fast* that runs is stopped, and told to be."""
        told = measuring_stopped(" for this analysis") if self.measuring else None
        started = replace(self._without_result(), run=self.run + 1, activity="analysing", notice=told)
        return replace(started, measuring=None, asks_fast=False)

    def progressed(self, run: int, progress: Progress, now_s: float = 0.0) -> "Session":
        """A report of the running job at clock time `now_s`; a `Reading` in it is the result so far."""
        if run != self.run or self.activity == "idle":
            return self
        reading = progress.partial if isinstance(progress.partial, Reading) else self.reading
        pace = self.pace.told(progress, now_s) if self.pace else start(progress, now_s)
        return replace(self, progress=progress, reading=reading, pace=pace)

    def predicted(self, run: int, prediction: Prediction) -> "Session":
        if run != self.run:
            return self
        verdict, boxes = prediction.verdict, prediction.tile_boxes
        reading = Reading(prediction.grid, boxes, prediction.tissue_fraction, verdict, prediction.trace)
        refused = verdict.level == "do not use"
        outcome = Outcome(
            None if refused else prediction.survival_probability, verdict.level, prediction.interval is not None
        )
        outcomes = MappingProxyType({**self.outcomes, Path(prediction.image.path): outcome})
        done = replace(self, activity="idle", progress=None, pace=None, reading=reading, prediction=prediction)
        done = replace(done, outcomes=outcomes)
        if self.exact_on_hand is None:
            return done
        # Short of memory, another device may have computed than the one that was chosen.
        used = "fast_on_hand" if prediction.device.precision == "fast" else "exact_on_hand"
        return replace(done, **{used: prediction.device})  # type: ignore[arg-type]

    def stopped(self, run: int, notice: Notice | None = None) -> "Session":
        """The job of `run` failed (with a notice) or was cancelled; tiles already read stay on the screen."""
        if run != self.run:
            return self
        return replace(self, activity="idle", opening=None, progress=None, pace=None, notice=notice)

    def cancelled(self) -> "Session":
        """The user stopped what runs: nothing it still sends will show."""
        return replace(self, run=self.run + 1, activity="idle", opening=None, progress=None, pace=None)

    # -- what the user points at ----------------------------------------------------------------------------------
    def placed(self, placement: Placement) -> "Session":
        """The window was moved: what was read at the old place no longer belongs to what is shown."""
        moved = self.cancelled()._without_result()
        return replace(moved, placement=placement, selected=None, picture=None)

    def selecting(self, index: int | None) -> "Session":
        """Another tile is selected, or none; its picture is not read yet."""
        if self.image is None or index == self.selected:
            return self
        return replace(self, selected=index, picture=None)

    def walking(self, rows: int, cols: int) -> "Session":
        """The selection moved over the grid; it stops at the edges, and starts in the middle."""
        spec = self.grid
        if self.selected is None:
            return self.selecting(spec.index(Cell(spec.rows // 2 - 1, spec.cols // 2 - 1)))
        cell = spec.cell(self.selected)
        row = min(max(cell.row + rows, 0), spec.rows - 1)
        col = min(max(cell.col + cols, 0), spec.cols - 1)
        return self.selecting(spec.index(Cell(row, col)))

    def pictured(self, placement: Placement, picture: TilePicture) -> "Session":
        """The picture of a tile was read; it shows if the tile is still the selected one, in the same window."""
        same = placement is self.placement and picture.index == self.selected
        return replace(self, picture=picture) if same else self

    def showing_anyway(self) -> "Session":
        return replace(self, revealed=True)

    def noticed(self, notice: Notice | None) -> "Session":
        return replace(self, notice=notice)

    # -- choices --------------------------------------------------------------------------------------------------
    def toggled(self, overlay: str) -> "Session":
        return self.viewed(shown=self.view.shown ^ {overlay})

    def fainter(self) -> "Session":
        return self.viewed(opacity=max(0.0, round(self.view.opacity - OPACITY_STEP, 2)))

    def stronger(self) -> "Session":
        return self.viewed(opacity=min(1.0, round(self.view.opacity + OPACITY_STEP, 2)))

    def viewed(self, **changes: object) -> "Session":
        """The session with fields of its `View` changed."""
        return replace(self, view=replace(self.view, **changes))  # type: ignore[arg-type]

    def mapped(self, **changes: object) -> "Session":
        """The session with fields of its choice of map changed."""
        return self.viewed(map=replace(self.view.map, **changes))  # type: ignore[arg-type]

    def with_bundle(self, bundle: BundleOnHand, placement: Placement | None) -> "Session":
        """Another model, whose window may be another one: what the one before it said is gone."""
        placed = self.placed(placement) if placement else self
        return replace(placed, bundle=bundle, outcomes=MappingProxyType({}))._of_another_kind()

    def with_device(self, device: str) -> "Session":
        """Another device for the next analysis; what it comes down to here is known later."""
        return self if device == self.device else replace(self, device=device)._of_another_kind()

    def looked_up(self, asked: str, bundle: BundleOnHand | None, found: Devices) -> "Session":
        """What the device `asked` for comes down to with `bundle`; of another device or model only the list counts."""
        known = replace(self, devices=found.all)
        if asked != self.device or bundle is not self.bundle:
            return known
        return replace(known, exact_on_hand=found.exact, fast_on_hand=found.fast)._settled()

    def encoding_ahead(self, encodes: bool) -> "Session":
        return replace(self, encodes_ahead=encodes)

    def reading_ahead(self, image: NextImage | None) -> "Session":
        return replace(self, ahead=image)

    # -- exact and fast -------------------------------------------------------------------------------------------
    def with_precision(self, precision: Precision) -> "Session":
        """*exact* or *fast* from the next analysis on; *fast* that was never measured is asked about first."""
        chosen = replace(self, precision=precision, asks_fast=False)._settled()
        if chosen.precision == "fast" and self.precision == "exact" and chosen.fast_on_hand is not None:
            return chosen.noticed(switched_on(chosen.fast_on_hand))
        return chosen

    def staying_exact(self, asks_fast: bool = False) -> "Session":
        """*fast* is not used; `asks_fast`: because it was found not to be measured."""
        return replace(self, precision="exact", asks_fast=asks_fast)

    def measuring_started(self) -> "Session":
        return replace(self, measuring=Measuring(), asks_fast=False, notice=None)

    def measuring_progressed(self, progress: Progress, now_s: float) -> "Session":
        if self.measuring is None:
            return self
        pace = self.measuring.pace.told(progress, now_s) if self.measuring.pace else start(progress, now_s)
        return replace(self, measuring=Measuring(progress, pace))

    def measured_fast(self, error: KnownError) -> "Session":
        """The error is known now: *fast* is on, and the error is told."""
        if self.measuring is None or self.fast_on_hand is None:
            return self
        fast = replace(self.fast_on_hand, error=error)
        return replace(self, measuring=None, fast_on_hand=fast, precision="fast", notice=measured(fast))

    def measuring_ended(self, notice: Notice | None = None) -> "Session":
        """It failed, or the user stopped it."""
        return replace(self, measuring=None, notice=notice or measuring_stopped(""))

    def _settled(self) -> "Session":
        """*fast* counts only where its error with this model is known; until that was looked up, the wish stands."""
        if self.precision == "exact" or self.exact_on_hand is None or self.bundle is None:
            return self
        if self.fast_on_hand is None:
            return self.staying_exact().noticed(no_fast(self.exact_on_hand))
        return self if self.fast_on_hand.error is not None else self.staying_exact(asks_fast=True)

    def _of_another_kind(self) -> "Session":
        """The session of another model or device: what *exact* and *fast* are with it is to be looked up."""
        told = measuring_stopped(": it was of another model or device") if self.measuring else self.notice
        return replace(self, exact_on_hand=None, fast_on_hand=None, asks_fast=False, measuring=None, notice=told)

    # -- what follows from it ---------------------------------------------------------------------------------------
    @property
    def grid(self) -> GridSpec:
        """The grid of what was read, else of the model on hand, else the published one."""
        if self.reading:
            return self.reading.grid
        return self.bundle.manifest.grid if self.bundle else GridSpec()

    @property
    def device_on_hand(self) -> DeviceRecord | None:
        """What computes the next analysis, and how; None until it was looked up."""
        return self.fast_on_hand if self.precision == "fast" else self.exact_on_hand

    @property
    def can_measure(self) -> bool:
        known = self.bundle is not None and self.fast_on_hand is not None
        return known and self.measuring is None and self.activity == "idle"

    @property
    def can_analyse(self) -> bool:
        return self.image is not None and self.bundle is not None and self.activity == "idle"

    @property
    def verdict(self) -> Verdict | None:
        return self.reading.verdict if self.reading else None

    @property
    def refused(self) -> bool:
        """Whether the number is hidden until the user asks for it."""
        return self.verdict is not None and self.verdict.level == "do not use" and not self.revealed

    def neighbour(self, step: int) -> Path | None:
        """The image `step` places further in the folder, None at its ends."""
        current = self.opening or (Path(self.image.record.path) if self.image else None)
        if current is None or current not in self.siblings:
            return None
        place = self.siblings.index(current) + step
        return self.siblings[place] if 0 <= place < len(self.siblings) else None

    def _without_result(self) -> "Session":
        """The session with nothing read: no number or map can outlive what it was made from."""
        return replace(self, progress=None, pace=None, reading=None, prediction=None, revealed=False)


def placement_notice(placement: Placement) -> Notice | None:
    """What to tell about a window that is not simply the whole image."""
    if placement.kind in ("fitted", "placed"):
        return None
    remedy = "Drag the window to the tissue." if placement.kind == "centred" else ""
    return Notice("info", placement.note[:1].upper() + placement.note[1:] + ".", remedy)
