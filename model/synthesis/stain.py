"""Compute an RGB picture from haematoxylin and eosin absorbances (Beer-Lambert law)."""

from dataclasses import dataclass

import numpy as np

GLASS = (243, 242, 244)
"""Colour of the empty slide and of the light. An absorbance of zero gives exactly this colour."""

# Absorbance in R, G, B as unit vectors, from A. C. Ruifrok & D. A. Johnston, Anal Quant Cytol Histol 23:291 (2001).
RUIFROK_H = (0.650, 0.704, 0.286)
RUIFROK_E = (0.072, 0.990, 0.105)
# Reference vectors of M. Macenko et al., ISBI 2009. Their eosin is redder and more common. Spots have stains between
# the two pairs.
MACENKO_H = (0.5626, 0.7201, 0.4062)
MACENKO_E = (0.2159, 0.8012, 0.5581)


@dataclass(frozen=True)
class Stain:
    """The stain of one spot. A `hue` of 0 is Ruifrok's pair of dyes, and 1 is Macenko's. The strengths are factors."""

    hue: float = 0.6
    haematoxylin: float = 1.0
    eosin: float = 1.0


def vectors(stain: Stain) -> np.ndarray:
    """Return the absorbance vectors of haematoxylin and eosin in R, G, B, float32 [2, 3].

    Each is the absorbance of one unit of the dye, multiplied by the strength of the dye.
    """
    pair = [
        (1 - stain.hue) * np.array(first) + stain.hue * np.array(second)
        for first, second in ((RUIFROK_H, MACENKO_H), (RUIFROK_E, MACENKO_E))
    ]
    rows = np.stack([row / np.linalg.norm(row) for row in pair])
    rows = rows * np.array([[stain.haematoxylin], [stain.eosin]])
    return np.asarray(rows, np.float32)


def to_rgb(haematoxylin: np.ndarray, eosin: np.ndarray, stain: Stain) -> np.ndarray:
    """Return the picture, uint8 [rows, cols, 3], for two absorbance maps (base 10, float32 [rows, cols], >= 0).

    By the Beer-Lambert law, the transmitted light in each channel is glass * 10 ** -(H * h + E * e). H and E are the
    absorbances of a pixel, and h and e are the two vectors of `stain`.
    """
    picture = np.empty((*haematoxylin.shape, 3), np.uint8)
    weights = vectors(stain) * np.float32(np.log(10))
    for channel in range(3):
        light = haematoxylin * -weights[0, channel]
        light -= eosin * weights[1, channel]
        np.minimum(light, 0, out=light)  # rounding must not make tissue brighter than glass
        np.exp(light, out=light)
        light *= np.float32(GLASS[channel])
        light += np.float32(0.5)
        picture[..., channel] = light
    return picture
