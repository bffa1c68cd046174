"""One file per spot, with the record of its result or the reason of its failure.

A file is written completely or not at all. The name of a file is the key of its spot. The files are spread over folders
named by the first two characters of the key, because folders with 100,000 files are slow on network drives.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from model.base.files import replacing
from model.base.json_file import parse_json

TEMPORARY = ".histocast-*"
"""Name pattern of the temporary files that `replacing` writes. If the process is killed, such a file is left behind."""


def record_path(folder: Path, key: str) -> Path:
    """Return the path of the record with this key in `folder`."""
    return folder / key[:2] / f"{key}.json"


def write_durable(path: Path, content: bytes) -> None:
    """Write `content` to `path`, completely or not at all, even if the power is cut."""
    with replacing(path) as beside:
        beside.write_bytes(content)


def write_record(folder: Path, key: str, record: Mapping[str, Any]) -> None:
    """Write `record`, the record of the spot with this `key`, as a JSON file in `folder`."""
    # ASCII with escapes can represent every file name.
    text = json.dumps(record, allow_nan=False, separators=(",", ":"))
    write_durable(record_path(folder, key), text.encode("ascii"))


def read_record(path: Path) -> dict[str, Any] | None:
    """Return the record of a spot in the file `path`; None if it is damaged, so that the spot is analysed again."""
    try:
        found = parse_json(path.read_bytes())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def read_records(folder: Path) -> Iterator[dict[str, Any] | None]:
    """Yield the record of every file in `folder`, in the order of their keys; None for a damaged file."""
    for path in sorted(folder.glob("??/*.json")):
        if not path.name.startswith("."):  # a temporary file, which is still being written
            yield read_record(path)


def remove_temporary(folders: Iterable[Path]) -> None:
    """Remove the temporary files that a killed process left in `folders` and in the folders of their records."""
    for folder in folders:
        for path in (*folder.glob(TEMPORARY), *folder.glob(f"??/{TEMPORARY}")):
            path.unlink(missing_ok=True)
