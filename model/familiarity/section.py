"""Write, check and read the section `familiarity` of a bundle's manifest: limits and false alarms as JSON fields."""

from collections.abc import Iterator, Mapping
from typing import Any

from model.base.finite import is_number
from model.familiarity.fit import CAUTION_ALARM, REFUSE_ALARM, TILE_ALARM
from model.familiarity.reference import FamiliarityLimits

VERSION = 1
_MOST_NEIGHBOURS = 1000
_LARGEST_DISTANCE = 1e6
"""Maximum plausible limit, in standard deviations of the training tissue. The distance of random noise is below 100."""


def section_of(limits: FamiliarityLimits, counts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the manifest section with `limits` and the target rates.

    `counts` are the counts of the data with which the limits were fitted and tested. They become part of the section.
    """
    return {
        "version": VERSION,
        "neighbours": limits.neighbours,
        "tile_limit": limits.tile,
        "caution_share": limits.caution,
        "refuse_share": limits.refuse,
        "targets": {"tiles": TILE_ALARM, "caution": CAUTION_ALARM, "refuse": REFUSE_ALARM},
        **counts,
    }


def limits_of(section: Mapping[str, Any]) -> FamiliarityLimits:
    """Return the limits in a section that `section_fault` has checked."""
    return FamiliarityLimits(
        section["neighbours"], section["tile_limit"], section["caution_share"], section["refuse_share"]
    )


def section_fault(section: object) -> str | None:
    """Return a description of the first invalid field, or None if there is none.

    If `section` is None, the bundle has no record of its training tissue. This is allowed.
    """
    if section is None:
        return None
    if not isinstance(section, dict):
        return "familiarity is not a table of limits"
    return next(_faults(section), None)


def _faults(section: dict[str, Any]) -> Iterator[str]:
    if section.get("version") != VERSION:
        yield f"familiarity.version {section.get('version')!r} is not supported"
    count = section.get("neighbours")
    if type(count) is not int or not 1 <= count <= _MOST_NEIGHBOURS:
        yield f"familiarity.neighbours {count!r} is not a number from 1 to {_MOST_NEIGHBOURS}"
    for name, high in (("tile_limit", _LARGEST_DISTANCE), ("caution_share", 1), ("refuse_share", 1)):
        if not is_number(section.get(name), 0, high):
            yield f"familiarity.{name} {section.get(name)!r} is not a number from 0 to {high:g}"
    if section["tile_limit"] == 0:
        yield "familiarity.tile_limit 0 is not above 0"
    if section["caution_share"] > section["refuse_share"]:
        yield "familiarity.caution_share is above familiarity.refuse_share"
