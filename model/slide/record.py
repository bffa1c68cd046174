"""The record of an opened image file, which is part of every result."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ImageRecord:
    """The image file that was read. `mpp` is the pixel size in use, or None if it is unknown.

    `sha256` is computed from the bytes of the file. It is "" until the file was read completely, which takes long for a
    large file.
    """

    path: str
    sha256: str
    width_px: int
    height_px: int
    mpp: float | None
    mpp_source: str
    notes: tuple[str, ...]
