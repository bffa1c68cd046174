"""The record of an opened image file, which is part of every result."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ImageRecord:
    """The file that was read. `sha256` is computed from its bytes; `mpp` is the pixel size in use, None if unknown.

    `sha256` is "" until the file was read completely, which takes long for a large file.
    """

    path: str
    sha256: str
    width_px: int
    height_px: int
    mpp: float | None
    mpp_source: str
    notes: tuple[str, ...]
