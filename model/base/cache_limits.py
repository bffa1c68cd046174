"""The size limits of the feature cache. They are set by the administrator's policy, by the user, or by defaults."""

import json
import math
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from model.base.errors import ConfigError, PolicyError
from model.base.files import replacing
from model.base.json_file import read_json
from model.base.places import data_folder
from model.base.policy import policy

GB = 1_000_000_000


@dataclass(frozen=True)
class CacheLimits:
    """Maximum size of the cached features in GB (1e9 bytes). None means no limit.

    `images` limits the features of images that were analysed, and `cohorts` the features of the spots of cohorts that
    models are trained on. `cohorts` has no limit by default, because each run on a cohort needs the features of all its
    spots.
    """

    images: float | None = 2.0
    cohorts: float | None = None

    @property
    def images_bytes(self) -> int | None:
        """Return the limit for analysed images in bytes, or None if there is no limit."""
        return None if self.images is None else int(self.images * GB)

    @property
    def cohorts_bytes(self) -> int | None:
        """Return the limit for cohorts in bytes, or None if there is no limit."""
        return None if self.cohorts is None else int(self.cohorts * GB)


def limits_file() -> Path:
    """Return the path of the file with the user's cache limits. The file may not exist."""
    return data_folder() / "cache-limits.json"


def cache_limits() -> CacheLimits:
    """Return the size limits of the feature cache that are in force.

    A limit in the policy file overrides the user's limit.

    Raise ConfigError if the file with the user's limits is invalid, and PolicyError if the policy file is invalid.
    """
    chosen, ruled = _users_limits(), policy()
    if ruled.cache_images_gb:
        chosen = replace(chosen, images=ruled.cache_images_gb)
    return replace(chosen, cohorts=ruled.cache_cohorts_gb) if ruled.cache_cohorts_gb else chosen


def save_cache_limits(**changed: float | None) -> CacheLimits:
    """Save the user's size limits of the feature cache, and return the limits in force.

    `changed` has the new limits in GB by name, `images` or `cohorts` or both. None means no limit. Raise PolicyError if
    the policy file sets one of these limits.
    """
    ruled = {"images": policy().cache_images_gb, "cohorts": policy().cache_cohorts_gb}
    for name in changed:
        if ruled[name]:
            raise PolicyError(
                f"The policy of this computer sets the size of the cache for {name} to {ruled[name]:g} GB.",
                "Ask the administrator of this computer for another size.",
            )
    limits = replace(_users_limits(), **changed)
    with replacing(limits_file()) as beside:
        beside.write_text(json.dumps(asdict(limits)), encoding="utf-8")
    return cache_limits()


def _users_limits() -> CacheLimits:
    path = limits_file()
    try:
        given = read_json(path)
    except FileNotFoundError:
        return CacheLimits()
    except (OSError, ValueError) as error:
        raise _invalid(path) from error
    known = isinstance(given, dict) and given.keys() <= asdict(CacheLimits()).keys()
    if not known or not all(value is None or _is_size(value) for value in given.values()):
        raise _invalid(path)
    return CacheLimits(**given)


def _is_size(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value > 0


def _invalid(path: Path) -> ConfigError:
    return ConfigError(
        f"The sizes of the feature cache in {path} cannot be read.",
        "Delete this file, and set the sizes again with: histocast cache limit",
    )
