"""Describe any file: return a report of what the file states and how the program interprets its contents.

The first bytes of a file determine its kind. For a text file, the suffix of the name may determine the kind. Files are
never changed.
"""

import os
from collections.abc import Callable, Generator
from pathlib import Path

from model.base.errors import SlideError
from model.base.files import hash_steps
from model.base.progress import Progress
from model.info.bundle_report import bundle_steps
from model.info.feature_report import feature_report
from model.info.geojson_report import geojson_report
from model.info.line import Report
from model.info.slide_file import slide_file_steps
from model.info.study_report import study_report
from model.info.table_report import TABLES, table_report
from model.slide.registry import HEAD_BYTES, READERS
from model.tma.core_geojson import GEOJSON

STUDY_MARK = b"SQLite format 3\x00"
STUDY, BUNDLE = ".histostudy", ".safetensors"
FEATURE_FILES = (".h5", ".hdf5")
HASHING = "checking the file"

Steps = Generator[Progress, None, Report]


def report_steps(path: Path, hashed: bool = False) -> Steps:
    """Return the report of the file `path`, or of the slide in the folder `path`.

    Raise a `HistocastError` if the file cannot be described. If `hashed` is true, the whole file is read to compute its
    SHA-256.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        # Opening a pipe or a device may never end.
        remedy = "Give a regular file, or the folder of a DICOM slide."
        raise SlideError(path, f"{path.name} is not a regular file.", remedy)
    return (yield from _kind_of(path)(path, hashed))


def _kind_of(path: Path) -> Callable[[Path, bool], Steps]:
    """Return the function that describes files of the same kind as `path`."""
    if path.is_dir():
        return slide_file_steps
    head, suffix = _head(path), path.suffix.lower()
    if head.startswith(STUDY_MARK):
        return _study
    # The first bytes of a picture have priority over its name. If neither is recognised, the image readers raise an
    # error.
    if suffix != STUDY and any(reader.reads(path, head) for reader in READERS):
        return slide_file_steps
    return _BY_NAME.get(suffix, slide_file_steps)


def _head(path: Path) -> bytes:
    """Return the first bytes of a file, or b"" if it cannot be read. An image reader then raises the error."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except (OSError, ValueError):  # ValueError: the path is invalid on every system
        return b""


def _study(path: Path, hashed: bool) -> Steps:
    return study_report(path, (yield from _hash(path)) if hashed else None)


def _table(path: Path, hashed: bool) -> Steps:
    return table_report(path, (yield from _hash(path)) if hashed else None)


def _geojson(path: Path, hashed: bool) -> Steps:
    return geojson_report(path, (yield from _hash(path)) if hashed else None)


def _features(path: Path, hashed: bool) -> Steps:
    return feature_report(path, (yield from _hash(path)) if hashed else None)


def _hash(path: Path) -> Generator[Progress, None, str]:
    try:
        return (yield from hash_steps(path, HASHING, 0, os.path.getsize(path)))
    except OSError as error:
        message = f"{path.name} cannot be read: {error}."
        raise SlideError(path, message, "Check that you may read the file and that its disk is connected.") from error


_BY_NAME: dict[str, Callable[[Path, bool], Steps]] = {
    STUDY: _study,
    BUNDLE: bundle_steps,
    **dict.fromkeys(FEATURE_FILES, _features),
    **dict.fromkeys(TABLES, _table),
    **dict.fromkeys(GEOJSON, _geojson),
}
"""Functions that describe a file, by its suffix. These functions are used if the file does not start like a picture or
a database.
"""
