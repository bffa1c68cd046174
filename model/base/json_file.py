"""Read JSON that another program may have written or changed."""

import json
from pathlib import Path
from typing import Any

MOST_DIGITS = 300
"""Maximum number of digits of a whole number. Larger numbers may be too large for floating point."""


def parse_json(text: str | bytes) -> Any:
    """Return the value that a JSON text describes.

    Raise ValueError if it is not JSON, is nested too deeply, or has a whole number that is too large to compute with:
    `float` and `math.isfinite` would raise OverflowError for it.
    """
    try:
        return json.loads(text, parse_int=_whole_number)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def read_json(path: Path) -> Any:
    """Return the value in the JSON file at `path`.

    Raise OSError if the file cannot be read. Raise ValueError if the file is not UTF-8, or if `parse_json` refuses its
    text.
    """
    return parse_json(path.read_text(encoding="utf-8"))


def _whole_number(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError(f"a whole number has {len(text)} digits")
    return int(text)
