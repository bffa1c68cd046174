"""The frozen result of the pipeline: a probability, per-tile arrays, and all facts needed to reproduce it."""

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

Precision = Literal["exact", "fast", "fastest"]
"""The precision of an analysis.

*exact* computes in float32. *fast* is the most faithful number format that is clearly faster than *exact* on the
device. *fastest* is another number format that is faster still, but less faithful.
"""
Arithmetic = Literal["float32", "bfloat16", "float16", "int8", "int8+bfloat16"]

_PRECISIONS: tuple[Precision, ...] = ("exact", "fast", "fastest")
TOLERABLE_DP = 0.01
"""Maximum error in survival probability that *fast* may have on any measured spot without a warning."""
USABLE_DP = 0.05
"""Maximum error that *fast* or *fastest* may have on any measured spot.

A precision with a larger error is not used at all.
"""


def precision_of(text: object) -> Precision:
    """Return the precision that `text` names, for example in settings; *exact* for any other value."""
    return next((precision for precision in _PRECISIONS if precision == text), "exact")


def read_only(array: np.ndarray) -> np.ndarray:
    """Make `array` itself read-only and return it.

    Results are passed between threads, and all views share their arrays.
    """
    array.setflags(write=False)
    return array


@dataclass(frozen=True)
class Verdict:
    """Whether the input can be trusted.

    `reasons` are sentences, and there are none if the level is "ok". A good input alone does not make a result
    trustworthy; `model.result.reliability` judges the result.
    """

    level: Level
    reasons: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    """Names of the checks that were made, from `model.result.input_checks`."""
    not_checked: tuple[str, ...] = ()
    """Sentences on what could not be checked, and why."""


@dataclass(frozen=True)
class CurvePoint:
    """A point of a survival curve: the probability of being alive after `years` years, 0..1."""

    years: float
    survival_probability: float


@dataclass(frozen=True)
class KnownError:
    """The difference of *fast* or *fastest* from *exact*, measured on whole spots.

    `max_dp` and `mean_dp` are the largest and the mean absolute difference in survival probability. `flipped` of
    `spots` spots changed their risk group. `on` names the spots, and `measured` is the day of the measurement (ISO).
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
    def usable(self) -> bool:
        """Return whether no measured spot differs by more than `USABLE_DP`."""
        return self.max_dp <= USABLE_DP

    @property
    def text(self) -> str:
        """Return the values as text, such as "off by up to 0.033 (mean 0.012), 1 of 20 risk groups flipped, on ..."."""
        off = f"off by up to {self.max_dp:.3f} (mean {self.mean_dp:.3f})"
        return f"{off}, {self.flipped} of {self.spots} risk groups flipped, on {self.on}, {self.measured}"


@dataclass(frozen=True)
class DeviceRecord:
    """The device of an analysis: its `name` in PyTorch, its `title` for users, and the `reason` why it was chosen.

    `arithmetic` is the number format in which the multiplications were computed. It is float32 for *exact*. Another
    format may be *fast* on one computer and *fastest* on another, and in version 0.2.0 *fast* was int8 on every CPU. In
    "int8+bfloat16", layers that are not int8 are bfloat16. `error` is None for *exact*.
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
    """The values of the head after each of the n steps so far (256 at the end; fewer if tiles are skipped).

    `index` int64 [n] is the tile of each step, in the order of the analysis. `hidden` and `cell` have one float32 [n,
    units] array for each layer, first layer first (hidden in -1..1). `cell` is empty if the network has no cell state.
    Both are empty if the head is not a sequence network.

    `running` float32 [n] is the survival probability that the head would return if the analysis ended after this step.
    It is used for playback and is not the contribution of a tile.

    `tiles` has values of each tile, float32 [n], by key. A pooled head has three keys. "attention" is the tile's share
    of the attention, and all shares add up to 1. "contribution" is the tile's term of the sum that is the logit, in log
    odds. "removal" is the logit minus the logit without the tile, in log odds. They are nan for tiles that are not
    pooled. If a bundle has a record of its training tissue, any head has the key "unfamiliar". It is the distance of
    the tile to that tissue in units of the limit, and nan for tiles without tissue.
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
    """The result so far, as the screen shows it during an analysis.

    `tissue_fraction` float32 [256] is NaN for tiles that were not read yet. `tile_boxes` is as in `Prediction`.
    `verdict` is None until the whole region was read.
    """

    grid: GridSpec
    tile_boxes: np.ndarray
    tissue_fraction: np.ndarray
    verdict: Verdict | None
    trace: Trace


@dataclass(frozen=True, eq=False)
class Prediction:
    """The result of analysing one region with one bundle on one device.

    `tile_boxes` float64 [256, 4] has x, y, width, height of each tile in level-0 px, by tile index. `features` float32
    [tiles, length] by tile index, [256, 4096] for VGG-16, is NaN for tiles that the bundle skips. `tissue_fraction` is
    float32 [256], 0..1. `survival_probability` is P(alive at 5 years) according to this bundle, 0..1, and `logit` is
    its log odds. `interval` is a calibrated 95 % interval. It is None if the bundle has none, and the probability is
    then uncalibrated. `risk_group` is None if the bundle has no threshold. `seconds` is the wall-clock time from the
    open slide to the result.
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
    """Program and version, such as "histocast 0.1.0"."""
    orders: OrderSpread | None = None
    """The results in several random orders, if the bundle uses several orders.

    `trace` is then the trace of an additional run over the tiles in raster order. This run is shown but is not part of
    the result.
    """
    order_logits: np.ndarray | None = None
    """The calibrated log odds in each of `orders`, as if the analysis had ended after each step, float32 [orders,
    steps].

    `logit` is the mean of the last column. The array is None if `orders` is None, and in results that were made without
    it.
    """
    familiarity: TissueFamiliarity | None = None
    """How familiar the tissue is to the model, or None if its bundle has no record of its training tissue."""
    features_cached: bool = False
    """Whether all features came from the cache, because the region was analysed before. `seconds` is then short."""
    evidence: Evidence | None = None
    """What the card states about held-out patients with a similar answer. It is None if the model has no card."""
    order_check: OrderCheck | None = None
    """The results in 32 random orders and in the flips and rotations of the grid, if they were computed later."""
    image_in_cohort: SeenIn = "not recorded"
    """Whether the image was in the model's own cohort, and in which set.

    A result for an image of the training or validation set is leakage."""
    curve: tuple[CurvePoint, ...] = ()
    """The survival curve, which ends at `survival_probability`. It is empty if the model gives only this
    probability."""
    members: OrderSpread | None = None
    """The results of the members of an ensemble.

    The mean of their log odds is `logit`. It is None if the model is not an ensemble.
    """
    feature_file: FeatureSource | None = None
    """The origin of the features if they come from a feature file, otherwise None. In this case `image` describes the
    feature file."""
    tile_orders: np.ndarray | None = None
    """The tile orders over which the result is a mean, int64 [orders, steps] of tile indices.

    It is None if the orders follow from the grid, as for an image.
    """

    def __post_init__(self) -> None:
        """Raise AnswerError if the logit or a probability is not a finite number."""
        model = f"{self.bundle.name} {self.bundle.version}"
        finite_logit(self.logit, model)
        for probability in (self.survival_probability, *(self.interval or ())):
            finite_probability(probability, model)

    @property
    def time_text(self) -> str:
        """Return the time taken as text. Add a note if it is short because the features were cached."""
        cached = ", with features cached by an earlier analysis" if self.features_cached else ""
        return f"{self.seconds:.1f} s{cached}"
