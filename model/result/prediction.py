"""The frozen result of the corridor: a probability, per-tile arrays, and everything needed to get them again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import numpy as np

from model.base.finite import finite_logit, finite_probability
from model.bundle.record import BundleRecord, OrderSpread, RiskGroup
from model.region.grid import GridSpec
from model.region.region import Placement
from model.slide.record import ImageRecord

Level = Literal["ok", "caution", "do not use"]
Precision = Literal["exact", "fast"]
Arithmetic = Literal["float32", "bfloat16", "float16", "int8"]

TOLERABLE_DP = 0.01
"""Survival probability; a *fast* that is off by more on any measured spot is shown with a warning."""


def read_only(array: np.ndarray) -> np.ndarray:
    """`array` itself, closed for writing: results cross threads and are shared by every view."""
    array.setflags(write=False)
    return array


@dataclass(frozen=True)
class Verdict:
    """Can this input be trusted? `reasons` are sentences; empty where the level is "ok"."""

    level: Level
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownError:
    """How far *fast* is off *exact*, measured on whole spots: in the survival probability, and in risk groups.

    `flipped` of `spots` changed their risk group; `on` says which spots those were, `measured` the day (ISO).
    """

    spots: int
    max_dp: float
    mean_dp: float
    flipped: int
    on: str
    measured: str

    @property
    def tolerable(self) -> bool:
        return self.max_dp <= TOLERABLE_DP

    @property
    def words(self) -> str:
        """ "off by up to 0.033 (mean 0.012), 1 of 20 risk groups flipped, on synthetic spots, 2026-11-24"."""
        off = f"off by up to {self.max_dp:.3f} (mean {self.mean_dp:.3f})"
        return f"{off}, {self.flipped} of {self.spots} risk groups flipped, on {self.on}, {self.measured}"


@dataclass(frozen=True)
class DeviceRecord:
    """Which device computed: `name` as PyTorch calls it, and in words why this one.

    `arithmetic` is that of the multiplications; *exact* is float32 everywhere. `error` is None for *exact*.
    """

    name: str
    words: str
    reason: str
    engine: str
    precision: Precision
    arithmetic: Arithmetic = "float32"
    error: KnownError | None = None


@dataclass(frozen=True, eq=False)
class Trace:
    """What the head did at each of the n steps read so far (256 at the end; fewer if tiles are skipped).

    `index` int64 [n]: the tile read at each step, in visiting order. `hidden` and `cell`: one float32 [n, units] array
    for each layer, first layer first (hidden in -1..1); `cell` is empty where the network has no cell state, both are
    where the head is no sequence network.
    `running` float32 [n]: the survival probability the head would give if the reading stopped after this step:
    playback of the reading, not a tile's contribution.
    `tiles`: what a pooled head tells of each tile read, float32 [n] by key, nan where a tile is not pooled:
    "attention", its share of the attention, all together 1; "contribution", its term of the logit's sum, in log odds;
    "removal", the logit less what it would be without the tile, in log odds.
    """

    index: np.ndarray
    hidden: tuple[np.ndarray, ...]
    cell: tuple[np.ndarray, ...]
    running: np.ndarray
    tiles: Mapping[str, np.ndarray] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def steps(self) -> int:
        return len(self.index)


@dataclass(frozen=True, eq=False)
class Reading:
    """A prediction so far, for the screen: the steps done, and tissue fraction float32 [256], NaN where not read yet.

    `verdict` is None until the whole window was read.
    """

    grid: GridSpec
    tile_boxes: np.ndarray
    tissue_fraction: np.ndarray
    verdict: Verdict | None
    trace: Trace


@dataclass(frozen=True, eq=False)
class Prediction:
    """One window read by one bundle on one device.

    `tile_boxes` float64 [256, 4]: x, y, width, height of each tile in level-0 px, by tile index.
    `features` float32 [256, 4096] by tile index, NaN where the bundle skips a tile.
    `tissue_fraction` float32 [256], 0..1.
    `survival_probability`: P(alive at 5 years) by this bundle, 0..1; `logit` its log-odds. `interval`: a calibrated
    95 % interval where the bundle has one, else None and the probability is uncalibrated.
    `risk_group` is None where the bundle states no threshold. `seconds`: wall-clock time from open slide to result.
    """

    image: ImageRecord
    placement: Placement
    grid: GridSpec
    tile_boxes: np.ndarray
    bundle: BundleRecord
    device: DeviceRecord
    verdict: Verdict
    survival_probability: float
    logit: float
    interval: tuple[float, float] | None
    risk_group: RiskGroup | None
    features: np.ndarray
    trace: Trace
    tissue_fraction: np.ndarray
    seconds: float
    made_by: str
    """Program and version, "histocast 0.1.0"."""
    orders: OrderSpread | None = None
    """What reading in several random orders gave, where the bundle does; `trace` is then that of one more reading, in
    raster order, which does not count."""
    features_cached: bool = False
    """Whether the features were kept from an earlier reading of the same window; `seconds` is then short."""

    def __post_init__(self) -> None:
        """AnswerError where the answer is not a finite number: without one there is no prediction."""
        model = f"{self.bundle.name} {self.bundle.version}"
        finite_logit(self.logit, model)
        for probability in (self.survival_probability, *(self.interval or ())):
            finite_probability(probability, model)

    @property
    def time_text(self) -> str:
        """How long it took, and why it may have been so quick."""
        kept = ", with features kept from an earlier reading" if self.features_cached else ""
        return f"{self.seconds:.1f} s{kept}"
