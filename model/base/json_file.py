"""Read small JSON files."""

import json
from pathlib import Path
from typing import Any


def read_json(path: Path) -> Any:
    """Return the content of the JSON file at `path`.

    Raise OSError if the file cannot be read, and ValueError if it is not UTF-8 or not JSON, or nested too deeply.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
