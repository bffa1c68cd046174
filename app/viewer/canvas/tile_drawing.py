"""Draw the visible part of one tile with a painter in level-0 px."""

import math
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from app.viewer.canvas.levels import TileKey, level_count, parent, tile_region
from model.base.geometry import RegionL0, SizeL0


def draw_tile(painter: QPainter, image: QImage, covers: RegionL0, part: RegionL0, smooth: bool) -> None:
    """Draw the part of a tile that is inside `part`.

    `image` has the pixels of the tile, and `covers` is the area of the tile. Areas are in level-0 px. Pixels at the
    border of `part` are drawn whole. If `smooth` is true, neighbouring pixels are blended. Use this if the pixels are
    reduced in size, or if a coarser tile replaces a finer tile. Otherwise each pixel is drawn as a sharp square at its
    exact place.
    """
    shown = common(covers, part)
    if image.isNull() or shown.width <= 0 or shown.height <= 0:
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    along, down = image.width() / covers.width, image.height() / covers.height
    left = math.floor((shown.x - covers.x) * along)
    top = math.floor((shown.y - covers.y) * down)
    right = min(image.width(), math.ceil((shown.right - covers.x) * along))
    bottom = min(image.height(), math.ceil((shown.bottom - covers.y) * down))
    source = QRectF(left, top, right - left, bottom - top)
    target = QRectF(covers.x + left / along, covers.y + top / down, source.width() / along, source.height() / down)
    painter.drawImage(target, image, source, Qt.ImageConversionFlag.AutoColor)


def scale_of(transform: QTransform) -> float:
    """Return the scale of `transform`, which may also turn by quarter turns."""
    return math.hypot(transform.m11(), transform.m12())


def stand_in(
    key: TileKey, size: SizeL0, tile: Callable[[TileKey], QImage | None], preview: QImage
) -> tuple[QImage, RegionL0]:
    """Return a picture to draw in place of a missing tile, and the area of this picture.

    The picture is the nearest coarser tile that `tile` returns, or else `preview`.
    """
    above = key
    while above.level + 1 < level_count(size):
        above = parent(above)
        image = tile(above)
        if image is not None:
            return image, tile_region(above, size)
    return preview, RegionL0(0, 0, size.width, size.height)


def common(one: RegionL0, other: RegionL0) -> RegionL0:
    """Return the area that both regions cover. Width or height is zero or negative if they do not overlap."""
    x, y = max(one.x, other.x), max(one.y, other.y)
    return RegionL0(x, y, min(one.right, other.right) - x, min(one.bottom, other.bottom) - y)
