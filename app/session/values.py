"""The values a `Session` is made of, each frozen: what was opened, chosen, found out and told. No Qt, no torch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import numpy as np

from app.session.pace import Pace
from model.base.geometry import PointL0
from model.base.progress import Progress
from model.bundle.manifest import Manifest
from model.explain.explanation import Explanation
from model.explain.states import Gates
from model.result.maps import MapChoice
from model.result.prediction import DeviceRecord, Level
from model.slide.base import Slide
from model.slide.colour_profile import DisplayTransform
from model.slide.record import ImageRecord

Tone = Literal["info", "warning", "error"]

PUBLISHED_MPP = 0.286
"""um/px of the published spots (1 mm over 3500 px): the window's size while no model is at hand."""
DEFAULT_OPACITY = 0.45
DEFAULT_COLOURS = "cividis"


@dataclass(frozen=True, eq=False)
class OpenedImage:
    """An image on the screen: its pixels, its record (path, hash, pixel size and its source)."""

    slide: Slide
    record: ImageRecord
    overview: np.ndarray | None = None
    """The whole of it, small, as it is shown: uint8 [height, width, 3], RGB."""
    display: DisplayTransform | None = None
    """How pixels are shown where the file holds a colour profile; the network never sees it."""


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
class Ruler:
    """A line drawn over the tissue to know its `length`, level-0 px."""

    start: PointL0
    end: PointL0
    length: float


@dataclass(frozen=True)
class Outcome:
    """What is known of a case that was analysed in this sitting; `probability` is None where it is not to be shown."""

    probability: float | None
    level: Level
    calibrated: bool = False


@dataclass(frozen=True)
class View:
    """How things are drawn: it outlives the image."""

    shown: frozenset[str] = frozenset({"cores", "grid", "heatmap", "windows"})
    """Keys of the overlays that are drawn, from `app.viewer.overlays`' table."""
    map: MapChoice = MapChoice("occlusion")
    """Until it is known, the first map that there is stands in."""
    properties: bool = False
    """Whether the properties of the image are listed under it."""
    inside: bool = False
    """Whether the network's states are shown under the plot."""
    states: str = "unit"
    """Which of them: a key of `model.explain.states.STATES`."""
    followed: tuple[int, ...] = ()
    """Units of the layer whose gates and states are written beside the playback, besides the one on the map."""
    colours: str = DEFAULT_COLOURS
    opacity: float = DEFAULT_OPACITY
    fixed_range: bool = False
    theme: Literal["dark", "light"] = "dark"


@dataclass(frozen=True, eq=False)
class Explained:
    """What is known of why the prediction on the screen is what it is."""

    found: Mapping[str, Explanation] = field(default_factory=lambda: MappingProxyType({}))
    """By key of `model.explain.explanation.METHODS`."""
    gates: tuple[Gates, ...] = ()
    """Of the reading that is drawn, by layer."""
    failed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Methods that gave nothing, and why, in words."""
    pictures: Mapping[int, np.ndarray] = field(default_factory=lambda: MappingProxyType({}))
    """Of the tiles that are named, small: uint8 [h, w, 3], RGB, by tile index."""


@dataclass(frozen=True, eq=False)
class Explaining:
    """Methods that are under way or wait, the first one first."""

    asked: tuple[str, ...]
    progress: Progress | None = None


@dataclass(frozen=True)
class Devices:
    """What this computer has, and what the device asked for comes down to, with the reason why it is that one."""

    all: tuple[DeviceRecord, ...]
    exact: DeviceRecord
    fast: DeviceRecord | None = None
    """The same device as *fast*, with its error where it was measured; None where it has no faster way."""


@dataclass(frozen=True)
class Measuring:
    """The measuring of *fast* that runs now."""

    progress: Progress | None = None
    pace: Pace | None = None


@dataclass(frozen=True)
class NextImage:
    """The image of the folder that is read ahead; `ready` once nothing of it is left to do."""

    path: Path
    ready: bool = False


@dataclass(frozen=True)
class Saving:
    """The picture that is made now, to leave the program."""

    name: str
    progress: Progress | None = None


@dataclass(frozen=True)
class Pixel:
    """The colour under the cursor as the screen has it; `exact`: of that one pixel, else of a part round it."""

    red: int
    green: int
    blue: int
    exact: bool
