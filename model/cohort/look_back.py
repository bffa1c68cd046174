"""Find the spots that earlier runs in the same folder have analysed, so that no spot is analysed twice."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from model.base.errors import SlideError
from model.base.progress import Progress
from model.cohort.analyse import RECORD, RECORD_VERSION, Job
from model.cohort.plan import Plan
from model.cohort.record_files import read_record, record_path, write_record
from model.cohort.result_tables import ResultTable
from model.cohort.run_folder import RunFolder, read_run
from model.cohort.spot import PlannedSpot
from model.cohort.stamp import stamp_of
from model.slide.opening import identity as image_identity

STAGE = "looking at earlier results"
_FEWEST_GAPS = 3


@dataclass
class Before:
    """The results of earlier runs. `errors` has the row in errors.csv of each failed spot, by the spot's key."""

    table: ResultTable = field(default_factory=ResultTable)
    done: set[str] = field(default_factory=set)
    errors: dict[str, dict[str, str]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    """Seconds that the analysis of each finished spot took."""
    ends: dict[str, list[datetime]] = field(default_factory=dict)
    """The times at which the analyses of the spots ended, by computer."""
    spots: dict[str, list[str]] = field(default_factory=dict)
    """Names of the spots by their `spot_id`, to report images that occur twice."""
    damaged: int = 0
    changed: int = 0
    """Number of spots whose image has changed since its analysis."""
    arithmetic: str = ""
    elsewhere: int = 0
    """Number of results of spots that are not in the list of spots of this run."""

    def add(self, number: int, spot: PlannedSpot, record: dict[str, Any]) -> None:
        """Add the result `record` of `spot`, whose position in the run's list of spots is `number`.

        Raise LookupError, TypeError or ValueError if the record is incomplete.
        """
        self.table.add(number, record)
        self.seconds.append(float(record["prediction"]["seconds"]))
        self.ends.setdefault(str(record["worker"]), []).append(datetime.fromisoformat(record["analysed_at"]))
        self.spots.setdefault(str(record["spot_id"]), []).append(spot.name)
        self.arithmetic = self.arithmetic or str(record["prediction"]["device"]["arithmetic"])
        self.done.add(spot.key)

    @property
    def seconds_each(self) -> float | None:
        """Return the seconds that one worker needs per spot; None without results.

        This is the larger of two medians: the duration of an analysis, and the time between the ends of two successive
        analyses on the same computer. The second includes opening the image and saving the result, but it is halved if
        two workers share a computer.
        """
        if not self.seconds:
            return None
        gaps = [(b - a).total_seconds() for ends in self.ends.values() for a, b in pairwise(sorted(ends))]
        # With fewer times, the median could be the pause between two runs.
        return max(median(self.seconds), median(gaps) if len(gaps) >= _FEWEST_GAPS else 0.0)


def look_back(
    folder: RunFolder, plan: Plan, job: Job, changing: bool = True
) -> Generator[Progress, None, Before]:
    """Return the results that earlier runs have for the spots of `plan`, the list of spots of this run.

    Results with a damaged record, or of an image that has changed, are left out.

    If `changing` is true and an image has a new modification time but the same content, the new time is written to its
    record. If the folder has the results of another source, all images are read, because different files can have the
    same name, size and modification time.
    """
    before = Before()
    run = read_run(folder.path)
    trusting = run is not None and run.get("source") == plan.source
    keys = {spot.key for spot in plan.spots}
    before.elsewhere = sum(path.stem not in keys for path in folder.records.glob("??/[!.]*.json"))
    for number, spot in enumerate(plan.spots):
        yield Progress(STAGE, number, len(plan.spots))
        path = record_path(folder.records, spot.key)
        record = read_record(path) if path.is_file() else None
        if record is None:
            before.damaged += path.is_file()
            _note_failure(before, folder, spot)
            continue
        try:
            if not _complete(record, spot, job, folder.files):
                continue
            if not (yield from _same_image(record, spot, folder, changing, trusting)):
                before.changed += 1
                continue
            before.add(number, spot, record)
        except (LookupError, TypeError, ValueError):
            before.damaged += 1
    return before


def _note_failure(before: Before, folder: RunFolder, spot: PlannedSpot) -> None:
    path = record_path(folder.errors, spot.key)
    row = read_record(path) if path.is_file() else None
    if row is not None:
        before.errors[spot.key] = {name: str(value) for name, value in row.items()}


def _complete(record: dict[str, Any], spot: PlannedSpot, job: Job, files: Path) -> bool:
    """Return whether `record` is a result of this run for `spot`, and all files that `job` requests exist."""
    kind = (record.get("record"), record.get("record_version"), record.get("key"), record.get("run_id"))
    if kind != (RECORD, RECORD_VERSION, spot.key, job.run_id):
        return False
    written = [str(name) for name in record.get("files", ())]
    if not all((files / name).is_file() for name in written):
        return False
    return all(any(name.endswith(suffix) for name in written) for suffix in _suffixes(job))


def _suffixes(job: Job) -> tuple[str, ...]:
    """Return the file name suffixes of the files that `job` requests for every spot."""
    if not job.files:
        return ()
    from model.result.export.export_table import EXPORTS  # loads the drawing libraries

    return tuple(export.suffix for export in EXPORTS if export.key in job.files)


def _same_image(
    record: dict[str, Any], spot: PlannedSpot, folder: RunFolder, changing: bool, trusting: bool
) -> Generator[Progress, None, bool]:
    """Return whether the spot's image still has the content that was analysed.

    If `trusting` is true, the image is read only if its size or modification time has changed. If the image cannot be
    reached now, the image counts as unchanged.
    """
    try:
        stamp = stamp_of(spot.location)
        if stamp is None or (trusting and stamp == record.get("stamp")):
            return True
        sha256 = yield from image_identity(Path(spot.location))
    except (OSError, SlideError):
        return True
    if sha256 != record["prediction"]["image"]["sha256"]:
        return False
    if changing and stamp != record.get("stamp"):
        record["stamp"] = stamp
        write_record(folder.records, spot.key, record)
    return True
