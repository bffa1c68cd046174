"""Join the runs of several computers into one folder. All runs must have the same identity (`RunIdentity`)."""

import csv
import shutil
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from model.base.errors import CohortRunError
from model.base.progress import Progress
from model.cohort.analyse import RECORD
from model.cohort.columns import cells_of
from model.cohort.identity import RunIdentity, differences
from model.cohort.record_files import TEMPORARY, read_records, write_durable, write_record
from model.cohort.result_tables import (
    CONFLICTS,
    ERRORS,
    PARQUET,
    RESULTS,
    ResultTable,
    comparable,
    write_conflicts,
    write_errors,
)
from model.cohort.run_folder import LOCK, RUN, RunFolder, now, open_run, read_run
from model.cohort.spot import merged_key

MERGING = "merging"
"""The state in run.json while a merge is not finished."""
STAGE = "joining runs"
CLOSE_PROBABILITY = 1e-3
"""Largest difference in survival probability that counts as the same result. In exact precision, the results of two
kinds of device differ by about 1e-6."""

_Row = tuple[Path, dict[str, Any]]
"""Folder of a run, and the record of one of its spots."""


@dataclass
class Merged:
    """The result of joining runs.

    `conflicts` holds the records of spots for which the runs have different results; these records are not in the
    table. `repeated` is the number of spots that several runs analysed with the same result. `largest_difference` is
    the largest difference between the survival probabilities of such a spot.
    """

    rows: list[_Row] = field(default_factory=list)
    errors: list[dict[str, str]] = field(default_factory=list)
    conflicts: list[_Row] = field(default_factory=list)
    repeated: int = 0
    replaced: int = 0
    """Number of failed spots that are not listed, because another run has a result for a file with the same name."""
    largest_difference: float = 0.0
    damaged: int = 0
    parquet: bool = False


def merge_runs(folders: Sequence[Path], out: Path) -> Generator[Progress, None, Merged]:
    """Join the runs in `folders` into the new folder `out`, and return what was joined.

    If several runs have results of the same spot, only the result of the first run is used. Raise CohortRunError if the
    runs have different conditions, or if `out` is not empty. Files that an interrupted merge left in `out` are
    replaced.
    """
    identity = _common_identity(folders)
    _refuse_used(out)
    same = [one for number, one in enumerate(folders) if one.resolve() in [two.resolve() for two in folders[:number]]]
    if same:
        raise CohortRunError(f"{same[0]} is named twice.", "Name every run once.")
    merged = Merged()
    yield from _collect(folders, identity.run_id, merged)
    _refuse_mixed(merged.rows)
    with open_run(out, identity) as folder:
        _refuse_used(out)  # another process may have used the folder until now
        _remove_unfinished(out)
        folder.write_run({"state": MERGING})
        table, taken = ResultTable(), set[str]()
        for number, (origin, found) in enumerate(merged.rows):
            yield Progress(STAGE, number, len(merged.rows))
            record = found | {"key": merged_key(found), "files": _copied(found, origin, folder, taken)}
            write_record(folder.records, record["key"], record)
            table.add(number, record)
        table.write(out)
        merged.parquet = table.write_parquet(out)
        write_errors(out, merged.errors)
        if merged.conflicts:
            write_conflicts(out, merged.conflicts)
        folder.write_run({
            "state": "merged",
            "source": [str(one.absolute()) for one in folders],
            "spots": {"done": len(merged.rows), "failed": len(merged.errors), "conflicts": len(merged.conflicts)},
            "written_at": now(),
        })  # fmt: skip
    return merged


def _refuse_used(out: Path) -> None:
    """Raise CohortRunError if `out` has files other than the leftovers of an interrupted merge."""
    if not out.exists():
        return
    run = read_run(out) if out.is_dir() else None
    own = out.is_dir() and all(path.name == LOCK or path.match(TEMPORARY) for path in out.iterdir())
    if not own and (run is None or run.get("state") != MERGING):
        raise CohortRunError(f"{out} is not an empty folder.", "Choose a new folder.")


def _remove_unfinished(out: Path) -> None:
    """Remove the files of an interrupted merge.

    run.json is removed last, because it identifies the other files as leftovers of a merge.
    """
    for name in ("records", "errors", "files"):
        shutil.rmtree(out / name, ignore_errors=True)
    for name in (RESULTS, PARQUET, ERRORS, CONFLICTS, RUN):
        (out / name).unlink(missing_ok=True)


def _common_identity(folders: Sequence[Path]) -> RunIdentity:
    """Return the identity that all runs have in common; raise CohortRunError if their identities differ."""
    found: list[dict[str, Any]] = []
    for folder in folders:
        run = read_run(folder)
        if run is None:
            raise CohortRunError(
                f"{folder} is not the folder of a run.",
                ("Give folders that this command has written: histocast cohort run."),
            )
        if run.get("state") == MERGING:
            raise CohortRunError(f"{folder} is a merge that was stopped.", "Repeat that merge first.")
        changed = differences(found[0], run["identity"]) if found else ()
        if changed:
            raise CohortRunError(
                f"{folders[0]} and {folder} were made under different conditions:",
                "Join only runs with the same model, precision, pixel size, explanations and version.", changed,
            )  # fmt: skip
        found.append(run["identity"])
    try:
        given = dict(found[0])
        return RunIdentity(**(given | {"explain": tuple(given["explain"])}))
    except (TypeError, LookupError) as error:
        raise CohortRunError(
            f"{folders[0]} has an incomplete run record.", ("Repeat the run in a new folder.")
        ) from error


def _refuse_mixed(rows: Sequence[_Row]) -> None:
    """Raise CohortRunError if the results were computed in more than one number format.

    The precision *fast* can mean different number formats on two computers.
    """
    formats = {record["prediction"]["device"]["arithmetic"]: folder for folder, record in rows}
    if len(formats) > 1:
        found = tuple(f"{folder}: {arithmetic}" for arithmetic, folder in formats.items())
        raise CohortRunError(
            "The results were computed in different number formats:",
            ("Use exact precision, or computers of one kind."),
            found,
        )


def _collect(folders: Sequence[Path], run_id: str, merged: Merged) -> Generator[Progress, None, None]:
    """Add the records and errors of all runs to `merged`."""
    spots: dict[str, list[_Row]] = {}
    for folder in folders:
        for record in read_records(folder / "records"):
            yield Progress(f"reading {folder}")
            if record is None or not _is_usable(record, run_id, folder):
                merged.damaged += 1
                continue
            spots.setdefault(str(record["spot_id"]), []).append((folder, record))
    kept: list[_Row] = []
    for rows in spots.values():
        kept += _without_repeated(rows, merged)
    order = _order(folders)
    merged.rows = sorted(kept, key=lambda row: (folders.index(row[0]), order.get(_named(row), len(order)), _named(row)))
    done = {(_file_name(record), record["core"]) for _, record in (*kept, *merged.conflicts)}
    failures: dict[tuple[str, str, str], dict[str, str]] = {}
    for folder in folders:
        failed = _rows_of(folder / ERRORS, ("image", "core"))
        left = [row for row in failed if (row["image"].rpartition("/")[2], row["core"]) not in done]
        merged.replaced += len(failed) - len(left)
        source = str((read_run(folder) or {}).get("source"))
        # Runs of the same source list the same failure; runs of different sources may have different files with the
        # same name.
        for row in left:
            failures.setdefault((source, row["image"], row["core"]), row)
    merged.errors += failures.values()


def _is_usable(record: Mapping[str, Any], run_id: str, folder: Path) -> bool:
    """Return whether `record` is a complete result of the run, with all its files."""
    try:
        cells_of(record)
        kind = (record["record"], record["run_id"])
        files = [folder / "files" / str(name) for name in record["files"]]
    except (LookupError, TypeError, ValueError):
        return False
    return kind == (RECORD, run_id) and all(file.is_file() and file.parent == folder / "files" for file in files)


def _rows_of(table: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a run's table, or no rows if there is no table.

    Raise CohortRunError if the table was changed so that it is no longer readable.
    """
    if not table.is_file():
        return []
    try:
        rows = comparable(table, ())
    except (ValueError, csv.Error) as error:
        raise _changed(table) from error
    if any(row.get(name) is None for row in rows for name in needed):
        raise _changed(table)
    return rows


def _changed(table: Path) -> CohortRunError:
    message = f"{table} was changed by another program and cannot be read."
    return CohortRunError(message, "Repeat that run with the same arguments. This writes the table again.")


def _without_repeated(rows: list[_Row], merged: Merged) -> list[_Row]:
    """Return the `rows` of one spot with only one row per file name, or no row if their results differ.

    Rows whose results differ are added to the conflicts of `merged`.
    """
    kept: dict[str, _Row] = {}
    for row in rows:
        kept.setdefault(_file_name(row[1]), row)
    difference = max(_difference(rows[0][1], record) for _, record in rows)
    if difference > CLOSE_PROBABILITY:
        merged.conflicts += rows
        return []
    merged.repeated += len(rows) > len(kept)
    merged.largest_difference = max(merged.largest_difference, difference)
    return list(kept.values())


def _difference(first: Mapping[str, Any], second: Mapping[str, Any]) -> float:
    """Return the difference in survival probability of two records of a spot; 1 if their analysis regions differ."""
    one, other = first["prediction"], second["prediction"]
    places = [[p["window"][name] for name in ("x", "y", "width", "height")] for p in (one, other)]
    same = places[0] == places[1]
    return abs(one["survival_probability"] - other["survival_probability"]) if same else 1.0


def _file_name(record: Mapping[str, Any]) -> str:
    return str(record["place"]).rpartition("/")[2]


def _named(row: _Row) -> tuple[str, str, str]:
    """Return the folder, image and spot id of a row, which identify the row in the table of its run."""
    return str(row[0]), str(row[1]["place"]), str(row[1]["spot_id"])


def _order(folders: Sequence[Path]) -> dict[tuple[str, str, str], int]:
    """Return the position of each spot in the table of its run."""
    names = [
        (str(folder), row["image"], row["spot_id"])
        for folder in folders
        for row in _rows_of(folder / RESULTS, ("image", "spot_id"))
    ]
    return {name: number for number, name in enumerate(names)}


def _copied(record: Mapping[str, Any], origin: Path, folder: RunFolder, taken: set[str]) -> list[str]:
    """Copy the files of a spot to `folder` and return their names.

    A name in `taken`, which another spot uses already, is replaced by another name.
    """
    names = []
    for name in record["files"]:
        new = name if name.casefold() not in taken else f"{record['spot_id'][:8]}-{name}"
        write_durable(folder.files / new, (origin / "files" / name).read_bytes())
        taken.add(new.casefold())
        names.append(new)
    return names
