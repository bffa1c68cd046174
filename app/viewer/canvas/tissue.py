"""Draw the visible part of a slide (a `Tissue`) as a picture, on any thread.

This module uses no widgets. Tiles that are already in memory are reused. The other tiles are read.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from app.session.display import Adjustment
from app.viewer.canvas.adjusting import adjusted
from app.viewer.canvas.camera import Camera
from app.viewer.canvas.levels import TileKey, children, level_for, tile_region, tiles_in
from app.viewer.canvas.tile_drawing import common, draw_tile, stand_in
from app.viewer.canvas.tile_reading import assembled, is_read, read_tile
from model.base.errors import HistocastError
from model.base.geometry import RegionL0
from model.base.progress import Progress
from model.slide.base import Slide
from model.slide.colour_profile import DisplayTransform

READING = "reading tiles"


@dataclass(frozen=True, eq=False)
class Tissue:
    """The part of a slide to draw. `at_hand` has the tiles of this part that are already in memory."""

    slide: Slide
    display: DisplayTransform | None
    preview: QImage
    at_hand: Mapping[TileKey, QImage]
    camera: Camera
    width: int
    height: int
    """Height of the view in screen px."""
    ground: QColor
    """Colour of the background around the slide."""
    adjustment: Adjustment = Adjustment()
    """Brightness and contrast of the display."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """The drawn picture of the tissue. `lost` is the number of tiles that could not be read.

    Coarser tiles are drawn in their places.
    """

    image: QImage
    lost: int


def draw_steps(tissue: Tissue, ratio: float) -> Generator[Progress, None, Drawn]:
    """Draw the tissue with `ratio` px of the picture per screen px. Yield a report for each tile that must be made."""
    image, lost = _blank(tissue, ratio), 0
    size, camera = tissue.slide.size, tissue.camera
    part = common(RegionL0(0, 0, size.width, size.height), camera.visible(tissue.width, tissue.height))
    if part.width <= 0 or part.height <= 0:
        return Drawn(image, 0)
    scale = camera.scale * ratio
    keys = tiles_in(level_for(scale, size), part, size)
    plans = {key: tuple(_to_make(tissue, key)) for key in keys}
    done, total = 0, sum(len(plan) for plan in plans.values())
    for key, plan in plans.items():
        made: dict[TileKey, QImage] = {}
        try:
            for at, step in enumerate(plan):
                yield Progress(READING, done + at, total)
                made[step] = _make(tissue, step, made)
        except (HistocastError, OSError):
            lost += 1
        done += len(plan)
        tile, place = made.get(key, tissue.at_hand.get(key)), tile_region(key, size)
        smooth, covers = scale < 1 or tile is None, place
        if tile is None:
            tile, covers = stand_in(key, size, tissue.at_hand.get, tissue.preview)
        painter = QPainter(image)
        painter.setTransform(QTransform(*camera.matrix))
        draw_tile(painter, adjusted(tile, tissue.adjustment), covers, common(place, part), smooth)
        painter.end()
    return Drawn(image, lost)


def _to_make(tissue: Tissue, key: TileKey) -> Iterator[TileKey]:
    """Yield the tiles that must be made for the tile `key`.

    Finer tiles come before the tiles that are made from them.
    """
    if key in tissue.at_hand:
        return
    if not is_read(tissue.slide, key):
        for child in children(key, tissue.slide.size):
            yield from _to_make(tissue, child)
    yield key


def _make(tissue: Tissue, key: TileKey, made: dict[TileKey, QImage]) -> QImage:
    """Read the tile from the slide, or make it from tiles in `made`, which are then removed from `made`."""
    slide = tissue.slide
    if is_read(slide, key):
        return read_tile(slide, key, tissue.display)
    parts = children(key, slide.size)
    below = {child: made.pop(child) if child in made else tissue.at_hand[child] for child in parts}
    return assembled(slide, key, below)


def _blank(tissue: Tissue, ratio: float) -> QImage:
    image = QImage(round(tissue.width * ratio), round(tissue.height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(tissue.ground)
    return image
