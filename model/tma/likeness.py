"""Judge from the overview of a slide whether it looks like a tissue microarray.

If so, the program can offer to search for the cores.
"""

import numpy as np

from model.tma.detect import detect

LEAST_CORES = 4
"""Minimum number of present cores, for example two rows with two cores each."""
LEAST_SHARE = 0.5
"""Minimum share of the grid's places that have a core."""
LEAST_CONFIDENCE = 0.4
"""Minimum mean confidence of the cores. It is 0.52 to 0.78 on the arrays that were tried, at 512 px."""


def looks_like_array(overview: np.ndarray, px_um: float | None) -> bool:
    """Return whether `overview`, uint8 [h, w, 3], shows a grid of round pieces of tissue.

    `px_um` is the side of its pixels in um, or None if it is unknown. The search for cores uses a larger picture. This
    test takes about half a second at 512 px and places no core.
    """
    found = detect(overview, px_um)
    if found is None:
        return False
    present = [core for core in found.cores if not core.missing]
    rows, cols = {core.row for core in present}, {core.col for core in present}
    if len(present) < max(LEAST_CORES, LEAST_SHARE * len(found.cores)) or min(len(rows), len(cols)) < 2:
        return False
    return float(np.mean([core.confidence for core in present])) >= LEAST_CONFIDENCE
