"""Colour tables of 256 RGBA colours for maps, the same for the window and for exported images."""

from functools import lru_cache

import numpy as np

UNSIGNED: tuple[str, ...] = ("cividis", "viridis", "magma", "gray")
"""Perceptually uniform tables for unsigned maps; the first is the default and safe for common colour blindness."""
SIGNED = "death-survival"
"""Orange (towards death) to teal (towards survival) through a grey that is nearly transparent at zero."""
_SIGNED_STOPS = ("#d9731a", "#e6b98a", "#8c8c8c", "#85c4bc", "#1f9e8f")
_CLEAREST = 0.25
"""Opacity of the signed table at zero, relative to its ends, so that the tissue is visible where values are small."""


@lru_cache
def colour_table(name: str) -> np.ndarray:
    """Return the table called `name`, uint8 [256, 4], RGBA, low end first, read-only; raise ValueError if unknown."""
    # Imported here, because the colour library takes 0.1 s, which a start without maps does not need.
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
    """Return the table to draw a map with: `SIGNED` for a signed map, otherwise the `chosen` one."""
    return colour_table(SIGNED if signed else chosen)


def greyed(table: np.ndarray) -> np.ndarray:
    """Return a grey table with the opacity of `table`, for a map that should not be trusted."""
    return np.concatenate([colour_table("gray")[:, :3], table[:, 3:]], axis=1)


def paint(values: np.ndarray, low: float, high: float, table: np.ndarray) -> np.ndarray:
    """Return the colours, uint8 [rows, cols, 4], of a map float [rows, cols].

    NaN is fully transparent; values outside `low` to `high` get the end colours.
    """
    known = np.isfinite(values)
    share = (np.where(known, values, low) - low) / (high - low)
    colours = table[np.clip(np.rint(share * 255), 0, 255).astype(np.uint8)]
    colours[~known] = 0
    return colours
