"""The identity of a run: everything that affects its numeric results.

Two runs can share a folder, or be merged, only if their identities are equal.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.result.prediction import Precision

_TITLES = {
    "bundle_sha256": "model (SHA-256 of the bundle)",
    "precision": "precision",
    "mpp": "pixel size (--mpp)",
    "explain": "explanations (--explain)",
    "program": "program version",
}


@dataclass(frozen=True)
class RunIdentity:
    """The arguments of a run that affect its numeric results, and the version of the program.

    `mpp` (um/px) replaces the pixel size of every image; None means that each file gives its own pixel size. `explain`
    holds the keys of the explanations, sorted. They belong to the identity because an explanation can change the
    reliability of a result.
    """

    bundle_sha256: str
    precision: Precision
    mpp: float | None
    explain: tuple[str, ...]
    program: str

    @property
    def run_id(self) -> str:
        """Return a short hash of the identity of a run, 16 hexadecimal digits."""
        text = json.dumps(self.as_record(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]

    def as_record(self) -> dict[str, Any]:
        """Return the identity of a run as plain data for JSON."""
        return {
            "bundle_sha256": self.bundle_sha256,
            "precision": self.precision,
            "mpp": self.mpp,
            "explain": list(self.explain),
            "program": self.program,
        }


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a line such as "precision: exact, now fast" for each field in which two identities differ."""
    return tuple(
        f"{title}: {_text(before.get(key))}, now {_text(now.get(key))}"
        for key, title in _TITLES.items()
        if before.get(key) != now.get(key)
    )


def _text(value: Any) -> str:
    if value in (None, []):
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
