"""Estimate the disk space of a run, and stop it in time when the disk is nearly full."""

import os
import shutil
from pathlib import Path

from model.base.errors import CohortRunError, RunStoppedError
from model.base.plural import plural
from model.cohort.analyse import Job

RECORD_BYTES = 20_000
"""Disk space in bytes for the record and the table rows of one spot. For a sample spot, the record takes 8 KB and the
rows 4 KB. On the disk, the size of a file is rounded up to blocks of 4 KB.
"""
FILE_BYTES = {
    "json": 16_000, "tiles": 150_000, "heatmap": 6_000_000, "case": 1_500_000, "geojson": 250_000, "arrays": 6_000_000,
}  # fmt: skip
"""Size in bytes of one spot's export, by the key of the export. The sizes are rounded up from two spots (heatmap 2.7
and 4.4 MB, case 0.7 and 1.0 MB). Arrays hold 4.2 MB of features and 0.9 MB of states, and are smaller where tiles are
skipped."""
EXPLANATION_BYTES = 6_000_000
"""Size in bytes of the files of one explanation of a spot. The picture is the largest of these files."""
RESERVE_BYTES = 200_000_000
"""Number of bytes that a run leaves free for its tables and for other programs."""


def free_bytes(folder: Path) -> int:
    """Return the free bytes on the disk of `folder`, or of the nearest folder above it that exists."""
    return shutil.disk_usage(_existing(folder)).free


def check_writable(folder: Path) -> None:
    """Raise CohortRunError if `folder`, which need not exist yet, cannot be written."""
    there = _existing(folder)
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        raise CohortRunError(
            f"{folder} cannot be written.", ("Check the disk and your permissions, or choose another folder.")
        )


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def needed_bytes(spots: int, job: Job) -> int:
    """Return the approximate size in bytes of the results of `spots` spots."""
    each = RECORD_BYTES + sum(FILE_BYTES[key] for key in job.files) + EXPLANATION_BYTES * len(job.explain)
    return spots * each


def check_before(folder: Path, spots: int, job: Job, free: int) -> None:
    """Raise CohortRunError if `free` bytes on the disk are not sufficient for the results of `spots` spots."""
    needed = needed_bytes(spots, job)
    if needed + RESERVE_BYTES > free:
        raise CohortRunError(
            f"The disk of {folder} has {size_text(free)} free; the results of {plural(spots, 'spot')} need about "
            f"{size_text(needed)}, and {size_text(RESERVE_BYTES)} must stay free.",
            "Free some space, choose another folder, or write fewer files (--files).",
        )


def check_during(folder: Path, free: int) -> None:
    """Raise RunStoppedError if the disk is nearly full. There is then still space for the tables of the run."""
    if free < RESERVE_BYTES // 2:
        raise RunStoppedError(
            f"The disk of {folder} is nearly full: {size_text(free)} are free. The run was stopped.",
            "Free some space and run the same command again. Finished spots are kept.",
        )


def size_text(count: int) -> str:
    """Return a number of bytes for users: "1.5 GB"."""
    for unit, size in (("GB", 1e9), ("MB", 1e6)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count / 1e3:.3g} KB"
