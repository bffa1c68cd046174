"""Write the line of the model card on how well features alone reveal the site of a patient in the training cohort."""

from typing import Any

from model.base.plural import plural


def site_text(found: Any) -> str:
    """Return text with the balanced accuracy, its interval, the chance level, and what these mean."""
    each = found["sites"].items()
    sites = ", ".join(f"{name} {plural(one['patients'], 'patient')} ({_alive(one)})" for name, one in each)
    without = f"; {plural(found['left_out'], 'patient')} without a usable site left out" if found["left_out"] else ""
    if found["value"] is None:
        return f"not measured: fewer than two sites have enough patients ({sites or 'none'}{without})"
    ends = "no interval" if found["low"] is None else f"95 % interval {found['low']:.2f} to {found['high']:.2f}"
    figure = f"balanced accuracy {found['value']:.2f} ({ends}; chance {found['chance']:.2f})"
    how = f"linear classifier on a spot's mean features, {found['folds']} folds of patients"
    return f"{figure}; {_meaning(found)}; {how}; {sites}{without}"


def _meaning(found: dict[str, Any]) -> str:
    least = found["value"] if found["low"] is None else found["low"]
    if least > found["chance"]:
        return (
            "features alone reveal the site, so the model can use scanner, stain or cutting in place of tissue, which "
            "helps it wherever survival differs between sites: test it at a site that it was not trained on"
        )
    return "features alone do not clearly reveal the site, which does not prove that the model ignores it"


def _alive(one: dict[str, int]) -> str:
    return f"{one['alive'] / one['patients']:.0%} alive at 5 years"
