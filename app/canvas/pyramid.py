"""The mip pyramid's pictures: a slide comes in, `QImage` tiles come out, made when first wanted and then kept a while.

Nothing is made ahead but a coarse preview, from single rows of pixels, which costs the same for an image of any size.
"""

from collections import OrderedDict

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from app.canvas.levels import TileKey, children, tile_region, tile_size
from model.geometry import RegionL0
from model.slide.base import Slide

PREVIEW_PX = 512
"""Longer side of the preview, at most."""
DIRECT_LEVELS = 2
"""Tiles up to this level (4 megapixels each) are read from the slide; coarser ones are made of four finer ones, so that
no single step blocks the window for long."""
CACHE_BYTES = 256 * 1024 * 1024
"""Enough for all levels of a 10 000 px image above the finest, and several screens of the finest."""


def to_qimage(pixels: np.ndarray) -> QImage:
    """uint8 [height, width, 3] RGB as a picture that owns its pixels, in the format Qt draws fastest."""
    pixels = np.ascontiguousarray(pixels)
    height, width, _ = pixels.shape
    borrowed = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return borrowed.convertToFormat(QImage.Format.Format_RGB32)


def preview(slide: Slide) -> QImage:
    """The whole slide at a glance: every n-th pixel of every n-th row, n the same both ways."""
    width, height = slide.size.width, slide.size.height
    step = max(1, -(-max(width, height) // PREVIEW_PX))
    first = step // 2
    rows = range(min(first, height - 1), height, step)
    lines = [slide.read(RegionL0(0, y, width, 1), width, 1)[0, min(first, width - 1) :: step] for y in rows]
    return to_qimage(np.stack(lines))


class Pyramid:
    """The tiles of one slide made so far; the least recently drawn are let go above `CACHE_BYTES`."""

    def __init__(self, slide: Slide) -> None:
        self.slide = slide
        self.size = slide.size
        self.preview = preview(slide)
        self._tiles: OrderedDict[TileKey, QImage] = OrderedDict()
        self._bytes = 0

    def tile(self, key: TileKey) -> QImage | None:
        """The tile if it is there already."""
        image = self._tiles.get(key)
        if image is not None:
            self._tiles.move_to_end(key)
        return image

    def advance(self, key: TileKey) -> bool:
        """One step towards the tile `key`: makes it, or one of those it is made of. True when `key` itself is there."""
        if key in self._tiles:
            return True
        if key.level <= DIRECT_LEVELS:
            self._keep(key, self._from_slide(key))
            return True
        for child in children(key, self.size):
            if child not in self._tiles:
                self.advance(child)
                return False
        self._keep(key, self._assembled(key))
        return True

    def _from_slide(self, key: TileKey) -> QImage:
        region = tile_region(key, self.size)
        # Read as it is and averaged by Qt: the slide's own resampling is made for the network, and ten times slower.
        image = to_qimage(self.slide.read(region, int(region.width), int(region.height)))
        return image if key.level == 0 else _shrunk(image, QSize(*tile_size(key, self.size)))

    def _assembled(self, key: TileKey) -> QImage:
        width, height = tile_size(key, self.size)
        whole = tile_region(key, self.size)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        for child in children(key, self.size):
            part = tile_region(child, self.size)
            left = round((part.x - whole.x) / whole.width * width)
            top = round((part.y - whole.y) / whole.height * height)
            right = round((part.right - whole.x) / whole.width * width)
            bottom = round((part.bottom - whole.y) / whole.height * height)
            place = QRect(left, top, max(1, right - left), max(1, bottom - top))
            painter.drawImage(place.topLeft(), _shrunk(self._tiles[child], place.size()))
        painter.end()
        return image

    def _keep(self, key: TileKey, image: QImage) -> None:
        self._tiles[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > CACHE_BYTES and len(self._tiles) > 1:
            _, dropped = self._tiles.popitem(last=False)
            self._bytes -= dropped.sizeInBytes()


def _shrunk(image: QImage, size: QSize) -> QImage:
    """QImage.scaled averages all pixels when it shrinks; QPainter's own scaling would skip some."""
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
