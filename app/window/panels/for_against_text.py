"""Text about the tiles or regions with the largest effects for and against survival, with their places; no Qt."""

from dataclasses import dataclass

import numpy as np

from app.language.model_text import of_model
from app.language.text import inside, mark, number_text, plural, tr
from app.session.session import Session
from app.session.tile_places import tile_place
from app.window.panels.result_text import stage_of
from model.explain.explanation import REGION, Explanation, top_tiles
from model.result.points import FLOOR, MEASURE, floor_text

NAMED = 3
"""Maximum number of places on each side. More places do not fit into the panel and are hard to remember."""
_TITLE = mark("What speaks for and against")
NOT_YET = mark("What speaks for and against: not computed yet.")
_COMPUTING = mark("What speaks for and against: being computed …")


@dataclass(frozen=True)
class Effect:
    """The effect of a tile or region: the `index` of the tile to select, a short text, and a full sentence."""

    index: int
    text: str
    sentence: str


@dataclass(frozen=True)
class ForAgainst:
    """The largest effects for survival (`favour`) and against it, and a note. If all are empty, nothing is shown.

    `can_try_regions` is true if no single tile has an effect and the program has not occluded whole regions yet.
    """

    favour: tuple[Effect, ...] = ()
    against: tuple[Effect, ...] = ()
    note: str = ""
    can_try_regions: bool = False


def for_against(session: Session) -> ForAgainst:
    """Return the largest effects of occluding regions or, if these are not known, of occluding single tiles.

    The result is empty unless a probability is shown. Effects of at most one point of probability are not listed.
    """
    if stage_of(session) != "done":
        return ForAgainst()
    known = session.explanation
    found = known.found.get("regions") or known.found.get("occlusion")
    if found is None or found.points is None:
        asked = known.running.asked if known.running else ()
        why = known.failed.get("occlusion", "")
        return ForAgainst(note=tr(_COMPUTING) if "occlusion" in asked else f"{tr(NOT_YET)} {why}".strip())
    if not found.matters:
        floor = of_model(floor_text(found.method.part))
        floor = f"{tr(_TITLE)}: {inside(floor)}"
        can_try = found.method.key != "regions" and not session.grid.scattered
        return ForAgainst(note=floor, can_try_regions=can_try)
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
        amount = number_text(f"{value:+.1f}")
        place = tile_place(session.grid, index)
        tiles = 1 if regions is None else int(np.count_nonzero(regions == regions[index]))
        at = place if session.grid.scattered else tr("Tile at {place}", place=place)
        what = (
            f"{at[:1].upper()}{at[1:]}"
            if regions is None
            else tr("Region of {tiles} around {place}", tiles=plural(tiles, "tile"), place=place)
        )
        text = (
            f"{amount}  {place}"
            if regions is None
            else tr("{amount}  {tiles} around {place}", amount=amount, tiles=plural(tiles, "tile"), place=place)
        )
        named.append(
            Effect(
                index,
                text,
                tr(
                    "{what}: {amount} {measure} of survival probability",
                    what=what,
                    amount=amount,
                    measure=of_model(MEASURE),
                ),
            )
        )
    return tuple(named)


def _note(found: Explanation) -> str:
    greyed = tr(" The two maps of importance do not agree.") if found.greyed else ""
    part = of_model(found.method.part)
    return tr(
        "{measure} of probability that the {part} adds compared with glass; not a cause.{greyed}",
        measure=of_model(MEASURE).capitalize(),
        part=part,
        greyed=greyed,
    )
