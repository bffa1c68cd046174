"""Describe the encoder whose features are the input of a model, and the tiles that this encoder takes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EncoderFacts:
    """The properties of an encoder and of the tiles that it takes.

    `length` is the number of features per tile. The tiles are squares of `tile_px` px at `mpp` um/px. `sha256` is the
    identity of the encoder's weights; it is "" if it is unknown, as for features that another program computed. `layer`
    names the layer whose output is the features.
    """

    name: str
    sha256: str
    length: int
    tile_px: int
    mpp: float
    layer: str = ""

    @property
    def tile_um(self) -> float:
        """Return the side of a tile in um."""
        return self.tile_px * self.mpp

    @property
    def text(self) -> str:
        """Return text such as "uni_v1 (weights not known): 1024 features of tiles of 256 px at 0.5 um/px"."""
        known = f"sha256 {self.sha256[:12]}" if self.sha256 else "weights not known"
        tiles = f"tiles of {self.tile_px} px at {self.mpp:g} um/px"
        return f"{self.name} ({known}): {self.length} features of {tiles}"
