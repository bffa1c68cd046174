"""Cores kept from one sitting to the next: by the slide's SHA-256, an array goes into a JSON file, and comes back.

As with the kept windows, the content is the key: a slide that was moved or renamed finds its cores again.
"""

import json
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from model.errors import HistocastError, TmaError
from model.files import replacing
from model.geometry import PointL0
from model.places import data_folder
from model.prediction import ImageRecord
from model.tma.array import STATUSES, Core, TmaArray
from model.tma.labels import place_named

FORMAT, FORMAT_VERSION = "histocast-cores", 1


def cores_file(sha256: str) -> Path:
    return data_folder() / "cores" / f"{sha256}.json"


def kept_cores(sha256: str) -> TmaArray | None:
    """The array kept for the slide with this content; None where there is none that can be read whole."""
    try:
        return _read(cores_file(sha256))
    except (OSError, ValueError):
        return None


def change_cores(image: ImageRecord, change: Callable[[TmaArray | None], TmaArray]) -> TmaArray:
    """Read what is kept for `image` now, `change` it and write it; what another window of the program did stays."""
    target = cores_file(image.sha256)
    try:
        try:
            before: TmaArray | None = _read(target)
        except FileNotFoundError:
            before = None
        except ValueError:
            # Not written over: somebody may still want what is in it.
            os.replace(target, target.with_suffix(".unread.json"))
            before = None
        array = change(before)
        data = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            # For people who look into the file; the name of this file is what counts.
            "image": {"sha256": image.sha256, "path": image.path},
            "cores": [_entry(core) for core in array.cores],
        }
        with replacing(target) as beside, beside.open("w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, indent=1)
    except OSError as error:
        message = f"The cores could not be kept: {error.strerror}."
        raise HistocastError(message, f"Check that {target.parent} can be written to.") from error
    return array


def _read(path: Path) -> TmaArray:
    """The file's array; ValueError where any of it cannot be right: half an array would look like a whole one."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if (data["format"], data["format_version"]) != (FORMAT, FORMAT_VERSION):
            raise ValueError(f"{path} holds no cores of version {FORMAT_VERSION}")
        return TmaArray(tuple(_core(entry) for entry in data["cores"]))
    except (LookupError, TypeError, RecursionError, TmaError) as error:
        raise ValueError(f"{path} holds no cores") from error


def _entry(core: Core) -> dict[str, Any]:
    return {
        "core": core.label,
        "x": core.centre.x,
        "y": core.centre.y,
        "radius": core.radius,
        "status": core.status,
        "by_hand": core.by_hand,
        "confidence": core.confidence,
        "case_id": core.case_id,
    }


def _core(entry: dict[str, Any]) -> Core:
    place = place_named(entry["core"])
    x, y, radius = (_number(entry[name]) for name in ("x", "y", "radius"))
    case, confidence = entry["case_id"], entry["confidence"]
    if place is None or radius <= 0 or entry["status"] not in STATUSES or not isinstance(case, str | None):
        raise ValueError("not a core")
    return Core(
        place,
        PointL0(x, y),
        radius,
        entry["status"],
        by_hand=entry["by_hand"] is True,
        confidence=None if confidence is None else _number(confidence),
        case_id=case,
    )


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("not a number")
    return float(value)
