"""The folder of networks made ready for this computer: how much is there, what goes first, away with all of it."""

import shutil
import time
from pathlib import Path

from model.base.places import cache_folder

LIMIT_BYTES = 2_000_000_000
"""Two float32 networks of 720 MB and four of int8; beyond it the ones used longest ago go."""
UNFINISHED = ".histocast-"
"""How names of folders begin that are still being written."""
ABANDONED_S = 24 * 3600
"""Nobody writes a network for a day."""
SUMS = "sums.json"
"""Beside a network's files, what their SHA-256 must be; written last: without it an entry is none."""


def networks_folder() -> Path:
    return cache_folder() / "networks"


def clear_networks() -> int:
    """Remove all networks, and whatever else lies beside them; gives how many networks there were."""
    count = len(_entries())
    shutil.rmtree(networks_folder(), ignore_errors=True)
    return count


def networks_size() -> tuple[int, int]:
    """How many networks there are, and their bytes."""
    entries = _entries()
    return len(entries), sum(_size(folder) for folder in entries)


def trim_networks() -> None:
    """Let the networks used longest ago go until the rest is within the limit, and what a killed program left."""
    for left in networks_folder().glob(f"{UNFINISHED}*"):
        if time.time() - left.stat().st_mtime > ABANDONED_S:
            shutil.rmtree(left, ignore_errors=True)
    total = 0
    for folder in sorted(_entries(), key=lambda entry: entry.stat().st_mtime, reverse=True):
        total += _size(folder)
        if total > LIMIT_BYTES:
            shutil.rmtree(folder, ignore_errors=True)


def _entries() -> list[Path]:
    whole = (folder for folder in networks_folder().glob("*") if not folder.name.startswith(UNFINISHED))
    return [folder for folder in whole if (folder / SUMS).is_file()]


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())
