"""The record of the image file that was opened: part of every result."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ImageRecord:
    """The file that was read. `sha256` is over its bytes; `mpp` in um/px is the one used, None where unknown.

    Until the file has been read completely, which takes long where it is large, `sha256` is "".
    """

    path: str
    sha256: str
    width_px: int
    height_px: int
    mpp: float | None
    mpp_source: str
    notes: tuple[str, ...]
