"""Detect that an image changed since its analysis by its size and modification time, without reading the image."""

from pathlib import Path

from model.cohort.spot import is_url
from model.slide.companions import files_of


def stamp_of(location: str) -> str | None:
    """Return the total size and the latest modification time of the image's files as text; None for a URL.

    Raise OSError if a file cannot be reached, and SlideError if a file of the slide is missing.
    """
    if is_url(location):
        return None
    found = [file.stat() for file in files_of(Path(location))]
    return f"{sum(one.st_size for one in found)} bytes, {max(one.st_mtime_ns for one in found)} ns"
