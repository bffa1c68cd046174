"""Find tissue on H&E images: compute a mask of tissue pixels and the share of tissue in each tile.

The limits are fixed and each pixel is judged alone, so the same tile always gives the same result. Values are 0..255.
The limits were measured on the CMU and TCGA slides, the CRC tiles and the TMA overviews of the samples folder.

tissue      pixels with a magenta excess (R + B) / 2 - G of at least 12, because haematoxylin and eosin both absorb
            green most. In the samples, bare glass has -6 to 4, grey or yellow glass less, stained tissue 30 to 90.
            Also pixels with a mean of less than 180 whose channels differ by at least 24: brown or blue
            immunostains, blood, pigment.
not tissue  pixels whose brightest channel is green (green ink, leaves). Also pixels whose brightest channel is blue,
            followed by green, and whose red is less than half of the blue (blue ink). Black and grey pixels (scanner
            borders, dust, pen, shadows), which have no colour. Red ink looks like blood and counts as tissue.
"""

import numpy as np

MAGENTA_EXCESS = 12
"""Minimum magenta excess of tissue: three times the 99th percentile of bare glass (4). In the samples, the palest mucin
has a median of 32."""

COLOURED, DARK = 24, 180
"""Limits for coloured pixels that are not magenta: minimum difference between the channels, and maximum mean. On
printed glass of the TMA slides the difference is up to 11."""

FRACTION_STEP = 4
"""Distance in px between the pixels that `tissue_fraction` uses: every fourth pixel of every fourth row, which are 3136
pixels of a 224 px tile. On the samples, its error is at most 0.014 for a tile and 0.002 for a region.
"""

BLANK = 0.02
"""Tissue fraction below which a tile counts as blank. The tissue fraction has an error of at most 0.014."""


def tissue_mask(rgb: np.ndarray) -> np.ndarray:
    """Return the mask of tissue pixels, bool [...], of `rgb` uint8 [..., 3]."""
    red, green, blue = (rgb[..., channel].astype(np.int16) for channel in range(3))
    brightest = np.maximum(np.maximum(red, green), blue)
    spread = brightest - np.minimum(np.minimum(red, green), blue)
    magenta = red + blue - 2 * green >= 2 * MAGENTA_EXCESS
    coloured = (spread >= COLOURED) & (red + green + blue < 3 * DARK)
    ink = (green == brightest) | ((green > red) & (2 * spread > brightest))
    return (magenta | coloured) & ~ink


def tissue_fraction(tiles: np.ndarray) -> np.ndarray:
    """Return the share of tissue in each tile, float32 [n], 0..1, for `tiles` uint8 [n, side, side, 3]."""
    seen = tissue_mask(tiles[:, ::FRACTION_STEP, ::FRACTION_STEP])
    return seen.mean(axis=(1, 2), dtype=np.float32)


def tiles_used(fractions: np.ndarray, skip_blank: bool) -> np.ndarray:
    """Return the indices of the tiles that a head uses, int64 [n], ascending.

    If `skip_blank` is false, these are all tiles. If it is true, they are the tiles that are not blank according to
    `fractions`, float32 [tiles]. If all tiles are blank, all are used, because a head needs at least one tile.
    """
    used = np.flatnonzero(fractions >= BLANK) if skip_blank else np.arange(len(fractions))
    return used if len(used) else np.arange(len(fractions))
