"""Actions on the analysis window and the list of windows."""

from app.actions.command import Command, has_image
from app.actions.rows.arrows import ARROWS, WAYS
from app.session.session import Session
from app.viewer.region_controller import Step


def _can_hold(session: Session) -> bool:
    return session.placement is not None


def _has_regions(session: Session) -> bool:
    return bool(session.windows)


def _nudge(side: str, rows: int, cols: int, key: str, step: Step, words: str) -> Command:
    return Command(
        f"window-{side.lower()}-{step}",
        "Window",
        f"Move the window {WAYS[side].lower()} by {words}",
        (f"{key}+{side}",),
        lambda context: context.controller.places.nudge(cols, rows, step),
        _can_hold,
        where="viewer",
    )


REGION: tuple[Command, ...] = (
    Command(
        "hold", "Window", "Take the window in the hand, or put it down", ("W",),
        lambda context: context.controller.change(lambda s: s.holding(not s.held)), _can_hold,
        checked_when=lambda session: session.held,
    ),
    *(_nudge(side, rows, cols, "Shift", "fine", "one pixel") for side, rows, cols in ARROWS),
    *(_nudge(side, rows, cols, "Ctrl", "window", "its own width") for side, rows, cols in ARROWS),
    Command("window-back", "Window", "Back to where the window lay first", ("Home",),
            lambda context: context.controller.places.back(), has_image, where="viewer"),
    Command("keep-window", "Window", "Put this place on the list", ("K",),
            lambda context: context.controller.places.keep_place(),
            lambda session: session.placement is not None and session.saved_here is None),
    Command("forget-window", "Window", "Take this place off the list", ("Del",),
            lambda context: context.controller.places.forget(), lambda session: session.saved_here is not None,
            where="viewer"),
    Command("next-window", "Window", "Next window of the list", ("Ctrl+PgDown",),
            lambda context: context.controller.places.jump_by(1), _has_regions),
    Command("previous-window", "Window", "Previous window of the list", ("Ctrl+PgUp",),
            lambda context: context.controller.places.jump_by(-1), _has_regions),
)  # fmt: skip
