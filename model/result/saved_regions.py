"""Save the analysed regions of an image with their results, and load them in later sessions.

The file is named by the SHA-256 of the image. It contains region, probability, verdict and model. Features are stored
separately, in the feature cache.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any, cast

from model.base.geometry import RegionL0
from model.base.level import SEVERITY, Level
from model.result.image_store import ImageStore, number
from model.result.prediction import Prediction
from model.result.reliability import reliability_of

OWN_FIELDS = ("x", "y", "width", "height")


@dataclass(frozen=True)
class SavedResult:
    """The result of one model for a region.

    `probability` is None if the reliability of the result forbids showing it. `qualifier` must be shown beside the
    probability: it is "uncalibrated" or the interval. `level` and `reasons` are the reliability of the result,
    `input_level` is the verdict on the input, and `unchecked` names what was not measured. Earlier versions saved only
    the verdict on the input. In this case `level` is this verdict, and there are no reasons.
    """

    probability: float | None
    qualifier: str
    risk_group: str | None
    level: str
    model: str
    """Name and version of the model."""
    model_sha256: str
    demo: bool
    precision: str
    read_on: str
    """The day of the analysis in ISO form."""
    input_level: str = ""
    reasons: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    arithmetic: str = ""
    """The number format of the computation. It is "" in results of earlier versions, which did not save it. The format
    of these results is known only if their precision is exact.
    """

    @property
    def format(self) -> str:
        """Return the number format; "" if it is unknown."""
        return self.arithmetic or ("float32" if self.precision == "exact" else "")

    @property
    def precision_text(self) -> str:
        """Return the precision with its number format, for example "fast (bfloat16)"; "" for *exact*."""
        if self.precision == "exact":
            return ""
        return f"{self.precision} ({self.arithmetic})" if self.arithmetic else self.precision

    @property
    def verdict(self) -> str:
        """Return the level of the verdict on the input."""
        return self.input_level or self.level


@dataclass(frozen=True)
class SavedRegion:
    """A region in level-0 px, and the newest result of each model and number format. The newest result comes first."""

    region: RegionL0
    results: tuple[SavedResult, ...] = ()

    def result_of(
        self, model_sha256: str, precision: str | None = None, arithmetic: str | None = None
    ) -> SavedResult | None:
        """Return the newest result that the model with this SHA-256 gave for the region, or None if there is none.

        Any precision matches if `precision` is None. If `arithmetic` is given, only a result with this number format
        matches.
        """
        found = (result for result in self.results if result.model_sha256 == model_sha256)
        found = (result for result in found if precision in (None, result.precision))
        return next((result for result in found if arithmetic in (None, result.format)), None)

    def with_result(self, result: SavedResult) -> "SavedRegion":
        """Return the region with `result` as its first result, and without an earlier result of the same kind.

        Results of the same model and number format are of the same kind. After the earlier analysis, the result may
        have been checked in more tile orders. The new result does not include this check. Therefore, if both results
        have the same probability and input level, the worse level and its reasons are kept.
        """
        kind = (result.model_sha256, result.format)
        others = tuple(known for known in self.results if (known.model_sha256, known.format) != kind)
        earlier = next((known for known in self.results if known not in others), None)
        if earlier is not None and _repeats(result, earlier) and _severity(earlier) > _severity(result):
            result = replace(result, level=earlier.level, reasons=earlier.reasons, unchecked=earlier.unchecked)
        return replace(self, results=(result, *others))


SavedRegions = tuple[SavedRegion, ...]


def result_from(prediction: Prediction, qualifier: str, read_on: str) -> SavedResult:
    """Return the values of `prediction` that are saved. `qualifier` is the text to show beside the probability."""
    bundle, reliability = prediction.bundle, reliability_of(prediction)
    refused = reliability.level == "do not use"
    return SavedResult(
        probability=None if refused else prediction.survival_probability,
        qualifier=qualifier,
        risk_group=None if refused else prediction.risk_group,
        level=reliability.level,
        model=f"{bundle.name} {bundle.version}",
        model_sha256=bundle.sha256,
        demo=bundle.demo,
        precision=prediction.device.precision,
        arithmetic=prediction.device.arithmetic,
        read_on=read_on,
        input_level=prediction.verdict.level,
        reasons=reliability.reasons,
        unchecked=reliability.unchecked,
    )


def with_region(regions: SavedRegions, region: RegionL0, result: SavedResult | None = None) -> SavedRegions:
    """Return `regions` with `result` added to `region`. A new region is added at the end."""
    known = next((saved for saved in regions if saved.region == region), None)
    changed = known or SavedRegion(region)
    changed = changed if result is None else changed.with_result(result)
    if known is None:
        return (*regions, changed)
    return tuple(changed if saved is known else saved for saved in regions)


def without_region(regions: SavedRegions, region: RegionL0) -> SavedRegions:
    """Return `regions` without `region`."""
    return tuple(saved for saved in regions if saved.region != region)


def _repeats(one: SavedResult, other: SavedResult) -> bool:
    return (one.probability, one.verdict) == (other.probability, other.verdict)


def _severity(result: SavedResult) -> int:
    return SEVERITY[cast(Level, result.level)]


def _entry(saved: SavedRegion) -> dict[str, Any]:
    return {**asdict(saved.region), "results": [asdict(result) for result in saved.results]}


def _saved_region(entry: Any) -> SavedRegion | None:
    """Return the region that an entry of a file describes. Return None if the entry is not valid."""
    try:
        region = RegionL0(*(number(entry[name]) for name in OWN_FIELDS))
        results = tuple(_result(found) for found in entry["results"])
    except (LookupError, TypeError, ValueError):
        return None
    return SavedRegion(region, results) if region.width > 0 and region.height > 0 else None


def _result(found: Any) -> SavedResult:
    lists = {name: found.get(name, []) for name in ("reasons", "unchecked")} if isinstance(found, dict) else None
    if lists is None or not all(isinstance(one, list) for one in lists.values()):
        raise ValueError("not a result")
    result = SavedResult(**(found | {name: tuple(one) for name, one in lists.items()}))
    p = result.probability
    own = (result.qualifier, result.level, result.model, result.model_sha256, result.precision, result.read_on,
           result.arithmetic)  # fmt: skip
    texts = (*own, *result.reasons, *result.unchecked)
    group_fits = result.risk_group is None or isinstance(result.risk_group, str)
    levels_fit = {result.level, result.verdict} <= SEVERITY.keys()
    if not all(isinstance(text, str) for text in texts) or not levels_fit or not group_fits:
        raise ValueError("not a result")
    if p is not None and not 0 <= number(p) <= 1:
        raise ValueError("not a probability")
    return result


def _saved_regions(entries: list[Any]) -> SavedRegions:
    """Return the regions that the entries of a file describe. Entries that are not valid are left out."""
    regions: SavedRegions = ()
    for entry in entries:
        saved = _saved_region(entry)
        if saved is not None:
            regions = (*without_region(regions, saved.region), saved)
    return regions


_STORE: ImageStore[SavedRegions] = ImageStore(
    # "windows" is the name of the folder and of the key in the files. It is a stable format, so the old word stays.
    "windows",
    1,
    "The analysis regions",
    (),
    lambda regions: [_entry(saved) for saved in regions],
    _saved_regions,
    lambda entries: sum(_saved_region(entry) is None for entry in entries),
)
regions_file = _STORE.file
"""Return the path of the file with the saved regions of an image. The argument is the SHA-256 of the image's content.
"""
saved_regions = _STORE.saved
"""Return the regions saved for an image with this SHA-256. Entries that are not valid are left out."""
trouble_with_regions = _STORE.trouble
"""Return a message if saved regions of this image cannot be read, otherwise ""."""
change_saved = _STORE.change
"""Change the saved regions of an image. Regions that another running program saved meanwhile are kept."""
