"""DICOM whole slides, which are many files: any of them or their folder comes in, the series they form goes out."""

import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from model.errors import SlideError
from model.slide.base import Slide
from model.slide.limits import EXPORT_REMEDY, damaged
from model.slide.openslide_reader import open_openslide

WHOLE_SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6"
"""SOP class "VL Whole Slide Microscopy Image Storage"."""

SUFFIXES = (".dcm", ".dicom", "")
"""Archives often write DICOM files without any suffix."""

MARK_AT, MARK = 128, b"DICM"


@dataclass(frozen=True)
class Series:
    """The files of one slide, by name, and what stands for it: their folder if it holds no other such slide."""

    path: Path
    files: tuple[Path, ...]
    entry: Path
    """The file with the most pixels: OpenSlide finds the others from it."""


@dataclass(frozen=True)
class _Instance:
    path: Path
    series: str
    columns: int


def open_dicom(path: Path) -> Slide:
    """The slide that the file or folder `path` belongs to."""
    series = series_of(path)
    return open_openslide(series.entry, series.path)


def series_of(path: Path) -> Series:
    """The series that the file `path` is of, or the only one of the folder `path`; else a `SlideError`."""
    found = series_in(path if path.is_dir() else path.parent)
    if path.is_dir() and len(found) == 1:
        return found[0]
    for series in found:
        if any(os.path.samefile(path, file) for file in series.files):
            return series
    if not path.is_dir() and _instance(path) is None:
        message = f"{path.name} is a DICOM file, but not of a whole slide."
        raise SlideError(path, message, "Open a DICOM file of the kind VL Whole Slide Microscopy Image.")
    raise SlideError(path, f"{path.name} is not one DICOM whole slide.", EXPORT_REMEDY)


def series_in(folder: Path) -> tuple[Series, ...]:
    """The whole slides whose files lie directly in `folder`; none where it cannot be listed."""
    groups: dict[str, list[_Instance]] = defaultdict(list)
    for file in _candidates(folder):
        try:
            instance = _instance(file)
        except SlideError:  # said when that file is opened; it must not hide those beside it
            continue
        if instance is not None:
            groups[instance.series].append(instance)
    found = []
    for instances in groups.values():
        instances.sort(key=lambda instance: instance.path.name)
        entry = max(instances, key=lambda instance: instance.columns).path
        files = tuple(instance.path for instance in instances)
        found.append(Series(folder if len(groups) == 1 else entry, files, entry))
    return tuple(sorted(found, key=lambda series: series.path.name))


def is_series_folder(folder: Path) -> bool:
    """Whether `folder` is one whole slide."""
    return len(series_in(folder)) == 1


def _candidates(folder: Path) -> list[Path]:
    """Files of `folder` that bear DICOM's mark."""
    found = []
    try:
        for file in folder.iterdir():
            if file.suffix.lower() in SUFFIXES and not file.name.startswith(".") and file.is_file():
                with file.open("rb") as opened:
                    opened.seek(MARK_AT)
                    if opened.read(len(MARK)) == MARK:
                        found.append(file)
    except OSError:
        return []
    return found


def _instance(path: Path) -> _Instance | None:
    """What the header of `path` says, pixels unread; None where it is not of a whole slide."""
    from pydicom import dcmread
    from pydicom.errors import InvalidDicomError

    tags = ["SOPClassUID", "SeriesInstanceUID", "ImageType", "TotalPixelMatrixColumns"]
    try:
        header = dcmread(path, stop_before_pixels=True, specific_tags=tags)
        if header.get("SOPClassUID") != WHOLE_SLIDE:
            return None
        is_volume = "VOLUME" in (header.get("ImageType") or ())
        columns = int(header.get("TotalPixelMatrixColumns") or 0) if is_volume else 0
        return _Instance(path, str(header.get("SeriesInstanceUID")), columns)
    except InvalidDicomError:
        return None
    except (OSError, EOFError, ValueError, TypeError, AttributeError, LookupError, NotImplementedError) as error:
        raise damaged(path, "DICOM") from error
