"""Read tiles of the image pyramid from an open slide as `QImage`. Any thread may call this.

A tile is read from the next finer level of the slide. If this level is at least twice as fine, its pixels are reduced
by 2 or 4 while they are decoded (`model.slide.reduced`). Averaging does the rest of the reduction.

A plain picture has only one level. If this level is so fine that one tile would need many megapixels, the tile is made
from the four tiles of the next finer pyramid level instead.
"""

import math

import numpy as np
from PIL import Image
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from app.language.text import tr
from app.viewer.canvas.levels import TileKey, children, tile_region, tile_size
from model.base.errors import SlideError
from model.slide.base import Slide
from model.slide.colour_profile import DisplayTransform
from model.slide.reduced import FACTORS, read_reduced, reduced_size

MOST_SHRINK = 4.0
"""Maximum ratio between the pixel sizes of a tile and of the slide level from which it is read in one step.

With this ratio, a tile needs 4 megapixels of the slide level.
"""
LEVEL_SLACK = 1.001
"""Factor of tolerance in comparisons of downsampling factors. These factors are computed from rounded sizes."""


def slide_level(slide: Slide, key: TileKey) -> int:
    """Return the coarsest level of the slide that is at least as fine as the tile."""
    wanted = (1 << key.level) * LEVEL_SLACK
    return max(level for level, downsample in enumerate(slide.downsamples) if downsample <= wanted)


def is_read(slide: Slide, key: TileKey) -> bool:
    """Return whether the tile is read from the slide. Otherwise it is made from four tiles of the next finer level."""
    return (1 << key.level) / slide.downsamples[slide_level(slide, key)] <= MOST_SHRINK * LEVEL_SLACK


def reduction(slide: Slide, key: TileKey) -> int:
    """Return the factor by which the slide level is reduced when the tile is read: 4, 2, or 1 for exact pixels."""
    shrink = (1 << key.level) * LEVEL_SLACK / slide.downsamples[slide_level(slide, key)]
    return next((by for by in FACTORS if by <= shrink), 1)


def read_tile(slide: Slide, key: TileKey, display: DisplayTransform | None = None) -> QImage:
    """Read the tile from the slide, and apply the colours of `display` if given. Level 0 keeps the exact pixels."""
    level = slide_level(slide, key)
    by = reduction(slide, key)
    region, downsample = tile_region(key, slide.size), slide.downsamples[level] * by
    x, y = region.x / downsample, region.y / downsample
    right, bottom = region.right / downsample, region.bottom / downsample
    left, top = math.floor(x + 1e-6), math.floor(y + 1e-6)
    # The size of a level is rounded. If its last px ends before the slide's edge, the gap is not background.
    size = reduced_size(slide.level_sizes[level], by)
    width = max(1, min(math.ceil(right - 1e-6), size.width) - left)
    height = max(1, min(math.ceil(bottom - 1e-6), size.height) - top)
    if by == 1:
        pixels = slide.read_level(level, left, top, width, height)
    else:
        pixels = read_reduced(slide, level, by, left, top, width, height)
    wanted = tile_size(key, slide.size)
    box = (x - left, y - top, min(right - left, width), min(bottom - top, height))
    if (width, height) == wanted and max(box[0], box[1]) < 0.5:
        return to_qimage(pixels if display is None else display(pixels))
    # The box filter averages all pixels under each new pixel. Other threads can run meanwhile.
    shrunk = np.asarray(Image.fromarray(pixels).resize(wanted, Image.Resampling.BOX, box=box))
    return to_qimage(shrunk if display is None else display(shrunk))


def assembled(slide: Slide, key: TileKey, below: dict[TileKey, QImage]) -> QImage:
    """Make the tile from the tiles of the next finer level, at most four, which `below` contains.

    Raise SlideError if one of these tiles is missing.
    """
    parts = children(key, slide.size)
    # Check this before the painter is created. An exception after that would leave a painter without a picture, which
    # crashes the process.
    if any(child not in below for child in parts):
        remedy = tr("Check that the disk or network drive of the image is connected, then open the image again.")
        raise SlideError(slide.path, tr("{name} cannot be read in full.", name=slide.path.name), remedy)
    width, height = tile_size(key, slide.size)
    whole = tile_region(key, slide.size)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for child in parts:
        part = tile_region(child, slide.size)
        left = round((part.x - whole.x) / whole.width * width)
        top = round((part.y - whole.y) / whole.height * height)
        right = round((part.right - whole.x) / whole.width * width)
        bottom = round((part.bottom - whole.y) / whole.height * height)
        place = QRect(left, top, max(1, right - left), max(1, bottom - top))
        painter.drawImage(place.topLeft(), _shrunk(below[child], place.size()))
    painter.end()
    return image


def to_qimage(pixels: np.ndarray) -> QImage:
    """Convert `pixels` (uint8 [height, width, 3], RGB) to a picture with its own copy, in Qt's fastest format."""
    pixels = np.ascontiguousarray(pixels)
    height, width, _ = pixels.shape
    borrowed = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return borrowed.convertToFormat(QImage.Format.Format_RGB32)


def _shrunk(image: QImage, size: QSize) -> QImage:
    """Return the image in a smaller size. QImage.scaled averages all pixels; QPainter would skip some."""
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
