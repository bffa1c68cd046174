"""Manage the folder of networks prepared for this computer: its size, eviction, and removal of all."""

import shutil
import time
from pathlib import Path

from model.base.places import cache_folder

LIMIT_BYTES = 2_000_000_000
"""Two float32 networks of 720 MB and four of int8; above it the least recently used networks are evicted."""
UNFINISHED = ".histocast-"
"""Prefix of folders that are still being written."""
ABANDONED_S = 24 * 3600
"""Age in seconds at which an unfinished folder is removed; writing a network never takes a day."""
SUMS = "sums.json"
"""File with the SHA-256 of a network's files; it is written last, so an entry without it does not count."""


def networks_folder() -> Path:
    """Return the folder of prepared networks, which may not exist."""
    return cache_folder() / "networks"


def clear_networks() -> int:
    """Remove all networks and everything else in the folder; return how many networks there were."""
    count = len(_entries())
    shutil.rmtree(networks_folder(), ignore_errors=True)
    return count


def networks_size() -> tuple[int, int]:
    """Return the number of networks and their total size in bytes."""
    entries = _entries()
    return len(entries), sum(_size(folder) for folder in entries)


def trim_networks() -> None:
    """Evict the least recently used networks until the rest is within the limit; remove abandoned folders."""
    for unfinished in networks_folder().glob(f"{UNFINISHED}*"):
        if time.time() - unfinished.stat().st_mtime > ABANDONED_S:
            shutil.rmtree(unfinished, ignore_errors=True)
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
