"""Read the machine-wide settings that the administrator enforces, from a TOML file in a system folder.

`packaging/README.md` describes the file. An invalid file stops the program, because the administrator may have
forbidden what the program would do next.
"""

import math
import os
import sys
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs

from model.base.errors import PolicyError
from model.base.toml_file import read_toml

FILE = "policy.toml"
LANGUAGES = ("en", "de")
"""Codes of the languages in which the window can be shown."""


@dataclass(frozen=True)
class Policy:
    """The settings of the policy. A field that the file does not contain has its default."""

    default_bundle: str = ""
    """Name or file of the model that is loaded at the start. If it is empty, the embedded model is loaded."""
    devices: tuple[str, ...] = ()
    """Allowed devices, by kind ("cpu", "cuda", "mps", "intel-gpu", "npu") or by name ("cuda:1"). If it is empty, all
    devices are allowed.
    """
    network: bool = True
    """Whether users may use the network. The program uses it only to download weights and, in cohort runs, for images
    at URLs and for clusters.
    """
    cache_folder: str = ""
    """Path of the cache folder; `~` and environment variables are expanded. If it is empty, the user's own folder is
    used.
    """
    update_check: bool = True
    """Reserved for a later version. This version never checks for updates."""
    cache_images_gb: float = 0.0
    """Maximum size of the cached features of analysed images, in GB. If it is 0, the user's own setting applies."""
    cache_cohorts_gb: float = 0.0
    """Maximum size of the cached features of cohorts, in GB. If it is 0, the user's own setting applies."""

    operator: str = ""
    """The name on case reports and exports of the window. If it is empty, the user's own setting applies."""
    language: str = ""
    """Language of the window, one of `LANGUAGES`. If it is empty, the user's own setting applies."""

    def allows_device(self, name: str) -> bool:
        """Return whether the device `name` (for example "cuda:0") is allowed.

        "cpu" in the policy allows both engines that run on the CPU.
        """
        kind = name.partition(":")[0].removesuffix("-torch")
        return not self.devices or name in self.devices or kind in self.devices

    @property
    def phrases(self) -> tuple[str, ...]:
        """Return a short text for each setting of the policy that differs from its default."""
        found = []
        if self.default_bundle:
            found.append(f"default model {self.default_bundle}")
        if self.devices:
            found.append(f"devices allowed: {', '.join(self.devices)}")
        if not self.network:
            found.append("network off")
        if self.cache_folder:
            found.append(f"cache in {self.cache_folder}")
        if not self.update_check:
            found.append("update check off")
        if self.cache_images_gb:
            found.append(f"cached features of images: at most {self.cache_images_gb:g} GB")
        if self.cache_cohorts_gb:
            found.append(f"cached features of cohorts: at most {self.cache_cohorts_gb:g} GB")
        if self.language:
            found.append(f"language {self.language}")
        if self.operator:
            found.append(f"name on reports {self.operator}")
        return tuple(found)

    @property
    def cache(self) -> Path | None:
        """Return the cache folder with `~` and environment variables expanded, or None if the policy sets no folder."""
        return Path(os.path.expandvars(os.path.expanduser(self.cache_folder))) if self.cache_folder else None


def policy_file() -> Path:
    """Return the path of the policy file, which may not exist.

    No environment variable changes the path, because users must not be able to choose it.
    """
    if sys.platform in ("win32", "darwin"):
        return Path(platformdirs.site_config_dir("Histocast", appauthor=False)) / FILE
    return Path("/etc/histocast") / FILE


def policy() -> Policy:
    """Return this computer's policy. The file is read only once. Raise PolicyError if the file is invalid."""
    return read_policy(policy_file())


@lru_cache
def read_policy(path: Path) -> Policy:
    """Return the policy in the file `path`. If the file does not exist, return a policy that restricts nothing.

    Raise PolicyError if the file is invalid.
    """
    try:
        given = read_toml(path)
    except FileNotFoundError:
        return Policy()
    except OSError as error:
        raise _not_valid(path, f"it cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise _not_valid(path, str(error)) from error
    unknown = sorted(given.keys() - {field.name for field in fields(Policy)})
    if unknown:
        raise _not_valid(path, f"it has unknown keys: {', '.join(unknown)}")
    return Policy(**{key: _checked(path, key, value) for key, value in given.items()})


def _checked(path: Path, key: str, value: Any) -> Any:
    """Return `value` converted to the type of the field `key`; raise PolicyError if that is impossible."""
    first = getattr(Policy(), key)
    if isinstance(first, tuple) and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(first, float):
        if type(value) in (int, float) and 0 < value < math.inf:
            return float(value)
        raise _not_valid(path, f"{key} must be a number above 0")
    if type(value) is not type(first):
        wanted = {str: "text in quotes", bool: "true or false", tuple: "a list of texts"}[type(first)]
        raise _not_valid(path, f"{key} must be {wanted}")
    if key == "language" and value not in ("", *LANGUAGES):
        raise _not_valid(path, f"language must be one of {', '.join(LANGUAGES)}")
    return value


def _not_valid(path: Path, why: str) -> PolicyError:
    return PolicyError(
        f"The policy file {path} is not valid: {why}.",
        "Ask the administrator of this computer to correct it; packaging/README.md describes it.",
    )
