"""The fields of a session, frozen, and the values that follow from them alone. No Qt."""

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
Workspace = Literal["viewer", "study", "packet", "reading"]
"""What the window shows: one image, an open study, a reader's packet, or one case in a blinded read."""


@dataclass(frozen=True, eq=False)
class State:
    """Everything the window shows. `run` counts analyses and openings; results carry the number of their start."""

    bundle: BundleOnHand | None = None
    device: str = "auto"
    """What the user chose: "auto", "cpu", "cuda:0", "mps" ..."""
    precision: Precision = "exact"
    """How the next analysis computes."""
    devices: tuple[DeviceRecord, ...] = ()
    """The devices of this computer; empty until they were looked up in the background."""
    exact_on_hand: DeviceRecord | None = None
    """The device that `device` selects here, and why; None until it was looked up."""
    fast_on_hand: DeviceRecord | None = None
    """The same device as *fast*, with its error with this model if known; None if it has no *fast*."""
    asks_fast: bool = False
    """Whether to ask: the user chose *fast*, whose error was never measured; may it be measured now?"""
    measuring: Measuring | None = None
    run: int = 0
    activity: Activity = "idle"
    opening: Path | None = None
    image: OpenedImage | None = None
    glimpse: OpenedImage | None = None
    """A large image whose SHA-256 is still being computed: it can be viewed, but not analysed yet."""
    siblings: tuple[Path, ...] = ()
    """All images of the image's folder, in natural order."""
    left_out: tuple[SlideError, ...] = ()
    """Files of that folder with an image's name that cannot be read, each with the reason."""
    unopened: frozenset[Path] = frozenset()
    """Images that could not be opened since the program started; next and previous image skip them."""
    placement: Placement | None = None
    progress: Progress | None = None
    pace: Pace | None = None
    reading: PartialPrediction | None = None
    prediction: Prediction | None = None
    revealed: bool = False
    """Whether the user chose to see the number although the verdict is "do not use"."""
    selected: int | None = None
    """Index of the selected tile."""
    picture: TilePicture | None = None
    """The pixels of the selected tile, once they were read."""
    notice: Notice | None = None
    asks_mpp: bool = False
    """Whether the pixel size is unknown and the user has not answered the question yet."""
    recent: tuple[Path, ...] = ()
    """Recently opened images, newest first."""
    outcomes: Mapping[Path, Outcome] = field(default_factory=lambda: MappingProxyType({}))
    ahead: NextImage | None = None
    """The next image of the folder, while it is read ahead and afterwards."""
    encodes_ahead: bool = True
    """Whether the next image is also encoded ahead, not only decoded."""
    view: View = View()
    regions: SavedRegions = ()
    """Saved regions of the image, analysed or not, in the order in which they were first saved."""
    predictions: tuple[Prediction, ...] = ()
    """Of this image since the program started, newest first: a region moved back shows its result again."""
    held: bool = False
    """Whether the analysis region is selected for moving: then arrow keys move it, else they select tiles."""
    ruling: bool = False
    """Whether a drag draws the ruler; otherwise it pans."""
    ruler: Ruler | None = None
    queue: tuple[RegionL0, ...] = ()
    """Regions to be analysed after the current one."""
    asked: int = 0
    """Number of regions in the current series of analyses; 0 for a single analysis."""
    missed: tuple[Notice, ...] = ()
    """The errors of regions of the series that could not be analysed."""
    whole: Pace | None = None
    """The pace of the whole series, in thousandths of a region."""
    array: TmaArray | None = None
    """The cores of a tissue microarray, once found."""
    undoable: bool = False
    """Whether the last change of the cores can be undone."""
    workspace: Workspace = "viewer"
    saving: Saving | None = None
    """The picture of the view that is being made in the background."""

    explained: Explained = field(default_factory=Explained)
    """Explanations of `prediction`."""
    explaining: Explaining | None = None
    glazing: bool = False
    """Whether a drag occludes tiles (replaces them with glass); otherwise it pans."""
    glazed: frozenset[int] = frozenset()
    """Tiles that the user occludes, to see the probability without them."""
    without: OccludedTiles | None = None
    """The probability without the occluded tiles, once known."""
    playing: bool = False
    """Whether the analysis is played back, step by step."""

    # -- derived values ---------------------------------------------------------------------------------------
    @property
    def grid(self) -> GridSpec:
        """Return the grid of the result, else of the current model, else the published one."""
        if self.reading:
            return self.reading.grid
        return self.bundle.manifest.grid if self.bundle else GridSpec()

    @property
    def seen(self) -> OpenedImage | None:
        """Return the image on the screen, identified or not."""
        return self.glimpse or self.image

    @property
    def device_on_hand(self) -> DeviceRecord | None:
        """Return the device and precision of the next analysis; None until looked up."""
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
        """Return whether the number is hidden until the user asks for it."""
        return self.verdict is not None and self.verdict.level == "do not use" and not self.revealed

    @property
    def saved_here(self) -> SavedRegion | None:
        """Return the saved region at the place of the analysis region."""
        region = self.placement.region if self.placement else None
        return next((saved for saved in self.regions if saved.region == region), None)

    @property
    def unread_regions(self) -> tuple[RegionL0, ...]:
        """Return saved regions that the current model has not analysed."""
        sha256 = self.bundle.sha256 if self.bundle else ""
        return tuple(saved.region for saved in self.regions if saved.result_of(sha256) is None)

    def neighbour(self, step: int) -> Path | None:
        """Return the next (1) or previous (-1) image of the folder that may open; None at the ends."""
        current = self.opening or (Path(self.image.record.path) if self.image else None)
        if current is None or current not in self.siblings:
            return None
        place = self.siblings.index(current)
        further = self.siblings[place + 1 :] if step > 0 else self.siblings[:place][::-1]
        return next((path for path in further if path not in self.unopened), None)

    def cancelled(self) -> Self:
        """Stop the running work; nothing it still reports is shown."""
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
        """Return the session without a result, so that no number or map remains after its image or region changed."""
        emptied = replace(self, progress=None, pace=None, reading=None, prediction=None, revealed=False)
        return replace(emptied, explained=Explained(), explaining=None, glazed=frozenset(), without=None, playing=False)
