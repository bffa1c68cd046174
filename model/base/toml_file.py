"""Read a TOML file and refuse one that is too large, nests too deeply or has too large a number."""

import tomllib
from pathlib import Path
from typing import Any

LARGEST = 10**300
"""Largest whole number that is accepted; `float` and `math.isfinite` raise OverflowError from 2 ** 1024 on."""
MAX_BYTES = 1_000_000
"""Maximum size of a TOML file in bytes. Files with options or policies have a few hundred bytes."""


def refuse_large_numbers(value: Any) -> None:
    """Raise ValueError if a whole number in `value` cannot be converted to floating point."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            refuse_large_numbers(one)
    elif isinstance(value, int) and abs(value) > LARGEST:
        raise ValueError("it has a whole number that is too large")


def read_toml(path: Path) -> dict[str, Any]:
    """Return the contents of the file `path`.

    Raise OSError if the file cannot be read. Raise ValueError if it is too large or not TOML; the message of this error
    is the reason ("it ..."), not a whole sentence.
    """
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        refuse_large_numbers(found)
        return found
    except RecursionError:
        raise ValueError("it nests too deeply") from None
    except ValueError as error:  # includes TOMLDecodeError and UnicodeDecodeError
        raise ValueError(f"it is not TOML ({error})") from error
