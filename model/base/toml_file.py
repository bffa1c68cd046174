"""Read a TOML file with limits."""

import tomllib
from pathlib import Path
from typing import Any

MAX_BYTES = 1_000_000
"""Maximum size of a TOML file in bytes. Files with options or policies have some hundred bytes."""


def read_toml(path: Path) -> dict[str, Any]:
    """Return the contents of the file `path`.

    Raise OSError if it cannot be read, and ValueError with the reason (not a whole sentence) if it is not TOML.
    """
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except RecursionError:
        raise ValueError("it nests too deeply") from None
    except ValueError as error:  # TOMLDecodeError and UnicodeDecodeError are such
        raise ValueError(f"it is not TOML ({error})") from error
