"""Where there is tissue: RGB pixels of H&E on glass come in, a mask or the share of tissue a tile goes out.

The rule is fixed and looks at one pixel at a time, so that the same tile always gives the same answer. Values are
0..255; measured on the CMU and TCGA slides, the CRC tiles and the TMA overviews of the samples folder.

tissue      magenta excess (R + B) / 2 - G >= 12: haematoxylin and eosin both take most from green. Bare glass of
            the samples stays within -6..4, grey or yellow glass is lower still, stained tissue has 30 to 90; or
            darker than 180 on average with 24 between its channels: brown or blue immunostains, blood, pigment.
not tissue  green the strongest channel: green ink, leaves; or green above red with half of the brightest channel's
            light missing in another: blue ink. Black and grey (scanner borders, dust, pen, shadows) have no colour.
            Red ink cannot be told from blood and counts as tissue.
"""

import numpy as np

MAGENTA_EXCESS = 12
"""Three times what bare glass reaches (99th percentile 4); the palest mucin of the samples has a median of 32."""

COLOURED, DARK = 24, 180
"""Channel spread and mean of a coloured pixel that is not magenta; the TMA's stamped glass spreads up to 11."""

FRACTION_STEP = 4
"""`tissue_fraction` looks at every fourth pixel of every fourth row: 3136 of a 224 px tile.
On the samples that is off by 0.014 at most in a tile, by 0.002 in a window."""

BLANK = 0.02
"""Tissue fraction below which a tile counts as blank; the count of every fourth pixel is off by 0.014 at most."""


def tissue_mask(rgb: np.ndarray) -> np.ndarray:
    """Tissue pixels of `rgb` uint8 [..., 3]: bool [...]."""
    red, green, blue = (rgb[..., channel].astype(np.int16) for channel in range(3))
    brightest = np.maximum(np.maximum(red, green), blue)
    spread = brightest - np.minimum(np.minimum(red, green), blue)
    magenta = red + blue - 2 * green >= 2 * MAGENTA_EXCESS
    coloured = (spread >= COLOURED) & (red + green + blue < 3 * DARK)
    ink = (green == brightest) | ((green > red) & (2 * spread > brightest))
    return (magenta | coloured) & ~ink


def tissue_fraction(tiles: np.ndarray) -> np.ndarray:
    """Share of tissue in each of `tiles` uint8 [n, side, side, 3]: float32 [n], 0..1."""
    seen = tissue_mask(tiles[:, ::FRACTION_STEP, ::FRACTION_STEP])
    return seen.mean(axis=(1, 2), dtype=np.float32)


def tiles_read(fractions: np.ndarray, skip_blank: bool) -> np.ndarray:
    """The tiles a head reads of a window, int64 [n], first to last: all, or those that are not blank if there are any.

    `fractions` float32 [tiles]. A head must read something: glass alone is read as it is.
    """
    kept = np.flatnonzero(fractions >= BLANK) if skip_blank else np.arange(len(fractions))
    return kept if len(kept) else np.arange(len(fractions))
