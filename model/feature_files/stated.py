"""What the user states about a feature file, for facts that the file does not state itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stated:
    """Facts from the user; "" or None: not stated.

    `encoder` is the name of the encoder and `encoder_sha256` the identity of its weights. `tile_px` is the side of the
    tiles in px, `tile_mpp` their pixel size, and `mpp` the pixel size of the slide at full resolution, both in um/px.
    """

    encoder: str = ""
    encoder_sha256: str = ""
    tile_px: int | None = None
    tile_mpp: float | None = None
    mpp: float | None = None


NOTHING = Stated()
