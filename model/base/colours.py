"""Tables of 256 RGBA colours for maps, and the printed colours of verdicts.

The window and exported images use the same colours. Orange always means death and teal always means survival.
"""

from functools import lru_cache

import numpy as np

from model.base.level import Level

UNSIGNED: tuple[str, ...] = ("viridis", "cividis", "magma", "gray")
"""Names of the perceptually uniform colour tables for unsigned maps. The first is the default; it is safe for people
with the common kinds of colour blindness.

The tables were measured at 45 % opacity over stained tissue. In viridis, two colours that are a quarter of the table
apart differ by at least 19 CIELAB units, and the two ends of the table by 76. In cividis these differences are 10 and
66, because the blue-grey half of cividis looks like haematoxylin.
"""
SIGNED = "death-survival"
"""Name of the colour table from orange (towards death) to teal (towards survival), with a nearly transparent grey at
zero.

The teal is dark, because people without red or green cones see teal as grey. For them, a teal as light as the grey in
the middle would differ from this grey by only 5 CIELAB units; the dark teal differs by at least 21. A bluer teal would
differ by 26 units, but people call it blue.
"""
SIGNS = "negative-positive"
"""Name of the colour table from blue (negative) to yellow (positive), with a nearly transparent grey at zero.

The table is for maps whose signs do not mean death or survival, for example a map of hidden states. People with the
common kinds of colour blindness can distinguish blue from yellow.
"""
_PAIRS = {
    SIGNED: ("#e06c00", "#8c8c8c", "#005f66"),
    SIGNS: ("#3566c8", "#93abdc", "#8c8c8c", "#ded08a", "#d6bb1e"),
}
PAIR_TITLES = {SIGNED: "orange to teal, death to survival", SIGNS: "blue to yellow, by sign"}
"""Titles of the signed colour tables, for users."""
LEVEL_COLOURS: dict[Level, str] = {"ok": "#4f7f1e", "caution": "#b39600", "do not use": "#c0281f"}
"""Colours of the verdict levels in printed reports: green, yellow and red."""
_CLEAREST = 0.25
"""Opacity of a signed colour table at zero, as a share of the opacity at its ends. Tissue remains visible where values
are small.
"""


@lru_cache
def colour_table(name: str) -> np.ndarray:
    """Return the colour table called `name`: uint8 [256, 4], RGBA, lowest value first, read-only.

    Raise ValueError if there is no such table.
    """
    # The colour library is imported here because it takes 0.1 s to load. A start without maps does not need it.
    from cmap import Colormap

    if name in _PAIRS:
        table = np.rint(Colormap(_PAIRS[name]).lut(256) * 255).astype(np.uint8)
        strength = _CLEAREST + (1 - _CLEAREST) * np.abs(np.linspace(-1, 1, 256))
        table[:, 3] = np.rint(255 * strength).astype(np.uint8)
    else:
        table = np.rint(Colormap(name).lut(256) * 255).astype(np.uint8)
    table.setflags(write=False)
    return table


def table_for(signed: bool, chosen: str, outcome: bool = True) -> np.ndarray:
    """Return the colour table to draw a map with, uint8 [256, 4].

    It is a signed colour table if the map is `signed`, otherwise the table called `chosen`. `outcome` is true if the
    signs mean death and survival.
    """
    return colour_table(pair_of(outcome) if signed else chosen)


def pair_of(outcome: bool) -> str:
    """Return the name of a signed colour table: `SIGNED` (death, survival) if `outcome` is true, otherwise `SIGNS`."""
    return SIGNED if outcome else SIGNS


def greyed(table: np.ndarray) -> np.ndarray:
    """Return a grey colour table with the opacity of `table`. It is used to draw maps that should not be trusted."""
    return np.concatenate([colour_table("gray")[:, :3], table[:, 3:]], axis=1)


def paint(values: np.ndarray, low: float, high: float, table: np.ndarray) -> np.ndarray:
    """Return the colours of a map: uint8 [rows, cols, 4] for `values` float [rows, cols].

    NaN becomes fully transparent. Values outside `low` to `high` get the colour at the nearer end of the table.
    """
    known = np.isfinite(values)
    share = (np.where(known, values, low) - low) / (high - low)
    colours = table[np.clip(np.rint(share * 255), 0, 255).astype(np.uint8)]
    colours[~known] = 0
    return colours
