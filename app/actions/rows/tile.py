"""Actions that walk from tile to tile."""

from app.actions.command import Command, has_image
from app.actions.handlers import arrow
from app.actions.rows.arrows import ARROWS, WAYS


def _walk(side: str, rows: int, cols: int) -> Command:
    """One arrow key: it moves the window while that is in the hand, else it walks over the tiles."""
    return Command(
        side.lower(),
        "Tile",
        f"{WAYS[side]}: next tile; with the window in hand, move it by a tile",
        (side,),
        lambda context: arrow(context, cols, rows),
        has_image,
        where="viewer",
    )


TILE: tuple[Command, ...] = tuple(_walk(side, rows, cols) for side, rows, cols in ARROWS)
