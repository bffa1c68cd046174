"""Records of the cohorts whose features are cached. A record lists the cache entries that belong to a cohort table.

While a run uses the entries, there is a second file beside the record. The run updates the modification time of this
file, and other runs do not evict the entries as long as this time is recent.
"""

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path

from model.base.files import replacing
from model.base.json_file import read_json

IN_USE_S = 1800.0
"""Number of seconds for which cache entries count as in use after a run called `renew`. A run calls `renew` while it
reads entries. Pauses of some minutes, for example to fit a classifier, must not end the protection, and an interrupted
run must not block other runs for long.
"""
_FOLDER, _IN_USE = "cohorts", ".in-use"


@dataclass(frozen=True)
class CachedCohort:
    """A cohort table, the file names of its entries, and the time of its last use (seconds since 1970)."""

    table: str
    entries: frozenset[str]
    used: float


def record_cohort(folder: Path, table: Path, entries: frozenset[str]) -> Path | None:
    """Write a record of the cache entries in `folder` that belong to the cohort `table`, and return its path.

    Return None if the record cannot be written. Entries of earlier runs on the same table stay in the record as long
    as they exist.
    """
    text = str(table.resolve())
    path = folder / _FOLDER / f"{hashlib.sha256(text.encode()).hexdigest()[:20]}.json"
    before = _read(path)
    old = {name for name in before.entries if (folder / name).is_file()} if before else set()
    try:
        with replacing(path) as beside:
            beside.write_text(json.dumps({"table": text, "entries": sorted(entries | old)}), encoding="utf-8")
    except OSError:
        return None
    return path


def cached_cohorts(folder: Path) -> tuple[CachedCohort, ...]:
    """Return the records in `folder`, sorted by table.

    Damaged records are left out, because records are only needed for reports to the user.
    """
    found = (_read(path) for path in (folder / _FOLDER).glob("*.json"))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.table))


def entries_in_use(folder: Path) -> frozenset[str]:
    """Return the names of the cache entries in `folder` that running commands use now."""
    since = time.time() - IN_USE_S
    found: frozenset[str] = frozenset()
    for path in (folder / _FOLDER).glob(f"*{_IN_USE}"):
        record = _read(path.with_suffix(".json"))
        if record is not None and path.stat().st_mtime >= since:
            found |= record.entries
    return found


def renew(record: Path) -> None:
    """Mark the cache entries in this `record` as in use for the next `IN_USE_S` seconds."""
    try:
        record.with_suffix(_IN_USE).touch()
    except OSError:
        return


def release(record: Path) -> None:
    """Mark the cache entries in this `record` as no longer in use."""
    record.with_suffix(_IN_USE).unlink(missing_ok=True)


def forget_cohorts(folder: Path) -> None:
    """Remove all records of cohorts in the cache folder `folder`."""
    for path in (folder / _FOLDER).glob("*"):
        path.unlink(missing_ok=True)


def _read(path: Path) -> CachedCohort | None:
    try:
        given = read_json(path)
        return CachedCohort(str(given["table"]), frozenset(map(str, given["entries"])), path.stat().st_mtime)
    except (OSError, ValueError, KeyError, TypeError):
        return None
