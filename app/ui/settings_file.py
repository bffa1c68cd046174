"""Read and write the settings file as plain text.

Qt can also store settings, but when it reads some values it creates Python objects. A manipulated file could then run
code. This module reads and writes text only.
"""

import configparser
import json
import re
from collections.abc import Mapping
from pathlib import Path

from model.base.files import replacing
from model.base.json_file import read_json

MAX_BYTES = 1_000_000
"""Maximum size of a settings file in bytes. Ordinary files have a few kilobytes."""

_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]+|.)")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def read_texts(file: Path) -> dict[str, str]:
    """Return the texts in the settings file, by key ("view/theme").

    If there is no such file, return the texts of the file in Qt's format that earlier versions wrote. Return an empty
    dict for a damaged file. Values that are not text are left out.
    """
    try:
        if file.stat().st_size > MAX_BYTES:
            return {}
        found = read_json(file)
    except FileNotFoundError:
        return _earlier(file.with_suffix(".ini"))
    except (OSError, ValueError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {key: value for key, value in pairs if isinstance(value, str)}


def write_texts(file: Path, texts: Mapping[str, str]) -> None:
    """Write the settings file. Raise OSError if this fails."""
    with replacing(file) as beside:
        beside.write_text(json.dumps(dict(texts), indent=1), encoding="utf-8")


def _earlier(file: Path) -> dict[str, str]:
    """Return the texts in an INI file of Qt. Values that begin with @ are binary data or objects, and are left out."""
    parser = configparser.RawConfigParser(strict=False, delimiters="=", comment_prefixes=(";",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    try:
        if file.stat().st_size > MAX_BYTES:
            return {}
        parser.read_string(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, configparser.Error):
        return {}
    pairs = {f"{section}/{key}": value for section in parser.sections() for key, value in parser[section].items()}
    return {key: _unescaped(value) for key, value in pairs.items() if value and not value.lstrip('"').startswith("@")}


def _unescaped(value: str) -> str:
    """Decode a text from Qt's INI format, in which a text with special characters is quoted and escaped."""

    def character(found: re.Match[str]) -> str:
        code = found[1]
        return chr(int(code[1:5], 16)) if len(code) > 1 else _ESCAPED.get(code, code)

    return _ESCAPE.sub(character, value[1:-1] if value[:1] == value[-1:] == '"' else value)
