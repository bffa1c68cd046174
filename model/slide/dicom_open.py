"""Open a DICOM whole slide, given as a file or a folder, with OpenSlide. Its files are checked first.

OpenSlide also opens every other file in the same folder, including hidden files. A file with 20,000 nested sequences
ends the process, and a pipe makes it wait forever. If the folder contains such a file, OpenSlide is given a folder of
links to the slide's files instead.
"""

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from model.base.errors import SlideError
from model.base.plural import plural
from model.slide.base import Slide
from model.slide.dicom import Contents, Instance, Series, contents_of, series_of
from model.slide.dicom_checks import checked_levels, compression_of, is_of_unknown_type
from model.slide.dicom_colours import colours_of
from model.slide.dicom_frames import FULL
from model.slide.dicom_header import DicomHeader, header_of, pixels_of
from model.slide.facts import Facts
from model.slide.folder import skipped_text
from model.slide.limits import size_text
from model.slide.openslide_reader import Known, open_openslide


def open_dicom(path: Path) -> Slide:
    """Open and return the slide that the file or folder `path` belongs to."""
    series = series_of(path)
    levels, notes = checked_levels(series)
    entry = max(levels, key=lambda level: level.header.columns or 0)
    beside = _beside(entry.path.parent)
    if beside.refused:
        notes = (*notes, f"beside it {skipped_text(beside.refused)}")
    known = _known(series, levels, entry, beside.series)
    known = replace(known, notes=notes + known.notes)
    if not _in_place(series, levels, beside):
        folder = _linked(levels)
        if folder is not None:
            return open_openslide(folder / entry.path.name, replace(known, close=lambda: _remove(folder)))
        if not _is_safe(beside):
            message = f"{series.path.name} is in a folder with files that prevent its reader from opening it."
            raise SlideError(series.path, message, "Move the DICOM files of this slide into a folder of their own.")
    return open_openslide(entry.path, known)


def _known(series: Series, levels: tuple[Instance, ...], entry: Instance, beside: tuple[Series, ...]) -> Known:
    """Return the facts about the slide that its headers and some of its frames state.

    Every header is checked completely.
    """
    colours = {_size(level): colours_of(level.path, level.header, pixels_of(level.path)) for level in levels}
    lines = _lines(beside)
    facts = Facts(
        format="DICOM whole slide",
        reader="OpenSlide",
        compression=compression_of(entry.header.syntax),
        colour_space=colours[_size(entry)].space,
        bits=entry.header.bits,
        series=lines,
        shown=[one.path for one in beside].index(series.path) if lines else None,
    )
    notes = tuple(dict.fromkeys(one.note for one in colours.values() if one.note))
    return Known(series.path, notes, facts, frozenset(size for size, one in colours.items() if one.is_ycbcr))


def _size(level: Instance) -> tuple[int, int]:
    return level.header.columns or 0, level.header.rows or 0


def _lines(found: tuple[Series, ...]) -> tuple[str, ...]:
    """Return a line of text about each slide of a folder, or () if the folder has only one slide."""
    if len(found) < 2:
        return ()
    lines = []
    for series in found:
        count, header = len(series.levels), header_of(series.entry) or DicomHeader()
        size = size_text(header.columns or 0, header.rows or 0)
        lines.append(f"{series.path.name}: {size}, {plural(count, 'level')}, series {header.series}")
    return tuple(lines)


def _beside(folder: Path) -> Contents:
    """Return the contents of the slide's `folder`, or empty contents if the folder cannot be listed."""
    try:
        return contents_of(folder)
    except OSError:
        return Contents()


def _in_place(series: Series, levels: tuple[Instance, ...], beside: Contents) -> bool:
    """Return whether OpenSlide can open the folder as it is, because nothing in it makes OpenSlide fail."""
    copies = len(levels) < len(series.levels)
    odd = [one for one in series.instances if one not in series.levels and not _is_plain(one)]
    return not (copies or odd) and _is_safe(beside)


def _is_safe(beside: Contents) -> bool:
    return not (beside.refused or beside.closed or beside.hidden)


def _is_plain(photograph: Instance) -> bool:
    """Return whether OpenSlide accepts this label or overview.

    The program never shows labels and overviews, but OpenSlide refuses a whole slide if it refuses one of these
    pictures.
    """
    header = photograph.header
    if is_of_unknown_type(photograph) or header.organization not in ("", FULL):
        return False
    return (header.syntax, header.photometric, header.bits, header.samples) in _PLAIN and not header.planar


_PLAIN = {
    (syntax, photometric, 8, 3)
    for syntax, allowed in (("1.2.840.10008.1.2.1", ("RGB",)), ("1.2.840.10008.1.2.4.50", ("YBR_FULL_422", "RGB")))
    for photometric in allowed
}


def _linked(levels: tuple[Instance, ...]) -> Path | None:
    """Return a new folder with a link to the file of each level, or None if the system cannot create links."""
    folder = Path(tempfile.mkdtemp(prefix="histocast-dicom-"))
    for level in levels:
        link, file = folder / level.path.name, level.path.absolute()
        try:
            os.symlink(file, link)
        except OSError:
            try:
                os.link(file, link)
            except OSError:
                shutil.rmtree(folder, ignore_errors=True)
                return None
    return folder


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
