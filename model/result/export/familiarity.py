"""Write the findings on familiar tissue for the model card, the JSON record and the CSV table."""

from dataclasses import asdict
from typing import Any

from model.familiarity.judge import NO_RECORD, TissueFamiliarity

_TITLE = "Familiar tissue"
_ALARMS = "  false alarms"


def familiarity_text(section: dict[str, Any] | None) -> tuple[tuple[str, str], ...]:
    """Return title and text of each line of the model card on familiar tissue: the limits, and the false alarms.

    The false alarms are cautions and refusals on held-out spots.
    """
    if section is None:
        return ((_TITLE, f"not checked: {NO_RECORD}"),)
    try:
        return ((_TITLE, _limits(section)), (_ALARMS, _alarms(section)))
    except (KeyError, TypeError, ValueError):
        return ((_TITLE, "checked; the data behind the limits are recorded in a format that this version cannot read"),)


def familiarity_record(found: TissueFamiliarity | None) -> dict[str, Any]:
    """Return what was found about the familiarity of a region's tissue, as JSON fields.

    If the model has no record of its training tissue, all fields are None except `text`, which gives the reason.
    """
    if found is None:
        fields = dict.fromkeys(("level", "share", "unfamiliar_tiles", "judged_tiles", "limits"))
        return {**fields, "text": f"not checked: {NO_RECORD}"}
    return {
        "level": found.level,
        "share": found.share,
        "unfamiliar_tiles": int(found.unfamiliar.sum()),
        "judged_tiles": found.judged,
        "limits": asdict(found.limits),
        "text": found.sentence,
    }


def familiarity_cells(found: TissueFamiliarity | None) -> dict[str, str]:
    """Return the level and the share of unfamiliar tiles as cells of a table. These are empty if no tile was judged."""
    share = None if found is None else found.share
    if found is None or share is None:
        return {"familiarity": "", "unfamiliar_share": ""}
    return {"familiarity": found.level, "unfamiliar_share": f"{share:.9g}"}


def _limits(section: dict[str, Any]) -> str:
    reference, source, targets = section["reference"], section["limits_from"], section["targets"]
    kept = f"compared with {reference['tiles']} tiles of {reference['spots']} training spots"
    share, spots = f"{1 - targets['tiles']:.0%}", source["spots"]
    tile = (
        f"a tile is unfamiliar if it is farther from these tiles than {share} of the tissue tiles of {spots} "
        "validation spots"
    )
    levels = f"caution if more than {section['caution_share']:.1%} of the tissue tiles are unfamiliar"
    levels += f", do not use if more than {section['refuse_share']:.1%}"
    return f"{kept}; {tile}; {levels}"


def _alarms(section: dict[str, Any]) -> str:
    test, target = section["test"], section["targets"]["caution"]
    if not test["spots"]:
        return "not counted: no held-out test spot shows tissue"
    flagged, refused = (_share(test[name], test["spots"]) for name in ("flagged", "refused"))
    of = f"of {test['spots']} held-out test spots, {flagged} get a caution or worse (aim: at most {target:.0%})"
    shares = f"unfamiliar tiles: median {test['median_share']:.1%}, largest share {test['largest_share']:.1%}"
    return f"{of} and {refused} are refused; {shares}"


def _share(found: dict[str, Any], spots: int) -> str:
    interval = f"95 % interval {found['low']:.1%} to {found['high']:.1%}"
    return f"{found['count']} ({found['count'] / spots:.1%}, {interval})"
