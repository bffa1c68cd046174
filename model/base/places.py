"""The folders of a user's data, cache and log files."""

import os
from pathlib import Path

import platformdirs

from model.base.policy import policy

HOME_VARIABLE = "HISTOCAST_HOME"
"""Environment variable for the folder of data, cache and logs. Tests, portable installations and IT policies set it."""
CACHE_VARIABLE = "HISTOCAST_CACHE"
"""Environment variable for the cache folder only, for roaming profiles with little space and for benchmarks."""


def data_folder() -> Path:
    """Return the folder of imported backbones, bundles and saved pixel sizes. The folder may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / "data" if home else Path(platformdirs.user_data_dir("Histocast", appauthor=False))


def cache_folder() -> Path:
    """Return the cache folder. The program can compute its files again. The folder may not exist yet."""
    cache = os.environ.get(CACHE_VARIABLE)
    if cache:
        return Path(cache)
    by_policy = policy().cache
    if by_policy is not None:
        return by_policy
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / "cache" if home else Path(platformdirs.user_cache_dir("Histocast", appauthor=False))


def log_folder() -> Path:
    """Return the folder of the program's log files. The folder may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / "log" if home else Path(platformdirs.user_log_dir("Histocast", appauthor=False))
