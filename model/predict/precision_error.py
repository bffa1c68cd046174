"""Compute, save and load the measured error of the precisions *fast* and *fastest* for a bundle on this computer.

The error is the difference from the precision *exact*. A measurement is valid for one bundle, one engine with its
number format, and one processor or graphics card, because int8 rounding differs between processors.
"""

import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from model.backbone.devices import recipe_of
from model.base.errors import DeviceError, UnmeasuredError
from model.base.files import replacing
from model.base.finite import is_number
from model.base.json_file import read_json
from model.base.places import data_folder
from model.bundle.record import RiskGroup
from model.result.prediction import DeviceRecord, KnownError

FEWEST_SPOTS = 20
"""Minimum number of spots. With fewer spots, the largest measured error is a poor estimate of the largest possible
error."""


@dataclass(frozen=True)
class Pair:
    """The survival probabilities and risk groups of one spot with *exact*, and with *fast* or *fastest* precision."""

    exact: float
    fast: float
    exact_group: RiskGroup | None
    fast_group: RiskGroup | None


def summary(pairs: Sequence[Pair], on: str, day: str) -> KnownError:
    """Return the measured error of a reduced precision. `pairs` must have at least one pair.

    `on` describes the spots, and `day` is the date of the measurement (ISO).
    """
    off = [abs(pair.fast - pair.exact) for pair in pairs]
    return KnownError(
        spots=len(pairs),
        max_dp=max(off),
        mean_dp=sum(off) / len(off),
        flipped=sum(pair.exact_group != pair.fast_group for pair in pairs),
        on=on,
        measured=day,
    )


def known_error(bundle_sha256: str, device: DeviceRecord) -> KnownError | None:
    """Return the error measured on this computer for `device` and this bundle.

    Return None if there is no measurement or its file is damaged.
    """
    try:
        saved = read_json(_file(bundle_sha256, device))
        error = KnownError(**saved["error"])
        whole = all(type(count) is int and count >= 0 for count in (error.spots, error.flipped))
        good = whole and is_number(error.max_dp, 0, 1) and is_number(error.mean_dp, 0, 1)
        return error if good else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save_error(bundle_sha256: str, device: DeviceRecord, error: KnownError) -> Path:
    """Save a measured error and return its file. An earlier measurement is replaced."""
    path = _file(bundle_sha256, device)
    about = {"bundle": bundle_sha256, "device": device.title, "processor": processor(), "error": asdict(error)}
    with replacing(path) as beside:
        beside.write_text(json.dumps(about, indent=1), encoding="utf-8")
    return path


def with_known_error(device: DeviceRecord, bundle_sha256: str) -> DeviceRecord:
    """Return `device` with the error that was measured for its precision.

    Raise UnmeasuredError if the precision is not *exact* and its error was never measured on this computer. Raise
    DeviceError if the measured error is too large for any use.
    """
    if device.precision == "exact":
        return device
    error = known_error(bundle_sha256, device)
    if error is None:
        raise UnmeasuredError(
            f"The error of {device.precision} ({device.arithmetic}) with this model was never measured on this "
            "computer.",
            "Measure the error: histocast bench --accuracy, or Measure fast in the window. Or choose exact precision.",
        )
    if not error.usable:
        raise DeviceError(
            f"{device.precision.capitalize()} ({device.arithmetic}) is not used with this model: {error.text}.",
            "Choose a more faithful precision. The precision exact has no such error.",
        )
    return replace(device, error=error)


def processor() -> str:
    """Return the name of the processor, or the architecture if the system does not provide the name."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _file(bundle_sha256: str, device: DeviceRecord) -> Path:
    unit = processor() if device.name.startswith("cpu") else device.title
    parts = f"{bundle_sha256}|{device.engine}|{recipe_of(device)}|{unit}"
    return data_folder() / "accuracy" / (hashlib.sha256(parts.encode()).hexdigest()[:40] + ".json")
