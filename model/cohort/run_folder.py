"""The folder of a run: the identity of the run, its results, and the files of each spot.

`run.json` describes the run, its identity and its state. `results.csv` and `results.parquet` have one row per result in
the order of the planned list of spots, `errors.csv` one row per spot without a result. These tables are made from
`records/ab/KEY.json`, the record of each result, and `errors/ab/KEY.json`, the reason of each failure until the spot
succeeds. `files/` holds the exports of the spots that the user requested. `run.log` is a log with times.
"""

import errno
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.base.errors import CohortRunError
from model.base.json_file import parse_json
from model.base.printable import indented
from model.cohort.identity import RunIdentity, differences
from model.cohort.outcome import SpotDone, SpotFailed
from model.cohort.record_files import record_path, remove_temporary, write_durable, write_record
from model.cohort.result_tables import RESULTS
from model.cohort.spot import PlannedSpot
from model.result.export.wording import RESEARCH_USE_ONLY

if TYPE_CHECKING:
    from filelock import BaseFileLock

RUN, LOG, LOCK = "run.json", "run.log", ".lock"
RUN_RECORD = "histocast-cohort-run"
RUN_VERSION = 1
SEPARATE = "run-"
"""Beginning of the name of a separate run's folder. The rest of the name is the beginning of the run's id."""


class RunFolder:
    """The folder of a run. Use `open_run`, which locks it for this process."""

    def __init__(self, path: Path, identity: RunIdentity) -> None:
        self.path = path
        self.identity = identity
        self.records, self.errors, self.files = path / "records", path / "errors", path / "files"

    def check_there(self) -> None:
        """Raise FileNotFoundError if the folder disappeared. Files must not be written to an empty mount point."""
        if not any((self.path / name).exists() for name in (LOCK, RUN)):
            raise FileNotFoundError(errno.ENOENT, "The folder of the run disappeared", str(self.path))

    def save(self, done: SpotDone) -> None:
        """Write the files and the record of a result.

        The record is written last, so it marks the result as complete.
        """
        for name, content in done.files.items():
            write_durable(self.files / name, content)
        key = str(done.record["key"])
        write_record(self.records, key, done.record)
        record_path(self.errors, key).unlink(missing_ok=True)

    def save_failure(self, spot: PlannedSpot, failed: SpotFailed) -> dict[str, str]:
        """Write why a spot has no result, and return the reason as a row of the table of errors."""
        row = {
            "image": spot.place,
            "core": spot.core or spot.part,
            "kind": failed.kind,
            "reason": failed.reason,
            "remedy": failed.remedy,
            "failed_at": now(),
        }
        write_record(self.errors, spot.key, row)
        return row

    def write_run(self, fields: Mapping[str, Any]) -> None:
        """Write run.json, which contains the identity of the run and `fields`."""
        record = {
            "record": RUN_RECORD,
            "record_version": RUN_VERSION,
            "run_id": self.identity.run_id,
            "identity": self.identity.as_record(),
            **fields,
            "research_use_only": RESEARCH_USE_ONLY,
        }
        text = json.dumps(record, ensure_ascii=True, indent=1, allow_nan=False)
        write_durable(self.path / RUN, f"{text}\n".encode("ascii"))

    def log(self, text: str) -> None:
        """Append a line with the time to run.log. Errors are ignored; the next write of a result reports them.

        Further lines of `text` are indented, so that a name with line feeds cannot pass for an entry of the log.
        """
        with suppress(OSError), (self.path / LOG).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{now()} {indented(text)}\n")


def now() -> str:
    """Return the current time: UTC, ISO format, in seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def folder_for(out: Path, identity: RunIdentity, separate: bool) -> Path:
    """Return the folder for a run: `out`, or a new folder inside `out` if `out` has another run and `separate` is true.

    If the other run was stopped before its first result, for example because its device does not exist, `out` is used.
    Raise CohortRunError if `out` has the results of another run and `separate` is false, because two runs are never
    mixed.
    """
    before = read_run(out)
    if before is None:
        _check_unused(out)
        return out
    changed = differences(before["identity"], identity.as_record())
    if not changed:
        return out
    own = out / f"{SEPARATE}{identity.run_id[:8]}"
    begun = read_run(own) is not None  # raises an error if the file is damaged
    if not begun and _ended_without_result(out, before):
        return out
    if separate:
        return own
    raise CohortRunError(
        f"{out} holds a run with other conditions, and two runs are never mixed:",
        ("Choose another folder, or leave out --no-separate: the results are then written to the folder "
            f"{own}."), changed,
    )  # fmt: skip


def read_run(folder: Path) -> dict[str, Any] | None:
    """Return the content of run.json in `folder`; None if there is no such file.

    Raise CohortRunError if the file is damaged or was written by a newer version of the program.
    """
    path = folder / RUN
    try:
        found = parse_json(path.read_bytes())
        if found["record"] != RUN_RECORD or not isinstance(found["identity"], dict) or not found["run_id"]:
            raise ValueError("not a run")
        version = int(found["record_version"])
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CohortRunError(f"{path} cannot be read ({error.strerror}).", "Check the disk and permissions.") from error
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise CohortRunError(f"{path} is damaged: it does not describe a run.", "Choose another folder.") from error
    if version > RUN_VERSION:
        raise CohortRunError(f"{path} was written by a newer Histocast.", "Install that version.")
    return dict(found)


@contextmanager
def open_run(path: Path, identity: RunIdentity) -> Iterator[RunFolder]:
    """Yield the folder of a run, which no other process can use during the block.

    Temporary files that a killed process left behind are removed. Raise CohortRunError if another process uses the
    folder.
    """
    path.mkdir(parents=True, exist_ok=True)
    lock = _locked(path)
    try:
        folder = RunFolder(path, identity)
        remove_temporary((path, folder.records, folder.errors, folder.files))
        yield folder
    finally:
        lock.release()


def _locked(path: Path) -> "BaseFileLock":
    from filelock import FileLock, Timeout

    lock = FileLock(path / LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise CohortRunError(
            f"Another process is writing to {path}.", "Wait until that process ends, stop it, or choose another folder."
        ) from error
    except (OSError, NotImplementedError) as error:
        raise CohortRunError(f"{path} cannot be locked ({error}).", "Choose a folder that can be written.") from error
    return lock


def _ended_without_result(out: Path, run: Mapping[str, Any]) -> bool:
    """Return whether the run in `out` was stopped before it wrote a result, a failure, or an export of a spot."""
    folders = (out / name for name in ("records", "errors", "files"))
    return run.get("state") == "stopped" and not any(
        path.is_file() for folder in folders for path in folder.rglob("*")
    )


def _check_unused(out: Path) -> None:
    """Raise CohortRunError if `out` has results but no run.json that identifies their run."""
    if any((out / name).exists() for name in ("records", RESULTS)):
        raise CohortRunError(
            f"{out} has results but no {RUN}, so it is not known how they were made.", "Choose another folder."
        )
