"""The tiles of the image pyramid that are in memory, up to a limit of bytes.

Only the GUI thread may use the pyramid. The pyramid does not make tiles itself: for a requested tile, `step_towards`
returns the tile that must be made next.
"""

from collections import OrderedDict
from collections.abc import Mapping

from PySide6.QtGui import QImage

from app.session.values import OpenedImage, Pixel
from app.viewer.canvas.levels import TILE_PX, TileKey, children, level_count, tile_region
from app.viewer.canvas.tile_reading import is_read, to_qimage
from model.base.geometry import PointL0, RegionL0

CACHE_BYTES = 192 * 1024 * 1024
"""Maximum memory for tiles, in bytes.

It holds all coarse levels of an image of 10 000 x 10 000 px, and several screens of level 0.
"""
SIDE_BYTES = 32 * 1024 * 1024
"""Maximum memory, in bytes, for the tiles of an image that is viewed beside the analysed image.

The view of this image covers at most a quarter of the screen. The memory holds the tiles of ten such views or more.
"""
SPARING_BYTES = 32 * 1024 * 1024
"""Maximum memory, in bytes, for tiles while another image is being opened. This is enough for the tiles of one or two
screens. Decoding the other image may need the rest of the memory."""


class Pyramid:
    """The tiles of one slide. If they exceed `most` bytes, the least recently drawn tiles are evicted."""

    def __init__(self, image: OpenedImage, most: int = CACHE_BYTES) -> None:
        self.slide = image.slide
        self.size = image.slide.size
        self.display = image.display
        self.preview = to_qimage(image.overview) if image.overview is not None else QImage()
        """A small picture of the whole slide. It is drawn in place of missing tiles."""
        self._tiles: OrderedDict[TileKey, QImage] = OrderedDict()
        self._failed: set[TileKey] = set()
        self._most, self._bytes = most, 0

    def tile(self, key: TileKey) -> QImage | None:
        """Return the tile; None if it is not in memory."""
        image = self._tiles.get(key)
        if image is not None:
            self._tiles.move_to_end(key)
        return image

    def at_hand(self, part: RegionL0) -> Mapping[TileKey, QImage]:
        """Return the tiles of all levels that are in memory and touch `part`.

        The result keeps these tiles in memory even if the pyramid evicts them later.
        """
        touching = ((key, tile_region(key, self.size)) for key in self._tiles)
        return {
            key: self._tiles[key]
            for key, place in touching
            if place.x < part.right and part.x < place.right and place.y < part.bottom and part.y < place.bottom
        }

    def pixel(self, point: PointL0) -> Pixel | None:
        """Return the pixel at `point` from the finest tile that is in memory. No file is read."""
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
        """Return whether the tile is not in memory and can still be read, because no attempt to read it has failed."""
        return key not in self._tiles and key not in self._failed

    def step_towards(self, key: TileKey) -> TileKey:
        """Return the tile to make next: `key` itself, or a finer tile from which `key` is made."""
        if is_read(self.slide, key):
            return key
        for child in children(key, self.size):
            if self.lacks(child):
                return self.step_towards(child)
        return key

    def below(self, key: TileKey) -> dict[TileKey, QImage]:
        """Return the tiles of the next finer level that are in memory and from which `key` is made."""
        found = {child: self.tile(child) for child in children(key, self.size)} if key.level else {}
        return {child: image for child, image in found.items() if image is not None}

    def keep(self, key: TileKey, image: QImage) -> None:
        if key in self._tiles:
            return
        self._tiles[key] = image
        self._bytes += image.sizeInBytes()
        self._hold(self._most)

    def spare(self) -> None:
        """Keep only the most recently drawn tiles. The others are read again when they are needed."""
        self._hold(SPARING_BYTES)

    def _hold(self, most: int) -> None:
        while self._bytes > most and len(self._tiles) > 1:
            _, dropped = self._tiles.popitem(last=False)
            self._bytes -= dropped.sizeInBytes()

    def give_up(self, key: TileKey) -> None:
        """Mark the tile as unreadable. From now on, a coarser tile is drawn in its place."""
        self._failed.add(key)


def _colour(image: QImage, covers: RegionL0, point: PointL0, exact: bool) -> Pixel:
    """Return the colour at `point` of `image`; `covers` is the area of the image in level-0 px."""
    x = int((point.x - covers.x) * image.width() / covers.width)
    y = int((point.y - covers.y) * image.height() / covers.height)
    colour = image.pixelColor(min(x, image.width() - 1), min(y, image.height() - 1))
    return Pixel(colour.red(), colour.green(), colour.blue(), exact)
