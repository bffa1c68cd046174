"""Actions for the analysis region and the saved regions."""

from app.actions.command import Command, has_image
from app.actions.handlers import fine_arrow, on_image
from app.actions.rows.arrows import ARROWS, WAYS
from app.session.session import Session


def _can_move(session: Session) -> bool:
    return session.region.placement is not None


def _can_move_or_draw(session: Session) -> bool:
    return _can_move(session) or session.draws


def _has_regions(session: Session) -> bool:
    return bool(session.region.saved)


def _fine(side: str, rows: int, cols: int) -> Command:
    """Return the action of Shift and an arrow key. In a mode that draws, it moves the cross in small steps."""
    return Command(
        f"region-{side.lower()}-fine",
        "Analysis region",
        f"Move the analysis region {WAYS[side].lower()} by one pixel",
        (f"Shift+{side}",),
        lambda context: fine_arrow(context, cols, rows),
        _can_move_or_draw,
        where="viewer",
    )


def _far(side: str, rows: int, cols: int) -> Command:
    return Command(
        f"region-{side.lower()}-region",
        "Analysis region",
        f"Move the analysis region {WAYS[side].lower()} by its own width",
        (f"Ctrl+{side}",),
        lambda context: context.controller.places.nudge(*on_image(context, cols, rows), "region"),
        _can_move,
        where="viewer",
    )


REGION: tuple[Command, ...] = (
    Command(
        "hold", "Analysis region", "Select the analysis region for moving", ("W",),
        lambda context: context.controller.change(lambda s: s.selecting_region(not s.region.selected_for_moving)),
        _can_move,
        checked_when=lambda session: session.region.selected_for_moving,
    ),
    *(_fine(side, rows, cols) for side, rows, cols in ARROWS),
    *(_far(side, rows, cols) for side, rows, cols in ARROWS),
    Command("region-back", "Analysis region", "Move the analysis region back to its original position", ("Home",),
            lambda context: context.controller.places.back(), has_image, where="viewer"),
    Command("save-region", "Analysis region", "Save this region", ("K",),
            lambda context: context.controller.places.keep_place(),
            lambda session: session.region.placement is not None and session.saved_here is None),
    Command("forget-region", "Analysis region", "Remove this saved region", ("Del",),
            lambda context: context.controller.places.forget(), lambda session: session.saved_here is not None,
            where="viewer"),
    Command("next-region", "Analysis region", "Next analysis region", ("Ctrl+PgDown",),
            lambda context: context.controller.places.jump_by(1), _has_regions),
    Command("previous-region", "Analysis region", "Previous analysis region", ("Ctrl+PgUp",),
            lambda context: context.controller.places.jump_by(-1), _has_regions),
)  # fmt: skip
