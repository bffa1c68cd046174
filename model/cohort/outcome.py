"""What a worker returns for one spot: its record and files, or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from model.base.errors import HistocastError

Kind = Literal["failed", "unreachable", "set aside"]
"""Kind of a failure. "failed": the analysis raised an error. "unreachable": the folder of the image cannot be reached.
"set aside": the worker process ended twice during the analysis of the spot.
"""

FORESEEN = (HistocastError, OSError, MemoryError)
"""Exceptions that concern only one spot. The next spot may succeed."""


@dataclass(frozen=True)
class SpotDone:
    """The result of a spot: its record as plain data for JSON, and the contents of the other files, by file name."""

    record: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class SpotFailed:
    """The failure of a spot: the reason why it has no result, and a remedy. `detail` is for the log only."""

    reason: str
    remedy: str
    kind: Kind = "failed"
    detail: str = ""


@dataclass(frozen=True)
class EngineFailed:
    """The model could not be loaded, so that every spot would fail."""

    reason: str
    remedy: str


Outcome = SpotDone | SpotFailed | EngineFailed


def reason_of(error: BaseException) -> tuple[str, str]:
    """Return what `error` means for the user, and the remedy, as about one sentence each."""
    if isinstance(error, HistocastError):
        return error.message, error.remedy
    if isinstance(error, MemoryError):
        return "There is not enough memory.", "Close other programs, start fewer workers, or use a smaller image."
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"System error: {error.strerror or error}{place}.", "Check the name, the disk and your permissions."
    return f"Unexpected error: {type(error).__name__}: {error}.", (
        "Report this error with the file run.log, which has the details."
    )
