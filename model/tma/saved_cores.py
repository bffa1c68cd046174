"""Save cores between sessions: write an array to a JSON file named by the slide's SHA-256, and read it again.

As with the saved regions, the content is the key: the cores of a moved or renamed slide are found again.
"""

from collections.abc import Callable
from typing import Any, cast

from model.base.geometry import PointL0
from model.result.image_store import ImageStore, number
from model.slide.record import ImageRecord
from model.tma.array import STATUSES, Core, TmaArray
from model.tma.labels import place_named


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
    x, y, radius = (number(entry[name]) for name in ("x", "y", "radius"))
    case, confidence = entry["case_id"], entry["confidence"]
    if place is None or radius <= 0 or entry["status"] not in STATUSES or not isinstance(case, str | None):
        raise ValueError("not a core")
    return Core(
        place,
        PointL0(x, y),
        radius,
        entry["status"],
        by_hand=entry["by_hand"] is True,
        confidence=None if confidence is None else number(confidence),
        case_id=case,
    )


_STORE: ImageStore[TmaArray | None] = ImageStore(
    "cores",
    1,
    "The cores",
    None,
    lambda array: [_entry(core) for core in array.cores] if array is not None else [],
    # All or none: half an array would look like a whole one.
    lambda entries: TmaArray(tuple(_core(entry) for entry in entries)),
)
cores_file = _STORE.file
"""Where the cores of the slide with that content are kept."""
saved_cores = _STORE.saved
"""Of that content; None where there is no array that can be read whole."""
trouble_with_cores = _STORE.trouble
"""What cannot be read of what is kept for that content, a sentence or ""."""


def change_cores(image: ImageRecord, change: Callable[[TmaArray | None], TmaArray]) -> TmaArray:
    """Read what is kept for `image` now, `change` it and write it; what another window of the program did stays."""
    # A change gives an array, so that is what was kept.
    return cast(TmaArray, _STORE.change(image, change))
