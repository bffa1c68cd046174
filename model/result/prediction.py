"""The frozen result of the pipeline: a probability, per-tile arrays, and everything needed to reproduce them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import numpy as np

from model.base.finite import finite_logit, finite_probability
from model.base.level import Level as Level  # noqa: PLC0414
from model.bundle.record import BundleRecord, OrderCheck, OrderSpread, RiskGroup
from model.bundle.seen_in import SeenIn
from model.familiarity.judge import TissueFamiliarity
from model.region.grid import GridSpec
from model.region.region import Placement
from model.result.evidence import Evidence
from model.result.feature_source import FeatureSource
from model.slide.record import ImageRecord

Precision = Literal["exact", "fast"]
Arithmetic = Literal["float32", "bfloat16", "float16", "int8"]

TOLERABLE_DP = 0.01
"""Largest error in survival probability that *fast* may have on any measured spot without a warning."""


def read_only(array: np.ndarray) -> np.ndarray:
    """Make `array` itself read-only and return it.

    Results are passed between threads, and all views share their arrays.
    """
    array.setflags(write=False)
    return array


@dataclass(frozen=True)
class Verdict:
    """Whether the input can be trusted.

    `reasons` are sentences; there are none if the level is "ok". `model.result.reliability` states whether the result
    can be trusted: a good input alone is not enough for this.
    """

    level: Level
    reasons: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    """What was checked, as `model.result.input_checks` names it."""
    not_checked: tuple[str, ...] = ()
    """What could not be checked, and why."""


@dataclass(frozen=True)
class CurvePoint:
    """A point of a survival curve: the probability of being alive after this many years, 0..1."""

    years: float
    survival_probability: float


@dataclass(frozen=True)
class KnownError:
    """The difference between *fast* and *exact*, measured on whole spots.

    `max_dp` and `mean_dp` are the largest and the mean absolute difference in survival probability; `flipped` of
    `spots` changed their risk group. `on` names the spots, `measured` is the day (ISO).
    """

    spots: int
    max_dp: float
    mean_dp: float
    flipped: int
    on: str
    measured: str

    @property
    def tolerable(self) -> bool:
        """Return whether no measured spot differs by more than `TOLERABLE_DP`."""
        return self.max_dp <= TOLERABLE_DP

    @property
    def text(self) -> str:
        """Return "off by up to 0.033 (mean 0.012), 1 of 20 risk groups flipped, on synthetic spots, 2026-11-24"."""
        off = f"off by up to {self.max_dp:.3f} (mean {self.mean_dp:.3f})"
        return f"{off}, {self.flipped} of {self.spots} risk groups flipped, on {self.on}, {self.measured}"


@dataclass(frozen=True)
class DeviceRecord:
    """The device of an analysis: its `name` in PyTorch, its name for users (`title`), and why it was chosen (`reason`).

    `arithmetic` is the number format of the multiplications; *exact* is float32 everywhere. `error` is None for
    *exact*.
    """

    name: str
    title: str
    reason: str
    engine: str
    precision: Precision
    arithmetic: Arithmetic = "float32"
    error: KnownError | None = None


@dataclass(frozen=True, eq=False)
class Trace:
    """The state of the head after each of the n steps so far (256 at the end; fewer if tiles are skipped).

    `index` int64 [n]: the tile of each step, in the order of the analysis. `hidden` and `cell`: one float32 [n, units]
    array for each layer, first layer first (hidden in -1..1). `cell` is empty if the network has no cell state. Both
    are empty if the head is not a sequence network.

    `running` float32 [n]: the survival probability that the head would return if the analysis ended after this step. It
    is used for playback and is not the contribution of a tile.

    `tiles`: values of each tile, float32 [n] by key. A pooled head has "attention", the tile's share of the attention
    (all shares add up to 1); "contribution", the tile's term of the sum that is the logit, in log odds; and "removal",
    the logit minus the logit without the tile, in log odds. They are nan for tiles that are not pooled. Any head whose
    bundle has a record of its training tissue has "unfamiliar", the distance of the tile to that tissue in units of the
    limit; it is nan for tiles without tissue.
    """

    index: np.ndarray
    hidden: tuple[np.ndarray, ...]
    cell: tuple[np.ndarray, ...]
    running: np.ndarray
    tiles: Mapping[str, np.ndarray] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def steps(self) -> int:
        """Return the number of steps so far."""
        return len(self.index)


@dataclass(frozen=True, eq=False)
class PartialPrediction:
    """The prediction so far, as the screen shows it during an analysis.

    `tissue_fraction` float32 [256], NaN for tiles that were not read yet; `tile_boxes` as in `Prediction`. `verdict` is
    None until the whole region was read.
    """

    grid: GridSpec
    tile_boxes: np.ndarray
    tissue_fraction: np.ndarray
    verdict: Verdict | None
    trace: Trace


@dataclass(frozen=True, eq=False)
class Prediction:
    """The result of analysing one region with one bundle on one device.

    `tile_boxes` float64 [256, 4]: x, y, width, height of each tile in level-0 px, by tile index.
    `features` float32 [tiles, length] by tile index, [256, 4096] for VGG-16, NaN for tiles that the bundle skips.
    `tissue_fraction` float32 [256], 0..1.
    `survival_probability`: P(alive at 5 years) by this bundle, 0..1; `logit` is its log odds. `interval`: a calibrated
    95 % interval if the bundle has one, otherwise None and the probability is uncalibrated.
    `risk_group` is None if the bundle states no threshold. `seconds`: wall-clock time from the open slide to the
    result.
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
    """The results in several random orders, if the bundle uses them.

    `trace` is then the trace of a further run in raster order. This run is shown but is not part of the result.
    """
    order_logits: np.ndarray | None = None
    """The calibrated log odds in each of `orders` if it ended after each step, float32 [orders, steps].

    `logit` is the mean of the last column. It is None if `orders` is None, and in results made without it.
    """
    familiarity: TissueFamiliarity | None = None
    """How familiar the tissue is to the model, or None if its bundle has no record of its training tissue."""
    features_cached: bool = False
    """Whether all features came from the cache of an earlier analysis of the region; `seconds` is then short."""
    evidence: Evidence | None = None
    """What the card states about held-out patients with a similar answer. None for results without a card."""
    order_check: OrderCheck | None = None
    """The results in 32 random orders and in the flips and rotations of the grid, if they were computed later."""
    image_in_cohort: SeenIn = "not recorded"
    """The part of the model's own cohort that the image was in.

    A result for an image of the training or the validation part is leakage.
    """
    curve: tuple[CurvePoint, ...] = ()
    """The survival curve, which ends at `survival_probability`; empty if the model gives only this probability."""
    members: OrderSpread | None = None
    """The results of the members of an ensemble, whose mean log odds are `logit`, or None if the model is a single
    one."""
    feature_file: FeatureSource | None = None
    """The origin of the features, if they come from a feature file, which `image` then is; None for an image."""

    def __post_init__(self) -> None:
        """Raise AnswerError if the logit or a probability is not a finite number."""
        model = f"{self.bundle.name} {self.bundle.version}"
        finite_logit(self.logit, model)
        for probability in (self.survival_probability, *(self.interval or ())):
            finite_probability(probability, model)

    @property
    def time_text(self) -> str:
        """Return the time taken, and a note if it is short because the features were cached."""
        cached = ", with features cached by an earlier analysis" if self.features_cached else ""
        return f"{self.seconds:.1f} s{cached}"
