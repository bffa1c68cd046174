"""Group DICOM files into series. A whole slide consists of many files, which form one series.

A file is recognised by its content, because archives name DICOM files by numbers, UIDs or their own suffixes.
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
    """One file of a DICOM slide: a level, a photograph of the label, or a photograph of the glass."""

    path: Path
    header: DicomHeader


@dataclass(frozen=True)
class Series:
    """The files of one slide, sorted by name, and the path that represents the slide.

    This path is the folder if it contains only this series; otherwise it is the file with the most pixels.
    """

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
        """Return the file with the most pixels. From this file, OpenSlide finds the other levels."""
        return max(self.levels or self.instances, key=lambda instance: instance.header.columns or 0).path


@dataclass(frozen=True)
class Contents:
    """The direct contents of a folder. Sub-folders are listed but not searched."""

    series: tuple[Series, ...] = ()
    refused: tuple[SlideError, ...] = ()
    """Errors for DICOM files that cannot be read, and for DICOM pictures that are not whole slides."""
    closed: tuple[SlideError, ...] = ()
    """Errors for entries of the folder that cannot be opened: pipes, broken links, files without read permission."""
    hidden: tuple[SlideError, ...] = ()
    """Errors for hidden files, of the same kinds as in `refused` and `closed`. The program does not list hidden files,
    but OpenSlide may open them."""
    others: tuple[Path, ...] = ()
    """Files that are not DICOM."""
    folders: tuple[Path, ...] = ()


def contents_of(folder: Path) -> Contents:
    """Return everything in `folder`. Files are recognised by their first bytes.

    Raise OSError if the folder cannot be listed.
    """
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
    """Return the series that the file `path` belongs to, or the only series in the folder `path`.

    Raise a `SlideError` if there is no such series.
    """
    if path.is_dir():
        found = series_in(path)
        if len(found) == 1:
            return found[0]
        raise SlideError(path, f"{path.name} does not contain exactly one DICOM whole slide.", EXPORT_REMEDY)
    header = header_of(path)
    if header is None or not header.is_whole_slide:
        raise _not_a_slide(path)
    for series in series_in(path.parent):
        if any(os.path.samefile(path, file) for file in series.files):
            return series
    return Series(path, (Instance(path, header),))  # the file is hidden, or its folder cannot be listed


def series_in(folder: Path) -> tuple[Series, ...]:
    """Return the whole slides whose files lie directly in `folder`, or () if the folder cannot be listed."""
    try:
        return contents_of(folder).series
    except OSError:
        return ()


def is_series_folder(folder: Path) -> bool:
    """Return whether `folder` contains exactly one whole slide."""
    return len(series_in(folder)) == 1


def is_dicom(path: Path) -> bool:
    """Return whether `path` is a DICOM file. A file that is also a TIFF and has a TIFF suffix does not count."""
    return header_of(path) is not None


def _not_a_slide(path: Path) -> SlideError:
    return SlideError(path, f"{path.name} is a DICOM file, but it is not a whole slide.", REMEDY)
