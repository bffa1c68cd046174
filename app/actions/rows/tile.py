"""Actions that select the next tile."""

from app.actions.command import Command, has_image
from app.actions.handlers import arrow
from app.actions.rows.arrows import ARROWS, WAYS


def _arrow_key(side: str, rows: int, cols: int) -> Command:
    """Return the action of one arrow key.

    The key moves the analysis region if the region is selected for moving. Otherwise it selects the next tile or core.
    """
    return Command(
        side.lower(),
        "Tile",
        f"Next tile {WAYS[side].lower()}, or move the region",
        (side,),
        lambda context: arrow(context, cols, rows),
        has_image,
        where="viewer",
    )


TILE: tuple[Command, ...] = tuple(_arrow_key(side, rows, cols) for side, rows, cols in ARROWS)
