"""Find tissue on H&E images: a mask of tissue pixels, and the share of tissue in each tile.

The rule is fixed and uses one pixel at a time, so that the same tile always gives the same result. Values are
0..255. The limits were measured on the CMU and TCGA slides, the CRC tiles and the TMA overviews of the samples folder.

tissue      magenta excess (R + B) / 2 - G >= 12, because haematoxylin and eosin both absorb green most. Bare glass of
            the samples has -6 to 4, grey or yellow glass less, stained tissue 30 to 90. Also tissue: pixels darker
            than 180 on average with 24 between their channels (brown or blue immunostains, blood, pigment).
not tissue  green is the brightest channel (green ink, leaves); or green is above red and another channel has less
            than half of the brightest one's light (blue ink). Black and grey (scanner borders, dust, pen, shadows)
            have no colour. Red ink cannot be distinguished from blood and counts as tissue.
"""

import numpy as np

MAGENTA_EXCESS = 12
"""Three times the value of bare glass (99th percentile: 4); the palest mucin of the samples has a median of 32."""

COLOURED, DARK = 24, 180
"""Least channel spread and greatest mean of a coloured pixel that is not magenta; stamped glass of the TMA has a
spread of up to 11."""

FRACTION_STEP = 4
"""`tissue_fraction` uses every fourth pixel of every fourth row: 3136 pixels of a 224 px tile.
On the samples its error is at most 0.014 for a tile and 0.002 for a region."""

BLANK = 0.02
"""Tissue fraction below which a tile counts as blank; the error of the sampled fraction is at most 0.014."""


def tissue_mask(rgb: np.ndarray) -> np.ndarray:
    """Return the mask of the tissue pixels of `rgb` uint8 [..., 3], bool [...]."""
    red, green, blue = (rgb[..., channel].astype(np.int16) for channel in range(3))
    brightest = np.maximum(np.maximum(red, green), blue)
    spread = brightest - np.minimum(np.minimum(red, green), blue)
    magenta = red + blue - 2 * green >= 2 * MAGENTA_EXCESS
    coloured = (spread >= COLOURED) & (red + green + blue < 3 * DARK)
    ink = (green == brightest) | ((green > red) & (2 * spread > brightest))
    return (magenta | coloured) & ~ink


def tissue_fraction(tiles: np.ndarray) -> np.ndarray:
    """Return the share of tissue in each of `tiles` uint8 [n, side, side, 3], float32 [n], 0..1."""
    seen = tissue_mask(tiles[:, ::FRACTION_STEP, ::FRACTION_STEP])
    return seen.mean(axis=(1, 2), dtype=np.float32)


def tiles_used(fractions: np.ndarray, skip_blank: bool) -> np.ndarray:
    """Return the indices of the tiles that a head uses, int64 [n], ascending.

    These are all tiles or, with `skip_blank`, those that are not blank by `fractions`, float32 [tiles]. If all tiles
    are blank, all are used, because a head needs at least one.
    """
    used = np.flatnonzero(fractions >= BLANK) if skip_blank else np.arange(len(fractions))
    return used if len(used) else np.arange(len(fractions))
