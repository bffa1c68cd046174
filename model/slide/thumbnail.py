"""Read a small picture of an image file for a list, decoding as little as possible."""

from collections.abc import Generator
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
from PIL import Image

from model.base.geometry import RegionL0
from model.base.progress import Progress
from model.slide.limits import DAMAGE, WHOLE_PIXELS
from model.slide.orientation import upright
from model.slide.overview import WHOLE_LEVEL_PIXELS
from model.slide.plain import BEGIN_WITH_A_PICTURE, opened, orientation_of, rgb_pixels
from model.slide.plain_header import plain_header
from model.slide.registry import open_slide
from model.slide.regular import regular_file

READING = "reading a thumbnail"


def thumbnail_steps(path: Path, side: int) -> Generator[Progress, None, np.ndarray | None]:
    """Return the whole image in `path`, reduced so that its longer side is `side` px: uint8 [h, w, 3], RGB.

    Return None if a large picture would have to be decoded completely, which takes minutes and cannot be cancelled.
    Such a picture gets an overview when it is opened. Raise SlideError if the file cannot be opened.
    """
    yield Progress(READING)
    if not path.is_dir():
        regular_file(path)
    if path.suffix.lower() not in BEGIN_WITH_A_PICTURE:
        found = plain_header(path)
        if found.facts.format == "JPEG":
            with suppress(*DAMAGE):  # the reader reports the error
                return _of_jpeg(path, side)
        elif found.size is not None and found.size[0] * found.size[1] > WHOLE_PIXELS:
            return None
    with closing(open_slide(path)) as slide:
        yield Progress(READING)
        coarsest, size = slide.level_sizes[-1], slide.size
        if coarsest.width * coarsest.height > WHOLE_LEVEL_PIXELS:
            return None
        return slide.read(RegionL0(0, 0, size.width, size.height), *_wanted(size.width, size.height, side))


def _of_jpeg(path: Path, side: int) -> np.ndarray:
    with opened(path) as (image, _):
        # libjpeg can decode a picture at a reduced size, down to one eighth, without decoding all its pixels.
        image.draft(None, (side, side))
        return _shrunk(upright(rgb_pixels(image, []), orientation_of(image), []), side)


def _shrunk(pixels: np.ndarray, side: int) -> np.ndarray:
    wanted = _wanted(pixels.shape[1], pixels.shape[0], side)
    return np.asarray(Image.fromarray(pixels).resize(wanted, Image.Resampling.LANCZOS))


def _wanted(width: int, height: int, side: int) -> tuple[int, int]:
    scale = side / max(width, height)
    return max(1, round(width * scale)), max(1, round(height * scale))
