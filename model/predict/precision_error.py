"""How far *fast* is off *exact* with a bundle on this computer: measured on whole spots, kept, and looked up again.

A measurement counts for one bundle, one engine with its arithmetic, and one processor or card: other processors round
int8 otherwise.
"""

import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from model.base.errors import UnmeasuredError
from model.base.files import replacing
from model.base.finite import is_number
from model.base.places import data_folder
from model.bundle.record import RiskGroup
from model.result.prediction import DeviceRecord, KnownError

FEWEST_SPOTS = 20
"""Below this a largest error says little."""


@dataclass(frozen=True)
class Pair:
    """One spot read both ways: survival probability and risk group, *exact* and *fast*."""

    exact: float
    fast: float
    exact_group: RiskGroup | None
    fast_group: RiskGroup | None


def summary(pairs: Sequence[Pair], on: str, day: str) -> KnownError:
    """The error over `pairs` (at least one); `on` says which spots they were, `day` (ISO) when they were read."""
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
    """What was measured of `device` with that bundle here; None where nothing was, or what was kept is damaged."""
    try:
        kept = json.loads(_file(bundle_sha256, device).read_text(encoding="utf-8"))
        error = KnownError(**kept["error"])
        whole = all(type(count) is int and count >= 0 for count in (error.spots, error.flipped))
        good = whole and is_number(error.max_dp, 0, 1) and is_number(error.mean_dp, 0, 1)
        return error if good else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_error(bundle_sha256: str, device: DeviceRecord, error: KnownError) -> Path:
    """Keep what was measured, in place of what was kept before; gives the file."""
    path = _file(bundle_sha256, device)
    about = {"bundle": bundle_sha256, "device": device.words, "processor": processor(), "error": asdict(error)}
    with replacing(path) as beside:
        beside.write_text(json.dumps(about, indent=1), encoding="utf-8")
    return path


def with_known_error(device: DeviceRecord, bundle_sha256: str) -> DeviceRecord:
    """`device` with what is known of its error; UnmeasuredError where it is *fast* and nothing is known."""
    if device.precision == "exact":
        return device
    error = known_error(bundle_sha256, device)
    if error is None:
        raise UnmeasuredError(
            f"How far fast ({device.arithmetic}) is off with this model was never measured on this computer.",
            "Measure it: histocast bench --accuracy, or Measure fast in the window. Or choose exact.",
        )
    return replace(device, error=error)


def processor() -> str:
    """The processor's name, as far as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _file(bundle_sha256: str, device: DeviceRecord) -> Path:
    unit = processor() if device.name.startswith("cpu") else device.words
    parts = f"{bundle_sha256}|{device.engine}|{device.arithmetic}|{unit}"
    return data_folder() / "accuracy" / (hashlib.sha256(parts.encode()).hexdigest()[:40] + ".json")
