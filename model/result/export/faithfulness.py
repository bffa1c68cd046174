"""Return the results of an explanation audit, a section of the model card, as lines of text.

`model.audit.section` writes the section. Every number is shown with its interval and with the data on which it was
measured.
"""

from typing import Any

from model.result.export.wording import short

NOT_MEASURED = "not measured"


def faithfulness_text(section: dict[str, Any] | None) -> tuple[tuple[str, str], ...]:
    """Return title and text of each line on the audit for the model card. `section` is None if there was no audit.

    Return only one line in this case, or if another version of the program wrote the section in another format.
    """
    if section is None:
        return (("Faithfulness", NOT_MEASURED),)
    try:
        return _lines(section)
    except (KeyError, TypeError, ValueError):
        return (("Faithfulness", "measured by a version of the program whose results this version cannot read"),)


def _lines(section: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    planted = section["planted"]
    finds = planted.get("maps", {})
    lines = [("Faithfulness", _of_what(section))]
    for key, one in section["maps"].items():
        lines.append((f"  {one['title']}", _map_text(one) + (_finding(finds[key]) if key in finds else "")))
    lines.append(("  the two maps agree", _agreement(section)))
    lines.append(("  place in the grid", _position(section)))
    return (*lines, ("  planted truth", planted["words"]))


def _of_what(section: dict[str, Any]) -> str:
    seen = "" if section["unseen_patients"] else "; MAY HAVE BEEN TRAINED ON"
    of = f"of {section['spots']} spots of {section['cohort']} (seed {section['seed']}){seen}; 95 % intervals"
    return f"{of}; measured on bundle sha256 {short(section['of_bundle_sha256'])}, which has the same weights"


def _map_text(one: dict[str, Any]) -> str:
    gains = f"better than random tile orders by {between(one['deletion_gain'], 3)} when tiles are deleted"
    gains += f", by {between(one['insertion_gain'], 3)} when tiles are inserted (difference of the areas under p)"
    other = one.get("with_shuffled_weights")
    if other is None or other["value"] is None:
        return gains
    return f"{gains}; rho {between(other)} with the map of shuffled weights"


def _finding(found: dict[str, Any]) -> str:
    aucs = (f"{sought} {between(found[sought]['mean'])}" for sought in ("harmful", "protective"))
    return f"; finds harmful and protective tiles of synthetic spots (AUC, mean over spots): {', '.join(aucs)}"


def _agreement(section: dict[str, Any]) -> str:
    agreed, ig = section["agreement"], section["integrated_gradients"]
    rho = f"rho {between(agreed['mean'])}; maps drawn in grey on {agreed['greyed']} of {section['spots']} spots"
    largest = f"largest {ig['largest_residual_share']:.1%}, mean {ig['mean_residual_share']:.1%}"
    return f"{rho}; residual of integrated gradients {largest}"


def _position(section: dict[str, Any]) -> str:
    late = between(section["position"]["late_ratio"])
    return f"mean |occlusion| of the last quarter of the tiles (raster order) divided by that of all others: {late}"


def between(found: dict[str, Any], digits: int = 2) -> str:
    """Return text such as "0.12 (0.08 to 0.16)", or "none" if there is no value."""
    if found["value"] is None:
        return "none"
    if found["low"] is None:
        return f"{found['value']:.{digits}f} (no interval)"
    return f"{found['value']:.{digits}f} ({found['low']:.{digits}f} to {found['high']:.{digits}f})"
