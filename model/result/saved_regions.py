"""Windows kept with their results from one sitting to the next, by the image's content.

What is kept is the place, the number, the verdict and the model; the features have a cache of their own.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

from model.base.geometry import RegionL0
from model.result.image_store import ImageStore, number
from model.result.prediction import Prediction

LEVELS = ("ok", "caution", "do not use")
OWN_FIELDS = ("x", "y", "width", "height")


@dataclass(frozen=True)
class SavedResult:
    """What a model said of a window. `probability` is None where the verdict forbids to show it.

    `qualifier` stands beside the number wherever it is shown: "uncalibrated", or its interval.
    """

    probability: float | None
    qualifier: str
    risk_group: str | None
    level: str
    model: str
    """Name and version."""
    model_sha256: str
    demo: bool
    precision: str
    read_on: str
    """The day, ISO."""


@dataclass(frozen=True)
class SavedRegion:
    """A place on a slide, level-0 px, and one result for each model and precision that read it, newest first."""

    region: RegionL0
    results: tuple[SavedResult, ...] = ()

    def result_of(self, model_sha256: str) -> SavedResult | None:
        """The newest result of that model."""
        return next((result for result in self.results if result.model_sha256 == model_sha256), None)

    def with_result(self, result: SavedResult) -> "SavedRegion":
        kind = (result.model_sha256, result.precision)
        others = tuple(known for known in self.results if (known.model_sha256, known.precision) != kind)
        return replace(self, results=(result, *others))


Windows = tuple[SavedRegion, ...]


def result_from(prediction: Prediction, qualifier: str, read_on: str) -> SavedResult:
    """What is worth keeping of `prediction`; the wording of its `qualifier` is the caller's."""
    bundle, refused = prediction.bundle, prediction.verdict.level == "do not use"
    return SavedResult(
        probability=None if refused else prediction.survival_probability,
        qualifier=qualifier,
        risk_group=None if refused else prediction.risk_group,
        level=prediction.verdict.level,
        model=f"{bundle.name} {bundle.version}",
        model_sha256=bundle.sha256,
        demo=bundle.demo,
        precision=prediction.device.precision,
        read_on=read_on,
    )


def with_region(windows: Windows, region: RegionL0, result: SavedResult | None = None) -> Windows:
    """`windows` with the place `region` among them, in the order they were first kept, and `result` known there."""
    known = next((window for window in windows if window.region == region), None)
    kept = known or SavedRegion(region)
    kept = kept if result is None else kept.with_result(result)
    if known is None:
        return (*windows, kept)
    return tuple(kept if window is known else window for window in windows)


def without_region(windows: Windows, region: RegionL0) -> Windows:
    return tuple(window for window in windows if window.region != region)


def _entry(window: SavedRegion) -> dict[str, Any]:
    return {**asdict(window.region), "results": [asdict(result) for result in window.results]}


def _window(entry: Any) -> SavedRegion | None:
    try:
        region = RegionL0(*(number(entry[name]) for name in OWN_FIELDS))
        results = tuple(_result(found) for found in entry["results"])
    except (LookupError, TypeError, ValueError):
        return None
    return SavedRegion(region, results) if region.width > 0 and region.height > 0 else None


def _result(found: Any) -> SavedResult:
    result = SavedResult(**found)
    p = result.probability
    texts = (result.qualifier, result.level, result.model, result.model_sha256, result.precision, result.read_on)
    group_fits = result.risk_group is None or isinstance(result.risk_group, str)
    if not all(isinstance(text, str) for text in texts) or result.level not in LEVELS or not group_fits:
        raise ValueError("not a result")
    if p is not None and not 0 <= number(p) <= 1:
        raise ValueError("not a probability")
    return result


def _windows(entries: list[Any]) -> Windows:
    """Entries that cannot be right count as not kept."""
    windows: Windows = ()
    for entry in entries:
        window = _window(entry)
        if window is not None:
            windows = (*without_region(windows, window.region), window)
    return windows


_STORE: ImageStore[Windows] = ImageStore(
    "windows",
    1,
    "The analysed windows",
    (),
    lambda windows: [_entry(window) for window in windows],
    _windows,
    lambda entries: sum(_window(entry) is None for entry in entries),
)
regions_file = _STORE.file
"""Where the windows of the image with that content are kept."""
saved_regions = _STORE.kept
"""Of that content; entries that cannot be right are left out."""
trouble_with_windows = _STORE.trouble
"""What cannot be read of what is kept for that content, a sentence or ""."""
change_saved = _STORE.change
"""Of that image; what another window of the program kept stays."""
