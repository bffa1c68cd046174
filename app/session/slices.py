"""The frozen slices that a `Session` is composed of, and the values that follow from one slice alone. No Qt.

Slices are compared with `is`: a transition replaces only the slices that it changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import numpy as np

from app.session.pace import Pace
from app.session.values import (
    CaseResult,
    Explaining,
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
from model.result.prediction import DeviceRecord, PartialPrediction, Precision, Prediction
from model.result.reliability import Reliability, of_input, reliability_of
from model.result.saved_regions import SavedRegions
from model.tma.array import TmaArray

Activity = Literal["idle", "opening", "analysing", "searching"]


@dataclass(frozen=True, eq=False)
class ImageState:
    """The image on the screen, the other images of its folder, and the ruler laid on it."""

    opened: OpenedImage | None = None
    """The image that can be analysed."""
    glimpse: OpenedImage | None = None
    """A large image whose SHA-256 is still being computed: it can be viewed, but not analysed yet."""
    opening: Path | None = None
    siblings: tuple[Path, ...] = ()
    """All images of the image's folder, in natural order."""
    left_out: tuple[SlideError, ...] = ()
    """Files of that folder with an image's name that cannot be read, each with the reason."""
    unopened: frozenset[Path] = frozenset()
    """Images that could not be opened since the program started; next and previous image skip them."""
    recent: tuple[Path, ...] = ()
    """Recently opened images, newest first."""
    ahead: NextImage | None = None
    """The next image of the folder, while it is read ahead and afterwards."""
    asks_mpp: bool = False
    """Whether the pixel size is unknown and the user has not answered the question yet."""
    ruling: bool = False
    """Whether a drag draws the ruler; otherwise it pans."""
    ruler: Ruler | None = None

    @property
    def seen(self) -> OpenedImage | None:
        """Return the image on the screen, identified or not."""
        return self.glimpse or self.opened

    @property
    def current(self) -> Path | None:
        """Return the path of the image that is being opened, else of the open one."""
        return self.opening or (Path(self.opened.record.path) if self.opened else None)

    def neighbour(self, step: int) -> Path | None:
        """Return the next (1) or previous (-1) image of the folder that may open; None at the ends."""
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
    """Saved regions of the image, analysed or not, in the order in which they were first saved."""
    selected: int | None = None
    """Index of the selected tile."""
    picture: TilePicture | None = None
    """The pixels of the selected tile, once they were read."""


@dataclass(frozen=True, eq=False)
class CoresState:
    """The cores of a tissue microarray."""

    array: TmaArray | None = None
    """The cores, once found."""
    undoable: bool = False
    """Whether the last change of the cores can be undone."""


@dataclass(frozen=True, eq=False)
class WorkState:
    """The work that the user waits for: opening, analysing, searching for cores, or saving a picture.

    `run` counts analyses and openings; results carry the number of their start.
    """

    run: int = 0
    activity: Activity = "idle"
    progress: Progress | None = None
    pace: Pace | None = None
    queue: tuple[RegionL0, ...] = ()
    """Regions to be analysed after the current one."""
    asked: int = 0
    """Number of regions in the current series of analyses; 0 for a single analysis."""
    missed: tuple[Notice, ...] = ()
    """The errors of regions of the series that could not be analysed."""
    whole: Pace | None = None
    """The pace of the whole series, in thousandths of a region."""
    saving: Saving | None = None
    """The picture of the view that is being made in the background."""


@dataclass(frozen=True, eq=False)
class AnalysisState:
    """The analysis of the region by the model, and earlier results."""

    partial: PartialPrediction | None = None
    """What is known of the tiles analysed so far; after the end, of all tiles."""
    prediction: Prediction | None = None
    revealed: bool = False
    """Whether the user chose to see the number although its reliability is "do not use"."""
    playing: bool = False
    """Whether the analysis is played back, step by step."""
    predictions: tuple[Prediction, ...] = ()
    """Of this image since the program started, newest first: a region moved back shows its result again."""
    outcomes: Mapping[Path, CaseResult] = field(default_factory=lambda: MappingProxyType({}))
    """The results of the folder's images with the current model."""

    @property
    def reliability(self) -> Reliability | None:
        """Return the reliability of the result. Before there is one, that of the input, once it was judged."""
        if self.prediction is not None:
            return reliability_of(self.prediction)
        verdict = self.partial.verdict if self.partial else None
        return None if verdict is None else of_input(verdict)

    @property
    def refused(self) -> bool:
        """Return whether the number is hidden until the user asks for it."""
        found = self.reliability
        return found is not None and found.level == "do not use" and not self.revealed


@dataclass(frozen=True, eq=False)
class ExplanationState:
    """The explanations of the prediction on the screen, and the tiles that the user occludes."""

    found: Mapping[str, Explanation] = field(default_factory=lambda: MappingProxyType({}))
    """Explanations by key of `model.explain.explanation.METHODS`."""
    gates: tuple[Gates, ...] = ()
    """The gates of the analysis that is drawn, by layer."""
    failed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Methods that failed, each with the reason as text."""
    pictures: Mapping[int, np.ndarray] = field(default_factory=lambda: MappingProxyType({}))
    """Small pictures of the tiles that the panel names: uint8 [h, w, 3], RGB, by tile index."""
    running: Explaining | None = None
    """The methods that run or wait."""
    occluding: bool = False
    """Whether a drag occludes tiles (replaces them with glass); otherwise it pans."""
    occluded: frozenset[int] = frozenset()
    """Tiles that the user occludes, to see the probability without them."""
    without: OccludedTiles | None = None
    """The probability without the occluded tiles, once known."""


@dataclass(frozen=True, eq=False)
class DeviceState:
    """How the next analysis computes: the user's choice, and the devices of this computer."""

    asked: str = "auto"
    """What the user chose: "auto", "cpu", "cuda:0", "mps" ..."""
    precision: Precision = "exact"
    """How the next analysis computes."""
    all: tuple[DeviceRecord, ...] = ()
    """The devices of this computer; empty until they were looked up in the background."""
    exact: DeviceRecord | None = None
    """The device that `asked` selects here, and why; None until it was looked up."""
    fast: DeviceRecord | None = None
    """The same device as *fast*, with its error with this model if known; None if it has no *fast*."""
    asks_fast: bool = False
    """Whether to ask: the user chose *fast*, whose error was never measured; may it be measured now?"""
    measuring: Measuring | None = None
    encodes_ahead: bool = True
    """Whether the next image is also encoded ahead, not only decoded."""

    @property
    def on_hand(self) -> DeviceRecord | None:
        """Return the device and precision of the next analysis; None until looked up."""
        return self.fast if self.precision == "fast" else self.exact
