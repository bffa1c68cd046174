"""Facts about an encoder from an ONNX file: the tiles that it takes, as given by the user, and its identity."""

import hashlib
import json
import math
from dataclasses import dataclass

from model.backbone.layers import IMAGENET_MEAN, IMAGENET_STD
from model.base.errors import BackboneError
from model.region.grid import MOST_ROWS, grid_of_encoder, region_px

Rgb = tuple[float, float, float]
NORMALISATIONS: dict[str, tuple[Rgb, Rgb]] = {
    "imagenet": (IMAGENET_MEAN, IMAGENET_STD),
    "none": ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)),
}
"""Normalisations by name: mean and standard deviation of red, green and blue, for values in 0..1."""
LEAST_TILE_PX, LARGEST_TILE_PX = 16, 2048
"""Limits for the side of a tile in px. A smaller tile shows less than a nucleus. A tile of 2048 px takes 50 MB as
float32."""
LEAST_MPP, LARGEST_MPP = 0.05, 20.0
"""Limits for the pixel size in um/px. The minimum is finer than a 100x objective, and the maximum is coarser than a
0.5x objective."""
LEAST_SD = 0.001
_FORM = "histocast-encoder-1"


@dataclass(frozen=True)
class Preprocessing:
    """The tiles that an encoder takes: squares of `tile_px` px at `mpp` um/px, whose values are normalised.

    The normalised value is (value - mean) / sd.

    `mean` and `sd` are the mean and the standard deviation of red, green and blue, for values in 0..1.
    """

    tile_px: int
    mpp: float
    mean: Rgb
    sd: Rgb

    @property
    def words(self) -> str:
        """Return text such as "tiles of 224 px at 0.5 um/px, normalised with mean 0, 0, 0 and SD 1, 1, 1"."""
        mean, sd = (", ".join(f"{value:g}" for value in values) for values in (self.mean, self.sd))
        return f"tiles of {self.tile_px} px at {self.mpp:g} um/px, normalised with mean {mean} and SD {sd}"


@dataclass(frozen=True)
class OnnxFacts:
    """What is known about an encoder from a file.

    `stated` describes the tiles as the user gave them at the import. All other facts come from the file: its SHA-256,
    the number of features, and the name of the output.
    """

    stated: Preprocessing
    file_sha256: str
    length: int
    output: str

    @property
    def sha256(self) -> str:
        """Return the identity of the encoder: the SHA-256 (hex) over the file's SHA-256 and the preprocessing."""
        tiles = self.stated
        text = json.dumps([_FORM, self.file_sha256, tiles.tile_px, tiles.mpp, list(tiles.mean), list(tiles.sd)])
        return hashlib.sha256(text.encode()).hexdigest()


def preprocessing(tile_px: int, mpp: float, mean: tuple[float, ...], sd: tuple[float, ...]) -> Preprocessing:
    """Return the preprocessing of an encoder's tiles with these values.

    Raise BackboneError if a value is not allowed.
    """
    if not LEAST_TILE_PX <= tile_px <= LARGEST_TILE_PX:
        raise BackboneError(
            f"Tiles of {tile_px} px are not possible; a side of {LEAST_TILE_PX} to {LARGEST_TILE_PX} px is allowed.",
            "Give the side of the tiles that the encoder was trained on, for example --tile-px 224.",
        )
    if not LEAST_MPP <= mpp <= LARGEST_MPP:
        raise BackboneError(
            f"A pixel size of {mpp:g} um/px is not possible; {LEAST_MPP:g} to {LARGEST_MPP:g} um/px are allowed.",
            "Give the pixel size of the tiles that the encoder was trained on: 0.5 for a magnification of 20x.",
        )
    if region_px(mpp) < tile_px or grid_of_encoder(tile_px, mpp).rows > MOST_ROWS:
        raise BackboneError(
            f"Tiles of {tile_px} px at {mpp:g} um/px do not fit into the analysis region, which has a "
            f"side of 1 mm and must hold 1 to {MOST_ROWS} tiles in a row.",
            "Check --tile-px and --mpp.",
        )
    values = (*mean, *sd)
    if len(mean) != 3 or len(sd) != 3 or not all(map(math.isfinite, values)):
        raise BackboneError(
            "Three means and three standard deviations are needed: one each for red, green and blue.",
            "Give three numbers to each option, for example --means 0.485,0.456,0.406 --sds 0.229,0.224,0.225.",
        )
    if not all(0 <= value <= 1 for value in mean) or not all(LEAST_SD <= value <= 1 for value in sd):
        raise BackboneError(
            f"The means {mean} or the standard deviations {sd} are not possible for values in 0..1.",
            "Divide values for 0..255 by 255.",
        )
    return Preprocessing(tile_px, float(mpp), _three(mean), _three(sd))


def _three(values: tuple[float, ...]) -> Rgb:
    red, green, blue = (float(value) for value in values)
    return red, green, blue
