"""The places of a user's settings, data, cache and log files."""

import os
from pathlib import Path

import platformdirs

from model.base.policy import policy

HOME_VARIABLE = "HISTOCAST_HOME"
"""Environment variable for the folder of data, cache and logs. Tests, portable installations and IT policies set it."""
CACHE_VARIABLE = "HISTOCAST_CACHE"
"""Environment variable for the cache folder only, for roaming profiles with little space and for benchmarks."""


def settings_file() -> Path:
    """Return the file of the window's settings. The file may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    folder = Path(home) if home else Path(platformdirs.user_config_dir("Histocast", appauthor=False))
    return folder / "settings.json"


def data_folder() -> Path:
    """Return the folder of imported backbones, bundles and saved pixel sizes. The folder may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / "data" if home else Path(platformdirs.user_data_dir("Histocast", appauthor=False))


def cache_folder() -> Path:
    """Return the cache folder. The program can compute all files in it again. The folder may not exist yet.

    If the policy sets a folder, environment variables can only choose a folder inside this folder.
    """
    cache = os.environ.get(CACHE_VARIABLE)
    by_policy = policy().cache
    if by_policy is not None:
        inside = cache and Path(cache).absolute().is_relative_to(by_policy.absolute())
        return Path(cache) if cache and inside else by_policy
    if cache:
        return Path(cache)
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / "cache" if home else Path(platformdirs.user_cache_dir("Histocast", appauthor=False))


def spool_folder() -> Path:
    """Return the folder for temporary files of pictures that are too large for the memory.

    The folder may not exist yet.

    This is the only folder of the program in which a process that decodes images may write. The folder is separate from
    the other caches, because a crafted image could otherwise change the features and networks of later analyses.
    """
    return cache_folder() / "pictures"


def log_folder() -> Path:
    """Return the folder of the program's log files. The folder may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / "log" if home else Path(platformdirs.user_log_dir("Histocast", appauthor=False))
