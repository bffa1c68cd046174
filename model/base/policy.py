"""What the computer's keepers decided for all its users: a TOML file in a system folder comes in, a `Policy` goes out.

The file is described in `packaging/README.md`. One that is not understood stops the program: to go on without what it
may have forbidden would be to guess.
"""

import os
import sys
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs

from model.base.errors import PolicyError

FILE = "policy.toml"


@dataclass(frozen=True)
class Policy:
    """Every field has the value that holds where the file does not name it."""

    default_bundle: str = ""
    """Name or file of the model a user starts with; empty: the embedded one."""
    devices: tuple[str, ...] = ()
    """What may compute, by kind ("cpu", "cuda", "mps", "intel-gpu", "npu") or one of them ("cuda:1"); empty: all."""
    network: bool = True
    """Whether weights may be fetched when a user asks for it: the only thing in the program that calls out."""
    cache_folder: str = ""
    """Where what can be computed again is kept; `~` and environment variables are filled in. Empty: the user's own."""
    update_check: bool = True
    """Kept for later: this version looks for no updates, whatever is said here."""

    def allows_device(self, name: str) -> bool:
        """Whether the device `name` ("cuda:0") may compute; whoever allows the processor allows both its engines."""
        kind = name.partition(":")[0].removesuffix("-torch")
        return not self.devices or name in self.devices or kind in self.devices

    @property
    def words(self) -> tuple[str, ...]:
        """What differs from a computer without a policy, a phrase each."""
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
        return tuple(found)

    @property
    def cache(self) -> Path | None:
        """The cache folder with `~` and variables filled in."""
        return Path(os.path.expandvars(os.path.expanduser(self.cache_folder))) if self.cache_folder else None


def policy_file() -> Path:
    """Where the file lies if there is one. No variable names another place: a policy is not the user's to choose."""
    if sys.platform in ("win32", "darwin"):
        return Path(platformdirs.site_config_dir("Histocast", appauthor=False)) / FILE
    return Path("/etc/histocast") / FILE


def policy() -> Policy:
    """This computer's policy, read once; PolicyError where the file is not understood."""
    return read_policy(policy_file())


@lru_cache
def read_policy(path: Path) -> Policy:
    """The policy in `path`; where there is no file, nothing is restricted."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Policy()
    except OSError as error:
        raise _not_understood(path, f"it cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _not_understood(path, f"it is not TOML ({error})") from error
    unknown = sorted(given.keys() - {field.name for field in fields(Policy)})
    if unknown:
        raise _not_understood(path, f"it has unknown keys: {', '.join(unknown)}")
    return Policy(**{key: _checked(path, key, value) for key, value in given.items()})


def _checked(path: Path, key: str, value: Any) -> Any:
    """`value` as the field `key` holds it."""
    first = getattr(Policy(), key)
    if isinstance(first, tuple) and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if type(value) is not type(first):
        wanted = {str: "text in quotes", bool: "true or false", tuple: "a list of texts"}[type(first)]
        raise _not_understood(path, f"{key} must be {wanted}")
    return value


def _not_understood(path: Path, why: str) -> PolicyError:
    return PolicyError(
        f"The policy file {path} is not understood: {why}.",
        "Ask whoever looks after this computer to mend it; packaging/README.md describes it.",
    )
