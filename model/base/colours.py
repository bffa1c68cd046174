"""Colour tables for maps: names come in, 256 RGBA colours go out; the same for the window and for exported pictures."""

from functools import lru_cache

import numpy as np

UNSIGNED: tuple[str, ...] = ("cividis", "viridis", "magma", "gray")
"""Perceptually uniform tables for activity; the first, safe for every common colour vision, is the default."""
SIGNED = "death-survival"
"""Orange (towards death) to teal (towards survival) through a grey that is nearly clear at zero."""
_SIGNED_STOPS = ("#d9731a", "#e6b98a", "#8c8c8c", "#85c4bc", "#1f9e8f")
_CLEAREST = 0.25
"""Opacity of the signed table at zero, relative to its ends: the tissue shows where there is nothing to say."""


@lru_cache
def colour_table(name: str) -> np.ndarray:
    """The table called `name`: uint8 [256, 4], RGBA, low end first; read-only. ValueError where there is none."""
    # Loaded here: the colour library takes a tenth of a second that a start-up without maps should not pay.
    from cmap import Colormap

    if name == SIGNED:
        table = np.rint(Colormap(_SIGNED_STOPS).lut(256) * 255).astype(np.uint8)
        strength = _CLEAREST + (1 - _CLEAREST) * np.abs(np.linspace(-1, 1, 256))
        table[:, 3] = np.rint(255 * strength).astype(np.uint8)
    else:
        table = np.rint(Colormap(name).lut(256) * 255).astype(np.uint8)
    table.setflags(write=False)
    return table


def table_for(signed: bool, chosen: str) -> np.ndarray:
    """The table a map is drawn with: the `chosen` one, but the signed one for a map that is signed about zero."""
    return colour_table(SIGNED if signed else chosen)


def greyed(table: np.ndarray) -> np.ndarray:
    """`table` in greys, as clear where it is clear: of a map that should not be believed."""
    return np.concatenate([colour_table("gray")[:, :3], table[:, 3:]], axis=1)


def paint(values: np.ndarray, low: float, high: float, table: np.ndarray) -> np.ndarray:
    """Colours of a map: float [rows, cols] to uint8 [rows, cols, 4]; NaN is fully transparent, ends are clipped."""
    known = np.isfinite(values)
    share = (np.where(known, values, low) - low) / (high - low)
    colours = table[np.clip(np.rint(share * 255), 0, 255).astype(np.uint8)]
    colours[~known] = 0
    return colours
