"""The frozen slices of a `Session`, and the values that depend on a single slice. No Qt.

Slices are compared with `is`, because a transition replaces only the slices that it changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import numpy as np

from app.session.pace import Pace
from app.session.values import (
    CaseResult,
    Explaining,
    FeaturesOnHand,
    KeyCross,
    Measuring,
    NextImage,
    Notice,
    OpenedImage,
    Ruler,
    Saving,
    TilePicture,
)
from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.base.progress import Progress
from model.explain.explanation import Explanation, OccludedTiles
from model.explain.states import Gates
from model.region.region import Placement
from model.result.marks import Marks
from model.result.prediction import DeviceRecord, PartialPrediction, Precision, Prediction
from model.result.reliability import Reliability, of_input, reliability_of
from model.result.saved_regions import SavedRegions

if TYPE_CHECKING:
    from model.tma.array import TmaArray

if TYPE_CHECKING:
    from model.tma.pixel_size_hints import PixelSizeHints

Activity = Literal["idle", "opening", "analysing", "searching"]


@dataclass(frozen=True, eq=False)
class ImageState:
    """The image on the screen, the other images of its folder, and the ruler."""

    opened: OpenedImage | None = None
    """The opened image, which can be analysed."""
    glimpse: OpenedImage | None = None
    """A large image whose SHA-256 is still being computed. It can be viewed, but not analysed yet."""
    opening: Path | None = None
    features: FeaturesOnHand | None = None
    """The feature file that is analysed instead of the image; None if the image itself is analysed."""
    siblings: tuple[Path, ...] = ()
    """All images of the folder, in natural order."""
    left_out: tuple[SlideError, ...] = ()
    """Files of the folder that have an image's suffix but cannot be read, with the reasons."""
    unopened: frozenset[Path] = frozenset()
    """Images that could not be opened since the program started. The actions for the next and previous image skip
    them."""
    recent: tuple[Path, ...] = ()
    """Recently opened images and studies, newest first."""
    ahead: NextImage | None = None
    """The next image of the folder, which is being opened in advance or is ready."""
    asks_mpp: bool = False
    """Whether the window asks for the pixel size, because it is unknown and the user has not answered yet."""
    mpp_hints: "PixelSizeHints | None" = None
    """What suggests the unknown pixel size; None until the program has looked for it."""
    ruling: bool = False
    """Whether a drag draws the ruler. Otherwise a drag pans the view."""
    ruler: Ruler | None = None
    outlining: bool = False
    """Whether a drag outlines an area to measure."""
    cross: KeyCross | None = None
    """The cross with which keys draw; None until an arrow key is pressed in a mode that draws."""
    marks: Marks = ()
    """The measurements and notes on the image."""
    turned: int = 0
    """Number of quarter turns, 0 to 3, by which the view is turned clockwise. Only the display is turned."""

    @property
    def seen(self) -> OpenedImage | None:
        """Return the image on the screen, even if its SHA-256 is still being computed."""
        return self.glimpse or self.opened

    @property
    def current(self) -> Path | None:
        """Return the path of the image that is being opened, or else of the open image."""
        return self.opening or (Path(self.opened.record.path) if self.opened else None)

    def neighbour(self, step: int) -> Path | None:
        """Return the next (1) or previous (-1) image of the folder that is not known to fail; None at the ends."""
        current = self.current
        if current is None or current not in self.siblings:
            return None
        place = self.siblings.index(current)
        further = self.siblings[place + 1 :] if step > 0 else self.siblings[:place][::-1]
        return next((path for path in further if path not in self.unopened), None)


@dataclass(frozen=True, eq=False)
class RegionState:
    """The analysis region, the saved regions of the image, and the selected tile."""

    placement: Placement | None = None
    selected_for_moving: bool = False
    """Whether the analysis region is selected for moving: arrow keys then move it, otherwise they select tiles."""
    saved: SavedRegions = ()
    """The saved regions of the image, with or without results, in the order in which they were first saved."""
    selected: int | None = None
    """Index of the selected tile."""
    picture: TilePicture | None = None
    """The pixels of the selected tile; None until they are read."""


@dataclass(frozen=True, eq=False)
class CoresState:
    """The cores of a tissue microarray."""

    array: "TmaArray | None" = None
    """The cores; None if none were found."""
    undoable: bool = False
    """Whether the last change of the cores can be undone."""
    suggested: bool = False
    """Whether the overview looks like a microarray, and the user has not answered the offer of a search yet."""


@dataclass(frozen=True, eq=False)
class WorkState:
    """The work that the user waits for: opening an image, an analysis, a search for cores, or saving a picture.

    `run` counts analyses and openings. A result carries the number of the run that started it.
    """

    run: int = 0
    activity: Activity = "idle"
    progress: Progress | None = None
    pace: Pace | None = None
    queue: tuple[RegionL0, ...] = ()
    """The regions to analyse after the current one."""
    asked: int = 0
    """Number of regions in the current series of analyses; 0 for a single analysis."""
    missed: tuple[Notice, ...] = ()
    """Notices about the regions of the series that could not be analysed."""
    whole: Pace | None = None
    """The pace of the whole series. One step is a thousandth of a region."""
    saving: Saving | None = None
    """The picture that is being made in the background for the clipboard or a file."""
    exporting: Saving | None = None
    """The result files that are being written in the background."""


@dataclass(frozen=True, eq=False)
class ExplanationState:
    """The explanations of the visible prediction, and the tiles that the user occludes."""

    found: Mapping[str, Explanation] = field(default_factory=lambda: MappingProxyType({}))
    """The finished explanations, by key of `model.explain.explanation.METHODS`."""
    gates: tuple[Gates, ...] = ()
    """The gates of the LSTM run that the playback and the hidden states show, one entry per layer."""
    failed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The reason, as text, for each method that failed."""
    pictures: Mapping[int, np.ndarray] = field(default_factory=lambda: MappingProxyType({}))
    """Small pictures of the tiles that the panel lists: uint8 [h, w, 3], RGB, by tile index."""
    running: Explaining | None = None
    """The methods that run or wait; None if there are none."""
    stopped: bool = False
    """Whether the user stopped the explanations. They then start only when the user requests one."""
    occluding: bool = False
    """Whether a drag occludes tiles (replaces them with blank glass). Otherwise a drag pans the view."""
    occluded: frozenset[int] = frozenset()
    """Tiles that the user occludes, to see the probability without them."""
    without: OccludedTiles | None = None
    """The probability without the occluded tiles; None until it is known."""


@dataclass(frozen=True, eq=False)
class Remembered:
    """A result that was computed or loaded since the program started, with its explanations.

    It is shown again when its image is opened again.
    """

    prediction: Prediction
    explanation: ExplanationState = ExplanationState()


@dataclass(frozen=True, eq=False)
class AnalysisState:
    """The analysis of the region by the model, and earlier results."""

    partial: PartialPrediction | None = None
    """The results for the tiles analysed so far; after the end of the analysis, the results for all tiles."""
    prediction: Prediction | None = None
    revealed: bool = False
    """Whether the user chose to see the probability although its reliability is "do not use"."""
    playing: bool = False
    """Whether the playback runs."""
    remembered: tuple[Remembered, ...] = ()
    """Results of all images since the program started, newest first. A result is shown again when its image and its
    region are on the screen again, under the same conditions."""
    outcomes: Mapping[Path, CaseResult] = field(default_factory=lambda: MappingProxyType({}))
    """The results of the current model for the images of the folder."""

    @property
    def reliability(self) -> Reliability | None:
        """Return the reliability of the result or, during the analysis, of the input; None while it is unknown."""
        if self.prediction is not None:
            return reliability_of(self.prediction)
        verdict = self.partial.verdict if self.partial else None
        return None if verdict is None else of_input(verdict)

    @property
    def refused(self) -> bool:
        """Return whether the probability is hidden because its reliability is "do not use"."""
        found = self.reliability
        return found is not None and found.level == "do not use" and not self.revealed


@dataclass(frozen=True, eq=False)
class DeviceState:
    """The user's choice of device and precision, and the devices of this computer."""

    asked: str = "auto"
    """The user's choice: "auto", "cpu", "cuda:0", "mps" ..."""
    precision: Precision = "exact"
    """The precision of the next analysis."""
    all: tuple[DeviceRecord, ...] = ()
    """The devices of this computer; empty until they are looked up in the background."""
    exact: DeviceRecord | None = None
    """The device that `asked` selects, with the reason; None until it is looked up."""
    fast: DeviceRecord | None = None
    """The device of `exact`, but with *fast* precision and, if known, its error with this model; None if the device has
    no *fast*."""
    fastest: DeviceRecord | None = None
    """The device of `exact`, but with *fastest* precision and, if known, its error with this model; None if the device
    has no *fastest*."""
    asks_fast: bool = False
    """Whether the window asks to measure the precision `wanted`, because the user chose it and its error is unknown."""
    wanted: Precision = "fast"
    """The faster precision that the user chose last. It is used after the precision check."""
    measuring: Measuring | None = None
    encodes_ahead: bool = True
    """Whether the features of the next image are also computed in advance. Otherwise the image is only opened."""

    @property
    def on_hand(self) -> DeviceRecord | None:
        """Return the device of the next analysis with its precision; None until it is looked up."""
        return self.of(self.precision)

    @property
    def arithmetic(self) -> str | None:
        """Return the number format of the next analysis; None until its device is looked up."""
        return self.on_hand.arithmetic if self.on_hand is not None else None

    def of(self, precision: Precision) -> DeviceRecord | None:
        """Return the device with this precision; None if it is not known yet, or if the device does not offer it."""
        return {"exact": self.exact, "fast": self.fast, "fastest": self.fastest}[precision]
