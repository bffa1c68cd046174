"""Find the power of the objective that an ImageDescription states."""

import re

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_OME_POWER = re.compile(r"\bNominalMagnification\s*=\s*[\"']([^\"'<>]{1,40})[\"']")


def stated_power(description: str) -> str:
    """Return the power as the file writes it, from Aperio's field `AppMag` or OME-XML's `NominalMagnification`.

    It is empty where the file states none, something that is not a number, or several different ones.
    """
    if description.startswith("Aperio"):
        pairs = (field.partition("=") for field in description.split("|")[1:])
        found = {value.strip() for name, _, value in pairs if name.strip() == "AppMag"}
    else:
        found = {match.strip() for match in _OME_POWER.findall(description)}
    power = found.pop() if len(found) == 1 else ""
    return power if _NUMBER.fullmatch(power) else ""
