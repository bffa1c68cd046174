"""What the window shows, frozen: every field of a session, and what follows from the fields alone. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Self

from app.session.pace import Pace
from app.session.values import (
    BundleOnHand,
    Explained,
    Explaining,
    Measuring,
    NextImage,
    Notice,
    OpenedImage,
    Outcome,
    Ruler,
    Saving,
    TilePicture,
    View,
)
from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.base.progress import Progress
from model.explain.explanation import OccludedTiles
from model.region.grid import GridSpec
from model.region.region import Placement
from model.result.prediction import DeviceRecord, PartialPrediction, Precision, Prediction, Verdict
from model.result.saved_regions import SavedRegion, SavedRegions
from model.tma.array import TmaArray

Activity = Literal["idle", "opening", "analysing", "searching"]
Workspace = Literal["viewer", "study", "reading"]
"""What the window shows: one image, an open study, or one case of it to its reader, who sees nothing else."""


@dataclass(frozen=True, eq=False)
class State:
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
    glimpse: OpenedImage | None = None
    """A large image while its file is still read through: it can be looked at, and nothing can be asked of it yet."""
    siblings: tuple[Path, ...] = ()
    """All images of the folder the image is in, in natural order."""
    left_out: tuple[SlideError, ...] = ()
    """Files of that folder that promise an image and cannot be read, each with the reason."""
    unopened: frozenset[Path] = frozenset()
    """Images that turned out not to open in this sitting: the next and the previous image pass over them."""
    placement: Placement | None = None
    progress: Progress | None = None
    pace: Pace | None = None
    reading: PartialPrediction | None = None
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
    windows: SavedRegions = ()
    """Places kept on the image, analysed or yet to be, in the order they were first kept."""
    predictions: tuple[Prediction, ...] = ()
    """Of this image and this sitting, the newest first: a window that comes back to its place shows what was read."""
    held: bool = False
    """The user has the analysis window in hand: arrow keys move it; else they walk over the tiles."""
    ruling: bool = False
    """Dragging draws the ruler; else it pans."""
    ruler: Ruler | None = None
    queue: tuple[RegionL0, ...] = ()
    """Windows that are analysed after the one that runs."""
    asked: int = 0
    """How many windows were asked for at once; 0 where it is a single one."""
    missed: tuple[Notice, ...] = ()
    """What was told of those of them that could not be read."""
    whole: Pace | None = None
    """The pace of all of them together, in thousandths of a window."""
    array: TmaArray | None = None
    """The cores of a tissue microarray, once they were found."""
    undoable: bool = False
    """Whether the last change of the cores can be undone."""
    workspace: Workspace = "viewer"
    saving: Saving | None = None
    """A picture of the view that is being made, beside everything else."""

    explained: Explained = field(default_factory=Explained)
    """Of `prediction`."""
    explaining: Explaining | None = None
    glazing: bool = False
    """Dragging lays glass over tiles; else it pans."""
    glazed: frozenset[int] = frozenset()
    """Tiles of which the user asks: what if these were glass?"""
    without: OccludedTiles | None = None
    """The answer, once it is known."""
    playing: bool = False
    """The reading is played back, step by step."""

    # -- what follows from it ---------------------------------------------------------------------------------------
    @property
    def grid(self) -> GridSpec:
        """The grid of what was read, else of the model on hand, else the published one."""
        if self.reading:
            return self.reading.grid
        return self.bundle.manifest.grid if self.bundle else GridSpec()

    @property
    def seen(self) -> OpenedImage | None:
        """What is on the screen to be looked at."""
        return self.glimpse or self.image

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

    @property
    def saved_here(self) -> SavedRegion | None:
        """The kept window on whose place the analysis window lies."""
        region = self.placement.region if self.placement else None
        return next((window for window in self.windows if window.region == region), None)

    @property
    def unread_regions(self) -> tuple[RegionL0, ...]:
        """Kept places of which the model on hand has said nothing yet."""
        sha256 = self.bundle.sha256 if self.bundle else ""
        return tuple(window.region for window in self.windows if window.result_of(sha256) is None)

    def neighbour(self, step: int) -> Path | None:
        """The image `step` (1 or -1) further in the folder that may open, None at its ends."""
        current = self.opening or (Path(self.image.record.path) if self.image else None)
        if current is None or current not in self.siblings:
            return None
        place = self.siblings.index(current)
        further = self.siblings[place + 1 :] if step > 0 else self.siblings[:place][::-1]
        return next((path for path in further if path not in self.unopened), None)

    def cancelled(self) -> Self:
        """The user stopped what runs: nothing it still sends will show."""
        stopped = replace(self, run=self.run + 1, activity="idle", opening=None, progress=None, pace=None)
        stopped = replace(stopped, glimpse=None)
        return replace(stopped, queue=(), asked=0, missed=(), whole=None)

    def going_to(self, workspace: Workspace) -> Self:
        return self if workspace == self.workspace else replace(self, workspace=workspace)

    def with_saving(self, saving: Saving | None) -> Self:
        return replace(self, saving=saving)

    def noticed(self, notice: Notice | None) -> Self:
        return replace(self, notice=notice)

    def _without_result(self) -> Self:
        """The session with nothing read: no number or map can outlive what it was made from."""
        emptied = replace(self, progress=None, pace=None, reading=None, prediction=None, revealed=False)
        return replace(emptied, explained=Explained(), explaining=None, glazed=frozenset(), without=None, playing=False)
