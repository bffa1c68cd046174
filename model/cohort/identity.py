"""What the numbers of a run depend on. Two runs may share a folder, and can be merged, only if this is equal."""

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
    """The arguments of a run that change its numbers, and the version of the program.

    `mpp` (um/px) replaces the pixel size of every image; None means that the files state it. `explain` are keys of
    explanations, sorted: an explanation can change the reliability of a result.
    """

    bundle_sha256: str
    precision: Precision
    mpp: float | None
    explain: tuple[str, ...]
    program: str

    @property
    def run_id(self) -> str:
        """Return a short hash of the identity, 16 hexadecimal letters."""
        text = json.dumps(self.as_record(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]

    def as_record(self) -> dict[str, Any]:
        """Return the identity as plain data."""
        return {
            "bundle_sha256": self.bundle_sha256,
            "precision": self.precision,
            "mpp": self.mpp,
            "explain": list(self.explain),
            "program": self.program,
        }


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a line for each part of two identities, as plain data, that differs: "precision: exact, now fast"."""
    return tuple(
        f"{title}: {_text(before.get(key))}, now {_text(now.get(key))}"
        for key, title in _TITLES.items()
        if before.get(key) != now.get(key)
    )


def _text(value: Any) -> str:
    if value in (None, []):
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
