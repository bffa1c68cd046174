"""List all files that hold the pixels of a slide."""

import re
from pathlib import Path

from model.base.errors import SlideError
from model.slide.dicom import is_dicom, series_of
from model.slide.limits import COPY_REMEDY

MIRAX_INDEX = "Slidedat.ini"
"""Name of the index file of a MIRAX slide. It is in the folder that has the name of the .mrxs file and lies beside that
file."""


def files_of(path: Path) -> tuple[Path, ...]:
    """Return all files of the slide `path` (a file or a DICOM folder), including `path` itself."""
    if path.is_dir() or is_dicom(path):
        return series_of(path).files
    if path.suffix.lower() == ".mrxs":
        inside = sorted(file for file in mirax_folder(path).rglob("*") if file.is_file())
        return (path, *inside)
    if path.suffix.lower() in (".vms", ".vmu"):
        return (path, *_named_in(path))
    return (path,)


def mirax_folder(path: Path) -> Path:
    """Return the folder with the pixels of an .mrxs file.

    Raise a `SlideError` if the folder or its index file is missing.
    """
    folder = path.with_suffix("")
    if not (folder / MIRAX_INDEX).is_file():
        raise SlideError(
            path,
            f"{path.name} contains no pixels. The folder {folder.name} beside it should contain them, but is "
            f"{'incomplete' if folder.is_dir() else 'missing'}.",
            COPY_REMEDY + " Copy the file and the folder of the same name together.",
        )
    return folder


def _named_in(path: Path) -> list[Path]:
    """Return the files that the Hamamatsu index file `path` names and that exist in its folder."""
    words = re.findall(r"^\s*\w+(?:\([\d,]+\))?\s*=\s*(\S.*?)\s*$", path.read_text("latin-1"), re.MULTILINE)
    return sorted({path.parent / word for word in words if word == Path(word).name and (path.parent / word).is_file()})

