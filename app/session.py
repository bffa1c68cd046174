"""The state of the window: a frozen `Session` and its pure transitions; no Qt, no torch, no files.

Widgets show the difference between an old and a new session; they never edit it. Every analysis has a run number, and
what comes back from another run is ignored here, in one place: a late result can never show.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import numpy as np

from app.pace import Pace, start
from model.geometry import Cell
from model.grid import GridSpec
from model.manifest import Manifest
from model.maps import MapChoice
from model.prediction import DeviceRecord, ImageRecord, Level, Prediction, Reading, Verdict
from model.progress import Progress
from model.slide.base import Slide
from model.window import Placement

Activity = Literal["idle", "opening", "analysing"]
Tone = Literal["info", "warning", "error"]

DEFAULT_OPACITY = 0.45
OPACITY_STEP = 0.1
DEFAULT_COLOURS = "cividis"
RECENT_KEPT = 10
"""Recent files in the menu: as many as can be taken in at a glance."""


@dataclass(frozen=True, eq=False)
class OpenedImage:
    """An image on the screen: its pixels, its record (path, hash, pixel size and its source)."""

    slide: Slide
    record: ImageRecord


@dataclass(frozen=True)
class Notice:
    """A sentence in the bar over the canvas, with its remedy."""

    tone: Tone
    title: str
    remedy: str = ""


@dataclass(frozen=True)
class BundleOnHand:
    """The bundle the next analysis will use, known from its file's header."""

    path: Path
    sha256: str
    manifest: Manifest


@dataclass(frozen=True, eq=False)
class TilePicture:
    """The pixels of one tile as the slide has them: uint8 [height, width, 3], RGB."""

    index: int
    pixels: np.ndarray


@dataclass(frozen=True)
class Outcome:
    """What is known of a case that was analysed in this sitting; `probability` is None where it is not to be shown."""

    probability: float | None
    level: Level
    calibrated: bool = False


@dataclass(frozen=True)
class View:
    """How things are drawn: it outlives the image."""

    shown: frozenset[str] = frozenset({"grid", "heatmap"})
    """Keys of the overlays that are drawn, from `app.overlays`' table."""
    map: MapChoice = MapChoice()
    colours: str = DEFAULT_COLOURS
    opacity: float = DEFAULT_OPACITY
    fixed_range: bool = False
    theme: Literal["dark", "light"] = "dark"


@dataclass(frozen=True, eq=False)
class Session:
    """Everything the window shows. `run` counts analyses and openings; results carry the number of their start."""

    bundle: BundleOnHand | None = None
    device: str = "auto"
    """What the user asked for: "auto", "cpu", "cuda:0", "mps" ..."""
    devices: tuple[DeviceRecord, ...] = ()
    """What this computer has; empty until it was looked up in the background."""
    device_on_hand: DeviceRecord | None = None
    """What `device` comes down to here, and why; None until it was looked up."""
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
        emptied = self.cancelled()._without_result()
        return replace(emptied, image=None, placement=None, siblings=(), selected=None, picture=None)

    # -- analysing ----------------------------------------------------------------------------------------------
    def analysis_started(self) -> "Session":
        return replace(self._without_result(), run=self.run + 1, activity="analysing", notice=None)

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
        return replace(done, device_on_hand=prediction.device, outcomes=outcomes)

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
        return replace(placed, bundle=bundle, outcomes=MappingProxyType({}))

    def with_device(self, device: str) -> "Session":
        """Another device for the next analysis; what it comes down to here is known later."""
        return replace(self, device=device, device_on_hand=None)

    def with_devices(self, devices: tuple[DeviceRecord, ...]) -> "Session":
        return replace(self, devices=devices)

    def with_device_on_hand(self, asked: str, device: DeviceRecord) -> "Session":
        return replace(self, device_on_hand=device) if asked == self.device else self

    # -- what follows from it ---------------------------------------------------------------------------------------
    @property
    def grid(self) -> GridSpec:
        """The grid of what was read, else of the model on hand, else the published one."""
        if self.reading:
            return self.reading.grid
        return self.bundle.manifest.grid if self.bundle else GridSpec()

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
