"""Where the program keeps what is not part of it: one data folder and one cache folder a user."""

import os
from pathlib import Path

import platformdirs

from model.base.policy import policy

HOME_VARIABLE = "HISTOCAST_HOME"
"""Set to a folder, it holds data and cache alike: for tests, portable installations and IT policy."""
CACHE_VARIABLE = "HISTOCAST_CACHE"
"""Set to a folder, it holds the cache, wherever the rest is: for roaming profiles with little room, and benchmarks."""


def data_folder() -> Path:
    """Folder of imported backbones, bundles and remembered pixel sizes (not made here)."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / "data" if home else Path(platformdirs.user_data_dir("Histocast", appauthor=False))


def cache_folder() -> Path:
    """Folder of what can be computed again (not made here)."""
    cache = os.environ.get(CACHE_VARIABLE)
    if cache:
        return Path(cache)
    ruled = policy().cache
    if ruled is not None:
        return ruled
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / "cache" if home else Path(platformdirs.user_cache_dir("Histocast", appauthor=False))


def log_folder() -> Path:
    """Folder of the program's log files (not made here)."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / "log" if home else Path(platformdirs.user_log_dir("Histocast", appauthor=False))
