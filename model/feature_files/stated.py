"""Facts about a feature file that the user gives, because the file does not contain them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stated:
    """Facts from the user. A fact is "" or None if the user did not give it.

    `encoder` is the name of the encoder, and `encoder_sha256` the SHA-256 of its weights. `tile_px` is the side of the
    tiles in px. `tile_mpp` is the pixel size of the tiles, and `mpp` the pixel size of the slide at full resolution,
    both in um/px.
    """

    encoder: str = ""
    encoder_sha256: str = ""
    tile_px: int | None = None
    tile_mpp: float | None = None
    mpp: float | None = None


NOTHING = Stated()
