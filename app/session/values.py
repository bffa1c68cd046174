"""The frozen values that a `Session` consists of. No Qt, no torch."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from app.session.pace import Pace
from model.base.colours import UNSIGNED
from model.base.geometry import PointL0
from model.base.progress import Progress
from model.bundle.manifest import Manifest
from model.comparison.answers import AnswerRule
from model.result.maps import MapChoice
from model.result.prediction import DeviceRecord, Level
from model.slide.base import Slide
from model.slide.colour_profile import DisplayTransform
from model.slide.record import ImageRecord

Tone = Literal["info", "warning", "error"]

PUBLISHED_MPP = 0.286
"""um/px of the published spots (1 mm over 3500 px): the size of the region while no model is loaded."""
DEFAULT_OPACITY = 0.45
DEFAULT_COLOURS = UNSIGNED[0]


@dataclass(frozen=True, eq=False)
class OpenedImage:
    """An image on the screen: its pixels and its record (path, SHA-256, pixel size and its source)."""

    slide: Slide
    record: ImageRecord
    overview: np.ndarray | None = None
    """The whole image in small, with display colours: uint8 [height, width, 3], RGB."""
    display: DisplayTransform | None = None
    """The colour transform for the display if the file has a colour profile; never applied to the network's input."""


@dataclass(frozen=True)
class Notice:
    """A message in the bar above the canvas, with its remedy."""

    tone: Tone
    title: str
    remedy: str = ""


@dataclass(frozen=True)
class BundleOnHand:
    """The bundle that the next analysis uses, read from its file's header."""

    path: Path
    sha256: str
    manifest: Manifest


@dataclass(frozen=True, eq=False)
class TilePicture:
    """The pixels of one tile, in the colours of the file: uint8 [height, width, 3], RGB."""

    index: int
    pixels: np.ndarray


@dataclass(frozen=True)
class Ruler:
    """A line drawn over the tissue to measure its `length`, level-0 px."""

    start: PointL0
    end: PointL0
    length: float


@dataclass(frozen=True)
class CaseResult:
    """The result of a case analysed since the program started; `probability` is None if it must not be shown.

    `level` is its reliability. `note` is the word that stands beside the number, `text` what stands there if there is
    space: qualifier, risk group, reliability with its reasons, evidence and model, one per line.
    """

    probability: float | None
    level: Level
    note: str
    text: str


@dataclass(frozen=True)
class View:
    """Display settings; they stay when another image is opened."""

    shown: frozenset[str] = frozenset({"cores", "grid", "heatmap", "windows"})
    """Keys of the visible overlays, from the table in `app.viewer.overlays`. Settings store them.

    "windows" is the stored key of the saved regions."""
    map: MapChoice = MapChoice("occlusion")
    """Until this map is known, the first available one is shown."""
    map_before: MapChoice = MapChoice("occlusion")
    """The map to which the switch of unfamiliar tissue returns."""
    properties: bool = False
    """Whether the properties of the image are listed below it."""
    inside: bool = False
    """Whether the network's states are shown below the plot."""
    states: str = "unit"
    """Which states: a key of `model.explain.states.STATES`."""
    followed: tuple[int, ...] = ()
    """Units of the layer whose gates and states are shown beside the playback, besides the one on the map."""
    colours: str = DEFAULT_COLOURS
    opacity: float = DEFAULT_OPACITY
    fixed_range: bool = False
    map_quality: bool = False
    """Whether the answers to "How good is this map?" are unfolded."""
    advanced: bool = False
    """Whether the network's details are shown: layers, units, log odds, devices."""
    theme: Literal["dark", "light"] = "dark"
    answers: AnswerRule | None = None
    """The rule of three answers that the user chose, shown beside the probability; None: none."""


@dataclass(frozen=True, eq=False)
class Explaining:
    """Methods that run or wait, in this order."""

    asked: tuple[str, ...]
    progress: Progress | None = None


@dataclass(frozen=True)
class Devices:
    """The devices of this computer, and the one selected by the user's choice, with the reason."""

    all: tuple[DeviceRecord, ...]
    exact: DeviceRecord
    fast: DeviceRecord | None = None
    """The same device as *fast*, with its error if measured; None if it has no *fast*."""


@dataclass(frozen=True)
class Measuring:
    """The precision check that runs now."""

    progress: Progress | None = None
    pace: Pace | None = None


@dataclass(frozen=True)
class NextImage:
    """The image of the folder that is read ahead; `ready` when that is complete."""

    path: Path
    ready: bool = False


@dataclass(frozen=True)
class Saving:
    """The picture that is being made for export."""

    name: str
    progress: Progress | None = None


@dataclass(frozen=True)
class Pixel:
    """The colour under the cursor on the screen; `exact`: of that pixel, else the mean of its surroundings."""

    red: int
    green: int
    blue: int
    exact: bool
