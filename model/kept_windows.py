"""Windows kept with their results from one sitting to the next: by the image's SHA-256, in a JSON file each, and back.

The content is the key, not the path: a slide that was moved, renamed or copied to another disk finds its windows again.
What is kept is the place, the number, the verdict and the model; the features have a cache of their own.
"""

import json
import math
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from model.errors import HistocastError
from model.files import replacing
from model.geometry import RegionL0
from model.places import data_folder
from model.prediction import ImageRecord, Prediction

FORMAT, FORMAT_VERSION = "histocast-windows", 1
LEVELS = ("ok", "caution", "do not use")
OWN_FIELDS = ("x", "y", "width", "height")


@dataclass(frozen=True)
class KeptResult:
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
class KeptWindow:
    """A place on a slide, level-0 px, and one result for each model and precision that read it, newest first."""

    region: RegionL0
    results: tuple[KeptResult, ...] = ()

    def result_of(self, model_sha256: str) -> KeptResult | None:
        """The newest result of that model."""
        return next((result for result in self.results if result.model_sha256 == model_sha256), None)

    def with_result(self, result: KeptResult) -> "KeptWindow":
        kind = (result.model_sha256, result.precision)
        others = tuple(known for known in self.results if (known.model_sha256, known.precision) != kind)
        return replace(self, results=(result, *others))


Windows = tuple[KeptWindow, ...]


def result_from(prediction: Prediction, qualifier: str, read_on: str) -> KeptResult:
    """What is worth keeping of `prediction`; the wording of its `qualifier` is the caller's."""
    bundle, refused = prediction.bundle, prediction.verdict.level == "do not use"
    return KeptResult(
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


def with_window(windows: Windows, region: RegionL0, result: KeptResult | None = None) -> Windows:
    """`windows` with the place `region` among them, in the order they were first kept, and `result` known there."""
    known = next((window for window in windows if window.region == region), None)
    kept = known or KeptWindow(region)
    kept = kept if result is None else kept.with_result(result)
    if known is None:
        return (*windows, kept)
    return tuple(kept if window is known else window for window in windows)


def without_window(windows: Windows, region: RegionL0) -> Windows:
    return tuple(window for window in windows if window.region != region)


def windows_file(sha256: str) -> Path:
    return data_folder() / "windows" / f"{sha256}.json"


def kept_windows(sha256: str) -> Windows:
    """The windows kept for the image with this content; entries that cannot be right count as not kept."""
    try:
        data = _read(windows_file(sha256))
    except (OSError, ValueError):
        return ()
    windows: Windows = ()
    for entry in data["windows"]:
        window = _window(entry)
        if window is not None:
            windows = (*without_window(windows, window.region), window)
    return windows


def change_kept(image: ImageRecord, change: Callable[[Windows], Windows]) -> Windows:
    """Read what is kept for `image` now, `change` it and write it; what another window of the program kept stays."""
    target = windows_file(image.sha256)
    try:
        _set_aside_if_damaged(target)
        windows = change(kept_windows(image.sha256))
        if not windows:
            target.unlink(missing_ok=True)
            return ()
        data = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            # For people who look into the file; the name of this file is what counts.
            "image": {"sha256": image.sha256, "path": image.path},
            "windows": [_entry(window) for window in windows],
        }
        with replacing(target) as beside, beside.open("w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, indent=1)
    except OSError as error:
        message = f"The analysed windows could not be kept: {error.strerror}."
        raise HistocastError(message, f"Check that {target.parent} can be written to.") from error
    return windows


def _read(path: Path) -> dict[str, Any]:
    """The file's content; ValueError where it is not one of ours, or of a later version."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        ours = data["format"] == FORMAT and data["format_version"] == FORMAT_VERSION
        is_list = isinstance(data["windows"], list)
    except (LookupError, TypeError, RecursionError) as error:
        raise ValueError(f"{path} is not a list of windows") from error
    if not ours or not is_list:
        raise ValueError(f"{path} is not a list of windows of version {FORMAT_VERSION}")
    return dict(data)


def _set_aside_if_damaged(path: Path) -> None:
    """A file that cannot be read is not written over: somebody may still want what is in it."""
    try:
        _read(path)
    except FileNotFoundError:
        return
    except ValueError:
        os.replace(path, path.with_suffix(".unread.json"))


def _entry(window: KeptWindow) -> dict[str, Any]:
    return {**asdict(window.region), "results": [asdict(result) for result in window.results]}


def _window(entry: Any) -> KeptWindow | None:
    try:
        region = RegionL0(*(_number(entry[name]) for name in OWN_FIELDS))
        results = tuple(_result(found) for found in entry["results"])
    except (LookupError, TypeError, ValueError):
        return None
    return KeptWindow(region, results) if region.width > 0 and region.height > 0 else None


def _result(found: Any) -> KeptResult:
    result = KeptResult(**found)
    p = result.probability
    texts = (result.qualifier, result.level, result.model, result.model_sha256, result.precision, result.read_on)
    group_fits = result.risk_group is None or isinstance(result.risk_group, str)
    if not all(isinstance(text, str) for text in texts) or result.level not in LEVELS or not group_fits:
        raise ValueError("not a result")
    if p is not None and not 0 <= _number(p) <= 1:
        raise ValueError("not a probability")
    return result


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("not a number")
    return value
