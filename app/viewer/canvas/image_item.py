"""The slide as an item in level-0 coordinates. It paints only visible tiles, from the pyramid level that fits the zoom.

pyqtgraph's ImageItem is not used, because it passes the whole image to Qt under one transform. Users of pyqtgraph
report 4 k pathology images that go blank at deep zoom (issue 1008), large images that stay black (issue 2628), and an
automatic downsampling of all visible pixels that costs more time than it saves (issue 834). Here each level is
downsampled once, in tiles, and only the source pixels on the screen are passed to Qt. The amount of work and the size
of coordinates therefore depend only on the screen. This module reads no files.
"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from app.session.display import Adjustment
from app.ui.jobs import JobRunner
from app.viewer.canvas.adjusting import AdjustedTiles
from app.viewer.canvas.levels import TileKey, level_for, tile_region, tiles_in
from app.viewer.canvas.prefetch import Look, Movement, movement, next_tiles
from app.viewer.canvas.pyramid import Pyramid
from app.viewer.canvas.tile_drawing import common, draw_tile, scale_of, stand_in
from app.viewer.canvas.tile_feed import TileFeed
from app.viewer.canvas.tile_reading import is_read
from model.base.geometry import RegionL0


class ImageItem(QGraphicsObject):
    """Shows one pyramid, or nothing. It requests missing tiles and draws a coarser level until they arrive."""

    def __init__(self, runner: JobRunner, owner: QGraphicsItem | None = None) -> None:
        """Create the item. `runner` reads pixels for the screen on its own thread."""
        super().__init__(owner)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._pyramid: Pyramid | None = None
        self._lacking: tuple[TileKey, ...] = ()
        self._look: Look | None = None
        self._moving = Movement()
        self._display = AdjustedTiles()
        self.feed = TileFeed(runner, self)
        self.feed.arrived.connect(self.update)

    def show_pyramid(self, pyramid: Pyramid | None) -> None:
        self.prepareGeometryChange()
        self._pyramid = pyramid
        self._lacking = ()
        self._look, self._moving = None, Movement()
        self.feed.feed(pyramid)
        self.update()

    def adjust(self, adjustment: Adjustment) -> None:
        """Display the tiles with this brightness and contrast. The tiles in memory stay as they were read."""
        if adjustment != self._display.adjustment:
            self._display.adjust(adjustment)
            self.update()

    @property
    def adjustment(self) -> Adjustment:
        """Return the brightness and contrast of the display."""
        return self._display.adjustment

    def settled(self) -> bool:
        """Return whether the last painting used the best tiles that can be read."""
        return self._pyramid is None or not any(self._pyramid.lacks(key) for key in self._lacking)

    @property
    def pyramid(self) -> Pyramid | None:
        """Return the shown pyramid."""
        return self._pyramid

    def boundingRect(self) -> QRectF:
        if self._pyramid is None:
            return QRectF()
        return QRectF(0, 0, self._pyramid.size.width, self._pyramid.size.height)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        pyramid = self._pyramid
        if pyramid is None:
            return
        # When Qt renders the item into a picture, it exposes the whole item, not only the part in the viewport.
        exposed = option.exposedRect & self.mapRectFromScene(self.scene().views()[0].sceneRect())
        part = RegionL0(exposed.x(), exposed.y(), exposed.width(), exposed.height())
        # `scale` is in device px per level-0 px. A screen with more device px per screen px gets a finer level.
        scale = scale_of(painter.deviceTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        level = level_for(scale, pyramid.size)
        lacking: list[TileKey] = []
        drawn: list[QImage] = []
        for key in tiles_in(level, part, pyramid.size):
            place = tile_region(key, pyramid.size)
            image, covers = pyramid.tile(key), place
            if image is None:
                lacking.append(key)
                image, covers = stand_in(key, pyramid.size, pyramid.tile, pyramid.preview)
            drawn.append(image)
            draw_tile(painter, self._display.of(image), covers, common(place, part), scale < 1 or key in lacking)
        self._display.keep_only(drawn)
        self._lacking = tuple(lacking)
        look = Look(level, part)
        self._moving = movement(self._look, look, self._moving)
        self._look = look
        # Tiles that are made of others are not read in advance, because each of them needs many.
        ahead = (key for key in next_tiles(look, self._moving, pyramid.size) if is_read(pyramid.slide, key))
        self.feed.want((*lacking, *ahead))
