"""The mip pyramid's pictures made so far: tiles come in as they were read, and are kept up to a ceiling of memory.

It belongs to the GUI thread. Nothing is made here; `step_towards` says what has to be made next for a tile to be there.
"""

from collections import OrderedDict
from collections.abc import Mapping

from PySide6.QtGui import QImage

from app.session.values import OpenedImage, Pixel
from app.viewer.canvas.levels import TILE_PX, TileKey, children, level_count, tile_region
from app.viewer.canvas.tile_reading import is_read, to_qimage
from model.base.geometry import PointL0, RegionL0

CACHE_BYTES = 192 * 1024 * 1024
"""Enough for all levels of a 10 000 px image above the finest, and several screens of the finest."""
SIDE_BYTES = 32 * 1024 * 1024
"""For an image beside another: its view is a quarter of the screen or less, so this is ten of them and more."""
SPARING_BYTES = 32 * 1024 * 1024
"""A screen's tiles, or two: what stays while another image is opened, which may need the memory for its decoding."""


class Pyramid:
    """The tiles of one slide; the least recently drawn are let go above `most` bytes."""

    def __init__(self, image: OpenedImage, most: int = CACHE_BYTES) -> None:
        self.slide = image.slide
        self.size = image.slide.size
        self.display = image.display
        self.preview = to_qimage(image.overview) if image.overview is not None else QImage()
        """The whole slide at a glance: what stands in for tiles that are not there yet."""
        self._tiles: OrderedDict[TileKey, QImage] = OrderedDict()
        self._failed: set[TileKey] = set()
        self._most, self._bytes = most, 0

    def tile(self, key: TileKey) -> QImage | None:
        """The tile if it is there already."""
        image = self._tiles.get(key)
        if image is not None:
            self._tiles.move_to_end(key)
        return image

    def at_hand(self, part: RegionL0) -> Mapping[TileKey, QImage]:
        """The tiles that are there and touch `part`, of all levels: as they are now, whatever is let go of later."""
        touching = ((key, tile_region(key, self.size)) for key in self._tiles)
        return {
            key: self._tiles[key]
            for key, place in touching
            if place.x < part.right and part.x < place.right and place.y < part.bottom and part.y < place.bottom
        }

    def pixel(self, point: PointL0) -> Pixel | None:
        """The colour at `point` in the finest tile that is there; nothing is read for it."""
        for level in range(level_count(self.size)):
            side = TILE_PX << level
            key = TileKey(level, int(point.x // side), int(point.y // side))
            image = self._tiles.get(key)
            if image is not None:
                return _colour(image, tile_region(key, self.size), point, exact=level == 0)
        if self.preview.isNull():
            return None
        return _colour(self.preview, RegionL0(0, 0, self.size.width, self.size.height), point, exact=False)

    def lacks(self, key: TileKey) -> bool:
        """Whether the tile is not there and can still be had."""
        return key not in self._tiles and key not in self._failed

    def step_towards(self, key: TileKey) -> TileKey:
        """The tile to be made next: `key` itself, or one of those it is made of."""
        if is_read(self.slide, key):
            return key
        for child in children(key, self.size):
            if self.lacks(child):
                return self.step_towards(child)
        return key

    def below(self, key: TileKey) -> dict[TileKey, QImage]:
        """Of the tiles that `key` is made of, those that are there."""
        found = {child: self.tile(child) for child in children(key, self.size)} if key.level else {}
        return {child: image for child, image in found.items() if image is not None}

    def keep(self, key: TileKey, image: QImage) -> None:
        if key in self._tiles:
            return
        self._tiles[key] = image
        self._bytes += image.sizeInBytes()
        self._hold(self._most)

    def spare(self) -> None:
        """Keep what was drawn last; the rest is read again if it is wanted again."""
        self._hold(SPARING_BYTES)

    def _hold(self, most: int) -> None:
        while self._bytes > most and len(self._tiles) > 1:
            _, dropped = self._tiles.popitem(last=False)
            self._bytes -= dropped.sizeInBytes()

    def give_up(self, key: TileKey) -> None:
        """The tile cannot be read: what is coarser stands in for it from now on."""
        self._failed.add(key)


def _colour(image: QImage, covers: RegionL0, point: PointL0, exact: bool) -> Pixel:
    """Of `image`, which lies on `covers`, at `point` in it."""
    x = int((point.x - covers.x) * image.width() / covers.width)
    y = int((point.y - covers.y) * image.height() / covers.height)
    colour = image.pixelColor(min(x, image.width() - 1), min(y, image.height() - 1))
    return Pixel(colour.red(), colour.green(), colour.blue(), exact)
