"""Parse and check the properties of a TMA core, JSON values as QuPath and other programs write them.

Programs that store properties in a table turn objects into text, and true and false into numbers. A value is accepted
if it has exactly one meaning. Otherwise a ValueError names the property. No default is used.
"""

import json
import math
from collections.abc import Mapping
from typing import Any

from model.tables.missing import is_missing as is_unknown
from model.tables.trimming import trimmed

CASE_KEYS = ("Case ID", "Unique ID")
"""Keys of the case ID in current and in older versions of QuPath."""
_CASES = tuple(key.replace(" ", "").casefold() for key in CASE_KEYS)
_METADATA = "metadata"
CONFIDENCE = "Histocast confidence"
_WORDS = {"true": True, "false": False}


def is_missing(value: Any) -> bool:
    """Return the value of `isMissing`, which may be true or false, 1 or 0, or a word.

    null means False, because in QuPath a core without this property is not missing.
    """
    if value is None:
        return False
    if isinstance(value, bool | int | float) and value in (0, 1):
        return bool(value)
    word = _WORDS.get(value.strip().lower()) if isinstance(value, str) else None
    if word is None:
        raise ValueError(f"isMissing is {shown(value)}, which is neither true nor false")
    return word


def case_of(properties: Mapping[str, Any]) -> str | None:
    """Return the case in the `metadata` of a core, or None if there is none.

    Raise ValueError if the metadata contain two different cases. The metadata are an object, or an object as JSON text.
    Programs that store properties as columns write `metadata.Case ID`, `metadata_Case.ID` or `case_id` instead.
    """
    columns = [_METADATA + plain for plain in _CASES]
    flat = [(key, value) for key, value in properties.items() if _plain(key) in (_CASES[0], *columns)]
    known = [*_object(properties.get(_METADATA), _METADATA).items(), *flat]
    for plain in _CASES:
        named = [(key, _case_text(key, value)) for key, value in known if _plain(key).removeprefix(_METADATA) == plain]
        cases = {case: key for key, case in named if case}
        if len(cases) > 1:
            raise ValueError(f"it has two cases: {' and '.join(f'{key!r} is {case!r}' for case, key in cases.items())}")
        if cases:
            return next(iter(cases))
    return None


def _plain(key: str) -> str:
    return "".join(sign for sign in key.casefold() if sign.isalnum())


def _case_text(key: str, value: Any) -> str:
    if value is None or (isinstance(value, str) and is_unknown(value)):
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"{key!r} is {shown(value)}, which is neither text nor a number")
    # If another row has no case, programs store the case 77 as the number 77.0 in a table.
    text = _number_text(key, value) if isinstance(value, int | float) else trimmed(value)
    if not text.isprintable():
        raise ValueError(f"{key!r} is {shown(value)}, which has characters that cannot be shown")
    return text


def confidence_of(measurements: Any) -> float | None:
    """Return Histocast's detection confidence, 0..1, from the measurements of a core.

    Return None if the measurements do not include it. The measurements are an object, a list of names and values
    (QuPath 0.2), or one of these as JSON text. Measurements of other programs are ignored.
    """
    if isinstance(measurements, str):
        if CONFIDENCE not in measurements:
            return None
        measurements = _parsed(measurements, "measurements")
    if isinstance(measurements, list):
        measurements = {str(one.get("name")): one.get("value") for one in measurements if isinstance(one, dict)}
    value = measurements.get(CONFIDENCE) if isinstance(measurements, dict) else None
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"{CONFIDENCE!r} is {shown(value)}, which is not a number from 0 to 1")
    return float(value)


def shown(value: Any, most: int = 40) -> str:
    """Return a JSON value as text for a message, shortened to at most `most` characters."""
    text = repr(value) if isinstance(value, str | int | float | bool | None) else f"a {type(value).__name__}"
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _object(value: Any, name: str) -> Mapping[str, Any]:
    if isinstance(value, str) and value.strip():
        value = _parsed(value, name)
    if value is None or value == "":
        return {}
    if not isinstance(value, dict):
        raise ValueError(f"{name} is {shown(value)}, which is not an object")
    return value


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{name} is {shown(text)}, which is not JSON") from error


def _number_text(key: str, value: float) -> str:
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        raise ValueError(f"{key!r} is {value}, which is not a number")
    return str(int(value)) if value.is_integer() else str(value)
