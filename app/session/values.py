"""The frozen values that a `Session` holds. No Qt, no torch."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from app.language.languages import Wanted
from app.session.display import Adjustment
from app.session.pace import Pace
from model.base.colours import UNSIGNED
from model.base.geometry import PointL0
from model.base.progress import Progress
from model.bundle.manifest import Manifest
from model.region.grid import GridSpec
from model.region.region import Placement
from model.result.maps import MapChoice
from model.result.prediction import DeviceRecord, Level
from model.slide.base import Slide
from model.slide.colour_profile import DisplayTransform
from model.slide.record import ImageRecord

if TYPE_CHECKING:
    from model.comparison.answers import AnswerRule
    from model.feature_files.read import FeatureFile

Tone = Literal["info", "success", "warning", "error"]
"""Success says that what the user asked for is done. Information says what the user may want to know."""

PUBLISHED_MPP = 0.286
"""Pixel size of the published spots in um/px: 1 mm over 3500 px. Without a model, it sets the size of the region."""
DEFAULT_OPACITY = 0.45
DEFAULT_COLOURS = UNSIGNED[0]


@dataclass(frozen=True, eq=False)
class OpenedImage:
    """An image on the screen: its pixels, and its record with path, SHA-256, pixel size and their sources."""

    slide: Slide
    record: ImageRecord
    overview: np.ndarray | None = None
    """A small picture of the whole image in display colours: uint8 [height, width, 3], RGB."""
    display: DisplayTransform | None = None
    """The colour transform for the screen if the file has a colour profile. The network's input never uses it."""


@dataclass(frozen=True, eq=False)
class FeaturesOnHand:
    """A feature file whose tiles are analysed instead of the analysis region of the image.

    `boxes`, float64 [n, 4], holds its tiles in level-0 px of the open image. `placement` is the square around the
    tiles.
    """

    file: "FeatureFile"
    grid: GridSpec
    boxes: np.ndarray
    placement: Placement

    @property
    def name(self) -> str:
        """Return the name of the file, without its folder."""
        return self.file.path.name


@dataclass(frozen=True)
class Notice:
    """A message in the bar above the canvas, with a remedy."""

    tone: Tone
    title: str
    remedy: str = ""
    help: str = ""
    """Target of the help page on this message, such as "troubleshooting.md#the-disk-is-full"; "" without a page."""
    detail: str = ""
    """What the tooltip and screen readers add, such as the names of all written files."""

    @property
    def text(self) -> str:
        """Return title and remedy in one line."""
        return f"{self.title} {self.remedy}".strip()


@dataclass(frozen=True)
class BundleOnHand:
    """The bundle for the next analysis, with the header of its file."""

    path: Path
    sha256: str
    manifest: Manifest


@dataclass(frozen=True, eq=False)
class TilePicture:
    """The pixels of one tile in the colours of the file: uint8 [height, width, 3], RGB."""

    index: int
    pixels: np.ndarray


@dataclass(frozen=True)
class KeyCross:
    """The cross that arrow keys move in a mode that draws, and the points that Enter has set, in level-0 px."""

    at: PointL0
    points: tuple[PointL0, ...] = ()


@dataclass(frozen=True)
class Ruler:
    """A line that the user drew over the tissue. Its `length` is in level-0 px."""

    start: PointL0
    end: PointL0
    length: float


@dataclass(frozen=True)
class CaseResult:
    """The result of a case that was analysed since the program started.

    - `probability`: None if it must not be shown.
    - `level`: the reliability.
    - `note`: one word beside the probability.
    - `text`: everything else, one item per line: qualifier, risk group, reliability with reasons, evidence and model.
    """

    probability: float | None
    level: Level
    note: str
    text: str


@dataclass(frozen=True)
class View:
    """The display settings. The settings stay when another image is opened."""

    shown: frozenset[str] = frozenset({"cores", "grid", "heatmap", "windows"})
    """Keys of the visible overlays, from the table in `app.viewer.overlays`. They are saved in the settings.

    "windows" is the saved key of the saved regions.
    """
    map: MapChoice = MapChoice("occlusion")
    """The chosen map. Until its values are known, the first available map is drawn."""
    map_before: MapChoice = MapChoice("occlusion")
    """The map that is shown when the user switches the map of unfamiliar tissue off."""
    properties: bool = False
    """Whether the image properties are shown below the tissue."""
    inside: bool = False
    """Whether the network's states are shown below the plot."""
    states: str = "unit"
    """Key of the kind of network states that are shown, from `model.explain.states.STATES`."""
    followed: tuple[int, ...] = ()
    """Units whose gates and states are shown beside the playback, in addition to the unit on the map."""
    colours: str = DEFAULT_COLOURS
    opacity: float = DEFAULT_OPACITY
    fixed_range: bool = False
    map_quality: bool = False
    """Whether the section "How good is this map?" is unfolded."""
    advanced: bool = False
    """Whether the details of the network are shown: layers, units, log odds, devices."""
    queue: bool = False
    """Whether the dock with the queue of analyses is shown."""
    help: str = ""
    """Target of the help page in the help window, such as "maps.md"; "" while the help window is closed."""
    theme: Literal["dark", "light"] = "dark"
    core_list: bool = True
    """Whether the list of cores is shown beside a microarray."""
    tour: int = 0
    """The step of the tour that is shown, 1 to 5; 0 if there is no tour."""
    text_percent: int = 100
    """Size of all text in percent of the system's text size."""
    language: Wanted = "system"
    """The language that the user chose. It is shown from the next start on."""
    operator: str = ""
    """The user's name on case reports and exports; "" for the name of the account."""
    marks: bool = True
    """Whether measurements and notes are drawn over the tissue."""
    adjustment: Adjustment = Adjustment()
    """Brightness and contrast of the displayed image. They are not saved in the settings."""
    adjusting: bool = False
    """Whether the bar with brightness and contrast is shown."""
    answers: "AnswerRule | None" = None
    """The rule that the user chose for three answers (low, uncertain or high risk); None without a rule. Its answer is
    shown beside the probability."""


@dataclass(frozen=True, eq=False)
class Explaining:
    """The explanation methods that run or wait, in this order."""

    asked: tuple[str, ...]
    progress: Progress | None = None


@dataclass(frozen=True)
class Devices:
    """The devices of this computer, and the device that the user's choice selects, with the reason for it."""

    all: tuple[DeviceRecord, ...]
    exact: DeviceRecord
    fast: DeviceRecord | None = None
    """The device of `exact`, but with *fast* precision and, if measured, its error; None if the device has no
    *fast*."""
    fastest: DeviceRecord | None = None
    """The device of `exact`, but with *fastest* precision and, if measured, its error; None if the device has no
    *fastest*."""


@dataclass(frozen=True)
class Measuring:
    """The running precision check."""

    progress: Progress | None = None
    pace: Pace | None = None


@dataclass(frozen=True)
class NextImage:
    """The image of the folder that is being opened in advance. `ready` is true when this is finished."""

    path: Path
    ready: bool = False


@dataclass(frozen=True)
class Saving:
    """A picture that is being made, or result files that are being written: their name and progress."""

    name: str
    progress: Progress | None = None


@dataclass(frozen=True)
class Pixel:
    """The colour under the cursor. If `exact` is false, it is the mean of several pixels."""

    red: int
    green: int
    blue: int
    exact: bool
