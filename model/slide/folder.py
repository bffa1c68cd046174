"""List the images of a folder in natural order, and state which files were skipped and why."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from model.base.errors import SlideError
from model.base.plural import plural
from model.slide.dicom import contents_of

OWN_PICTURES = (".heatmap.png", ".cores.png")
"""Suffixes of pictures that this program exports. They may lie beside images, but they are not images of tissue."""

_MOST_NAMED = 3
"""Maximum number of skipped files that a sentence names. Further files are only counted."""


@dataclass(frozen=True)
class Listing:
    """The images of a folder. `skipped` has an error for each other file whose name suggests an image."""

    images: tuple[Path, ...]
    skipped: tuple[SlideError, ...] = ()


def list_folder(folder: Path, promises_image: Callable[[Path], bool]) -> Listing:
    """List the images of `folder` by name, with spot 2 before spot 10.

    Hidden files, sub-folders and pictures exported by this program are left out. The many files of a DICOM slide are
    one image, named by its folder, which may be a sub-folder of `folder` or `folder` itself. If a folder contains
    several DICOM slides, each slide is represented by its largest file. `promises_image` returns whether the name of a
    file suggests an image.
    """
    try:
        found = contents_of(folder)
    except (OSError, ValueError) as error:  # ValueError: no folder can have this name
        message = f"The folder {folder} cannot be listed: {getattr(error, 'strerror', None) or error}."
        raise SlideError(folder, message, "Check the name, and that its disk or network drive is connected.") from error
    images = [path for path in found.others if promises_image(path) and not path.name.endswith(OWN_PICTURES)]
    images += [series.path for series in found.series]
    skipped = [*found.refused, *(error for error in found.closed if promises_image(error.path) or _bare(error.path))]
    for inside in found.folders:
        try:
            contents = contents_of(inside)
        except OSError:
            continue  # its images are not listed here; opening the sub-folder reports the error
        if len(contents.series) == 1:
            images.append(inside)
            skipped += contents.refused  # files that may belong to the slide
    return Listing(tuple(sorted(set(images), key=_natural)), tuple(sorted(skipped, key=lambda e: _natural(e.path))))


def no_images(folder: Path, skipped: tuple[SlideError, ...] = ()) -> SlideError:
    """Return the error for a folder without images."""
    message = f"There is no image in the folder {folder.name or folder}."
    if skipped:
        return SlideError(folder, f"{message} {skipped_text(skipped)}", skipped[0].remedy)
    remedy = "Give a folder with slides or pictures (SVS, DICOM, TIFF, PNG, JPEG ...); sub-folders are not searched."
    return SlideError(folder, message, remedy)


def skipped_text(skipped: tuple[SlideError, ...]) -> str:
    """Return one or two sentences that state how many files were skipped and why."""
    count = len(skipped)
    reasons = " ".join(error.message for error in skipped[:_MOST_NAMED])
    more = f" And {count - _MOST_NAMED} more." if count > _MOST_NAMED else ""
    return f"{plural(count, 'file was', 'files were')} skipped. {reasons}{more}"


def _bare(path: Path) -> bool:
    """Return whether the name resembles the names of DICOM files in archives: no suffix, or a number as suffix."""
    return path.suffix == "" or path.suffix[1:].isdigit()


def _natural(path: Path) -> tuple[list[tuple[int, int, str]], str]:
    """Return a sort key that compares numbers by value and ignores case. The exact name decides between equal keys."""
    parts = re.split(r"([0-9]+)", path.name.casefold())
    key = [(0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts if part]
    return key, path.name
