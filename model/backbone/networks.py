"""Manage the cache of networks that were prepared for this computer: size, eviction and removal."""

import shutil
import time
from pathlib import Path

from model.base.places import cache_folder

LIMIT_BYTES = 2_000_000_000
"""Maximum total size in bytes: two float32 networks of 720 MB and four int8 networks. If it is exceeded, the least
recently used networks are evicted."""
UNFINISHED = ".histocast-"
"""Prefix of the name of a network's folder as long as the network is not completely written."""
ABANDONED_S = 24 * 3600
"""Age in seconds from which the incomplete folder of a network is removed. Writing a network never takes a whole
day.
"""
SUMS = "sums.json"
"""Name of the file with the SHA-256 of the other files of a network. It is written last, so a network without it is
incomplete."""


def networks_folder() -> Path:
    """Return the folder of prepared networks. The folder may not exist."""
    return cache_folder() / "networks"


def clear_networks() -> int:
    """Remove everything in the folder of prepared networks. Return the number of networks that were in it."""
    count = len(_entries())
    shutil.rmtree(networks_folder(), ignore_errors=True)
    return count


def networks_size() -> tuple[int, int]:
    """Return the number of prepared networks and their total size in bytes."""
    entries = _entries()
    return len(entries), sum(_size(folder) for folder in entries)


def trim_networks() -> None:
    """Evict the least recently used networks until the total size is within the limit.

    Folders of networks that were never completely written are removed as well.
    """
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
