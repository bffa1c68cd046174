"""Choose the tiles that the view will probably show next, from the way in which the camera moves. No Qt."""

from dataclasses import dataclass

from app.viewer.canvas.levels import TILE_PX, TileKey, level_count, tiles_in
from model.base.geometry import RegionL0, SizeL0

FRAMES_AHEAD = 12
"""Number of future frames for which the last movement is assumed to continue: a fifth of a second at 60 frames per
second. Reading a tile takes about as long while an analysis uses the processor."""


@dataclass(frozen=True)
class Look:
    """A painted frame: the level of the pyramid, and the visible part of the slide."""

    level: int
    part: RegionL0


@dataclass(frozen=True)
class Movement:
    """The movement of the camera from one frame to the next.

    `x` and `y` are in level-0 px. `zoom` is 1 while the camera zooms in, -1 while it zooms out, and 0 otherwise.
    """

    x: float = 0.0
    y: float = 0.0
    zoom: int = 0


def movement(before: Look | None, now: Look, last: Movement) -> Movement:
    """Return the movement from the frame `before` to the frame `now`.

    If both frames show the same part of the slide, return `last`. Such a frame was only painted again, for instance
    because a tile arrived, so it gives no information about the movement.
    """
    if before is None:
        return Movement()
    if before == now:
        return last
    if before.part.width != now.part.width:
        return Movement(zoom=1 if now.part.width < before.part.width else -1)
    return Movement(now.part.centre.x - before.part.centre.x, now.part.centre.y - before.part.centre.y)


def next_tiles(look: Look, moving: Movement, size: SizeL0) -> tuple[TileKey, ...]:
    """Return the tiles outside the view, or of another level, that the view will probably show next.

    The most probable tiles come first: those in the direction of the movement, then those just outside the view. If the
    camera zooms, the tiles of the next level come first.
    """
    level, part = look.level, look.part
    found: dict[TileKey, None] = {}
    if moving.zoom > 0 and level > 0:
        found.update(dict.fromkeys(tiles_in(level - 1, _scaled(part, 0.5), size)))
    if moving.zoom < 0 and level + 1 < level_count(size):
        found.update(dict.fromkeys(tiles_in(level + 1, _scaled(part, 2.0), size)))
    if moving.x or moving.y:
        found.update(dict.fromkeys(tiles_in(level, _along(part, moving), size)))
    side = TILE_PX << level
    wider = RegionL0(part.x - side / 2, part.y - side / 2, part.width + side, part.height + side)
    found.update(dict.fromkeys(tiles_in(level, wider, size)))
    for key in tiles_in(level, part, size):
        found.pop(key, None)
    return tuple(found)


def _along(part: RegionL0, moving: Movement) -> RegionL0:
    """Return the part of the slide that is visible after `FRAMES_AHEAD` more frames of the movement `moving`.

    The result is at most the size of one view away from `part`.
    """
    x = max(-part.width, min(part.width, FRAMES_AHEAD * moving.x))
    y = max(-part.height, min(part.height, FRAMES_AHEAD * moving.y))
    return RegionL0(part.x + x, part.y + y, part.width, part.height)


def _scaled(part: RegionL0, by: float) -> RegionL0:
    """Return `part` with its sides multiplied by `by`, about the same centre."""
    width, height = by * part.width, by * part.height
    return RegionL0(part.centre.x - width / 2, part.centre.y - height / 2, width, height)
