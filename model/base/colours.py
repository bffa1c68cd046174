"""Colours with a meaning: tables of 256 RGBA colours for maps, and the colours of verdicts on paper.

They are the same for the window and for exported images. Orange and teal mean death and survival and nothing else.
"""

from functools import lru_cache

import numpy as np

from model.base.level import Level

UNSIGNED: tuple[str, ...] = ("viridis", "cividis", "magma", "gray")
"""Perceptually uniform tables for unsigned maps; the first is the default and safe for common colour blindness.

At 45 % over stained tissue, quarters of viridis are at least 19 CIELAB units apart, and its ends 76. Of cividis they
are 10 and 66: its blue-grey half looks like haematoxylin."""
SIGNED = "death-survival"
"""Orange (towards death) to teal (towards survival) through a grey that is nearly transparent at zero.

The teal is dark and bluish: a greener one turns grey for people without red or green cones (5 CIELAB units from the
grey of the middle instead of 26 and more)."""
SIGNS = "negative-positive"
"""Blue (negative) to yellow (positive) through the same grey: signs that do not mean death or survival, as those of a
hidden state. The common kinds of colour blindness leave blue and yellow apart."""
_PAIRS = {
    SIGNED: ("#e06c00", "#8c8c8c", "#006380"),
    SIGNS: ("#3566c8", "#93abdc", "#8c8c8c", "#ded08a", "#d6bb1e"),
}
PAIR_TITLES = {SIGNED: "orange to teal, death to survival", SIGNS: "blue to yellow, by sign"}
"""The tables of signed maps, for users."""
LEVEL_COLOURS: dict[Level, str] = {"ok": "#4f7f1e", "caution": "#b39600", "do not use": "#c0281f"}
"""Green, yellow and red of a verdict on paper."""
_CLEAREST = 0.25
"""Opacity of the signed table at zero, relative to its ends, so that the tissue is visible where values are small."""


@lru_cache
def colour_table(name: str) -> np.ndarray:
    """Return the table called `name`, uint8 [256, 4], RGBA, low end first, read-only; raise ValueError if unknown."""
    # Imported here, because the colour library takes 0.1 s, which a start without maps does not need.
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
    """Return the table to draw a map with: a pair of colours for a signed map, otherwise the `chosen` one.

    `outcome`: whether the signs mean death and survival.
    """
    return colour_table(pair_of(outcome) if signed else chosen)


def pair_of(outcome: bool) -> str:
    """Return the name of the table for signs that mean death and survival (`outcome`), or for other signs."""
    return SIGNED if outcome else SIGNS


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
