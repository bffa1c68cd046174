"""Read a small picture of a whole open slide. This is fast for slides of any size."""

import numpy as np
from PIL import Image

from model.slide.base import Slide

OVERVIEW_PX = 512
"""Length in px of the longer side of the overview. If the slide is smaller, the overview is as small as the slide."""
WHOLE_LEVEL_PIXELS = 40_000_000
"""Maximum number of pixels of a level that is read completely and averaged."""
STRIPED_PIXELS = 400_000_000
"""Maximum number of pixels of a level from which only some rows are read. A level of this size is in memory, so this is
fast.

A larger level without a smaller copy in its file would have to be decoded completely. Its overview is blank glass
instead."""
BLANK = 240


def overview(slide: Slide) -> np.ndarray:
    """Return a picture of the whole slide: uint8 [h, w, 3], RGB, longer side at most `OVERVIEW_PX`.

    The picture is blank glass if reading the slide would take too long.
    """
    level = _level(slide)
    size = slide.level_sizes[level]
    longer = max(size.width, size.height)
    wanted = (max(1, round(size.width * OVERVIEW_PX / longer)), max(1, round(size.height * OVERVIEW_PX / longer)))
    if size.width * size.height <= WHOLE_LEVEL_PIXELS:
        pixels = slide.read_level(level, 0, 0, size.width, size.height)
        if longer <= OVERVIEW_PX:
            return pixels
        return np.asarray(Image.fromarray(pixels).resize(wanted, Image.Resampling.BOX))
    if size.width * size.height > STRIPED_PIXELS:
        return np.full((wanted[1], wanted[0], 3), BLANK, np.uint8)
    step = -(-longer // OVERVIEW_PX)
    first = step // 2
    rows = range(min(first, size.height - 1), size.height, step)
    return np.stack([slide.read_level(level, 0, y, size.width, 1)[0, min(first, size.width - 1) :: step] for y in rows])


def _level(slide: Slide) -> int:
    """Return the coarsest level whose longer side has at least `OVERVIEW_PX` px, otherwise the finest level."""
    enough = [at for at, size in enumerate(slide.level_sizes) if max(size.width, size.height) >= OVERVIEW_PX]
    return enough[-1] if enough else 0
