"""Return the levels of a DICOM series after checking that they can be shown. Raise a `SlideError` if they cannot.

OpenSlide's own error messages use terms of its code and give no remedy. Therefore this module checks the known limits
of OpenSlide 4.0.1 first, and each limit has its own error with a remedy.
"""

from collections import defaultdict
from pathlib import Path

from model.base.errors import SlideError
from model.base.plural import plural
from model.slide.dicom import Instance, Series
from model.slide.dicom_frames import check_frames
from model.slide.limits import COPY_REMEDY, EXPORT_REMEDY

_TO_JPEG = "Convert the file to JPEG Baseline (with DCMTK: dcmdjpeg, dcmdrle or dcmdjpls, then dcmcjpeg +eb)."
_TO_EXPLICIT = "Convert the file to Explicit VR Little Endian (with DCMTK: dcmconv +te IN OUT)."
_IMPLICIT = "1.2.840.10008.1.2"
_COLOURS = {
    "1.2.840.10008.1.2.1": ("uncompressed", ("RGB",)),
    "1.2.840.10008.1.2.4.50": ("JPEG", ("YBR_FULL_422", "RGB")),
    "1.2.840.10008.1.2.4.90": ("JPEG 2000, lossless", ("YBR_RCT", "RGB")),
    "1.2.840.10008.1.2.4.91": ("JPEG 2000", ("YBR_ICT", "YBR_RCT", "RGB")),
}
"""Transfer syntaxes that can be decoded, each with the photometric interpretations that it may have."""

_OTHER_SYNTAXES = {
    _IMPLICIT: "uncompressed, without value representations (Implicit VR)",
    "1.2.840.10008.1.2.4.51": "JPEG Extended (12 bit)",
    "1.2.840.10008.1.2.4.57": "lossless JPEG",
    "1.2.840.10008.1.2.4.70": "lossless JPEG",
    "1.2.840.10008.1.2.4.80": "JPEG-LS",
    "1.2.840.10008.1.2.4.81": "JPEG-LS",
    "1.2.840.10008.1.2.4.92": "JPEG 2000 Part 2",
    "1.2.840.10008.1.2.4.93": "JPEG 2000 Part 2",
    "1.2.840.10008.1.2.4.110": "JPEG XL",
    "1.2.840.10008.1.2.4.111": "JPEG XL",
    "1.2.840.10008.1.2.4.112": "JPEG XL",
    "1.2.840.10008.1.2.4.201": "High-Throughput JPEG 2000",
    "1.2.840.10008.1.2.4.202": "High-Throughput JPEG 2000",
    "1.2.840.10008.1.2.4.203": "High-Throughput JPEG 2000",
    "1.2.840.10008.1.2.5": "RLE",
}


def compression_of(syntax: str) -> str:
    """Return the name of the compression that a transfer syntax uses."""
    known = _COLOURS.get(syntax)
    return known[0] if known else _OTHER_SYNTAXES.get(syntax, f"transfer syntax {syntax}")


def checked_levels(series: Series) -> tuple[tuple[Instance, ...], tuple[str, ...]]:
    """Return the levels of `series` that the program reads, and notes on the files that it does not use.

    If several files contain the same level, only one of them is used.

    Raise SlideError if the levels cannot be shown.
    """
    _check_types(series)
    stated = tuple(level for level in series.levels if level.header.image_type)
    untyped = tuple(level.path.name for level in series.levels if not level.header.image_type)
    # If some levels state their Image Type, a file without one may be a label. It is then not used.
    for level in stated or series.levels:
        _check_stated(level)
    if not series.levels:
        kinds = sorted({instance.header.image_type[2] for instance in series.instances
                        if len(instance.header.image_type) > 2})  # fmt: skip
        held = f" ({', '.join(kinds)})" if kinds else ""
        message = f"{series.path.name} holds only photographs of the slide{held}; the files of its levels are missing."
        raise SlideError(series.path, message, _BESIDE)
    levels, notes = _without_copies(stated)
    unknown = ", ".join(one.path.name for one in series.instances if is_of_unknown_type(one))
    if unknown:
        notes = (*notes, f"left out, because the kind of picture in their Image Type is not known: {unknown}")
    if untyped:
        notes = (*notes, f"left out, because they do not state their Image Type: {', '.join(untyped)}")
    for level in levels:
        _check_decodable(level)
        notes += check_frames(level)
    _check_one_a_size(series.path, levels)
    return levels, notes


def is_of_unknown_type(instance: Instance) -> bool:
    """Return whether `instance` states an Image Type that means neither a level nor a known kind of photograph."""
    stated = instance.header.image_type
    return bool(stated) and not instance.header.is_level and (len(stated) < 3 or stated[2] not in _PHOTOGRAPHS)


def _check_types(series: Series) -> None:
    """Raise SlideError if a file of unknown Image Type is larger than all levels, because it may be the scan."""
    largest = max((level.header.columns or 0 for level in series.levels), default=0)
    for one in series.instances:
        if is_of_unknown_type(one) and (one.header.columns or 0) > largest:
            stated = "\\".join(one.header.image_type)
            message = f"{one.path.name} states the Image Type {stated} (0008,0008), which is not a level's."
            raise SlideError(one.path, message, _SET_TYPE)


_PHOTOGRAPHS = ("LABEL", "OVERVIEW", "THUMBNAIL", "LOCALIZER")
_SET_TYPE = (
    r"Set the Image Type in a copy of the file (with DCMTK: dcmodify -m 0008,0008=ORIGINAL\PRIMARY\VOLUME\NONE), or "
    "export the slide again."
)
_BESIDE = "Copy the slide again with all its DICOM files: they are in the same folder, one file per level."


def _check_stated(level: Instance) -> None:
    path, header = level.path, level.header
    if not header.image_type:
        raise SlideError(
            path,
            f"{path.name} does not state its Image Type (0008,0008), which distinguishes a level from a label.",
            "Add the Image Type in a copy of the file (with DCMTK: "
            r"dcmodify -i 0008,0008=ORIGINAL\PRIMARY\VOLUME\NONE), or export the slide again.",
        )
    for value, name in ((header.series, "Series Instance UID (0020,000E)"),
                        (header.instance, "SOP Instance UID (0008,0018)"),
                        (header.columns, "Total Pixel Matrix Columns (0048,0006)"),
                        (header.rows, "Total Pixel Matrix Rows (0048,0007)")):  # fmt: skip
        if not value:
            raise SlideError(path, f"{path.name} does not state its {name}.", COPY_REMEDY)


def _without_copies(levels: tuple[Instance, ...]) -> tuple[tuple[Instance, ...], tuple[str, ...]]:
    """Return each instance (DICOM file) once, even if several files contain it.

    Also return a note if there were copies.
    """
    by_instance: dict[str, Instance] = {}
    copies: list[Path] = []
    for level in levels:
        if by_instance.setdefault(level.header.instance, level) is not level:
            copies.append(level.path)
    if not copies:
        return levels, ()
    names = ", ".join(path.name for path in copies[:3]) + (" ..." if len(copies) > 3 else "")
    count = plural(len(copies), "file is a copy", "files are copies")
    return tuple(by_instance.values()), (f"{count} of a level that was read from another file: {names}",)


def _check_decodable(level: Instance) -> None:
    path, header = level.path, level.header
    if header.syntax not in _COLOURS:
        kind = compression_of(header.syntax)
        if header.syntax == _IMPLICIT:
            raise SlideError(path, f"{path.name} is {kind}, which is not supported.", _TO_EXPLICIT)
        raise SlideError(path, f"{path.name} is compressed as {kind}, which is not supported.", _TO_JPEG)
    compression, colours = _COLOURS[header.syntax]
    if header.bits != 8 or header.samples != 3:
        stated = f"{header.samples or '?'} samples per pixel with {header.bits or '?'} bits"
        message = f"{path.name} has {stated}; only colour slides of 3 samples with 8 bits are supported."
        raise SlideError(path, message, EXPORT_REMEDY)
    if header.photometric not in colours:
        message = (
            f"{path.name} states {header.photometric} Photometric Interpretation (0028,0004) for {compression} frames, "
            "which is not supported."
            if header.photometric
            else f"{path.name} states no Photometric Interpretation (0028,0004) for {compression} frames, which is not "
            "supported."
        )
        remedy = f"Convert the file so that it states {' or '.join(colours)}, or export the slide as TIFF."
        raise SlideError(path, message, remedy)
    for number, name in ((header.planar, "Planar Configuration (0028,0006)"),
                         (header.stored_bits, "Bits Stored (0028,0101)"),
                         (header.high_bit, "High Bit (0028,0102)"),
                         (header.tile_rows or None, "Rows (0028,0010)"),
                         (header.tile_columns or None, "Columns (0028,0011)")):  # fmt: skip
        if number is None:
            raise SlideError(path, f"{path.name} does not state its {name}.", COPY_REMEDY)
    if header.planar:
        message = f"{path.name} stores its colours plane by plane (Planar Configuration 1), which is not supported."
        raise SlideError(path, message, "Convert the file to Planar Configuration 0, or export the slide as TIFF.")
    if header.focal_planes is not None and header.focal_planes > 1:
        message = f"{path.name} holds {header.focal_planes} focal planes; only slides with one are supported."
        raise SlideError(path, message, "Export one focal plane as TIFF or DICOM.")


def _check_one_a_size(path: Path, levels: tuple[Instance, ...]) -> None:
    """Raise SlideError if several levels have the same size, because the size identifies a level.

    Levels of the same size may be copies with other UIDs, or they may show other focal planes or stains.
    """
    sizes: dict[tuple[int | None, int | None], list[Instance]] = defaultdict(list)
    for level in levels:
        sizes[level.header.columns, level.header.rows].append(level)
    for (columns, rows), alike in sizes.items():
        parts = {level.header.concatenation for level in alike}
        if len(alike) > 1 and (len(parts) > 1 or "" in parts):
            names = ", ".join(level.path.name for level in alike[:3]) + (" ..." if len(alike) > 3 else "")
            raise SlideError(
                path,
                f"{path.name} holds {len(alike)} files for one level of {columns} x {rows} px: {names}. It is not "
                "stated which of them to show.",
                "Keep one of these files in the folder and move the others elsewhere. They may be copies, or "
                "show other focal planes or stains.",
            )
