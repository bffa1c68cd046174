"""Choose whether a separate process (`isolated/`) or this process decodes an image.

All other packages open images with these functions. The functions of `registry` and `thumbnail`, in contrast, decode
the image in the process that calls them.
"""

from collections.abc import Generator
from pathlib import Path

import numpy as np

from model.base.progress import Progress
from model.slide import registry
from model.slide.base import Slide
from model.slide.isolated import slide as isolated
from model.slide.isolated.pool import is_on


def slide_steps(path: Path) -> Generator[Progress, None, Slide]:
    """Open and return the image file or DICOM folder `path` in the chosen process (see `registry.slide_steps`)."""
    return isolated.slide_steps(path) if is_on() else registry.slide_steps(path)


def describe_slide(path: Path) -> Slide:
    """Return a slide with the facts of the image `path`; its pixels may not be readable (`registry.describe_slide`)."""
    return isolated.describe_slide(path) if is_on() else registry.describe_slide(path)


def thumbnail_steps(path: Path, side: int) -> Generator[Progress, None, np.ndarray | None]:
    """Return a small picture of the image `path` (`thumbnail.thumbnail_steps`)."""
    if is_on():
        return isolated.thumbnail_steps(path, side)
    from model.slide import thumbnail  # loads Pillow's reader, which the start of the window does not need

    return thumbnail.thumbnail_steps(path, side)
