"""Group DICOM files, of which a whole slide has many, into series.

A file is recognised by its content. Archives name DICOM files by numbers, by UIDs or with suffixes of their own.
"""

import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from model.base.errors import SlideError
from model.slide.dicom_header import REMEDY, DicomError, DicomHeader, header_of
from model.slide.limits import EXPORT_REMEDY


@dataclass(frozen=True)
class Instance:
    """One file of a slide: a level, or a photograph of its label or glass."""

    path: Path
    header: DicomHeader


@dataclass(frozen=True)
class Series:
    """The files of one slide, by name, and the path that represents it: its folder if no other series is there."""

    path: Path
    instances: tuple[Instance, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        return tuple(instance.path for instance in self.instances)

    @property
    def levels(self) -> tuple[Instance, ...]:
        return tuple(instance for instance in self.instances if instance.header.is_level)

    @property
    def entry(self) -> Path:
        """The file with the most pixels: the other levels are found from it."""
        return max(self.levels or self.instances, key=lambda instance: instance.header.columns or 0).path


@dataclass(frozen=True)
class Contents:
    """The direct contents of a folder; sub-folders are not searched."""

    series: tuple[Series, ...] = ()
    refused: tuple[SlideError, ...] = ()
    """DICOM files that cannot be read, and DICOM pictures that are not of a whole slide."""
    closed: tuple[SlideError, ...] = ()
    """What cannot be looked into: pipes, broken links, files that may not be read."""
    hidden: tuple[SlideError, ...] = ()
    """The same two, of hidden files: they are not listed, but a library may look into them."""
    others: tuple[Path, ...] = ()
    """Files that are not DICOM."""
    folders: tuple[Path, ...] = ()


def contents_of(folder: Path) -> Contents:
    """Return everything in `folder`, each file recognised by its first bytes; OSError where it cannot be listed."""
    groups: dict[str, list[Instance]] = defaultdict(list)
    refused: list[SlideError] = []
    closed: list[SlideError] = []
    hidden: list[SlideError] = []
    others: list[Path] = []
    folders: list[Path] = []
    for path in sorted(folder.iterdir()):
        is_hidden = path.name.startswith(".")
        if path.is_dir():
            folders += [] if is_hidden else [path]
            continue
        try:
            header = header_of(path)
        except SlideError as error:
            (hidden if is_hidden else refused if isinstance(error, DicomError) else closed).append(error)
        else:
            if is_hidden:
                continue
            if header is None:
                others.append(path)
            elif header.is_whole_slide:
                groups[header.series].append(Instance(path, header))
            elif header.is_picture:
                refused.append(_not_a_slide(path))
    found = [_series(folder, instances, alone=len(groups) == 1) for instances in groups.values()]
    in_order = tuple(sorted(found, key=lambda series: series.path.name))
    return Contents(in_order, tuple(refused), tuple(closed), tuple(hidden), tuple(others), tuple(folders))


def _series(folder: Path, instances: list[Instance], alone: bool) -> Series:
    series = Series(folder, tuple(instances))
    return series if alone else Series(series.entry, series.instances)


def series_of(path: Path) -> Series:
    """Return the series of the file `path`, or the only series of the folder `path`; otherwise raise a `SlideError`."""
    if path.is_dir():
        found = series_in(path)
        if len(found) == 1:
            return found[0]
        raise SlideError(path, f"{path.name} is not one DICOM whole slide.", EXPORT_REMEDY)
    header = header_of(path)
    if header is None or not header.is_whole_slide:
        raise _not_a_slide(path)
    for series in series_in(path.parent):
        if any(os.path.samefile(path, file) for file in series.files):
            return series
    return Series(path, (Instance(path, header),))  # a hidden file, or its folder cannot be listed


def series_in(folder: Path) -> tuple[Series, ...]:
    """Return the whole slides whose files lie directly in `folder`; none where it cannot be listed."""
    try:
        return contents_of(folder).series
    except OSError:
        return ()


def is_series_folder(folder: Path) -> bool:
    """Return whether `folder` is one whole slide."""
    return len(series_in(folder)) == 1


def is_dicom(path: Path) -> bool:
    """Return whether `path` is a DICOM file whose name does not state another format that the file also has."""
    return header_of(path) is not None


def _not_a_slide(path: Path) -> SlideError:
    return SlideError(path, f"{path.name} is a DICOM file, but not of a whole slide.", REMEDY)
