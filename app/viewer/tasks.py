"""The tasks of the viewer, as Qt-free generators of `Progress`: the only access to files and torch.

Each yields before it loads or reads anything, so that it can be cancelled, and returns a frozen value.
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from app.session.values import BundleOnHand, Devices, OpenedImage, TilePicture
from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.base.progress import Progress
from model.explain.explanation import Explanation, OccludedTiles
from model.explain.states import Gates
from model.predict.selftest import SelfTest
from model.region.region import Placement
from model.result.maps import MapChoice
from model.result.prediction import KnownError, Precision, Prediction
from model.result.saved_regions import SavedRegions
from model.slide.base import Slide
from model.slide.record import ImageRecord
from model.tma.array import TmaArray
from model.tma.core_export import CoreExport
from model.tma.core_map import CoreMap
from model.tma.finding import FoundArray
from model.tma.slide_objects import SlideObjects

if TYPE_CHECKING:
    from model.explain.explained import PreparedSpot
    from model.info.slide_report import SlideReport

IMPORTANCE = ("occlusion", "ig")
"""Keys of the two maps of importance, computed together: neither is shown without its agreement with the other."""

T = TypeVar("T")
Steps = Generator[Progress, None, T]


@dataclass(frozen=True, eq=False)
class Opened:
    """An image that was opened, and all images of its folder."""

    image: OpenedImage
    siblings: tuple[Path, ...]
    regions: SavedRegions = ()
    """Saved regions of this content."""
    array: TmaArray | None = None
    """Saved cores of this content."""
    notes: tuple[str, ...] = ()
    """Saved files that cannot be read, one sentence for each."""
    skipped: tuple[SlideError, ...] = ()
    """Files of its folder with an image's name that cannot be read, each with the reason."""
    refused: tuple[SlideError, ...] = ()
    """Images of the requested folder that precede this image and do not open."""


@dataclass(frozen=True, eq=False)
class Ahead:
    """An image that was opened ahead, and the stamp of its file at that time."""

    opened: Opened
    stamp: tuple[int, int] | None


class Tasks(Protocol):
    """All tasks that the window runs in the background. Tests use fakes instead."""

    def find_bundle(self, name_or_file: str) -> Steps[BundleOnHand]: ...
    def open_image(self, path: Path) -> Steps[Opened]: ...
    def close_image(self, slide: Slide) -> Steps[None]: ...
    def image_report(self, image: OpenedImage) -> "Steps[SlideReport]": ...
    def measure(self, image: OpenedImage, mpp: float) -> Steps[ImageRecord]: ...
    def save_regions(
        self, image: ImageRecord, change: Callable[[SavedRegions], SavedRegions]
    ) -> Steps[SavedRegions]: ...
    def find_cores(self, image: OpenedImage) -> Steps[FoundArray]: ...
    def save_cores(self, image: ImageRecord, change: Callable[[TmaArray | None], TmaArray]) -> Steps[TmaArray]: ...
    def read_core_map(self, path: Path) -> Steps[CoreMap]: ...
    def read_objects(self, slide: Slide, path: Path) -> Steps[SlideObjects]: ...
    def export_cores(self, slide: Slide, asked: CoreExport) -> Steps[tuple[Path, ...]]: ...
    def read_tile(self, slide: Slide, box: RegionL0, index: int, side: int) -> Steps[TilePicture]: ...
    def thumbnail(self, path: Path, side: int) -> Steps[np.ndarray | None]: ...
    def look_up_devices(self, asked: str, bundle: BundleOnHand | None) -> Steps[Devices]: ...
    def warm_up(self, bundle: BundleOnHand, device: str, precision: Precision) -> Steps[None]: ...
    def self_test(self, bundle: BundleOnHand, device: str) -> Steps[SelfTest]: ...
    def analyse(
        self, image: OpenedImage, placement: Placement, bundle: BundleOnHand, device: str, precision: Precision
    ) -> Steps[Prediction]: ...
    def read_ahead(
        self, path: Path, bundle: BundleOnHand, device: str, precision: Precision, encode: bool
    ) -> Steps[Ahead]: ...
    def release_engine(self) -> Steps[None]: ...
    def measure_fast(self, bundle: BundleOnHand, device: str) -> Steps[KnownError]: ...
    def lay_out(
        self, prediction: Prediction, bundle: BundleOnHand, device: str, precision: Precision
    ) -> "Steps[PreparedSpot]": ...
    def explain(self, laid: "PreparedSpot", keys: tuple[str, ...]) -> Steps[tuple[Explanation, ...]]: ...
    def look_inside(self, laid: "PreparedSpot") -> Steps[tuple[Gates, ...]]: ...
    def what_if(self, laid: "PreparedSpot", tiles: frozenset[int]) -> Steps[OccludedTiles]: ...
    def read_tiles(self, slide: Slide, boxes: Mapping[int, RegionL0], side: int) -> Steps[Mapping[int, np.ndarray]]: ...
    def draw_heatmap(
        self, prediction: Prediction, slide: Slide, choice: MapChoice, explanation: Explanation | None
    ) -> Steps[np.ndarray]: ...
    def export(
        self, prediction: Prediction, slide: Slide, folder: Path, explanations: tuple[Explanation, ...]
    ) -> Steps[tuple[Path, ...]]: ...


def file_stamp(path: Path) -> tuple[int, int] | None:
    """Return the time of the last change (ns) and the bytes of a file, to detect changes; None if there is no file."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size
