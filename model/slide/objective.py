"""Find the magnification of the objective that an ImageDescription states."""

import re

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_OME_POWER = re.compile(r"\bNominalMagnification\s*=\s*[\"']([^\"'<>]{1,40})[\"']")


def stated_power(description: str) -> str:
    """Return the magnification as `description` states it: Aperio's `AppMag` or OME-XML's `NominalMagnification`.

    Return "" if it states no magnification, several different ones, or a text that is not a number.
    """
    if description.startswith("Aperio"):
        pairs = (field.partition("=") for field in description.split("|")[1:])
        found = {value.strip() for name, _, value in pairs if name.strip() == "AppMag"}
    else:
        found = {match.strip() for match in _OME_POWER.findall(description)}
    power = found.pop() if len(found) == 1 else ""
    return power if _NUMBER.fullmatch(power) else ""
