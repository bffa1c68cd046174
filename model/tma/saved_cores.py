"""Save the cores of a slide in a JSON file named by the slide's SHA-256, and load them in later sessions.

The SHA-256 depends only on the content of the slide, so the program finds the cores even if the slide was moved or
renamed.
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
    # If one core is invalid, no core is loaded, because an incomplete array would look like a complete one.
    lambda entries: TmaArray(tuple(_core(entry) for entry in entries)),
)
cores_file = _STORE.file
"""Return the path of the file that stores the cores of the slide with the given SHA-256."""
saved_cores = _STORE.saved
"""Return the stored cores of the slide with the given SHA-256. Return None if there are none or if a core is
invalid."""
trouble_with_cores = _STORE.trouble
"""Return a sentence that states which stored cores cannot be read, or "" if all of them can be read."""


def change_cores(image: ImageRecord, change: Callable[[TmaArray | None], TmaArray]) -> TmaArray:
    """Load the stored cores of `image`, apply `change` to them, save the result and return it.

    The cores are loaded immediately before the change, so changes by another window of the program are not lost.
    """
    # `change` returns an array, so the stored value is not None.
    return cast(TmaArray, _STORE.change(image, change))
