"""What speaks for and against survival, as named places on the tissue; no Qt."""

from dataclasses import dataclass

import numpy as np

from app.session.session import Session
from app.window.panels.result_text import stage_of
from model.explain.explanation import REGION, Explanation, top_tiles
from model.result.points import FLOOR, MEASURE, floor_text

NAMED = 3
"""Places on each side: as many as are remembered, and as fit into the panel."""
_TITLE = "What speaks for and against"
NOT_YET = f"{_TITLE}: not computed yet."
_COMPUTING = f"{_TITLE}: being computed …"


@dataclass(frozen=True)
class Effect:
    """A tile or region: the `index` of the tile to select, a short text and a full sentence."""

    index: int
    text: str
    sentence: str


@dataclass(frozen=True)
class ForAgainst:
    """The largest effects on each side, and a note that stands below or instead of them. All empty: nothing to show.

    `can_try_regions`: no single tile matters, and regions were not occluded yet.
    """

    favour: tuple[Effect, ...] = ()
    against: tuple[Effect, ...] = ()
    note: str = ""
    can_try_regions: bool = False


def for_against(session: Session) -> ForAgainst:
    """Return what occlusion found: of regions if it is known, else of single tiles; nothing without a visible number.

    Effects up to a point of probability are not named.
    """
    if stage_of(session) != "done":
        return ForAgainst()
    known = session.explanation
    found = known.found.get("regions") or known.found.get("occlusion")
    if found is None or found.points is None:
        asked = known.running.asked if known.running else ()
        why = known.failed.get("occlusion", "")
        return ForAgainst(note=_COMPUTING if "occlusion" in asked else f"{NOT_YET} {why}".strip())
    if not found.matters:
        floor = floor_text(found.method.part)
        floor = f"{_TITLE}: {floor[:1].lower()}{floor[1:]}"
        return ForAgainst(note=floor, can_try_regions=found.method.key != "regions")
    favour, against = top_tiles(found, NAMED)
    return ForAgainst(_effects(session, found, favour), _effects(session, found, against), _note(found))


def _effects(session: Session, found: Explanation, indices: tuple[int, ...]) -> tuple[Effect, ...]:
    points, regions = found.points, found.tiles.get(REGION)
    assert points is not None  # checked by `for_against`
    named = []
    for index in indices:
        value = float(points[index])
        if abs(value) <= FLOOR:
            continue
        cell = session.grid.cell(index)
        amount = f"{value:+.1f}".replace("-", "−")
        place = f"row {cell.row + 1}, column {cell.col + 1}"
        tiles = 1 if regions is None else int(np.count_nonzero(regions == regions[index]))
        what = f"Tile at {place}" if regions is None else f"Region of {tiles} tiles around {place}"
        text = f"{amount}  {place}" if regions is None else f"{amount}  {tiles} tiles around {place}"
        named.append(Effect(index, text, f"{what}: {amount} {MEASURE} of survival probability"))
    return tuple(named)


def _note(found: Explanation) -> str:
    greyed = " The two maps of importance do not agree." if found.greyed else ""
    return f"{MEASURE.capitalize()} of probability by which the model uses this {found.method.part}; no cause.{greyed}"
